/**
 * Holds: dated duties to keep signals. A hold has two times that must not be mixed: the period that its signals are of, and
 * the period during which they have to be kept. It is versioned: a change is the next version, and closing is one too.
 */
import type { EpochMs, Seq } from './units.ts';

/** Kinds of entries that can be pruned or redacted, and so be held. Decisions and ticks always stay. */
export const HELD_KINDS = ['report', 'tally', 'traffic', 'check', 'official', 'statement'] as const;
export type HeldKind = (typeof HELD_KINDS)[number];

/** A bound as it was said, a day in a zone or a time with its offset, and the exact instant that it means. */
export interface Bound {
  readonly said: string;
  /** Of a day: the zone that it is meant in, such as `Europe/Brussels`. */
  readonly zone?: string | undefined;
  readonly at: EpochMs;
}

/** A period: its first instant, and the first one behind it. An absent bound is open. */
export interface Period {
  readonly from?: Bound | undefined;
  readonly until?: Bound | undefined;
}

/** Which signals are kept. Everything in it has to be true of a signal. */
export interface HoldQuery {
  readonly services: 'all' | readonly string[];
  readonly kinds: 'all' | readonly HeldKind[];
  /** When the signals were made, not when they came in. */
  readonly of: Period;
  /** First and last position in the journal, where an order names entries. */
  readonly entries?: { readonly from: Seq; readonly to: Seq } | undefined;
}

/** One version of a hold. */
export interface Hold {
  readonly kind: 'hold';
  /** When this version was recorded. */
  readonly at: EpochMs;
  readonly id: string;
  /** From 1, without gaps. */
  readonly version: number;
  /** Who demands it. */
  readonly authority: string;
  /** By what law, order or contract. */
  readonly basis: string;
  /** What has to be kept, in words. */
  readonly scope: string;
  /** The same as a query: what it selects is kept, whatever the words say. */
  readonly query: HoldQuery;
  /** While it has to be kept. Without an end it is in force until it is closed. */
  readonly duty: Period & { readonly from: Bound };
  /** What ends it before its end, in words: "the investigation is closed". It ends only when that is recorded. */
  readonly unlessClosedBefore?: string | undefined;
  /** Ids of the holds that this one takes the place of, from the moment at which it is in force. */
  readonly supersedes: readonly string[];
  /** The account that sent it; absent where it was recorded from the machine's own terminal. */
  readonly account?: string | undefined;
  /** Who decided this version, and why. */
  readonly decidedBy: string;
  readonly reason: string;
  /** True from the version that ends it before its time; nothing follows. */
  readonly closed?: boolean | undefined;
}

/** Holds, and versions of one; a door refuses what goes beyond. */
export const HOLDS_MAX = 1_000;
export const HOLD_VERSIONS_MAX = 100;
