/**
 * Waves inside an incident, from its counts and expectations: where the excess rises and falls. Works on the whole
 * window at once, so it refines as more of the incident is known.
 */
import type { Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import { exp } from './arithmetic.ts';

/** Counts of consecutive steps from `from` on; null is unknown. */
export interface Stretch {
  from: number;
  stepMinutes: number;
  /** Steps that the last entry already holds, where entries have been merged. */
  fill: number;
  readonly counts: (number | null)[];
  readonly expected: number[];
}

export interface Segmentation {
  readonly start: number;
  /** First step after the excess; null while it lasts. */
  readonly end: number | null;
  readonly waves: Wave[];
}

/** The excess is over where it is below this share of the usual rate, or below this rate a minute if that is larger. */
export const OVER = { share: 0.5, perMinute: 0.05 };
/** Two peaks are two waves when the trough between them is below this share of the smaller peak. */
const TROUGH = 0.5;
/** A wave's edges are where the excess passes trough + this share of (peak - trough). */
const EDGE = 0.1;

export function segment(stretch: Stretch, onset: number): Segmentation {
  const { counts, expected, stepMinutes, from } = stretch;
  const length = counts.length;
  const excess = smoothExcess(stretch);
  const over = expected.map((m) => Math.max(OVER.share * m, OVER.perMinute * stepMinutes));
  let first = Math.min(length - 1, Math.max(0, Math.round((onset - from) / stepMinutes)));
  while (first > 0 && excess[first - 1]! > over[first - 1]!) first--;
  while (first < length - 1 && excess[first]! <= over[first]!) first++;
  let last = length - 1;
  while (last > first && excess[last]! <= over[last]!) last--;
  const ended = last < length - 1;
  const peaks = findPeaks(excess, over, first, last);
  const waves: Wave[] = peaks.map((peak, k) => {
    const before = k === 0 ? -1 : lowest(excess, peaks[k - 1]!, peak);
    const after = k === peaks.length - 1 ? length : lowest(excess, peak, peaks[k + 1]!);
    const height = excess[peak]!;
    const leftTrough = before < 0 ? 0 : Math.max(0, excess[before]!);
    const rightTrough = after === length ? 0 : Math.max(0, excess[after]!);
    let left = peak;
    while (left > Math.max(before, 0) && excess[left - 1]! > leftTrough + EDGE * (height - leftTrough)) left--;
    let right = peak;
    while (right < Math.min(after, length) && excess[right]! > rightTrough + EDGE * (height - rightTrough)) right++;
    return waveOf(stretch, left, right, k === peaks.length - 1 && !ended);
  });
  const start = from + Math.min(first, waves.length ? (waves[0]!.start - from) / stepMinutes : first) * stepMinutes;
  const lastEnd = waves.at(-1)?.end ?? null;
  const end = ended ? Math.max(from + (last + 1) * stepMinutes, lastEnd ?? 0) : null;
  return { start, end, waves };
}

function waveOf(stretch: Stretch, left: number, right: number, running: boolean): Wave {
  const { counts, expected, from, stepMinutes } = stretch;
  let total = 0;
  let usual = 0;
  let peak = left;
  let peakCount = -1;
  for (let i = left; i < right; i++) {
    const count = counts[i];
    usual += expected[i]!;
    if (count === null || count === undefined) continue;
    total += count;
    if (count > peakCount) {
      peakCount = count;
      peak = i;
    }
  }
  const minute = (i: number) => (from + i * stepMinutes) as Minute;
  return {
    start: minute(left),
    peak: minute(peak),
    end: running ? null : minute(right),
    peakCount: Math.max(0, peakCount),
    total,
    expected: usual,
  };
}

function lowest(values: readonly number[], from: number, to: number): number {
  let at = from;
  for (let i = from; i <= to; i++) if (values[i]! < values[at]!) at = i;
  return at;
}

/** Peaks of the excess above the over-line whose troughs are deep enough. */
function findPeaks(excess: readonly number[], over: readonly number[], first: number, last: number): number[] {
  const peaks: number[] = [];
  let trough = Number.POSITIVE_INFINITY;
  for (let i = first; i <= last; i++) {
    const value = excess[i]!;
    const top = peaks.at(-1);
    if (top === undefined) {
      if (value > over[i]!) peaks.push(i);
      continue;
    }
    trough = Math.min(trough, value);
    if (value > over[i]! && trough < TROUGH * Math.min(excess[top]!, value)) {
      peaks.push(i);
      trough = value;
    } else if (value > excess[top]!) {
      peaks[peaks.length - 1] = i;
      trough = value;
    }
  }
  return peaks;
}

function smoothExcess(stretch: Stretch): number[] {
  const { counts, expected } = stretch;
  const length = counts.length;
  let top = 0;
  for (let i = 0; i + 2 < length; i++) {
    top = Math.max(top, (counts[i] ?? 0) + (counts[i + 1] ?? 0) + (counts[i + 2] ?? 0));
  }
  const width = Math.max(0.6, Math.min(6, 40 / Math.max(1, top)));
  const reach = Math.ceil(3 * width);
  const kernel: number[] = [];
  for (let d = 0; d <= reach; d++) kernel.push(exp((-d * d) / (2 * width * width)));
  return counts.map((_, i) => {
    let sum = 0;
    let weight = 0;
    for (let j = Math.max(0, i - reach); j <= Math.min(length - 1, i + reach); j++) {
      const count = counts[j];
      if (count === null || count === undefined) continue;
      const w = kernel[Math.abs(i - j)]!;
      sum += w * (count - expected[j]!);
      weight += w;
    }
    return weight > 0 ? sum / weight : 0;
  });
}
