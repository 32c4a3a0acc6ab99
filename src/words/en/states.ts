/** States, symptoms, kinds of provenance, counts: what every page says in the same words. */
import type { IncidentState, Independence, ServiceState } from '../../model/incident.ts';
import type { Provenance } from '../../model/service.ts';
import type { Symptom } from '../../model/symptom.ts';
import { english } from './tongue.ts';

const { number, plural } = english;

export type State = ServiceState | IncidentState;

const words: Readonly<Record<State, string>> = {
  unknown: 'Unknown',
  none: 'No evidence of a failure',
  possible: 'Possibly failing',
  confirmed: 'Failing',
  over: 'Over',
  withdrawn: 'Withdrawn',
};

const meanings: Readonly<Record<State, string>> = {
  unknown:
    'Nothing is being counted, or it is counted too lately to tell what is usual, so nothing can be said. Unknown is never shown as healthy.',
  none: 'Reports are counted, and there are no more of them than usual. A failure that nobody reported cannot be seen.',
  possible: 'More reports than chance should give, but not yet enough, or not from enough independent networks.',
  confirmed: 'So many more reports than usual, from so many places, that chance is ruled out at the stated budget.',
  over: 'It was failing; the reports are back to what is usual.',
  withdrawn: 'It looked possible for a while, and the excess came to nothing.',
};

/** As a person would say it; these are the buttons. */
const symptoms: Readonly<Record<Symptom, string>> = {
  unreachable: 'It does not load',
  slow: 'It is slow',
  error: 'I get an error',
  login: 'I cannot sign in',
  wrong: 'Something is wrong or missing',
  refused: 'I am blocked or refused',
  other: 'Something else',
};

const provenance: Readonly<Record<Provenance['kind'], string>> = {
  measured: 'Measured here',
  replayed: 'Replay',
  reconstruction: 'Reconstruction',
};

const independence: Readonly<Record<Independence, string>> = {
  several: 'The reports come from several independent networks, enough to confirm an incident.',
  few: 'From few networks. These can never confirm an incident: the trouble may be their own.',
  unknown: 'How independent the reports are is unknown: they were counted elsewhere, or without their networks.',
};

export const states = {
  words,
  meanings,
  symptoms,
  provenance,
  independence,
  fewNetworks: (state: string): string => `${state}, from few networks`,
  banner: 'Where these counts come from',
  reconstruction: 'Reconstruction from published figures: nobody measured these counts.',
  replayed: 'Replay: real reports of the past, played again. Nothing here is happening now.',
  sources: (count: number): string => plural(count, { one: '# source', other: '# sources' }),
  howMade: 'How they were made',
  howMadeAnd: (sources: string): string => `How they were made, and ${sources}`,
};

export const incidentStates = {
  possible: 'Possible',
  possibleFew: 'Possible, from few networks',
  confirmed: 'Confirmed',
  withdrawn: 'Withdrawn',
  overConfirmed: 'Over, was confirmed',
  overNever: 'Over, never confirmed',
  runningFor: (length: string): string => `running for ${length}`,
};

export const counts = {
  reports: (count: number): string => plural(count, { one: '# report', other: '# reports' }),
  waves: (count: number): string => plural(count, { one: '# wave', other: '# waves' }),
  minutes: (count: number): string => plural(count, { one: '# minute', other: '# minutes' }),
  falseAlarms: (count: number): string => plural(count, { one: '# false alarm', other: '# false alarms' }),
  others: (count: number): string => `${number(count)} others`,
  notCounted: 'not counted',
  /** What is usual: a mean below one is not a number that anybody can picture. */
  usual(expected: number): string {
    if (expected < 0.05) return 'almost none';
    if (expected < 0.95) return 'fewer than one';
    return `about ${number(expected)}`;
  },
  timesUsual: (times: number): string => `${number(times)} times the usual`,
};
