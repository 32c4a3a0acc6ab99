/** Wie lange Signale bleiben: die Regel, und was nicht mehr da ist. */
import type * as en from '../en/retention.ts';
import { german } from './tongue.ts';

const { plural } = german;

export const retention: typeof en.retention = {
  heading: 'Aufbewahrung',
  lede: 'Wie lange einzelne Signale bleiben. Was aus ihnen gezählt wurde, bleibt für immer, ebenso ihre Prüfsummen und Plätze im Journal.',
  kept: 'Die Regel',
  signals: 'Signale',
  keptFor: 'Bleiben',
  kinds: {
    report: 'Meldungen von Menschen',
    tally: 'Zahlen, die andere gezählt haben',
    traffic: 'Minuten des Verkehrs',
    check: 'Prüfungen von außen',
    official: 'Was Anbieter sagten',
  },
  forEver: 'für immer',
  days: (days) => plural(days, { one: '# Tag', other: '# Tage' }),
  stays:
    'Was unter einer Aufbewahrungspflicht steht, bleibt, solange sie in Kraft ist. Aussagen, Entscheidungen und die Uhr bleiben; ein Text geht nur auf Verlangen.',
  gone: 'Was nicht mehr da ist',
  none: 'Kein Signal wurde entfernt.',
  pruning: (number) => `Entfernung ${number}`,
  before: (position) => `Angesehen wurden die Einträge vor Stelle ${position}`,
  held: (signals) =>
    plural(signals, {
      one: '# Signal blieb wegen einer Aufbewahrungspflicht',
      other: '# Signale blieben wegen einer Aufbewahrungspflicht',
    }),
  asJson: 'Diese Seite als JSON',
};
