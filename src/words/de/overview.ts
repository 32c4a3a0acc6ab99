/** Die Übersicht: was gerade gestört ist. */
import type * as en from '../en/overview.ts';
import { say, small } from '../tongue.ts';
import { german } from './tongue.ts';

const { number, plural, spelled } = german;
const services = (count: number): string => (count === 1 ? 'Ein Dienst ist' : `${spelled(count)} Dienste sind`);

export const overview: typeof en.overview = {
  title: 'Was gerade gestört ist',
  find: 'Einen Dienst finden',
  search: 'Suchen',
  noMatch: 'Hier hat kein Dienst das in seinem Namen. Mit Eingabe werden alle durchsucht.',
  recent: 'Letzte Störungen',
  noIncident: 'Noch keine Störung. Eine erscheint hier, sobald Meldungen sich vom Üblichen abheben.',
  matches: (count, query) => `${plural(count, { one: '# Dienst passt', other: '# Dienste passen' })} zu „${query}“`,
  showAll: 'Alle Dienste zeigen',
  worstFirst: (count) => `${number(count)} Dienste, die gestörten zuerst, dann nach dem Namen.`,
  inReplays: 'In den Wiedergaben: ',
  failingInReplays: (sentence) => `In den Wiedergaben: ${small(sentence)}`,
  since: (service, at) => say`${service} seit ${at}`,
  andMore: (count) => ` und ${number(count)} weitere`,
  noService: 'Noch wird kein Dienst beobachtet',
  nothingYet: 'Noch wurde nichts gezählt',
  failing: (count) => `${services(count)} gestört`,
  failingPossibly: (count, possible) =>
    `${services(count)} gestört, ${possible === 1 ? 'einer' : small(spelled(possible))} möglicherweise`,
  possiblyFailing: (count) => `${services(count)} möglicherweise gestört`,
  unknown: 'Unbekannt: Es wird zu wenig gezählt, um etwas zu sagen',
  nothing: 'Keine Störung, soweit wir sehen',
  live: 'Live',
  sinceOf: (at) => say`seit ${at}`,
  notInLastHour: 'In der letzten Stunde nicht gezählt',
  noFullHour: 'Noch wurde keine volle Stunde gezählt',
  lastHour: (reports) => say`${reports} in der letzten Stunde`,
  lastHourUsual: (reports, usual) => say`${reports} in der letzten Stunde, üblich ${usual}`,
  nameServices: (command) =>
    say`Nennen Sie die zu beobachtenden Dienste in einer YAML-Datei und starten Sie mit ${command}.`,
  nothingFound: 'Nichts gefunden',
  noServiceHas: 'Kein Dienst hat das in Name, Kennung oder Kategorie.',
};
