/**
 * Counts by key within one minute: exact and small. A line costs one look-up here; every sketch is fed from it when the
 * minute is done. Keys that come back every minute (paths, agents) stay entered, and their counts are carried on until the
 * tally is full.
 */
import { type Key, spread } from './hash.ts';

/** Different keys that a tally holds; a fuller one is emptied into the sketches before its minute is over. */
export const TALLY_MAX = 4_096;
const SLOTS = 2 * TALLY_MAX;
/** Bytes of names; a key's text is cut to NAME_MAX. */
const TEXT_MAX = 1 << 19;
export const NAME_MAX = 240;

export interface Tally {
  size: number;
  readonly keys: Int32Array;
  /** In this minute; 0 where a key was carried on from another. */
  readonly counts: Int32Array;
  /** In minutes before, since the key was entered, and the first of them. */
  readonly carried: Float64Array;
  readonly first: Int32Array;
  /** Index of an entry, plus one; 0 is free. */
  readonly slots: Int32Array;
  readonly slotOf: Int32Array;
  readonly names: Names | null;
}

/** Texts of entries, one after the other. */
export interface Names {
  text: Uint8Array;
  used: number;
  /** Start and end of each entry's text. */
  readonly spans: Int32Array;
}

export const createNames = (entries: number, bytes: number): Names => ({
  text: new Uint8Array(bytes),
  used: 0,
  spans: new Int32Array(2 * entries),
});

export const createTally = (named: boolean): Tally => ({
  size: 0,
  keys: new Int32Array(2 * TALLY_MAX),
  counts: new Int32Array(TALLY_MAX),
  carried: new Float64Array(TALLY_MAX),
  first: new Int32Array(TALLY_MAX),
  slots: new Int32Array(SLOTS),
  slotOf: new Int32Array(TALLY_MAX),
  names: named ? createNames(TALLY_MAX, TEXT_MAX) : null,
});

/** The entry of a key, made where it is new (then it is the last one). */
export function enter(tally: Tally, { high, low }: Key): number {
  const { keys, slots } = tally;
  let slot = spread(high, low) & (SLOTS - 1);
  for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
    if (keys[2 * found - 2] === high && keys[2 * found - 1] === low) return found - 1;
    slot = (slot + 1) & (SLOTS - 1);
  }
  const entry = tally.size;
  tally.size = entry + 1;
  slots[slot] = entry + 1;
  tally.slotOf[entry] = slot;
  keys[2 * entry] = high;
  keys[2 * entry + 1] = low;
  tally.counts[entry] = 0;
  tally.carried[entry] = 0;
  return entry;
}

/** The entry of a key, or −1. */
export function entryOf(tally: Tally, high: number, low: number): number {
  const { keys, slots } = tally;
  let slot = spread(high, low) & (SLOTS - 1);
  for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
    if (keys[2 * found - 2] === high && keys[2 * found - 1] === low) return found - 1;
    slot = (slot + 1) & (SLOTS - 1);
  }
  return -1;
}

/** Whether another line may bring a key or a name that finds no room. */
export const isFull = (tally: Tally): boolean =>
  tally.size === TALLY_MAX || (tally.names !== null && tally.names.used > TEXT_MAX - NAME_MAX);

/** Whether a busy minute more would fill it. */
export const hasLittleRoom = (tally: Tally): boolean =>
  tally.size > (3 * TALLY_MAX) / 4 || (tally.names !== null && tally.names.used > TEXT_MAX / 2);

export function nameEntry(names: Names, entry: number, bytes: Uint8Array, from: number, to: number): void {
  const end = Math.min(to, from + NAME_MAX);
  names.spans[2 * entry] = names.used;
  let at = names.used;
  for (let i = from; i < end; i += 1) names.text[at++] = bytes[i]!;
  names.used = at;
  names.spans[2 * entry + 1] = at;
}

/** Ends a minute, and keeps the keys. */
export function carryOn({ counts, carried, first, size }: Tally, minute: number): void {
  for (let entry = 0; entry < size; entry += 1) {
    if (counts[entry] === 0) continue;
    if (carried[entry] === 0 || minute < first[entry]!) first[entry] = minute;
    carried[entry]! += counts[entry]!;
    counts[entry] = 0;
  }
}

export function clearTally(tally: Tally): void {
  for (let entry = 0; entry < tally.size; entry += 1) tally.slots[tally.slotOf[entry]!] = 0;
  tally.size = 0;
  if (tally.names !== null) tally.names.used = 0;
}
