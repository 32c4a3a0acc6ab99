/**
 * The usual level of a series: a running median of the hours around, so a log of ten minutes and one of a year are judged alike
 * and no history is needed; and how much the series scatters around it, minute by minute and in bunches.
 */

export interface Level {
  /** What is usual at each step. */
  readonly usual: Float64Array;
  /** Relative variance of the series around it, beyond chance. */
  readonly variance: number;
  /** How many counts come in one bunch, as far as sums over BLOCK steps show: a visit brings its pages and their parts along. */
  readonly clump: number;
  /** What other days had at the same time of day; null where the log holds too few days to say. */
  readonly daily: Daily | null;
}

/** The quarter of days with the least has less than `low`, the quarter with the most has more than `high`. */
export interface Daily {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Steps of the running median on either side, and how often it is worked out. */
const HALF_WINDOW = 180;
const EVERY = 10;
/** Steps that are summed where single ones hold too little. */
export const BLOCK = 10;
const BLOCKS = [1, BLOCK, 60] as const;
/** A median of fewer sums follows whatever is in one of them. */
const SUMS_MIN = 5;
/** A smaller median is too coarse a measure of a rate. */
const MEDIAN_MIN = 3;
/** What a series may scatter at least, relative. */
const SCATTER_MIN = 0.1;
/** Three quarters of squared deviations over their variance are smaller, where chance alone is at work. */
const THREE_QUARTERS = 1.32;

/** Days of log from which one can say what is usual at a time of day, and how many on either side are asked. */
const DAYS_MIN = 2;
const DAYS_BESIDE = 7;
/** Steps around the same time of another day. */
const HALF_HOUR = 30;

/** @param day steps of a day; 0 where a step is no part of one */
export function levelOf(series: Float64Array, silent: Uint8Array, day: number): Level {
  const knots: number[] = [];
  for (let at = 0; at < series.length + EVERY; at += EVERY) {
    const window: number[] = [];
    const to = Math.min(series.length, at + HALF_WINDOW);
    for (let i = Math.max(0, at - HALF_WINDOW); i < to; i += 1) if (silent[i] === 0) window.push(series[i]!);
    knots.push(calmLevel(window, knots.at(-1)));
  }
  const usual = new Float64Array(series.length);
  for (let at = 0; at < series.length; at += 1) {
    const knot = Math.floor(at / EVERY);
    const part = (at % EVERY) / EVERY;
    usual[at] = knots[knot]! * (1 - part) + knots[knot + 1]! * part;
  }
  const variance = varianceAround(series, usual, silent);
  return {
    usual,
    variance,
    clump: clumpAround(series, usual, silent, variance),
    daily: day > 0 && series.length >= DAYS_MIN * day ? dailyOf(series, silent, day) : null,
  };
}

/** Quartiles, over the days around, of the mean about the same time; of weekends among them some days are unlike the others. */
function dailyOf(series: Float64Array, silent: Uint8Array, day: number): Daily {
  const sums = new Float64Array(series.length + 1);
  const heard = new Float64Array(series.length + 1);
  series.forEach((value, at) => {
    sums[at + 1] = sums[at]! + (silent[at] === 0 ? value : 0);
    heard[at + 1] = heard[at]! + (silent[at] === 0 ? 1 : 0);
  });
  const low = new Float64Array(series.length).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(series.length);
  for (let at = 0; at < series.length; at += EVERY) {
    const means: number[] = [];
    for (let days = -DAYS_BESIDE; days <= DAYS_BESIDE; days += 1) {
      const from = Math.max(0, at + days * day - HALF_HOUR);
      const to = Math.min(series.length, at + days * day + HALF_HOUR);
      if (days === 0 || to - from < HALF_HOUR || heard[to]! - heard[from]! < HALF_HOUR) continue;
      means.push((sums[to]! - sums[from]!) / (heard[to]! - heard[from]!));
    }
    if (means.length === 0) continue;
    means.sort((a, b) => a - b);
    low.fill(means[Math.floor((means.length - 1) / 4)]!, at, at + EVERY);
    high.fill(means[Math.ceil((3 * (means.length - 1)) / 4)]!, at, at + EVERY);
  }
  return { low, high };
}

/**
 * The median, of sums over as many steps as it takes to be told from nothing. Where the window has two levels, such as a short
 * log that is mostly flood, the one that was usual before, and at the beginning of a log the one that it begins with.
 */
function calmLevel(window: readonly number[], before: number | undefined): number {
  if (window.length === 0) return 0;
  const sorted = Float64Array.from(window).sort();
  const middle = medianOf(sorted);
  const opening = before ?? meanOf(window.slice(0, Math.max(3, Math.ceil(window.length / 8))));
  const low = medianOf(sorted.subarray(0, Math.max(1, Math.ceil(sorted.length / 3))));
  const high = medianOf(sorted.subarray(Math.floor((2 * sorted.length) / 3)));
  if (middle > 2.5 * low + 5 && opening <= 1.5 * low + 3) return low;
  if (high > 2.5 * middle + 5 && opening >= high / 1.5) return high;
  let level = middle;
  for (const length of BLOCKS) {
    const sums = sumsOf(window, length);
    if (length > 1 && sums.length < SUMS_MIN) break;
    const median = medianOf(sums.sort());
    level = median / length;
    if (median >= MEDIAN_MIN) break;
  }
  return level;
}

/** Sums of whole blocks, in order. */
export function sumsOf(series: ArrayLike<number>, length: number): Float64Array {
  const sums = new Float64Array(Math.floor(series.length / length));
  for (let at = 0; at < sums.length * length; at += 1) sums[Math.floor(at / length)]! += series[at]!;
  return sums;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const medianOf = (sorted: ArrayLike<number>): number =>
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

/** From the squared deviations of sums over blocks: what is left of them when relative scatter has had its part. */
function clumpAround(series: Float64Array, usual: Float64Array, silent: Uint8Array, variance: number): number {
  const sums = sumsOf(series, BLOCK);
  const due = sumsOf(usual, BLOCK);
  const unheard = sumsOf(silent, BLOCK);
  const bunches: number[] = [];
  sums.forEach((sum, block) => {
    const m = due[block]!;
    if (unheard[block]! > 0 || m < 1 || Math.abs(sum - m) > 3 * m + 10) return;
    bunches.push((sum - m) ** 2 / m - (variance / Math.sqrt(BLOCK)) * m);
  });
  if (bunches.length === 0) return 1;
  const sorted = Float64Array.from(bunches).sort();
  return Math.max(1, sorted[Math.floor(0.75 * (sorted.length - 1))]! / THREE_QUARTERS);
}
