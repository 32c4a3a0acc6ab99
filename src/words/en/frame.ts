/** The frame around every page: header, footer, how fresh it is; short notices; a replay's control. */
import type { Rich } from '../tongue.ts';
import { say } from '../tongue.ts';
import { english } from './tongue.ts';

const { plural } = english;

export const frame = {
  skip: 'Skip to the content',
  site: 'Site',
  more: 'More of this observatory',
  overview: 'Overview',
  incidents: 'Incidents',
  method: 'Method',
  api: 'API',
  language: 'Language',
  promise: (name: string): string =>
    `${name} shows what is counted, how it was decided, and how sure that is. It never says who is behind a failure.`,
  howFigures: 'How the figures come about',
  holds: 'Holds',
  calendar: 'Calendar',
  desk: 'Desk',
  signOut: (name: string): string => `Sign out ${name}`,
  allServices: 'All services',
  databases: 'Where addresses are registered: databases and licences',
  databaseOf: (name: string, day: string, days: number): string =>
    `${name} of ${day} (${plural(days, { one: '# day', other: '# days' })} old`,
  databaseOld: ', replace it if you can',
  nothingCounted: 'Nothing has been counted yet.',
  outOfDate: 'Out of date.',
  staleSince: <T>(until: T): Rich<T> => say`Counted until ${until}; nothing newer has arrived.`,
  countedUntil: <T>(until: T): Rich<T> => say`Counted until ${until}.`,
  countedUntilThen: <T>(until: T, staleAfter: T): Rich<T> =>
    say`Counted until ${until}, out of date after ${staleAfter}.`,
  live: 'Live: this page updates by itself.',
  lost: 'The live connection is lost; trying again.',
  utc: 'Times in UTC',
  /** {zone} is put in by the browser. */
  ownZone: 'Times in your zone, {zone}',
};

export const notices = {
  stored: 'Thank you. Your report is stored.',
  storedTitle: 'Report stored',
  storedAbout: (name: string): string => `Your report about ${name} is stored.`,
  entry: (position: string, name: string): string =>
    `It is entry ${position} of the journal and counts once towards what is shown for ${name}.`,
  doOthers: 'Do others see it too?',
  keep: <T>(id: T): Rich<T> => say`To find it again, keep this: ${id}`,
  didYouMean: 'Did you mean',
};

export const replay = {
  name: 'Replay',
  of: (name: string): string => `Replay: ${name}`,
  notStarted: 'Not started',
  ended: 'Ended',
  speed: 'Speed of the replay',
  pause: 'Pause',
  seconds: (count: string): string => `${count} s/s`,
  minutes: (count: string): string => `${count} min/s`,
  hours: (count: string): string => `${count} h/s`,
};
