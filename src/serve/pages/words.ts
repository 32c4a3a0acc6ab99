/**
 * The words that pages share: states, symptoms, kinds of provenance, counts. Plain words first, so that a page says
 * the same thing everywhere. Law: a state is always a word and a shape; colour only repeats it.
 */
import type { IncidentState, Independence, ServiceState } from '../../model/incident.ts';
import type { Provenance } from '../../model/service.ts';
import type { Symptom } from '../../model/symptom.ts';

export type State = ServiceState | IncidentState;

export const STATE_WORDS: Readonly<Record<State, string>> = {
  unknown: 'Unknown',
  none: 'No evidence of a failure',
  possible: 'Possibly failing',
  confirmed: 'Failing',
  over: 'Over',
  withdrawn: 'Withdrawn',
};

export const STATE_MEANINGS: Readonly<Record<State, string>> = {
  unknown: 'Nothing is being counted, so nothing can be said. Unknown is never shown as healthy.',
  none: 'Reports are counted, and there are no more of them than usual. A failure that nobody reported cannot be seen.',
  possible: 'More reports than chance should give, but not yet enough, or not from enough independent networks.',
  confirmed: 'So many more reports than usual, from so many places, that chance is ruled out at the stated budget.',
  over: 'It was failing; the reports are back to what is usual.',
  withdrawn: 'It looked possible for a while, and the excess came to nothing.',
};

/** As a person would say it; these are the buttons. */
export const SYMPTOM_WORDS: Readonly<Record<Symptom, string>> = {
  unreachable: 'It does not load',
  slow: 'It is slow',
  error: 'I get an error',
  login: 'I cannot sign in',
  wrong: 'Something is wrong or missing',
  refused: 'I am blocked or refused',
  other: 'Something else',
};

export const PROVENANCE_WORDS: Readonly<Record<Provenance['kind'], string>> = {
  measured: 'Measured here',
  replayed: 'Replay',
  reconstruction: 'Reconstruction',
};

/** The state, and what it owes to few networks. */
export const stateWords = (state: State, independence: Independence | null): string =>
  `${STATE_WORDS[state]}${state === 'possible' && independence === 'few' ? ', from few networks' : ''}`;

export const INDEPENDENCE_WORDS: Readonly<Record<Independence, string>> = {
  several: 'The reports come from several independent networks, enough to confirm an incident.',
  few: 'From few networks. These can never confirm an incident: the trouble may be their own.',
  unknown: 'How independent the reports are is unknown: they were counted elsewhere, or without their networks.',
};

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

export const number = (value: number): string => whole.format(value);
export const shortNumber = (value: number): string => (value < 10_000 ? tenth.format(value) : compact.format(value));
export const percent = (share: number): string =>
  share > 0 && share < 0.01 ? 'under 1 %' : `${whole.format(share * 100)} %`;

/** A mean: one decimal while that says something. */
export const mean = (value: number): string => (value < 9.95 ? tenth.format(value) : whole.format(value));

/** What is usual, in words: a mean below one is not a number that anybody can picture. */
export function usual(expected: number): string {
  if (expected < 0.05) return 'almost none';
  if (expected < 0.95) return 'fewer than one';
  return `about ${whole.format(expected)}`;
}

/** How many times the usual; undefined when the usual is too small to be divided by. */
export function timesUsual(observed: number, expected: number): string | undefined {
  if (expected < 0.5 || observed < 2 * expected) return undefined;
  return `${whole.format(observed / expected)} times the usual`;
}

const rules = new Intl.PluralRules('en');
export const plural = (count: number, one: string, other: string): string =>
  `${number(count)} ${rules.select(count) === 'one' ? one : other}`;

export const reports = (count: number): string => plural(count, 'report', 'reports');

/** Small counts as words, for headlines. */
export const spelled = (count: number): string =>
  ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? number(count);
