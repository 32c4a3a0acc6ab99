/**
 * Samples of keys by their hash: a key is in every sample whose level it reaches, whatever the order and however often it
 * comes, and a sample that grows too large raises its level, which halves it. So merging is exact, and samples of different
 * stretches hold the same keys: shares over keys have a standard error of sqrt(p (1 - p)/n) with n keys sampled.
 */
import { copyHabits, createHabits, type Habits, mergeHabits } from './habits.ts';
import { spread, spreadAgain } from './hash.ts';
import { indexKeys, indexOf } from './index-of.ts';
import type { Tally } from './tally.ts';

/** How deep into the sampling a key lies: it is in the samples of this level and below. One in 2^level keys reaches it. */
export const levelOf = (high: number, low: number): number => Math.clz32(spreadAgain(low, high ^ 0x7f4a7c15));

/** Samples of cells, side by side in one piece of memory. */
export interface CellSamples {
  readonly room: number;
  readonly keys: Int32Array;
  readonly counts: Int32Array;
  readonly sizes: Int32Array;
  readonly levels: Uint8Array;
  readonly habits: Habits | null;
}

export const createCellSamples = (cells: number, room: number, withHabits = false): CellSamples => ({
  room,
  keys: new Int32Array(2 * cells * room),
  counts: new Int32Array(cells * room),
  sizes: new Int32Array(cells),
  levels: new Uint8Array(cells),
  habits: withHabits ? createHabits(cells * room) : null,
});

export function addTallyToSample(into: CellSamples, cell: number, tally: Tally, habits: Habits | null): void {
  addAll(into, cell, tally.size, tally.keys, 0, tally.counts, habits);
}

export function mergeCellSample(into: CellSamples, cell: number, from: CellSamples, source: number): void {
  if (from.levels[source]! > into.levels[cell]!) raise(into, cell, from.levels[source]!);
  addAll(into, cell, from.sizes[source]!, from.keys, source * from.room, from.counts, from.habits);
}

function addAll(
  into: CellSamples,
  cell: number,
  entries: number,
  keys: Int32Array,
  base: number,
  counts: Int32Array,
  habits: Habits | null,
): void {
  const start = cell * into.room;
  const known = addKnown(into, cell, entries, keys, base, counts, habits);
  for (let i = base; i < base + entries; i += 1) {
    if (counts[i] === 0 || known[i - base] === 1) continue;
    const high = keys[2 * i]!;
    const low = keys[2 * i + 1]!;
    const level = levelOf(high, low);
    if (level < into.levels[cell]!) continue;
    while (into.sizes[cell] === into.room && level >= into.levels[cell]!) raise(into, cell, into.levels[cell]! + 1);
    if (level < into.levels[cell]!) continue;
    const at = start + into.sizes[cell]!;
    into.sizes[cell]! += 1;
    into.keys[2 * at] = high;
    into.keys[2 * at + 1] = low;
    into.counts[at] = counts[i]!;
    if (habits !== null && into.habits !== null) copyHabits(into.habits, at, habits, i);
  }
}

/** Marks of what was added to keys that the cell has already; used again each time. */
let marks = new Uint8Array(8_192);

function addKnown(
  into: CellSamples,
  cell: number,
  entries: number,
  keys: Int32Array,
  base: number,
  counts: Int32Array,
  habits: Habits | null,
): Uint8Array {
  if (marks.length < entries) marks = new Uint8Array(2 * entries);
  marks.fill(0, 0, entries);
  const size = into.sizes[cell]!;
  if (size === 0) return marks;
  indexKeys(keys, base, entries);
  const start = cell * into.room;
  for (let at = start; at < start + size; at += 1) {
    const i = indexOf(into.keys[2 * at]!, into.keys[2 * at + 1]!);
    if (i < 0) continue;
    marks[i] = 1;
    into.counts[at]! += counts[base + i]!;
    if (habits !== null && into.habits !== null) mergeHabits(into.habits, at, habits, base + i);
  }
  return marks;
}

function raise(into: CellSamples, cell: number, level: number): void {
  const start = cell * into.room;
  let at = start;
  into.levels[cell] = level;
  for (let i = start; i < start + into.sizes[cell]!; i += 1) {
    if (levelOf(into.keys[2 * i]!, into.keys[2 * i + 1]!) < level) continue;
    into.keys[2 * at] = into.keys[2 * i]!;
    into.keys[2 * at + 1] = into.keys[2 * i + 1]!;
    into.counts[at] = into.counts[i]!;
    if (into.habits !== null && at !== i) copyHabits(into.habits, at, into.habits, i);
    at += 1;
  }
  into.sizes[cell] = at - start;
}

/** One large sample over all of the time, with the first minute of each key. */
export interface Sample {
  readonly room: number;
  size: number;
  level: number;
  readonly keys: Int32Array;
  readonly first: Int32Array;
  readonly counts: Float64Array;
  readonly bytes: Float64Array;
  readonly slots: Int32Array;
}

/** @param room a power of two */
export const createSample = (room: number): Sample => ({
  room,
  size: 0,
  level: 0,
  keys: new Int32Array(2 * room),
  first: new Int32Array(room),
  counts: new Float64Array(room),
  bytes: new Float64Array(room),
  slots: new Int32Array(2 * room),
});

export function addToSample(
  sample: Sample,
  high: number,
  low: number,
  first: number,
  count: number,
  bytes: number,
): void {
  const level = levelOf(high, low);
  if (level < sample.level) return;
  const entry = sampleEntry(sample, high, low);
  if (entry >= 0) {
    if (first < sample.first[entry]!) sample.first[entry] = first;
    sample.counts[entry]! += count;
    sample.bytes[entry]! += bytes;
    return;
  }
  while (sample.size === sample.room && level >= sample.level) raiseSample(sample, sample.level + 1);
  if (level < sample.level) return;
  const at = sample.size;
  sample.size = at + 1;
  set(sample, at, high, low, first, count, bytes);
}

/** The entry of a key, or −1. */
export function sampleEntry({ keys, slots }: Sample, high: number, low: number): number {
  const mask = slots.length - 1;
  let slot = spread(high, low) & mask;
  for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
    if (keys[2 * found - 2] === high && keys[2 * found - 1] === low) return found - 1;
    slot = (slot + 1) & mask;
  }
  return -1;
}

export function mergeSample(into: Sample, from: Sample): void {
  if (from.level > into.level) raiseSample(into, from.level);
  for (let i = 0; i < from.size; i += 1) {
    addToSample(into, from.keys[2 * i]!, from.keys[2 * i + 1]!, from.first[i]!, from.counts[i]!, from.bytes[i]!);
  }
}

function raiseSample(sample: Sample, level: number): void {
  const { keys, first, counts, bytes, size } = sample;
  sample.level = level;
  sample.slots.fill(0);
  let at = 0;
  for (let i = 0; i < size; i += 1) {
    const high = keys[2 * i]!;
    const low = keys[2 * i + 1]!;
    if (levelOf(high, low) < level) continue;
    set(sample, at, high, low, first[i]!, counts[i]!, bytes[i]!);
    at += 1;
  }
  sample.size = at;
}

function set(s: Sample, at: number, high: number, low: number, first: number, count: number, bytes: number): void {
  s.keys[2 * at] = high;
  s.keys[2 * at + 1] = low;
  s.first[at] = first;
  s.counts[at] = count;
  s.bytes[at] = bytes;
  const mask = s.slots.length - 1;
  let slot = spread(high, low) & mask;
  while (s.slots[slot] !== 0) slot = (slot + 1) & mask;
  s.slots[slot] = at + 1;
}
