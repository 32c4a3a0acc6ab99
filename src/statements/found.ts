/** What a rule found in a sentence: one measure, where it stands, and which words led to which field. */
import type { Measure } from '../model/statement.ts';
import type { ClockSpan } from './clocks.ts';
import type { NumberSpan } from './numbers.ts';
import type { Sentence } from './sentences.ts';

export interface Because {
  readonly field: string;
  readonly words: string;
}

/** Where something stands in a sentence. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Found extends Span {
  readonly measure: Measure;
  readonly because: readonly Because[];
}

/** A sentence with all that was read in it before any rule looks at it. */
export interface Scene extends Sentence {
  /** Clock times; numbers do not overlap them. */
  readonly clocks: readonly ClockSpan[];
  readonly numbers: readonly NumberSpan[];
  /** The sentence before it in its paragraph. */
  readonly before: string;
  /** Whether the article speaks of failures at all; rules that read bare numbers ask. */
  readonly about: boolean;
}

export const within = (spans: readonly Span[], at: number): boolean =>
  spans.some(({ start, end }) => at >= start && at < end);
