/** Der Bericht über eine Störung. */
import type * as en from '../en/incident.ts';
import { say, small } from '../tongue.ts';
import { german } from './tongue.ts';

const { number, plural, spelled } = german;
const inWaves = (waves: number): string => (waves > 1 ? ` in ${small(spelled(waves))} Wellen` : '');

export const incident: typeof en.incident = {
  title: {
    failing: (service, waves) => `${service} ist${inWaves(waves)} gestört`,
    possibly: (service) => `${service} ist möglicherweise gestört`,
    failed: (service, waves) => `${service} war${inWaves(waves)} gestört`,
    possiblyFailed: (service) => `${service} war möglicherweise gestört`,
    lookedLike: (service) => `${service} sah nach einer Störung aus`,
  },
  when: {
    heading: 'Wann',
    start: 'Beginn',
    possible: 'Zuerst als möglich gesehen',
    confirmed: 'Bestätigt',
    timeUnknown: 'Zeit nicht bekannt',
    never: 'Nie',
    end: 'Ende',
    stillRunning: 'Läuft noch',
    runningFor: 'Läuft seit',
    lasted: 'Dauer',
    afterStart: (length) => `${length} nach dem Beginn`,
    inHindsight: 'Im Nachhinein gesehen',
    afterEnd: (length) => `${length} nach dem Ende`,
    ranAlready:
      'Als die Störung begann, war noch nicht bekannt, was üblich ist, oder sie lief schon, bevor gezählt wurde. Was das Diagramm als üblich zeigt, bis sie gesehen wurde, ist gelernt worden, während sie lief.',
  },
  waves: {
    heading: 'Wellen',
    sentence: (count, step, reports) =>
      `${spelled(count)} ${count === 1 ? 'Welle' : 'Wellen'}; die höchsten ${step} zählten ${reports}.`,
    none: 'Noch ließ sich keine Welle abgrenzen.',
    wave: 'Welle',
    peak: (step) => `Spitze, ${step}`,
    inAll: 'Insgesamt',
    highestAt: (at) => say`am höchsten um ${at}`,
    more: (from, to, usual) => `${number(from)} bis ${number(to)} mehr als die üblichen ${usual}`,
    startBetween: (from, to) => say`Beginn zwischen ${from} und ${to}`,
    endBetween: (from, to) => say`Ende zwischen ${from} und ${to}`,
    running: (start) => say`${start}, läuft noch`,
    fromTo: (start, end, length) => say`${start} bis ${end}, ${length}`,
    depends: 'Wie viele Wellen es sind, hängt vom Zählen ab',
    dependsWhy:
      'Eine genügend kurze Flaute beendet keine Welle. Wie kurz, das entscheidet über die Zahl; deshalb gehen Berichte über dieselbe Störung auseinander.',
    longestLull: 'Längste Flaute, die keine Welle beendet',
    byLull: 'Zahl der Wellen nach der längsten Flaute, die keine Welle beendet',
    lulls: 'Flauten, die keine Welle beenden',
    anyLength: 'beliebig lang',
    orMore: (length) => `${length} oder mehr`,
    noLull: 'gar keine',
    upTo: (length) => `bis ${length}`,
    range: (from, to) => `${from} bis ${to}`,
  },
  decided: {
    heading: 'Wie entschieden wurde',
    none: 'Keine Schwelle wurde überschritten.',
    possibleAt: (at) => say`um ${at}`,
    possible: 'Möglich',
    toConfirm: 'Genug zum Bestätigen',
    evidence: (nats) => `Belege ${nats}`,
    askedFor: (nats) => `Verlangt ${nats}`,
    independent: 'Sind die Meldungen unabhängig?',
    networksSeen: (count) => plural(count, { one: '# Netz wurde gesehen.', other: '# Netze wurden gesehen.' }),
    whatTheyMean: 'Was diese Zahlen bedeuten',
    asJson: 'Diese Seite als JSON',
  },
  seenIn: (scope) => `Gesehen in ${scope}`,
  chart: (service) => `Meldungen über ${service} während der Störung`,
  who: 'Wer betroffen ist',
  inAll: (reports, usual) =>
    `Insgesamt ${reports}, wo ${usual} üblich wären. Eine Meldung heißt, dass ein Mensch es sagt; sie ist keine Zahl von Nutzern.`,
  noCountries: 'Keine Meldung kam mit einem bekannten Land.',
  noSymptoms: 'Keine Meldung kam mit einem Symptom.',
  noComponents: 'Keine Meldung nannte einen Teil.',
  parts: 'Teile, die für sich allein auffallen',
  noParts: 'Kein einzelnes Symptom, Land oder Netz fällt für sich allein auf.',
  partsTable: 'Symptome, Länder und Netze, die für sich allein auffallen',
  part: 'Teil',
  usual: (mean) => `üblich ${mean}`,
  together: 'Was zusammen gestört ist',
  outside: 'Von außen gesehen',
  official: 'Was der Anbieter sagte, und wann',
  kind: 'Welche Art von Störung',
  compared: (longer, larger, before) =>
    `Länger als ${longer} und größer als ${larger} der ${before} bestätigten Störungen, die der Dienst zuvor hatte.`,
  summary: (title, length, waves, reports) => `${title}: ${length}, ${waves}, ${reports}.`,
};
