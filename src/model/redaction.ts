/**
 * Redactions: text that people wrote is removed from entries, on demand. The entry keeps its hash and its place; what stands there from
 * then on is its *residue*, the same entry with [removed] for every text, and the redaction holds the residue's hash.
 */
import type { EpochMs, Seq } from './units.ts';

/** Kinds of entries that hold text of people, or names. Signals hold none: a reporter is a pseudonym whose key lives a day. */
export const REDACTABLE_KINDS = ['statement', 'hold', 'clock', 'maintenance', 'handed-over'] as const;
export type RedactableKind = (typeof REDACTABLE_KINDS)[number];

export interface RedactedEntry {
  readonly seq: Seq;
  readonly kind: RedactableKind;
  /** When the entry was recorded. */
  readonly at: EpochMs;
  /** Of what has versions. */
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  /** SHA-256 of the bytes that stand in its place from now on, hex. */
  readonly residue: string;
}

export interface Redaction {
  readonly kind: 'redaction';
  readonly at: EpochMs;
  readonly entries: readonly RedactedEntry[];
  /** Why, and by what right it was asked for. */
  readonly reason: string;
  readonly decidedBy: string;
  /** The account that sent it; absent where it was recorded from the machine's own terminal. */
  readonly account?: string | undefined;
}

/** Stands for every text that was removed. */
export const REMOVED = '[removed]';

/** Entries in one redaction, and redactions in all. A door refuses what goes beyond. */
export const REDACTED_ENTRIES_MAX = 200;
export const REDACTIONS_MAX = 10_000;
