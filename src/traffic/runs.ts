/**
 * Runs: stretches in which a series lies far above or below its own usual level. The usual is a running median of the hours
 * around, so a log of ten minutes and one of a year are judged alike and no history is needed. A run counts when its
 * evidence, a likelihood ratio that knows how much the series scatters, passes what chance gives in so many steps.
 */
import { log } from '../core/arithmetic.ts';
import { countEvidence } from '../core/windows.ts';
import type { Span } from './silence.ts';

export interface Level {
  /** What is usual at each step. */
  readonly usual: Float64Array;
  /** Relative variance of the series around it, beyond chance. */
  readonly variance: number;
}

export interface Run extends Span {
  readonly counted: number;
  readonly expected: number;
  /** Nats. */
  readonly evidence: number;
}

export interface RunOptions {
  /**
   * How many counts come together: a visitor's page brings its parts along, so thirty requests may be two visits. Chance is
   * judged on visits.
   */
  readonly clump: number;
  readonly side: 'above' | 'below';
  /** A run must be so many times the usual, or less. */
  readonly ratio: number;
  /** And differ from it by so much in all. */
  readonly differenceMin: number;
}

/** Minutes of the running median on either side, and how often it is worked out. */
const HALF_WINDOW = 180;
const EVERY = 10;
/** What a series may scatter at least, relative. */
const SCATTER_MIN = 0.1;
/** Nats that a run needs, and one more for each e-fold of steps. */
const EVIDENCE_MIN = 12;
/** Steps of calm inside a run. */
const BRIDGE = 3;
/** A step belongs to a run when it lies so many standard deviations away. */
const STEP_DEVIATIONS = 2.5;
/** Or when it has less than this share of the usual. */
const LOW_SHARE = 0.35;

export function levelOf(series: Float64Array, silent: Uint8Array): Level {
  const knots: number[] = [];
  for (let at = 0; at < series.length + EVERY; at += EVERY) {
    const window: number[] = [];
    const to = Math.min(series.length, at + HALF_WINDOW);
    for (let i = Math.max(0, at - HALF_WINDOW); i < to; i += 1) if (silent[i] === 0) window.push(series[i]!);
    knots.push(calmLevel(window));
  }
  const usual = new Float64Array(series.length);
  for (let at = 0; at < series.length; at += 1) {
    const knot = Math.floor(at / EVERY);
    const part = (at % EVERY) / EVERY;
    usual[at] = knots[knot]! * (1 - part) + knots[knot + 1]! * part;
  }
  return { usual, variance: varianceAround(series, usual, silent) };
}

/**
 * The median, or where it is too small to tell, the mean without the highest steps. Where the window has two levels, such as a
 * short log that is mostly flood, the one that it begins with: what came first is what was usual.
 */
function calmLevel(window: readonly number[]): number {
  if (window.length === 0) return 0;
  const sorted = Float64Array.from(window).sort();
  const middle = medianOf(sorted);
  const opening = medianOf(Float64Array.from(window.slice(0, Math.max(3, Math.ceil(window.length / 8)))).sort());
  const low = medianOf(sorted.subarray(0, Math.max(1, Math.ceil(sorted.length / 3))));
  const high = medianOf(sorted.subarray(Math.floor((2 * sorted.length) / 3)));
  if (middle > 2.5 * low + 5 && opening <= 1.5 * low + 3) return low;
  if (high > 2.5 * middle + 5 && opening >= high / 1.5) return high;
  if (middle >= MEDIAN_MIN) return middle;
  const most = sorted[Math.floor(0.95 * (sorted.length - 1))]!;
  return sorted.reduce((sum, value) => sum + Math.min(value, most), 0) / sorted.length;
}

/** A smaller median is too coarse a measure of a rate. */
const MEDIAN_MIN = 3;

const medianOf = (sorted: Float64Array): number =>
  (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;

/**
 * From the median of the absolute relative deviations, less what counting by itself gives. Steps that are far from usual on
 * any view are left out: they may be most of a short log.
 */
function varianceAround(series: Float64Array, usual: Float64Array, silent: Uint8Array): number {
  const deviations: number[] = [];
  let sum = 0;
  for (let at = 0; at < series.length; at += 1) {
    const m = usual[at]!;
    if (silent[at] !== 0 || m <= 0 || Math.abs(series[at]! - m) > 2 * m + 5 * Math.sqrt(m) + 3) continue;
    deviations.push(Math.abs(series[at]! / usual[at]! - 1));
    sum += 1 / usual[at]!;
  }
  if (deviations.length === 0) return SCATTER_MIN ** 2;
  const scatter = 1.4826 * medianOf(Float64Array.from(deviations).sort());
  return Math.max(SCATTER_MIN ** 2, scatter * scatter - sum / deviations.length);
}

export function runsIn(series: Float64Array, silent: Uint8Array, level: Level, options: RunOptions): Run[] {
  const { usual, variance } = level;
  const away = (at: number): boolean => {
    if (silent[at] !== 0) return false;
    const m = usual[at]!;
    const deviation = Math.sqrt(options.clump * (m + 0.25) + variance * m * m);
    if (options.side === 'above') return series[at]! - m > STEP_DEVIATIONS * deviation;
    // Where a series scatters much, even nothing is no many deviations away.
    return series[at]! < Math.max(m - STEP_DEVIATIONS * deviation, LOW_SHARE * m);
  };
  const runs: Run[] = [];
  for (let at = 0; at < series.length; at += 1) {
    if (!away(at)) continue;
    let to = at + 1;
    for (let next = to; next < series.length && next <= to + BRIDGE && silent[next] === 0; next += 1) {
      if (away(next)) to = next + 1;
    }
    const run = weighed(series, level, at, to, options.clump);
    if (isFar(run, series.length, options)) runs.push(run);
    at = to;
  }
  return runs;
}

function weighed(series: Float64Array, { usual, variance }: Level, from: number, to: number, clump: number): Run {
  let counted = 0;
  let expected = 0;
  for (let at = from; at < to; at += 1) {
    counted += series[at]!;
    expected += usual[at]!;
  }
  // Neighbouring steps scatter together, so a long run averages out only in part.
  const shared = variance / Math.sqrt(to - from);
  const evidence = countEvidence(counted / clump, Math.max(expected, 0.1) / clump, shared);
  return { from, to, counted, expected, evidence };
}

function isFar({ counted, expected, evidence }: Run, steps: number, options: RunOptions): boolean {
  if (evidence < EVIDENCE_MIN + log(steps)) return false;
  return options.side === 'above'
    ? counted >= options.ratio * expected && counted - expected >= options.differenceMin
    : counted <= options.ratio * expected && expected - counted >= options.differenceMin;
}
