/** Sentences of decisions: the figures that they stood on, how rarely chance brings them, and whose reports they are. */
import { english } from './tongue.ts';

const { figure, plural } = english;
const one = (value: number, is: string, are: string): string => (value === 1 ? is : are);

/** What the budget asked for, and what there was. */
interface Asked {
  readonly accepted: number;
  readonly period: 'month' | 'year';
  /** The part of the budget, as `shareOfAll` or `shareOfPart` says it, or nothing. */
  readonly share: string;
  readonly tier: 'possible' | 'confirmed';
  readonly asked: number;
  readonly found: number;
}

export const decisions = {
  allReports: 'all reports',
  network: (name: string): string => `network ${name}`,
  /** @param part the reports that were counted, where not all were */
  came: (minutes: number, reports: number, part: string | null, expected: number): string =>
    `In ${minutes === 1 ? 'one minute' : `${minutes} minutes`}, ${plural(reports, { one: '# report', other: '# reports' })}${part === null ? '' : ` with “${part}”`} came where ${figure(expected)} ${one(expected, 'was', 'were')} expected.`,
  inHindsight:
    'This was seen in hindsight: it began before anything usual was known, and what is called expected is what came once it had ended.',
  chance: (often: string): string => `Chance alone brings that ${often}.`,
  budget: ({ accepted, period, share, tier, asked, found }: Asked): string =>
    `The budget then in force accepted ${figure(accepted)} ${one(accepted, 'false alarm', 'false alarms')} a service-${period}${share}, and so asked for ${figure(asked)} nats of evidence before an incident is called ${tier}; there were ${figure(found)}.`,
  shareOfAll: (share: string): string => `, of which ${share} is for all reports`,
  shareOfPart: (share: string): string => `, of which ${share} is for this part`,
  lessThanMillennium: 'less than once in a thousand years',
  onceInYears: (years: number): string => `about once in ${plural(years, { one: '# year', other: '# years' })}`,
  onceInMonths: (months: number): string => `about once in ${plural(months, { one: '# month', other: '# months' })}`,
  onceInDays: (days: number): string => `about once in ${plural(days, { one: '# day', other: '# days' })}`,
  few: (networks: number, share: string): string =>
    `${networks === 1 ? 'One network brings' : `${networks} networks bring`} ${share} of the excess`,
  rest: (few: string, others: number, usual: number): string =>
    `${few}; all others together sent ${plural(others, { one: '# report', other: '# reports' })} where ${figure(usual)} are usual.`,
  soNotConfirmed: 'So it is not confirmed.',
};
