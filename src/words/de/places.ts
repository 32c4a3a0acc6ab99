/** Meldungen nach Ländern, gemessen an dem, was dort üblich ist. */
import type * as en from '../en/places.ts';
import { german } from './tongue.ts';

const { plural } = german;

export const places: typeof en.places = {
  map: 'Wie oft gemeldet wird, gemessen am Üblichen, nach Ländern',
  figures: 'Alle Werte als Daten',
  how: (days) => `Üblich: die ${days} Tage davor, ohne bestätigte Störungen.`,
  closer: 'Näher ansehen:',
  parts: {
    world: 'Welt',
    africa: 'Afrika',
    asia: 'Asien',
    europe: 'Europa',
    'north-america': 'Nordamerika',
    oceania: 'Ozeanien',
    'south-america': 'Südamerika',
  },
  nothing: 'Kein Land liegt mehr über dem Üblichen, als der Zufall erklärt.',
  beyond: (named, more) =>
    `Weiter über dem Üblichen, als der Zufall erklärt: ${named}${more === 0 ? '' : `; und ${plural(more, { one: '# weiteres', other: '# weitere' })}`}.`,
  named: (country, times, low, high) => `${country} ${times} (${low} bis ${high})`,
  times: (ratio) => `${ratio}-fach`,
  over: (low) => `über ${low}-fach`,
  levels: {
    tenfold: '10-fach und mehr',
    manifold: '3- bis 10-fach',
    above: 'bis 3-fach',
    same: 'wie üblich',
    below: 'bis ein Drittel',
    farBelow: 'unter ein Drittel',
    untold: 'zu wenig Daten',
    none: 'keine Meldungen',
  },
};
