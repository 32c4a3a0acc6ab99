/**
 * From a peer's alarms to incidents with waves, the same way for every peer: few of the papers say how a burst begins
 * and ends. `detected` is causal; start, end and waves are read afterwards from a segmentation of the whole stretch.
 */
import type { Series } from './peer.ts';

export interface Wave {
  start: number;
  peak: number;
  end: number;
}

export interface Episode extends Wave {
  detected: number;
  waves: Wave[];
}

/** The benchmark's own constants. */
const MERGE_GAP = 180;
const OVER_SHARE = 0.5;
const OVER_LEAST = 0.05;
const TROUGH = 0.5;
const EDGE = 0.1;
/** Look-back for the start, and the calm windows' test. */
const START_WIDTHS = [1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 56, 80, 113, 160];
const CALM_MINUTES = 15;
const CALM_Z = 3;
const ANEW_EVIDENCE = 12;
/** Share of the threshold that a score must fall by before it may raise the next alarm by itself. */
const REARM = 0.5;
const STRETCH_MAX = 4000;
/** Price of one more segment, times the log of the stretch's length. */
const SEGMENT_PRICE = 0.8;
/** Calm minutes read on either side, for the segmentation to know the edges by. */
const MARGIN = 90;
const EDGE_EVIDENCE = 8;
/** Evidence that a trough is one, and that a wave is one. */
const TROUGH_EVIDENCE = 4;

export interface Alarm {
  detected: number;
  /** Likeliest first minute of the excess. */
  since: number;
  /** Last minute with any sign of it. */
  until: number;
}

/**
 * Alarms under one threshold. One stays open until three hours without a sign of excess have passed; a score that is
 * still high by then raises no second alarm before it has fallen by half, or counts clearly rise again.
 */
export function alarmsOf(series: Series, scores: Float64Array, threshold: number): Alarm[] {
  const alarms: Alarm[] = [];
  let open: Alarm | undefined;
  let armed = true;
  for (let t = 0; t < series.length; t++) {
    if (series.counts[t]! < 0) continue;
    const alarmed = scores[t]! >= threshold;
    if (scores[t]! < threshold - REARM * Math.abs(threshold)) armed = true;
    if (open === undefined) {
      if (alarmed && (armed || anew(series, t))) open = { detected: t, since: sinceOf(series, t), until: t };
    } else if (active(series, t)) open.until = t;
    if (open !== undefined && (t - open.until) * series.stepMinutes > MERGE_GAP) {
      alarms.push(open);
      open = undefined;
      armed = false;
    }
  }
  if (open !== undefined) alarms.push(open);
  return alarms;
}

export function episodesOf(series: Series, alarms: readonly Alarm[]): Episode[] {
  return alarms.map((alarm) => {
    const from = Math.max(0, alarm.since - MARGIN);
    const to = Math.min(series.length, alarm.until + MARGIN, from + STRETCH_MAX);
    return { detected: alarm.detected, ...shapeOf(series, from, to, alarm) };
  });
}

function sinceOf(series: Series, t: number): number {
  let best = -1;
  let since = t;
  for (const width of START_WIDTHS) {
    const { n, m } = series.window(t + 1 - width, t + 1);
    const evidence = n > m ? n * Math.log(n / m) - (n - m) : 0;
    if (evidence > best) {
      best = evidence;
      since = Math.max(0, t + 1 - width);
    }
  }
  return since;
}

function active(series: Series, t: number): boolean {
  const { n, m, present } = series.window(t + 1 - series.width(CALM_MINUTES), t + 1);
  const limit = m + Math.max(OVER_SHARE * m, OVER_LEAST * present * series.stepMinutes);
  return n >= limit && n - m >= CALM_Z * Math.sqrt(m + 0.1);
}

/** Clear evidence, within the last quarter of an hour, of more than an excess that is over by definition. */
function anew(series: Series, t: number): boolean {
  const { n, m } = series.window(t + 1 - series.width(CALM_MINUTES), t + 1);
  const over = (1 + OVER_SHARE) * m;
  return n > over && n * Math.log(n / over) - (n - over) >= ANEW_EVIDENCE;
}

/** Start, peak, end and waves of a stretch, from its piecewise constant excess. */
function shapeOf(series: Series, from: number, to: number, alarm: Alarm): Omit<Episode, 'detected'> {
  const excess = excessOf(series, from, to);
  const over = (i: number) => excess[i]! >= Math.max(OVER_SHARE * series.expected[from + i]!, OVER_LEAST);
  let first = 0;
  while (first < excess.length && !over(first)) first++;
  let last = excess.length - 1;
  while (last > first && !over(last)) last--;
  ({ first, last } = trimmed(series, from, excess, first, last));
  if (first >= excess.length) {
    first = alarm.since - from;
    last = Math.max(first, alarm.until - from);
    excess.fill(1, first, last + 1);
  }
  const trough = (a: number, b: number) => troughEvidence(series, from, excess, a, b);
  const waves = wavesOf(excess, first, last + 1, trough).map((wave) => ({
    start: wave.start + from,
    peak: wave.peak + from,
    end: wave.end + from,
  }));
  const top = waves.reduce((best, wave) => (excess[wave.peak - from]! > excess[best.peak - from]! ? wave : best));
  return { start: first + from, peak: top.peak, end: last + 1 + from, waves };
}

