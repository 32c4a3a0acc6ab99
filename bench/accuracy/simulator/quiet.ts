/**
 * Quiet services: nothing is wrong, and every alarm is false. `plain` has only what a week teaches (day and week shape,
 * growth, over-dispersion); `rough` has everything that a simulated case has, except incidents.
 */
import { type Chance, chanceOf } from './chance.ts';
import type { Harmless } from './labels.ts';
import { addBlips, cutGaps, drawDispersion, drawGaps, drawLifts, drawRateNoise } from './noise.ts';
import { DAY, drawRhythm, type Rhythm } from './rhythm.ts';

export type QuietKind = 'plain' | 'rough';

export interface QuietSeries {
  readonly startMinute: number;
  /** -1 where the collector was dead. */
  readonly counts: Int32Array;
  readonly base: number;
}

export function quietSeries(kind: QuietKind, seed: number, index: number, days: number): QuietSeries {
  const chance = chanceOf(seed, index, kind === 'plain' ? 1 : 2);
  const minutes = days * DAY;
  const drawnStart = Math.floor(Date.UTC(2023, 0, 1) / 60_000) + 60 * chance.whole(0, 8000);
  const harmless: Harmless[] = [];
  const { startMinute, usual, meta } =
    kind === 'plain' ? plainRhythm(chance, drawnStart, minutes) : drawRhythm(chance, drawnStart, minutes);
  const dispersion = drawDispersion(chance, meta.base);
  const factor = new Float64Array(minutes).fill(1);
  if (kind === 'rough') {
    const noise = drawRateNoise(chance, minutes).factor;
    const lifts = drawLifts(chance, minutes, 14 * DAY, harmless).factor;
    for (let t = 0; t < minutes; t++) factor[t] = noise[t]! * lifts[t]!;
  }
  const counts = Int32Array.from(usual, (rate, t) =>
    chance.negativeBinomial(rate * factor[t]!, dispersion.at(startMinute + t)),
  );
  if (kind === 'rough') {
    addBlips(chance, usual, counts, harmless);
    cutGaps(chance, counts, drawGaps(chance, minutes), harmless);
  }
  return { startMinute, counts, base: meta.base };
}

/** A rhythm without holidays, shifts, bumps or clock changes: drawn again until it has none. */
function plainRhythm(chance: Chance, startMinute: number, minutes: number): Rhythm {
  for (;;) {
    const rhythm = drawRhythm(chance, startMinute, minutes);
    if (rhythm.harmless.length === 0 && rhythm.meta.dst === null) return rhythm;
  }
}
