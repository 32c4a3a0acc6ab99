/** What vendors say of themselves: always as their word. */
import { type Rich, say } from '../tongue.ts';
import { english } from './tongue.ts';

const { number } = english;

type Said = 'operational' | 'degraded' | 'outage' | 'maintenance' | 'unknown';

const states: Readonly<Record<Said, string>> = {
  operational: 'Says that all is well',
  degraded: 'Says that it is degraded',
  outage: 'Says that there is an outage',
  maintenance: 'Says that it is being maintained',
  unknown: 'Unknown',
};

export const official = {
  states,
  heading: 'What the vendor says',
  table: 'Status pages of vendors',
  page: 'Page',
  lastWord: 'Last word',
  record: 'Record',
  read: <T>(at: T): Rich<T> => say`read ${at}`,
  claim: "A vendor's own word is a claim; it decides nothing here. A page that cannot be read is unknown, never well.",
  noIncident: 'No confirmed incident yet',
  told: (told: number, of: number): string => `Told ${number(told)} of ${number(of)}`,
  median: (told: string, lag: string): string => `${told}, ${lag} in the median`,
  sameMinute: 'in the same minute as the reports',
  after: (length: string): string => `${length} after the reports`,
  before: (length: string): string => `${length} before the reports`,
  lagMeans:
    "The lag runs from the first sign in reports here until the vendor's page was read as saying so. A time that the vendor gives for the start may be set back afterwards.",
  unreadable: 'could not be read, so nothing is known of what it said.',
  silent: 'has not said anything.',
  said: <T>(at: T, lag: string): Rich<T> => say`said so at ${at}, ${lag}.`,
  saidSince: <T>(at: T, lag: string, since: T): Rich<T> =>
    say`said so at ${at}, ${lag}; it says that it began at ${since}.`,
  cleared: <T>(at: T): Rich<T> => say`It said that all was well again at ${at}.`,
};