/** Takes off the stretch at either end while it stands for too little evidence to be part of the incident. */
function trimmed(series: Series, from: number, excess: Float64Array, first: number, last: number) {
  const ratio = (i: number) => excess[i]! / series.expected[from + i]!;
  const same = (i: number, j: number) => Math.abs(ratio(i) - ratio(j)) < 1e-9;
  const evidence = (a: number, b: number) => {
    const { n, m } = series.window(from + a, from + b);
    return n > m ? n * Math.log(n / m) - (n - m) : 0;
  };
  for (;;) {
    let to = first + 1;
    while (to <= last && same(to, first)) to++;
    if (to > last || evidence(first, to) >= EDGE_EVIDENCE) break;
    first = to;
  }
  for (;;) {
    let start = last;
    while (start > first && same(start - 1, last)) start--;
    if (start <= first || evidence(start, last + 1) >= EDGE_EVIDENCE) break;
    last = start - 1;
  }
  return { first, last };
}

/**
 * Optimal partitioning (Jackson et al. 2005) of the counts into stretches of constant ratio to the expectation, with a
 * Poisson likelihood; then the excess of each minute.
 */
function excessOf(series: Series, from: number, to: number): Float64Array {
  const step = to - from > 1500 ? Math.ceil((to - from) / 1500) : 1;
  const cells = Math.ceil((to - from) / step);
  const price = SEGMENT_PRICE * Math.log(to - from);
  const best = new Float64Array(cells + 1).fill(Number.NEGATIVE_INFINITY);
  const cameFrom = new Int32Array(cells + 1);
  best[0] = 0;
  const gain = (a: number, b: number) => {
    const { n, m } = series.window(from + a * step, Math.min(to, from + b * step));
    return n > 0 && m > 0 ? n * Math.log(n / m) - n : 0;
  };
  for (let b = 1; b <= cells; b++)
    for (let a = 0; a < b; a++) {
      const total = best[a]! + gain(a, b) - price;
      if (total > best[b]!) {
        best[b] = total;
        cameFrom[b] = a;
      }
    }
  const excess = new Float64Array(to - from);
  for (let b = cells; b > 0; b = cameFrom[b]!) {
    const start = from + cameFrom[b]! * step;
    const end = Math.min(to, from + b * step);
    const { n, m } = series.window(start, end);
    const ratio = m > 0 ? n / m : 1;
    for (let t = start; t < end; t++) excess[t - from] = Math.max(0, ratio - 1) * series.expected[t]!;
  }
  return excess;
}

/** Peaks with a trough under half of the smaller one between them, and their ten-percent edges. */
function wavesOf(
  excess: Float64Array,
  from: number,
  to: number,
  evidence: (left: number, right: number) => number,
): Wave[] {
  const peaks: number[] = [];
  for (let t = from; t < to; t++) {
    if (excess[t]! > (t > from ? excess[t - 1]! : 0) && excess[t]! >= (excess[t + 1] ?? 0)) peaks.push(t);
  }
  if (peaks.length === 0) peaks.push(from);
  for (;;) {
    const depths = peaks
      .slice(1)
      .map((peak, i) => lowest(excess, peaks[i]!, peak).value / Math.min(excess[peaks[i]!]!, excess[peak]!));
    const shallow = Math.max(...depths);
    if (depths.length === 0) break;
    const doubtful = peaks.slice(1).findIndex((peak, k) => evidence(peaks[k]!, peak) < TROUGH_EVIDENCE);
    if (shallow < TROUGH && doubtful < 0) break;
    const i = shallow < TROUGH ? doubtful : depths.indexOf(shallow);
    peaks.splice(excess[peaks[i]!]! < excess[peaks[i + 1]!]! ? i : i + 1, 1);
  }
  return peaks.map((peak, i) => {
    const left = i === 0 ? { at: from, value: 0 } : lowest(excess, peaks[i - 1]!, peak);
    const right = i === peaks.length - 1 ? { at: to, value: 0 } : lowest(excess, peak, peaks[i + 1]!);
    const passes = (t: number, low: number) => excess[t]! >= low + EDGE * (excess[peak]! - low);
    let start = peak;
    while (start > left.at && passes(start - 1, left.value)) start--;
    let end = peak + 1;
    while (end < right.at && passes(end, right.value)) end++;
    return { start, peak: middleOfTop(excess, peak, end), end };
  });
}

/** Log-likelihood ratio of the counts between two peaks: their fitted fall against half the smaller peak throughout. */
function troughEvidence(series: Series, from: number, excess: Float64Array, left: number, right: number): number {
  const held = TROUGH * Math.min(excess[left]!, excess[right]!);
  let sum = 0;
  for (let i = left; i <= right; i++) {
    const count = series.counts[from + i]!;
    if (count < 0 || excess[i]! >= held) continue;
    const usual = series.expected[from + i]!;
    sum += count * Math.log((usual + excess[i]!) / (usual + held)) + held - excess[i]!;
  }
  return sum;
}

/** The middle of the level stretch that a peak begins. */
function middleOfTop(excess: Float64Array, peak: number, end: number): number {
  let last = peak;
  while (last + 1 < end && excess[last + 1]! >= excess[peak]! * 0.999) last++;
  return (peak + last) >> 1;
}

function lowest(values: Float64Array, from: number, to: number): { at: number; value: number } {
  let at = from;
  for (let t = from; t <= to; t++) if (values[t]! < values[at]!) at = t;
  return { at, value: values[at]! };
}
