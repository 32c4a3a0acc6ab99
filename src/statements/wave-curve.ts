/**
 * How many waves there are depends on which lulls one passes over and how high reports must stand: both are shown. The
 * waves of the detector give the first curve; the counts themselves give the second.
 */
import { wavesByGap } from '../core/series.ts';
import type { Ground } from './ground.ts';

export const LULLS = [0, 5, 10, 15, 30, 45, 60, 90, 120, 180] as const;
/** Of the highest excess. */
export const HEIGHTS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] as const;
/** Counts are looked at over so many minutes, so that one quiet minute ends no wave. */
export const SMOOTH_MINUTES = 15;

export interface WaveCurve {
  readonly byLull: readonly { readonly lullMinutes: number; readonly waves: number }[];
  /** For each share of the peak, the waves where lulls of up to so many minutes are passed over. */
  readonly byHeight: readonly { readonly share: number; readonly waves: number; readonly byLull: readonly number[] }[];
}

export function waveCurve(ground: Ground): WaveCurve {
  const excess = smoothed(ground);
  const peak = Math.max(0, ...excess);
  return {
    byLull: wavesByGap(ground.incident.waves, LULLS).map(({ gap, waves }) => ({ lullMinutes: gap, waves })),
    byHeight: HEIGHTS.map((share) => {
      const byLull = LULLS.map((lull) => (peak <= 0 ? 0 : runs(excess, share * peak, lull / ground.stepMinutes)));
      return { share, waves: byLull[0]!, byLull };
    }),
  };
}

/** Reports beyond the usual over SMOOTH_MINUTES, at each step of the incident. */
function smoothed({ counts, expected, stepMinutes, from, incident, until }: Ground): number[] {
  const width = Math.max(1, Math.round(SMOOTH_MINUTES / stepMinutes));
  const first = Math.max(0, Math.floor((incident.start - from) / stepMinutes) - width);
  const last = Math.min(counts.length, Math.ceil(((incident.end ?? until) - from) / stepMinutes) + width);
  const sums: number[] = [];
  for (let i = first; i < last; i++) {
    let sum = 0;
    for (let k = Math.max(0, i - width + 1); k <= i; k++) sum += (counts[k] ?? 0) - (expected[k] ?? 0);
    sums.push(sum);
  }
  return sums;
}

/** Runs at or above a line, where a gap of at most `lull` steps joins two. */
function runs(values: readonly number[], line: number, lull: number): number {
  let found = 0;
  let last = Number.NEGATIVE_INFINITY;
  values.forEach((value, i) => {
    if (value < line) return;
    if (i - last - 1 > lull || found === 0) found += 1;
    last = i;
  });
  return found;
}
