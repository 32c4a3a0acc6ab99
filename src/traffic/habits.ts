/**
 * Habits: how one client behaved within a minute or a cell, in 19 words that can be added up in any order: pages and parts
 * of pages asked for, a bitmap of the pages, and requests by second of the minute (255 and more count as 255).
 */

/** Words of a record: pages, parts, two of bitmap, fifteen of seconds with a byte each. */
export const HABIT_WORDS = 19;
const PAGES = 0;
const PARTS = 1;
const BITMAP = 2;
const SECONDS = 4;

/** `words` and `bytes` are the same memory. */
export interface Habits {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
}

export function createHabits(records: number): Habits {
  const words = new Int32Array(records * HABIT_WORDS);
  return { words, bytes: new Uint8Array(words.buffer) };
}

/** Enters one request. `page` is the hash of the page's path, or undefined where a part of a page was asked for. */
export function addHabit({ words, bytes }: Habits, record: number, second: number, part: boolean, path: number): void {
  const at = record * HABIT_WORDS;
  if (part) {
    words[at + PARTS]! += 1;
  } else {
    words[at + PAGES]! += 1;
    words[at + BITMAP + ((path >>> 5) & 1)]! |= 1 << (path & 31);
  }
  const place = 4 * (at + SECONDS) + second;
  if (bytes[place]! < 255) bytes[place]! += 1;
}

export function clearHabits({ words }: Habits, record: number): void {
  const at = record * HABIT_WORDS;
  for (let i = at; i < at + HABIT_WORDS; i += 1) words[i] = 0;
}

export function copyHabits(into: Habits, record: number, from: Habits, source: number): void {
  const at = record * HABIT_WORDS;
  const fromAt = source * HABIT_WORDS;
  for (let i = 0; i < HABIT_WORDS; i += 1) into.words[at + i] = from.words[fromAt + i]!;
}

export function mergeHabits(into: Habits, record: number, from: Habits, source: number): void {
  const at = record * HABIT_WORDS;
  const fromAt = source * HABIT_WORDS;
  into.words[at + PAGES]! += from.words[fromAt + PAGES]!;
  into.words[at + PARTS]! += from.words[fromAt + PARTS]!;
  into.words[at + BITMAP]! |= from.words[fromAt + BITMAP]!;
  into.words[at + BITMAP + 1]! |= from.words[fromAt + BITMAP + 1]!;
  for (let i = 0; i < 60; i += 1) {
    const place = 4 * (at + SECONDS) + i;
    into.bytes[place] = Math.min(255, into.bytes[place]! + from.bytes[4 * (fromAt + SECONDS) + i]!);
  }
}

export const pagesOf = ({ words }: Habits, record: number): number => words[record * HABIT_WORDS + PAGES]!;
export const partsOf = ({ words }: Habits, record: number): number => words[record * HABIT_WORDS + PARTS]!;

/** Bits of the bitmap that are set, of 64: n different pages set about 64 (1 - e^(-n/64)). */
export function pageBits({ words }: Habits, record: number): number {
  const at = record * HABIT_WORDS + BITMAP;
  return bits(words[at]!) + bits(words[at + 1]!);
}

function bits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Below so many different seconds nothing is said; above DENSE the counts in them tell more than the gaps. */
const SECONDS_MIN = 6;
const DENSE = 40;
/** Seconds that the observations must span. */
const SPAN_MIN = 30;
/** A steady beat rounded to whole seconds stays below these; chance (a Poisson process) gives about 1 for both. */
const GAP_VARIATION_MAX = 0.35;
const DISPERSION_MAX = 0.3;

/**
 * Whether a client asks with a clock's regularity: by the variation of the gaps between the seconds it asked in, the
 * longest left out, and for a client that asks nearly every second by the dispersion of the counts. A minute folded over
 * others keeps a beat visible: equal steps stay evenly spread (the three-gap theorem).
 */
export function isClockwork({ bytes }: Habits, record: number): boolean {
  const from = 4 * (record * HABIT_WORDS + SECONDS);
  let set = 0;
  let sum = 0;
  let squares = 0;
  let full = 0;
  for (let i = 0; i < 60; i += 1) {
    const count = bytes[from + i]!;
    if (count === 0) continue;
    set += 1;
    sum += count;
    squares += count * count;
    if (count === 255) full += 1;
  }
  if (set < SECONDS_MIN || full > 0) return false;
  if (set > DENSE) return squares / 60 - (sum / 60) ** 2 <= DISPERSION_MAX * (sum / 60);
  return gapsAreEven(bytes, from, set);
}

function gapsAreEven(bytes: Uint8Array, from: number, set: number): boolean {
  let first = -1;
  let last = -1;
  let longest = 0;
  let sum = 0;
  let squares = 0;
  const add = (gap: number): void => {
    sum += gap;
    squares += gap * gap;
    if (gap > longest) longest = gap;
  };
  for (let i = 0; i < 60; i += 1) {
    if (bytes[from + i] === 0) continue;
    if (last >= 0) add(i - last);
    else first = i;
    last = i;
  }
  add(first + 60 - last);
  if (60 - longest < SPAN_MIN) return false;
  const mean = (sum - longest) / (set - 1);
  const variance = (squares - longest * longest) / (set - 1) - mean * mean;
  return variance <= (GAP_VARIATION_MAX * mean) ** 2;
}
