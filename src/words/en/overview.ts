/** The overview: what is failing now. */
import { type Rich, say, small } from '../tongue.ts';
import { english } from './tongue.ts';

const { number, plural, spelled } = english;
const services = (count: number): string => `${spelled(count)} ${count === 1 ? 'service is' : 'services are'}`;

export const overview = {
  title: 'What is failing now',
  find: 'Find a service',
  search: 'Search',
  noMatch: 'No service here has this in its name. Press Enter to search all of them.',
  recent: 'Recent incidents',
  noIncident: 'No incident yet. One appears here as soon as reports stand out from what is usual.',
  matches: (count: number, query: string): string =>
    `${plural(count, { one: '# service matches', other: '# services match' })} “${query}”`,
  showAll: 'Show all services',
  worstFirst: (count: number): string => `${number(count)} services, those that fail first, then by name.`,
  inReplays: 'In the replays: ',
  failingInReplays: (sentence: string): string => `In the replays: ${small(sentence)}`,
  since: <T>(service: T, at: T): Rich<T> => say`${service} since ${at}`,
  andMore: (count: number): string => ` and ${number(count)} more`,
  noService: 'No service is watched yet',
  nothingYet: 'Nothing has been counted yet',
  failing: (count: number): string => `${services(count)} failing`,
  failingPossibly: (count: number, possible: number): string =>
    `${services(count)} failing, ${small(spelled(possible))} possibly`,
  possiblyFailing: (count: number): string => `${services(count)} possibly failing`,
  unknown: 'Unknown: too little is counted to tell',
  nothing: 'Nothing is failing that we can see',
  live: 'Live',
  sinceOf: <T>(at: T): Rich<T> => say`since ${at}`,
  notInLastHour: 'Not counted in the last hour',
  noFullHour: 'No full hour has been counted yet',
  lastHour: <T>(reports: T): Rich<T> => say`${reports} in the last hour`,
  lastHourUsual: <T>(reports: T, usual: string): Rich<T> => say`${reports} in the last hour, ${usual} usual`,
  nameServices: <T>(command: T): Rich<T> => say`Name the services to watch in a YAML file and start with ${command}.`,
  nothingFound: 'Nothing found',
  noServiceHas: 'No service has this in its name, id or category.',
};
