/** Schaubilder: was ihre Zeichen bedeuten, und dasselbe in Worten. */
import type * as en from '../en/chart.ts';
import { german } from './tongue.ts';

const { number, plural } = german;

export const chart: typeof en.chart = {
  inThisTime: (reports) => `${reports} in dieser Zeit`,
  notCounted: 'Nicht gezählt',
  nothing: 'In dieser Zeit wurde nichts gezählt.',
  nothingHere: 'In dieser Zeit wurde nichts gezählt',
  noReport: 'Es kam keine Meldung.',
  highest: (clock, day, count) => `Am meisten um ${clock} UTC am ${day}: ${number(count)}`,
  wouldBeUsual: (highest, usual) => `${highest}, wo ${usual} üblich wären.`,
  usualUnknown: (highest) => `${highest}; was üblich ist, ist nicht bekannt.`,
  inSteps: (reports, step) => `${reports}, gezählt in Schritten von ${step}.`,
  noWave: 'Keine Welle.',
  waves: (waves) => `${waves}.`,
  holes: (count) =>
    plural(count, { one: '# Abschnitt wurde nicht gezählt.', other: '# Abschnitte wurden nicht gezählt.' }),
  reportsPer: (step) => `Meldungen je ${step}`,
  usual: 'Üblich',
  range: 'Spanne des Üblichen',
  wave: 'Welle, mit Nummer',
  gap: 'nicht gezählt',
  marks:
    'Fläche: Meldungen. Gestrichelt: üblich, mit Spanne. Getönt, mit Nummer: Wellen. Schraffiert: nicht gezählt. UTC.',
  now: 'jetzt',
  asTable: 'Dasselbe als Tabelle',
  by: (label, step) => `${label}, je ${step}`,
  from: 'Ab',
  reports: 'Meldungen',
  readOut: 'Das Schaubild Schritt für Schritt lesen',
  toCome: '{when}: kommt noch',
  uncounted: '{when}: nicht gezählt',
  one: '{when}: {count} Meldung',
  other: '{when}: {count} Meldungen',
  withUsual: ', üblich {usual}',
  withRange: ', üblich {usual}, bis {high}',
  closer: 'Näher (Taste +)',
  wider: 'Weiter (Taste −)',
  all: 'Alles',
  shown: 'Zu sehen: {from} bis {to}',
  shownAll: 'Alles ist zu sehen',
  dragHint: 'Über das Schaubild ziehen, um näher hinzusehen.',
};
