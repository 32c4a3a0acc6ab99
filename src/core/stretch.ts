/**
 * The counts of an incident from before its first sign on, beside what was expected. It is kept step by step, and at half
 * the resolution where it grows long, so that an incident of days takes bounded memory.
 */

/** Counts of consecutive steps from `from` on; null is unknown. */
export interface Stretch {
  from: number;
  stepMinutes: number;
  /** Steps that the last entry already holds, where entries have been merged. */
  fill: number;
  readonly counts: (number | null)[];
  readonly expected: number[];
}

/** Longest stretch that is kept step by step; longer ones are halved in resolution. */
export const STRETCH_MAX = 4096;
/** So much of the past says what the new usual is. */
const RECENT_MINUTES = 360;

/** Appends a step; a stretch that has grown too long is halved in resolution first. */
export function addToStretch(stretch: Stretch, count: number | null, expected: number, stepMinutes: number): void {
  const { counts } = stretch;
  if (counts.length >= STRETCH_MAX) halve(stretch);
  const steps = Math.round(stretch.stepMinutes / stepMinutes);
  if (steps > 1 && stretch.fill > 0 && stretch.fill < steps) {
    const last = counts.length - 1;
    const before = counts[last] ?? null;
    counts[last] = before === null ? count : before + (count ?? 0);
    stretch.expected[last]! += expected;
    stretch.fill += 1;
    return;
  }
  counts.push(count);
  stretch.expected.push(expected);
  stretch.fill = 1;
}

function halve(stretch: Stretch): void {
  const { counts, expected } = stretch;
  const half = counts.length >> 1;
  for (let i = 0; i < half; i++) {
    const [a, b] = [counts[2 * i] ?? null, counts[2 * i + 1] ?? null];
    counts[i] = a === null && b === null ? null : (a ?? 0) + (b ?? 0);
    expected[i] = expected[2 * i]! + expected[2 * i + 1]!;
  }
  counts.length = half;
  expected.length = half;
  stretch.stepMinutes *= 2;
  stretch.fill = Math.round(stretch.stepMinutes);
}

/** How many times what was expected the last hours brought. */
export function recentRatio(stretch: Stretch): number {
  const first = Math.max(0, stretch.counts.length - Math.ceil(RECENT_MINUTES / stretch.stepMinutes));
  let n = 0;
  let m = 0;
  for (let i = first; i < stretch.counts.length; i++) {
    const count = stretch.counts[i] ?? null;
    if (count === null) continue;
    n += count;
    m += stretch.expected[i]!;
  }
  return m > 0 ? n / m : 1;
}
