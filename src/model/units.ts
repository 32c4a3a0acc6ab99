/** Units. A quantity's type says what it counts, so minutes never meet milliseconds by accident. */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = Unit<'milliseconds since 1970 UTC'>;
/** Whole minutes since 1970-01-01T00:00Z. */
export type Minute = Unit<'minutes since 1970 UTC'>;
/** Position of an entry in the journal, from 0: the leaf index of its hash in the Merkle tree. */
export type Seq = Unit<'position in the journal, from 0'>;

export const MINUTE_MS = 60_000;
export const DAY_MS = 1_440 * MINUTE_MS;

export const minuteOf = (at: EpochMs): Minute => Math.floor(at / MINUTE_MS) as Minute;
export const startOf = (minute: Minute): EpochMs => (minute * MINUTE_MS) as EpochMs;

/** `2025-03-10T09:45:00Z` */
export const isoMinute = (at: Minute): string => `${new Date(startOf(at)).toISOString().slice(0, 19)}Z`;
