/**
 * Heavy hitters: the most frequent keys in bounded memory. Space-Saving (Metwally, Agrawal, El Abbadi 2005) in batches:
 * as long as there were no more than `kept` different keys every count is exact. Else a count is short by at most its `missed`,
 * and no key that is left out has more than `floor` ≤ total/(kept + 1); this survives merging (Agarwal et al. 2012).
 */
import { spread } from './hash.ts';
import { createNames, NAME_MAX, type Names, nameEntry } from './tally.ts';

export interface Heavy {
  readonly kept: number;
  size: number;
  /** What a key that is not here may have had at most. */
  floor: number;
  readonly keys: Int32Array;
  /** Counted since the key was entered. */
  readonly counts: Float64Array;
  /** What it may have had before that, at most. */
  readonly missed: Float64Array;
  readonly bytes: Float64Array;
  /** First minute in which it was seen since it was entered. */
  readonly first: Int32Array;
  readonly slots: Int32Array;
  readonly names: Names | null;
}

/** @param kept a power of two; there is room for twice as many, so that cutting back is rare */
export function createHeavy(kept: number, named: boolean): Heavy {
  const room = 2 * kept;
  return {
    kept,
    size: 0,
    floor: 0,
    keys: new Int32Array(2 * room),
    counts: new Float64Array(room),
    missed: new Float64Array(room),
    bytes: new Float64Array(room),
    first: new Int32Array(room),
    slots: new Int32Array(2 * room),
    names: named ? createNames(room, 4_096) : null,
  };
}

/** What is known of one key. */
export interface Weight {
  count: number;
  missed: number;
  bytes: number;
  first: number;
}

/** Adds to a key; returns its entry. A new entry has no name yet. */
export function addHeavy(heavy: Heavy, high: number, low: number, { count, missed, bytes, first }: Weight): number {
  const found = heavyEntry(heavy, high, low);
  if (found >= 0) {
    heavy.counts[found]! += count;
    heavy.missed[found]! += missed;
    heavy.bytes[found]! += bytes;
    if (first < heavy.first[found]!) heavy.first[found] = first;
    return found;
  }
  if (heavy.size === 2 * heavy.kept) cutBack(heavy);
  const entry = heavy.size;
  heavy.size = entry + 1;
  heavy.keys[2 * entry] = high;
  heavy.keys[2 * entry + 1] = low;
  heavy.counts[entry] = count;
  heavy.missed[entry] = missed + heavy.floor;
  heavy.bytes[entry] = bytes;
  heavy.first[entry] = first;
  if (heavy.names !== null) heavy.names.spans[2 * entry] = heavy.names.spans[2 * entry + 1] = 0;
  takeSlot(heavy, entry);
  return entry;
}

/** The entry of a key, or −1. */
export function heavyEntry({ keys, slots }: Heavy, high: number, low: number): number {
  const mask = slots.length - 1;
  let slot = spread(high, low) & mask;
  for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
    if (keys[2 * found - 2] === high && keys[2 * found - 1] === low) return found - 1;
    slot = (slot + 1) & mask;
  }
  return -1;
}

/** Gives an entry its name, where it has none: a text, or the part of it that begins at `start`. */
export function nameHeavy(heavy: Heavy, entry: number, from: Names, source: number, start?: number): void {
  const { names } = heavy;
  if (names === null || names.spans[2 * entry + 1]! > names.spans[2 * entry]!) return;
  if (names.used + NAME_MAX > names.text.length) {
    const wider = new Uint8Array(2 * names.text.length + NAME_MAX);
    wider.set(names.text);
    names.text = wider;
  }
  nameEntry(names, entry, from.text, start ?? from.spans[2 * source]!, from.spans[2 * source + 1]!);
}

/** Adds what was counted elsewhere; both are cut back to what they keep first, so that there is room for all of it. */
export function mergeHeavy(into: Heavy, from: Heavy): void {
  cutBack(into);
  cutBack(from);
  const { keys } = into;
  // A key that only one side holds may have been left out by the other, up to the other's floor.
  for (let entry = 0; entry < into.size; entry += 1) {
    if (heavyEntry(from, keys[2 * entry]!, keys[2 * entry + 1]!) < 0) into.missed[entry]! += from.floor;
  }
  const weight: Weight = { count: 0, missed: 0, bytes: 0, first: 0 };
  for (let entry = 0; entry < from.size; entry += 1) {
    weight.count = from.counts[entry]!;
    weight.missed = from.missed[entry]!;
    weight.bytes = from.bytes[entry]!;
    weight.first = from.first[entry]!;
    const at = addHeavy(into, from.keys[2 * entry]!, from.keys[2 * entry + 1]!, weight);
    if (from.names !== null) nameHeavy(into, at, from.names, entry);
  }
  into.floor += from.floor;
  cutBack(into);
}

/** What entries weigh, for finding the lightest that stays; used again each time, since cutting back is frequent. */
let weights = new Float64Array(1_024);

/** Lets go of all keys that are not among the `kept` heaviest, and of those that tie with the first that is not. */
export function cutBack(heavy: Heavy): void {
  const { counts, missed, kept, names } = heavy;
  if (heavy.size <= kept) return;
  if (weights.length < heavy.size) weights = new Float64Array(2 * heavy.size);
  for (let entry = 0; entry < heavy.size; entry += 1) weights[entry] = counts[entry]! + missed[entry]!;
  heavy.floor = Math.max(heavy.floor, weights.subarray(0, heavy.size).sort()[heavy.size - kept - 1]!);
  // Entries move towards the front in their order, and so do their names, each over what was let go of before it.
  if (names !== null) names.used = 0;
  let size = 0;
  for (let entry = 0; entry < heavy.size; entry += 1) {
    if (counts[entry]! + missed[entry]! <= heavy.floor) continue;
    heavy.keys[2 * size] = heavy.keys[2 * entry]!;
    heavy.keys[2 * size + 1] = heavy.keys[2 * entry + 1]!;
    counts[size] = counts[entry]!;
    missed[size] = missed[entry]!;
    heavy.bytes[size] = heavy.bytes[entry]!;
    heavy.first[size] = heavy.first[entry]!;
    if (names !== null) nameEntry(names, size, names.text, names.spans[2 * entry]!, names.spans[2 * entry + 1]!);
    size += 1;
  }
  heavy.size = size;
  heavy.slots.fill(0);
  for (let entry = 0; entry < size; entry += 1) takeSlot(heavy, entry);
}

function takeSlot({ keys, slots }: Heavy, entry: number): void {
  const mask = slots.length - 1;
  let slot = spread(keys[2 * entry]!, keys[2 * entry + 1]!) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = entry + 1;
}
