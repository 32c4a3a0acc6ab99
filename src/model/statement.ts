/**
 * Statements: what somebody said in public about an incident, in their words, with the one thing in it that can be
 * measured, or that never can. What a statement says is recorded as said, never as a fact.
 */
import type { EpochMs } from './units.ts';

/** How a number was meant. between: `value` to `high`. */
export type Approximation = 'exact' | 'about' | 'over' | 'under' | 'nearly' | 'up to' | 'between';

export interface Quantity {
  readonly value: number;
  readonly high?: number | undefined;
  readonly approximation: Approximation;
}

/** A clock time as said: in its own zone, with every offset from UTC in minutes that the zone's name may mean. */
export interface ClockTime {
  /** `HH:MM` */
  readonly clock: string;
  readonly zone?: string | undefined;
  readonly approximation: Approximation;
}

export type CountUnit = 'reports' | 'people' | 'other';
export type RateUnit = 'requests' | 'packets' | 'bits';

/** What a statement is about, precisely enough to be computed, or to say that it cannot be. */
export type Measure =
  | { readonly kind: 'count'; readonly number: Quantity; readonly unit: CountUnit }
  | { readonly kind: 'sources'; readonly number: Quantity }
  | { readonly kind: 'share'; readonly number: Quantity; readonly of: string }
  | { readonly kind: 'rate'; readonly number: Quantity; readonly unit: RateUnit }
  | { readonly kind: 'waves'; readonly number: Quantity }
  | { readonly kind: 'duration'; readonly number: Quantity }
  | { readonly kind: 'onset' | 'end'; readonly at: ClockTime }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'origin' | 'place'; readonly areas: readonly string[] }
  | { readonly kind: 'cause'; readonly cause: string }
  | { readonly kind: 'responsibility' | 'motive' | 'financing'; readonly party: string };

/** What no telemetry can show. */
export const UNTESTABLE = ['responsibility', 'motive', 'financing'] as const;

/** asserted as so; hedged by the speaker; asked; or denied. */
export type Mode = 'asserted' | 'hedged' | 'question' | 'denied';

/** Admiralty code: the source A to F, what it says 1 to 6. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const;
export const LIKELIHOOD_WORDS = [
  'almost no chance',
  'very unlikely',
  'unlikely',
  'roughly even chance',
  'likely',
  'very likely',
  'almost certain',
] as const;
export const CONFIDENCES = ['low', 'moderate', 'high'] as const;
export const TLPS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export const RELATIONS = ['repeats', 'contradicts', 'retracts', 'cites'] as const;

/** One version of a statement, as a person confirmed it. A correction is the next version of the same id. */
export interface Statement {
  readonly kind: 'statement';
  readonly at: EpochMs;
  readonly id: string;
  /** From 1, without gaps. */
  readonly version: number;
  /** The account that sent it; absent where it was recorded from the machine's own terminal. */
  readonly account?: string | undefined;
  readonly service: string;
  readonly incident: string;
  /** Short; verbatim unless it is marked as a paraphrase. */
  readonly quote: string;
  readonly paraphrase?: boolean | undefined;
  readonly speaker: string;
  readonly role?: string | undefined;
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  /** When it was said, if known. */
  readonly saidAt?: EpochMs | undefined;
  /** SHA-256 of the archived page, hexadecimal. */
  readonly digest?: string | undefined;
  readonly measure: Measure;
  readonly mode: Mode;
  /** Countries it is about, ISO 3166-1 alpha-2; none means the service as a whole. */
  readonly territory: readonly string[];
  /** Clock time that a figure is said to be of. */
  readonly as?: ClockTime | undefined;
  readonly relations: readonly { readonly kind: (typeof RELATIONS)[number]; readonly to: string }[];
  readonly reliability: (typeof RELIABILITIES)[number];
  readonly credibility: (typeof CREDIBILITIES)[number];
  /** An analyst's own judgement: an ICD 203 word, and apart from it how sure they are. */
  readonly likelihood?: (typeof LIKELIHOOD_WORDS)[number] | undefined;
  readonly confidence?: (typeof CONFIDENCES)[number] | undefined;
  /** Evidence that the speaker offered, in a few words. */
  readonly offered?: string | undefined;
  /** Whether somebody independent confirmed it. */
  readonly confirmedBy?: string | undefined;
  readonly tlp: (typeof TLPS)[number];
  readonly withdrawn?: boolean | undefined;
}

/** Statements kept for one incident, and for all; a door refuses what goes beyond. */
export const STATEMENTS_PER_INCIDENT_MAX = 200;
export const STATEMENTS_MAX = 5_000;
