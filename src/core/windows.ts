/**
 * All windows at once: the largest likelihood ratio for an excess over every window that ends now, in amortised
 * constant time a step. The only windows that can win start at a knee of the isotonic fit of count over expectation;
 * this is Poisson-FOCuS (Ward et al., arXiv 2208.01494) with time-varying exposure, written as pool-adjacent-violators.
 */
import { exp, log } from './arithmetic.ts';

/**
 * Five numbers a block of steps, oldest block first, of rising ratio: count as it weighs, expected, minute of its first
 * step, steps, count as it was.
 */
const WIDTH = 5;

/** Takes one step. `count` may weigh less than what was `counted`; `expected` must be positive. */
export function pushStep(blocks: number[], at: number, count: number, expected: number, counted = count): void {
  let n = count;
  let m = expected;
  let first = at;
  let steps = 1;
  let whole = counted;
  let top = blocks.length;
  if (top === 0 && n <= m) return;
  const before = top;
  while (top > 0 && blocks[top - WIDTH]! * m >= n * blocks[top - 4]!) {
    n += blocks[top - WIDTH]!;
    m += blocks[top - 4]!;
    first = blocks[top - 3]!;
    steps += blocks[top - 2]!;
    whole += blocks[top - 1]!;
    top -= WIDTH;
  }
  if (top === before) {
    blocks.push(n, m, first, steps, whole);
    return;
  }
  blocks[top] = n;
  blocks[top + 1] = m;
  blocks[top + 2] = first;
  blocks[top + 3] = steps;
  blocks[top + 4] = whole;
  // A window whose oldest block shows no excess is beaten by the same window without it.
  const left = top === 0 && n <= m ? 0 : top + WIDTH;
  for (let over = before - left; over > 0; over--) blocks.pop();
}

/** Forgets blocks that begin before `oldest`. */
export function dropBefore(blocks: number[], oldest: number): void {
  let cut = 0;
  while (cut < blocks.length && blocks[cut + 2]! < oldest) cut += WIDTH;
  if (cut > 0) blocks.splice(0, cut);
}

/** What a window's evidence is worth: how the expectation may be wrong, as relative variances. */
export interface Doubt {
  /** Of the whole window alike: slow drift of the service and uncertainty of the baseline. */
  slow: number;
  /** Of each step apart, averaging out over a window. */
  fast: number;
  /** Length of a step. */
  stepMinutes: number;
  /** By which share more than expected is tolerated where counts are many. */
  tolerance: number;
  /** What was expected may have been this many times as much. */
  times: number;
}

/**
 * A moderate rise is nobody's incident, only a mood: evidence is gathered against a multiple of what is expected, up to
 * `most` more where counts are many. Where they are few chance hides such a rise anyway, and the multiple is near 1.
 */
const TOLERANCE_HALF = 20;
export const tolerated = (expected: number, most: number): number =>
  expected * (1 + (most * expected) / (expected + TOLERANCE_HALF));

/**
 * A year holds many more short windows than long ones, and each is a chance to err: short windows pay for it and long ones
 * are paid, by the logarithm of their length in minutes (the multi-scale calibration of Dümbgen and Spokoiny, Annals of Statistics
 * 29, 2001). It fades where many counts are expected: there a service's drift decides, not chance.
 */
const SCALE = { minutes: 10, least: -2.3, most: 1.5, half: 20 };
/** By minutes; longer windows are paid as the longest of these. */
const PRICES = Float64Array.from({ length: 64 }, (_, minutes) =>
  Math.max(SCALE.least, Math.min(SCALE.most, log(minutes / SCALE.minutes))),
);
const creditOf = (minutes: number, expected: number): number =>
  (PRICES[Math.min(minutes, PRICES.length - 1)]! * SCALE.half) / (expected + SCALE.half);

/**
 * A service's drift wanders, so over a long window it averages out: of the variance of a whole hour a window keeps the share
 * that is left of a wander whose memory is so many minutes. Up to an hour it keeps all of it.
 */
const DRIFT = { memory: 40, hour: 60 };
const averaged = (minutes: number): number => {
  const memories = minutes / DRIFT.memory;
  return (1 - (1 - exp(-memories)) / memories) / memories;
};
/** By minutes; longer windows keep what the longest of these do. */
const DRIFT_SHARES = Float64Array.from({ length: 6 * 60 + 1 }, (_, minutes) =>
  minutes <= DRIFT.hour ? 1 : averaged(minutes) / averaged(DRIFT.hour),
);
const driftShare = (minutes: number): number => DRIFT_SHARES[Math.min(minutes, DRIFT_SHARES.length - 1)]!;

export interface BestWindow {
  evidence: number;
  /** What was counted, and what of it the evidence weighs: single steps may weigh less. */
  observed: number;
  weighed: number;
  expected: number;
  start: number;
  steps: number;
}

/**
 * The strongest window of those in `blocks`; the price of lengths can let a window between two knees be a little stronger
 * (under 0.2 nats in 20,000 simulated series, under one from six nats on in any); evidence below `floor` nats is not worked out and counts as 0. */
export function strongestWindow(blocks: readonly number[], doubt: Doubt, floor: number, into: BestWindow): number {
  let n = 0;
  let m = 0;
  let steps = 0;
  let whole = 0;
  into.evidence = 0;
  let best = floor;
  for (let at = blocks.length - WIDTH; at >= 0; at -= WIDTH) {
    n += blocks[at]!;
    m += doubt.times * blocks[at + 1]!;
    steps += blocks[at + 3]!;
    whole += blocks[at + 4]!;
    const usual = tolerated(m, doubt.tolerance);
    const excess = n - usual;
    if (excess <= 0) continue;
    const minutes = steps * doubt.stepMinutes;
    const variance = doubt.slow * driftShare(minutes) + doubt.fast / steps;
    const credit = creditOf(minutes, m);
    // The likelihood ratio is at most the squared excess over twice its variance.
    if (excess * excess <= 2 * (best - credit) * (usual + variance * usual * usual)) continue;
    const evidence = excessEvidence(n, usual, variance) + credit;
    if (evidence <= best) continue;
    best = evidence;
    into.evidence = evidence;
    into.observed = whole;
    into.weighed = n;
    into.expected = m / doubt.times;
    into.start = blocks[at + 2]!;
    into.steps = steps;
  }
  return into.evidence;
}

/**
 * Log likelihood ratio, in nats, of "another rate than expected" for a count whose mean m is itself known only up to a
 * gamma factor of relative variance v: negative binomial with shape 1/v. Poisson where v is 0.
 */
export function countEvidence(n: number, m: number, v: number): number {
  const own = n > 0 ? n * log(n / m) : 0;
  if (v * m < 1e-9) return own - (n - m);
  const shape = 1 / v;
  return own - (n + shape) * log((n + shape) / (m + shape));
}

/** The same for "more than expected": no excess is no evidence. */
export const excessEvidence = (n: number, m: number, v: number): number => (n <= m ? 0 : countEvidence(n, m, v));
