/** Waves and the decisions about them: what the detector says of one counted series. */
import type { Minute } from './units.ts';

/** One rise and fall of the excess inside an incident. Times are starts of steps; ranges hold what is true nine times of ten. */
export interface Wave {
  readonly start: Minute;
  /** The earliest and the latest start that the counts allow. */
  readonly startRange: readonly [Minute, Minute];
  readonly peak: Minute;
  /** First step after the wave; null while it runs. */
  readonly end: Minute | null;
  /** The earliest and the latest end that the counts allow; while the wave runs, the latest is now. */
  readonly endRange: readonly [Minute, Minute];
  /** Count in the highest step, as observed. */
  readonly peakCount: number;
  /** Everything counted from start to end, as observed. */
  readonly total: number;
  /** What the baseline expected in the steps from start to end that were counted. */
  readonly expected: number;
  /** The fewest and the most reports beyond the usual that the wave may have brought. */
  readonly excessRange: readonly [number, number];
}

/** Why a threshold was passed: everything a reader needs to follow the decision. */
export interface Decision {
  /** The step at whose end the decision fell. */
  readonly at: Minute;
  /** Length of the window that gave the evidence, in minutes. */
  readonly windowMinutes: number;
  /** What was counted in the window. The evidence may weigh a single high step less than it counts. */
  readonly observed: number;
  readonly expected: number;
  /** Evidence for an excess in nats (natural log of the likelihood ratio), over-dispersion taken into account. */
  readonly evidence: number;
  /** The evidence that the budget asks for, in nats. */
  readonly threshold: number;
  /** What was counted began before anything usual was known; what was expected of it is the rate after it. Absent otherwise. */
  readonly hindsight?: true | undefined;
}
