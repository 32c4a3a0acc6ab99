/**
 * How far a service strays from what is expected of it, learnt from its own counts: slowly, all minutes of an hour
 * alike, and fast, each step apart. Relative variances.
 */
import { shortened } from './arithmetic.ts';
import type { Baseline } from './baseline.ts';

/** Slow drift before it's known: relative standard deviation 0.13, as good as 24 hours of own data. */
const SLOW_PRIOR = { variance: 0.0175, hours: 24, memoryHours: 21 * 24, least: 0.01 };
/** Over-dispersion of steps before it's known: 0.01, give or take 0.02. A slot's scatter counts up to `most` times the usual. */
const FAST_PRIOR = { variance: 0.01, information: 2500, memorySteps: 14 * 1440, most: 6 };

export function slowVariance(base: Baseline): number {
  const weight = SLOW_PRIOR.hours / (SLOW_PRIOR.variance * SLOW_PRIOR.variance);
  return Math.max(SLOW_PRIOR.least, (base.slowSquares + SLOW_PRIOR.variance * weight) / (base.slowWeight + weight));
}

export const fastVariance = (base: Baseline): number =>
  (base.fastSquares + FAST_PRIOR.variance * FAST_PRIOR.information) / (base.fastWeight + FAST_PRIOR.information);

/** From upward deviations alone, doubled: a holiday's silence says nothing about how high a usual hour can be. */
export function learnSlowVariance(base: Baseline): void {
  const m = base.hourExpected;
  if (base.days >= 1 && m > 0) {
    const excess = Math.max(0, base.hourCount - m);
    const variance = slowVariance(base);
    const weight = 1 / ((1 + variance * m) * (1 + variance * m));
    const keep = 1 - 1 / SLOW_PRIOR.memoryHours;
    base.slowSquares = shortened(Math.max(0, base.slowSquares * keep + (2 * excess * excess - m) * weight));
    base.slowWeight = shortened(base.slowWeight * keep + m * m * weight);
  }
  base.hourCount = 0;
  base.hourExpected = 0;
  base.hourMinutes = 0;
}

/**
 * From the scatter of steps within a slot. The weight is the information that a slot has about the variance, so that the
 * few counts of a quiet service say nothing rather than something wild.
 */
export function learnFastVariance(base: Baseline): void {
  const steps = base.slotSteps;
  const mean = base.slotCount / steps;
  if (steps < 3 || mean === 0) return;
  const spread = mean + base.fast * mean * mean;
  const within = Math.min(base.slotSquares - mean * base.slotCount, FAST_PRIOR.most * (steps - 1) * spread);
  const weight = (mean * mean) / (mean + 2 * spread * spread);
  const keep = 1 - steps / FAST_PRIOR.memorySteps;
  base.fastSquares = shortened(Math.max(0, base.fastSquares * keep + (within - (steps - 1) * mean) * weight));
  base.fastWeight = shortened(base.fastWeight * keep + (steps - 1) * mean * mean * weight);
}
