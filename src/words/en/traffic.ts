/** A service's traffic. */
import { type Rich, say } from '../tongue.ts';
import { english } from './tongue.ts';

const { number, plural } = english;

export const traffic = {
  heading: 'Traffic',
  lastHour: 'Requests, last hour',
  inMinutes: (minutes: string): string => `in ${minutes} that were counted`,
  failed: 'Failed',
  answers5xx: (count: string): string => `${count} answers 5xx`,
  noOrigins: 'Where the addresses are registered is not known: there is no database, and the log does not say.',
  fromLogs: 'From access logs, as counts a minute: no request and no address is kept.',
  sources: (count: number): string => plural(count, { one: '# source has counted', other: '# sources have counted' }),
  counted: (sources: string): string => `${sources}.`,
  countedUntil: <T>(sources: string, until: T): Rich<T> => say`${sources}, until ${until}.`,
  late: (minutes: number): string =>
    plural(minutes, {
      one: '# minute came more than a day late and could not be counted.',
      other: '# minutes came more than a day late and could not be counted.',
    }),
  registeredIn: 'Addresses registered in',
  countries: 'Countries',
  networks: 'Networks',
  notKnown: 'Not known.',
  registered:
    'Of the requests of the last 24 hours. A registry says where an address is registered; that is not where its user is, and not who sends.',
  requestsTo: (name: string): string => `Requests to ${name} in the last 24 hours`,
  requestsPer: (step: string): string => `Requests per ${step}`,
  failed5xx: 'Failed (5xx)',
  none: 'No request was counted in this time.',
  summary: (requests: number, failed: number, at: string, most: number, step: string): string =>
    `${plural(requests, { one: '# request', other: '# requests' })}, of which ${number(failed)} failed. Most at ${at} UTC: ${number(most)} in ${step}.`,
  requests: 'Requests',
  notListed: 'Not listed',
  notPublic: 'Not public',
};
