/** Von außen gesehen: Orte, die nachsehen, ihre letzten Prüfungen, und wie eine Störung von jedem aussah. */
import type * as en from '../en/outside.ts';
import { german } from './tongue.ts';

const { number, plural } = german;

const places = (count: number): string => plural(count, { one: '# Ort', other: '# Orten' });

export const outside: typeof en.outside = {
  states: { failing: 'Gestört', silent: 'Stumm', inconclusive: 'Nicht schlüssig', well: 'In Ordnung' },
  heading: 'Von außen gesehen',
  nobodyLooked: 'In letzter Zeit hat kein Ort nachgesehen; von außen ist also nichts bekannt.',
  noneFails: (of) => `Von ${places(of)} aus scheitert keine Prüfung.`,
  fails: (failing, of) => `Von ${number(failing)} von ${places(of)} aus ist der Dienst gestört.`,
  lastChecks: 'Letzte Prüfungen, nach Ort',
  place: 'Ort',
  lastCheck: 'Letzte Prüfung',
  inARow: (count) => `${number(count)} in Folge.`,
  rule: (count) =>
    `Ein Ort heißt gestört nach ${count} schlüssigen Prüfungen in Folge. Nicht schlüssig ist eine Prüfung, bei der das eigene Netz des Prüfers Schwierigkeiten hatte oder eine Regel sie abwies.`,
  noCheckFor: (length, seconds) =>
    `keine Prüfung seit ${length}, obwohl ${plural(seconds, { one: 'jede Sekunde', other: 'alle # Sekunden' })} eine fällig ist`,
  certificateEnded: (days) => `Zertifikat seit ${plural(days, { one: '# Tag', other: '# Tagen' })} abgelaufen`,
  certificateEnds: (days) => `Zertifikat läuft in ${plural(days, { one: '# Tag', other: '# Tagen' })} ab`,
  phases: { dns: 'Name', connect: 'Verbindung', tls: 'TLS-Aufbau', firstByte: 'erstes Byte', transfer: 'Übertragung' },
  slow: 'langsam',
  nobodyDuring: 'Während dieser Störung hat niemand von außen nachgesehen.',
  notKnown: 'nicht bekannt',
  failedOf: (failed, of) => `${number(failed)} von ${number(of)} gescheitert`,
  inconclusive: (count) => `${number(count)} nicht schlüssig`,
  confirmedIt: 'Dass mehrere Orte zugleich mit den Meldungen scheiterten, hat sie bestätigt.',
  checksDuring: 'Prüfungen während der Störung, nach Ort',
  during: 'Währenddessen',
  before: 'Davor',
  allInconclusive: 'Von außen ist nichts bekannt: Keine Prüfung war schlüssig.',
  allWell: (count) => `Jede Prüfung war in Ordnung, von ${number(count)} von ${places(count)} aus.`,
  failedFrom: (failed, of) => `Prüfungen scheiterten von ${number(failed)} von ${places(of)} aus.`,
  noMap: 'Kein Ort nennt, wo er liegt; deshalb gibt es keine Karte.',
  map: 'Orte auf der Karte; in der Tabelle steht dasselbe',
  somewhereIn: (country) => `irgendwo in ${country}`,
  offMap: (names) => `Nicht auf der Karte, weil niemand sagt, wo sie liegen: ${names}.`,
};
