/** Seen from outside: places that look, their last checks, and what an incident looked like from each. */
import { english } from './tongue.ts';

const { number, plural } = english;

type PlaceState = 'well' | 'failing' | 'inconclusive' | 'silent';

const states: Readonly<Record<PlaceState, string>> = {
  failing: 'Failing',
  silent: 'Silent',
  inconclusive: 'Inconclusive',
  well: 'Well',
};

const places = (count: number): string => plural(count, { one: '# place', other: '# places' });

export const outside = {
  states,
  heading: 'Seen from outside',
  nobodyLooked: 'No place has looked lately, so nothing is known from outside.',
  noneFails: (of: number): string => `No check fails from ${places(of)}.`,
  fails: (failing: number, of: number): string => `It fails from ${number(failing)} of ${places(of)}.`,
  lastChecks: 'Last checks, by place',
  place: 'Place',
  lastCheck: 'Last check',
  inARow: (count: number): string => `${number(count)} in a row.`,
  rule: (count: string): string =>
    `A place is failing after ${count} conclusive checks in a row. A check is inconclusive where the prober's own network had trouble, or a rule turned it away.`,
  noCheckFor: (length: string, seconds: number): string =>
    `no check for ${length}, though one is due every ${plural(seconds, { one: 'second', other: '# seconds' })}`,
  certificateEnded: (days: number): string =>
    `certificate ended ${plural(days, { one: '# day', other: '# days' })} ago`,
  certificateEnds: (days: number): string => `certificate ends in ${plural(days, { one: '# day', other: '# days' })}`,
  phases: { dns: 'name', connect: 'connect', tls: 'TLS', firstByte: 'first byte', transfer: 'transfer' },
  slow: 'slow',
  nobodyDuring: 'Nobody looked from outside during this incident.',
  notKnown: 'not known',
  failedOf: (failed: number, of: number): string => `${number(failed)} of ${number(of)} failed`,
  inconclusive: (count: number): string => `${number(count)} inconclusive`,
  confirmedIt: 'That several places failed together with the reports is what confirmed it.',
  checksDuring: 'Checks during the incident, by place',
  during: 'During',
  before: 'Before',
  allInconclusive: 'Nothing is known from outside: every check was inconclusive.',
  allWell: (count: number): string => `Every check was well, from ${number(count)} of ${places(count)}.`,
  failedFrom: (failed: number, of: number): string => `Checks failed from ${number(failed)} of ${places(of)}.`,
  noMap: 'No place states where it is, so there is no map.',
  map: 'Places on the map; the table has the same',
  somewhereIn: (country: string): string => `somewhere in ${country}`,
  offMap: (names: string): string => `Not on the map, since nobody states where they are: ${names}.`,
};
