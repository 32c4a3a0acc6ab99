/** Searching incidents. */
import { english } from './tongue.ts';

const { plural } = english;

export const search = {
  heading: 'Find an incident',
  description: 'Incidents by service, time, place and symptom.',
  all: 'Find an incident among all',
  service: 'Service or category',
  kind: 'How sure',
  any: 'Any',
  kinds: { running: 'Still running', confirmed: 'Confirmed', unconfirmed: 'Never confirmed' },
  from: 'From day (UTC)',
  to: 'Until day (UTC)',
  country: 'Felt in',
  symptom: 'What failed',
  order: 'Show first',
  orders: { newest: 'The newest', longest: 'The longest', largest: 'Most reports beyond the usual' },
  go: 'Find',
  clear: 'Clear the search',
  found: (count: number): string => plural(count, { one: '# incident', other: '# incidents' }),
  none: 'None is like that. Ask for less, or for a longer time.',
  lookedAt: (count: number): string =>
    plural(count, { one: 'Only the newest one was looked at.', other: 'Only the newest # were looked at.' }),
  pages: 'Pages',
  page: (page: number, of: number): string => `Page ${page} of ${of}`,
  before: 'Previous',
  after: 'Next',
};
