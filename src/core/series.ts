/**
 * The detector of one counted series. One step goes in, what changed comes out: expected band, evidence, tier and
 * incident. Pure: the same steps give the same decisions on any machine.
 */
import type { Budget } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import type { Decision, Wave } from '../model/wave.ts';

/** What services of a category look like; a new service borrows from it until it has its own history. */
export interface CategoryPrior {
  /** Typical rate, in counts a minute. */
  readonly ratePerMinute: number;
  /** How many minutes of own data that typical rate is worth. */
  readonly weightMinutes: number;
}

export interface SeriesOptions {
  /** Length of a step, 1 to 60 minutes. */
  readonly stepMinutes: number;
  readonly budget: Budget;
  readonly prior?: CategoryPrior;
}

export type Tier = 'none' | 'possible' | 'confirmed';
export type Change = 'possible' | 'confirmed' | 'withdrawn' | 'waves' | 'closed';

export interface SeriesIncident {
  readonly start: Minute;
  readonly possibleAt: Minute | null;
  readonly detected: Minute | null;
  readonly end: Minute | null;
  readonly waves: Wave[];
  readonly observed: number;
  readonly expected: number;
  readonly peakCount: number;
  readonly decisions: Decision[];
}

export interface SeriesStep {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** Evidence for an excess now, in nats, the largest over all windows. */
  readonly evidence: number;
  /** From 0 to 1, monotone in the evidence. */
  readonly anomaly: number;
  readonly tier: Tier;
  readonly change: Change | null;
  readonly incident: SeriesIncident | null;
}

export interface SeriesState {
  readonly step: number;
  readonly budget: Budget;
  count: number;
  time: number;
}

export function createSeries(options: SeriesOptions): SeriesState {
  return { step: options.stepMinutes, budget: options.budget, count: 0.5, time: 60 };
}

/** Takes the count of the step that starts at `at`; undefined is unknown, not zero. */
export function stepSeries(state: SeriesState, at: Minute, count: number | undefined): SeriesStep {
  const { expected, low, high } = expectedAt(state, at);
  if (count !== undefined) {
    state.count += count;
    state.time += state.step;
  }
  return { expected, low, high, evidence: 0, anomaly: 0, tier: 'none', change: null, incident: null };
}

/** Expected count and 95 % band of the step that starts at `at`. */
export function expectedAt(state: SeriesState, _at: Minute): { expected: number; low: number; high: number } {
  const expected = (state.count / state.time) * state.step;
  const half = 2 * Math.sqrt(expected);
  return { expected, low: Math.max(0, expected - half), high: expected + half };
}

/** Number of waves for each merge gap, in minutes. */
export function wavesByGap(waves: readonly Wave[], gapsMinutes: readonly number[]): { gap: number; waves: number }[] {
  return gapsMinutes.map((gap) => {
    let groups = 0;
    let until = Number.NEGATIVE_INFINITY;
    for (const wave of waves) {
      if (wave.start - until > gap) groups++;
      until = wave.end ?? Number.POSITIVE_INFINITY;
    }
    return { gap, waves: groups };
  });
}
