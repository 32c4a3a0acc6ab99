/** A service's past. */
import { english } from './tongue.ts';

const { plural } = english;

export const history = {
  title: (name: string): string => `${name}: history`,
  range: 'How far back',
  ranges: {
    '6h': 'Last 6 hours',
    '24h': 'Last 24 hours',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    '365d': 'Last 365 days',
  },
  reports: (name: string): string => `Reports about ${name}`,
  noneConfirmed: 'No incident was confirmed in this time.',
  confirmed: (count: number, length: string): string =>
    plural(count, {
      one: `# incident was confirmed, which ran for ${length}.`,
      other: `# incidents were confirmed, which ran for ${length} in all.`,
    }),
  median: (length: string): string => `Half of those that are over lasted ${length} at most.`,
  mix: 'What was reported, and when',
  symptoms: 'Symptoms',
  components: 'Parts of the service',
  what: 'What',
  when: 'When',
  most: (clock: string, day: string): string => `most from ${clock} UTC on ${day} on`,
  incidents: 'Incidents of this time',
  noIncident: 'None was seen.',
  asJson: 'This page as JSON',
  link: 'All of its history',
};
