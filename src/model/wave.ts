/** Waves and the decisions about them: what the detector says of one counted series. */
import type { Minute } from './units.ts';

/** One rise and fall of the excess inside an incident. Times are starts of steps. */
export interface Wave {
  readonly start: Minute;
  readonly peak: Minute;
  /** First step after the wave; null while it runs. */
  readonly end: Minute | null;
  /** Count in the highest step, as observed. */
  readonly peakCount: number;
  /** Everything counted from start to end, as observed. */
  readonly total: number;
  /** What the baseline expected from start to end. */
  readonly expected: number;
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
}
