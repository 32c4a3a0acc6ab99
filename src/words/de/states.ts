/** Zustände, Symptome, Herkunft, Zählungen: was jede Seite mit denselben Worten sagt. */
import type * as en from '../en/states.ts';
import { german } from './tongue.ts';

const { number, plural } = german;

export const states: typeof en.states = {
  words: {
    unknown: 'Unbekannt',
    none: 'Kein Anzeichen einer Störung',
    possible: 'Möglicherweise gestört',
    confirmed: 'Gestört',
    over: 'Vorbei',
    withdrawn: 'Zurückgezogen',
  },
  meanings: {
    unknown:
      'Es wird nichts gezählt, oder erst seit so kurzem, dass niemand weiß, was üblich ist; also lässt sich nichts sagen. Unbekannt erscheint nie als gesund.',
    none: 'Meldungen werden gezählt, und es sind nicht mehr als üblich. Eine Störung, die niemand meldet, ist nicht zu sehen.',
    possible:
      'Mehr Meldungen, als der Zufall bringen sollte, aber noch nicht genug oder nicht aus genügend unabhängigen Netzen.',
    confirmed:
      'So viel mehr Meldungen als üblich, von so vielen Orten, dass Zufall im genannten Rahmen ausgeschlossen ist.',
    over: 'Der Dienst war gestört; es gibt wieder so viele Meldungen wie üblich.',
    withdrawn: 'Es sah eine Weile nach einer Störung aus, und der Überschuss lief ins Leere.',
  },
  symptoms: {
    unreachable: 'Es lädt nicht',
    slow: 'Es ist langsam',
    error: 'Ich bekomme einen Fehler',
    login: 'Ich kann mich nicht anmelden',
    wrong: 'Etwas ist falsch oder fehlt',
    refused: 'Ich werde gesperrt oder abgewiesen',
    other: 'Etwas anderes',
  },
  provenance: { measured: 'Hier gemessen', replayed: 'Wiedergabe', reconstruction: 'Nachbildung' },
  independence: {
    several: 'Die Meldungen kommen aus mehreren unabhängigen Netzen, genug, um eine Störung zu bestätigen.',
    few: 'Aus wenigen Netzen. Diese können eine Störung nie bestätigen: Das Problem kann ihr eigenes sein.',
    unknown: 'Wie unabhängig die Meldungen sind, ist nicht bekannt: Sie wurden anderswo gezählt oder ohne ihre Netze.',
  },
  fewNetworks: (state) => `${state}, aus wenigen Netzen`,
  banner: 'Woher diese Zahlen kommen',
  reconstruction: 'Nachbildung aus veröffentlichten Zahlen: Niemand hat diese Werte gemessen.',
  replayed: 'Wiedergabe: echte Meldungen von früher, noch einmal abgespielt. Nichts davon geschieht jetzt.',
  sources: (count) => plural(count, { one: '# Quelle', other: '# Quellen' }),
  howMade: 'Wie sie entstanden sind',
  howMadeAnd: (sources) => `Wie sie entstanden sind, und ${sources}`,
};

export const incidentStates: typeof en.incidentStates = {
  possible: 'Möglich',
  possibleFew: 'Möglich, aus wenigen Netzen',
  confirmed: 'Bestätigt',
  withdrawn: 'Zurückgezogen',
  overConfirmed: 'Vorbei, war bestätigt',
  overNever: 'Vorbei, nie bestätigt',
  runningFor: (length) => `läuft seit ${length}`,
};

export const counts: typeof en.counts = {
  reports: (count) => plural(count, { one: '# Meldung', other: '# Meldungen' }),
  waves: (count) => plural(count, { one: '# Welle', other: '# Wellen' }),
  minutes: (count) => plural(count, { one: '# Minute', other: '# Minuten' }),
  falseAlarms: (count) => plural(count, { one: '# Fehlalarm', other: '# Fehlalarme' }),
  others: (count) => `${number(count)} weitere`,
  notCounted: 'nicht gezählt',
  usual(expected) {
    if (expected < 0.05) return 'fast keine';
    if (expected < 0.95) return 'weniger als eine';
    return `etwa ${number(expected)}`;
  },
  timesUsual: (times) => `das ${number(times)}-Fache des Üblichen`,
};
