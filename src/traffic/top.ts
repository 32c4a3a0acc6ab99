/**
 * The few heaviest keys of each stretch of time (a cell), for any number of cells side by side in one piece of memory. The
 * same law as heavy.ts with `kept` keys a cell: a count is short by at most `missed`, and what is left out has at most
 * the cell's floor ≤ total/(kept + 1).
 */
import { copyHabits, createHabits, type Habits, mergeHabits } from './habits.ts';
import { indexKeys, indexOf } from './index-of.ts';
import { entryOf, type Tally } from './tally.ts';

export interface Top {
  readonly kept: number;
  readonly keys: Int32Array;
  readonly counts: Int32Array;
  readonly missed: Int32Array;
  readonly sizes: Int32Array;
  readonly floors: Int32Array;
  readonly habits: Habits | null;
}

export const createTop = (cells: number, kept: number, withHabits = false): Top => ({
  kept,
  keys: new Int32Array(2 * cells * kept),
  counts: new Int32Array(cells * kept),
  missed: new Int32Array(cells * kept),
  sizes: new Int32Array(cells),
  floors: new Int32Array(cells),
  habits: withHabits ? createHabits(cells * kept) : null,
});

/** Adds the exact counts of a tally to a cell. */
export function addTallyToTop(top: Top, cell: number, tally: Tally, habits: Habits | null): void {
  const { keys, counts, kept } = top;
  const base = cell * kept;
  const size = top.sizes[cell]!;
  const floor = top.floors[cell]!;
  prepare(tally.size);
  // Keys that were carried on without a count in this minute are no concern of it.
  for (let i = 0; i < tally.size; i += 1) if (tally.counts[i] === 0) known[i] = 1;
  for (let i = base; i < base + size; i += 1) {
    const entry = entryOf(tally, keys[2 * i]!, keys[2 * i + 1]!);
    if (entry < 0) continue;
    known[entry] = 1;
    counts[i]! += tally.counts[entry]!;
    if (habits !== null && top.habits !== null) mergeHabits(top.habits, i, habits, entry);
  }
  place(top, cell, tally.size, floor, tally.keys, 0, tally.counts, null, habits);
}

/** Adds one cell to another, of the same or of another place in memory. */
export function mergeTop(top: Top, cell: number, from: Top, source: number): void {
  const base = cell * top.kept;
  const fromBase = source * from.kept;
  const size = top.sizes[cell]!;
  const fromSize = from.sizes[source]!;
  const floor = top.floors[cell]!;
  prepare(fromSize);
  indexKeys(from.keys, fromBase, fromSize);
  for (let i = base; i < base + size; i += 1) {
    const entry = indexOf(top.keys[2 * i]!, top.keys[2 * i + 1]!);
    if (entry < 0) {
      top.missed[i]! += from.floors[source]!;
      continue;
    }
    known[entry] = 1;
    top.counts[i]! += from.counts[fromBase + entry]!;
    top.missed[i]! += from.missed[fromBase + entry]!;
    if (top.habits !== null && from.habits !== null) mergeHabits(top.habits, i, from.habits, fromBase + entry);
  }
  top.floors[cell]! += from.floors[source]!;
  place(top, cell, fromSize, floor, from.keys, fromBase, from.counts, from.missed, from.habits);
}

/** Marks of the entries that are in the cell already, and weights of all that want to be in it; used again each time. */
let known = new Uint8Array(8_192);
const WEIGHTS = 1_024;
const byWeight = new Int32Array(WEIGHTS);

function prepare(entries: number): void {
  if (known.length < entries) known = new Uint8Array(2 * entries);
  known.fill(0, 0, entries);
}

/** Takes the entries that are not known yet into the cell, then keeps the heaviest. `owed` is what each may lack. */
function place(
  top: Top,
  cell: number,
  entries: number,
  owed: number,
  keys: Int32Array,
  base: number,
  counts: Int32Array,
  missed: Int32Array | null,
  habits: Habits | null,
): void {
  const { kept } = top;
  const start = cell * kept;
  let size = top.sizes[cell]!;
  let strangers = 0;
  for (let i = 0; i < entries; i += 1) strangers += 1 - known[i]!;
  let least = -1;
  if (size + strangers > kept) {
    const weigh = (i: number): number => counts[base + i]! + (missed === null ? 0 : missed[base + i]!) + owed;
    least = leastKept(top, start, size, entries, weigh);
    if (least > top.floors[cell]!) top.floors[cell] = least;
    size = letGo(top, start, size, top.floors[cell]!);
  }
  const floor = least < 0 ? -1 : top.floors[cell]!;
  for (let i = 0; i < entries; i += 1) {
    if (known[i] === 1) continue;
    const lacks = (missed === null ? 0 : missed[base + i]!) + owed;
    if (counts[base + i]! + lacks <= floor) continue;
    const at = start + size;
    size += 1;
    top.keys[2 * at] = keys[2 * (base + i)]!;
    top.keys[2 * at + 1] = keys[2 * (base + i) + 1]!;
    top.counts[at] = counts[base + i]!;
    top.missed[at] = lacks;
    if (top.habits !== null && habits !== null) copyHabits(top.habits, at, habits, base + i);
  }
  top.sizes[cell] = size;
}

/** The weight of the first key that finds no room: the (kept + 1)-th largest. */
function leastKept(top: Top, start: number, size: number, entries: number, weigh: (i: number) => number): number {
  byWeight.fill(0);
  const heavy: number[] = [];
  const note = (weight: number): void => {
    if (weight < WEIGHTS) byWeight[weight]! += 1;
    else heavy.push(weight);
  };
  for (let i = start; i < start + size; i += 1) note(top.counts[i]! + top.missed[i]!);
  for (let i = 0; i < entries; i += 1) if (known[i] === 0) note(weigh(i));
  if (heavy.length > top.kept) return heavy.sort((a, b) => b - a)[top.kept]!;
  let left = top.kept - heavy.length;
  let weight = WEIGHTS - 1;
  for (; weight > 0; weight -= 1) {
    left -= byWeight[weight]!;
    if (left < 0) break;
  }
  return weight;
}

/** Drops the keys of a cell that weigh no more than the floor; returns how many stay. */
function letGo(top: Top, start: number, size: number, floor: number): number {
  let at = start;
  for (let i = start; i < start + size; i += 1) {
    if (top.counts[i]! + top.missed[i]! <= floor) continue;
    if (at !== i) {
      top.keys[2 * at] = top.keys[2 * i]!;
      top.keys[2 * at + 1] = top.keys[2 * i + 1]!;
      top.counts[at] = top.counts[i]!;
      top.missed[at] = top.missed[i]!;
      if (top.habits !== null) copyHabits(top.habits, at, top.habits, i);
    }
    at += 1;
  }
  return at - start;
}
