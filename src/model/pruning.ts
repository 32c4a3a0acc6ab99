/**
 * Prunings: signals that are older than the operator keeps them are removed from the journal. Their hashes and places stay, so the tree is
 * what it was; what was counted from them stays in the views; and the fold's state before `before`, the *base*, takes their place as
 * what later figures follow from. The pruning commits to all three.
 */
import type { EpochMs, Seq } from './units.ts';

/** Kinds of signals that a retention can be set for. What people wrote goes by redaction alone; ticks and decisions stay. */
export const PRUNABLE_KINDS = ['report', 'tally', 'traffic', 'check', 'official'] as const;
export type PrunableKind = (typeof PRUNABLE_KINDS)[number];

export interface Pruning {
  readonly kind: 'pruning';
  readonly at: EpochMs;
  /** From 1, without gaps: what stands in the place of a removed signal names it. */
  readonly number: number;
  /** Only entries before this position were looked at; the base is the state that they led to. */
  readonly before: Seq;
  /** Of which kinds signals went that were made before when. */
  readonly older: Readonly<Partial<Record<PrunableKind, EpochMs>>>;
  readonly removed: {
    readonly byKind: Readonly<Partial<Record<PrunableKind, number>>>;
    /** SHA-256 over position (64 bits, big-endian) and leaf hash of each removed entry, in order; hex. */
    readonly digest: string;
    /** Position of the last one; they go in order, so when it is gone all are. */
    readonly last: Seq;
  };
  /** Signals that were due and stay, since a hold keeps them. */
  readonly held: number;
  /** Versions of holds that were looked at; if there were more when this was recorded, nothing was removed by it. */
  readonly holds: number;
  readonly base: {
    /** SHA-256 over the SHA-256 of each line of the fold's state without decisions, hex. */
    readonly state: string;
    /** SHA-256 over the lines of all views as of `before`, hex. */
    readonly views: string;
  };
  /** Why: the rule that it follows. */
  readonly reason: string;
  readonly decidedBy: string;
  /** The account that sent it; absent where it was made by the settings, or from the machine's own terminal. */
  readonly account?: string | undefined;
}

/** Stands in the place of a signal that was removed. Never appended. */
export interface Pruned {
  readonly kind: 'pruned';
  /** The number of the pruning. */
  readonly by: number;
}

/** Signals are kept so long at least: what a running incident is judged by is younger. */
export const RETENTION_MIN_DAYS = 7;
