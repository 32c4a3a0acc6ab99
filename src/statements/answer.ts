/** The answer to one reading of a statement, and how figures are told in it. */
import type { Brief } from './brief.ts';
import type { Figure } from './ground.ts';
import type { Outcome } from './match.ts';
import type { Reading, Say } from './readings.ts';

export interface Answer {
  readonly reading: string;
  /** The reading in few words, where the answer is to a part of it. */
  readonly brief?: Brief;
  readonly outcome: Outcome;
  /** What was found, in words with its figures; or what would be needed. */
  readonly words: string;
  readonly figure: Figure | null;
  /** Not known, and beside what the words say. */
  readonly aside?: boolean;
  /** Of a reading that may hold where the words do not. */
  readonly wider?: boolean;
}

/** A figure that some steps are missing from is "at least". */
export const figureText = ({ value, high }: Figure, { found }: Say): string =>
  high === Number.POSITIVE_INFINITY ? found.atLeast(value) : found.told(value);

export const unknown = (reading: Reading, words: string): Answer => ({
  reading: reading.words,
  outcome: 'unknown',
  words,
  figure: null,
  ...(reading.aside === true ? { aside: true } : {}),
});
