/**
 * The seasonal baseline that all peers share: hour of the week, shrunk toward hour of the day, times a slow level;
 * past outbreaks down-weighted by their Anscombe residuals, much as in Farrington's method. Refitted every hour from
 * complete earlier hours, so no minute sees itself or its future.
 */
const HOUR = 60;
const DAY_HOURS = 24;
const WEEK_HOURS = 168;
const HISTORY_HOURS = 28 * DAY_HOURS;
const LEVEL_HOURS = 12;
/** Residual above which a past hour counts as an outbreak (Noufaily et al. 2013). */
const OUTBREAK = 2.58;
/** Weight of the coarser estimate, in hours. */
const SHRINK_HOURS = 1.5;
/** Counts that the level's estimate of 1 is worth. */
const LEVEL_PRIOR = 20;
const FLOOR = 0.002;

interface Hours {
  counts: Float64Array;
  present: Float64Array;
  /** Hours since the epoch of the first one. */
  first: number;
}

/** Expected count of each step; a step is an hour at most. */
export function seasonOf(raw: Int32Array, startMinute: number, stepMinutes = 1): Float64Array {
  const hours = hoursOf(raw, startMinute, stepMinutes);
  const expected = new Float64Array(raw.length);
  const shape = new Float64Array(WEEK_HOURS);
  let level = 1;
  let t = 0;
  for (let hour = 0; hour < hours.counts.length; hour++) {
    if (hour >= DAY_HOURS) level = refit(hours, hour, shape);
    else shape.fill(meanBefore(hours, hour));
    const end = (hours.first + hour + 1) * HOUR - startMinute;
    for (; t < raw.length && t * stepMinutes < end; t++) {
      const middle = HOUR + t * stepMinutes - end + stepMinutes / 2;
      expected[t] = stepMinutes * Math.max(FLOOR, level * between(shape, hours.first + hour, middle));
    }
  }
  return expected;
}

function hoursOf(raw: Int32Array, startMinute: number, stepMinutes: number): Hours {
  const first = Math.floor(startMinute / HOUR);
  const length = Math.floor((startMinute + (raw.length - 1) * stepMinutes) / HOUR) - first + 1;
  const counts = new Float64Array(length);
  const present = new Float64Array(length);
  raw.forEach((count, t) => {
    if (count < 0) return;
    const hour = Math.floor((startMinute + t * stepMinutes) / HOUR) - first;
    counts[hour]! += count;
    present[hour]! += stepMinutes;
  });
  return { counts, present, first };
}

function meanBefore(hours: Hours, hour: number): number {
  let n = 0.5;
  let minutes = HOUR;
  for (let i = 0; i < hour; i++) {
    n += hours.counts[i]!;
    minutes += hours.present[i]!;
  }
  return n / minutes;
}

/** Fits the week's shape (a minute's rate in each hour) on the hours before `now`; the answer is the level. */
function refit(hours: Hours, now: number, shape: Float64Array): number {
  const from = Math.max(0, now - HISTORY_HOURS);
  const weights = new Float64Array(now - from).fill(1);
  const rate = (i: number) => shape[(hours.first + i) % WEEK_HOURS]!;
  for (let pass = 0; pass < 3; pass++) {
    fitShape(hours, from, now, weights, shape);
    const residuals = weights.map((_, i) =>
      anscombe(hours.counts[from + i]!, rate(from + i) * hours.present[from + i]!),
    );
    const spread = Math.max(1, 1.4826 * medianOf(residuals.map(Math.abs)));
    residuals.forEach((residual, i) => {
      const scaled = residual / spread;
      weights[i] = scaled > OUTBREAK ? (OUTBREAK / scaled) ** 2 : 1;
    });
  }
  let n = LEVEL_PRIOR;
  let m = LEVEL_PRIOR;
  for (let i = Math.max(from, now - LEVEL_HOURS); i < now; i++) {
    n += weights[i - from]! * hours.counts[i]!;
    m += weights[i - from]! * rate(i) * hours.present[i]!;
  }
  return Math.min(2.5, Math.max(0.4, n / m));
}

function fitShape(hours: Hours, from: number, now: number, weights: Float64Array, shape: Float64Array): void {
  const week = { n: new Float64Array(WEEK_HOURS), m: new Float64Array(WEEK_HOURS) };
  const day = { n: new Float64Array(2 * DAY_HOURS), m: new Float64Array(2 * DAY_HOURS) };
  const all = { n: new Float64Array(DAY_HOURS), m: new Float64Array(DAY_HOURS) };
  let n = 0.5;
  let m = HOUR;
  for (let i = from; i < now; i++) {
    const slot = (hours.first + i) % WEEK_HOURS;
    const w = weights[i - from]!;
    const add = (bins: { n: Float64Array; m: Float64Array }, at: number) => {
      bins.n[at]! += w * hours.counts[i]!;
      bins.m[at]! += w * hours.present[i]!;
    };
    add(week, slot);
    add(day, (restDay(slot) ? DAY_HOURS : 0) + (slot % DAY_HOURS));
    add(all, slot % DAY_HOURS);
    n += w * hours.counts[i]!;
    m += w * hours.present[i]!;
  }
  const prior = SHRINK_HOURS * HOUR;
  for (let slot = 0; slot < WEEK_HOURS; slot++) {
    const ofDay = slot % DAY_HOURS;
    const kind = (restDay(slot) ? DAY_HOURS : 0) + ofDay;
    const byHour = (all.n[ofDay]! + (prior * n) / m) / (all.m[ofDay]! + prior);
    const byKind = (day.n[kind]! + prior * byHour) / (day.m[kind]! + prior);
    shape[slot] = (week.n[slot]! + prior * byKind) / (week.m[slot]! + prior);
  }
}

/** Hour 0 of the epoch was a Thursday. */
function restDay(slot: number): boolean {
  const weekday = (Math.floor(slot / DAY_HOURS) + 4) % 7;
  return weekday === 0 || weekday === 6;
}

/** The Anscombe residual of a Poisson count. */
function anscombe(count: number, mean: number): number {
  if (mean <= 0) return 0;
  return (1.5 * (count ** (2 / 3) - mean ** (2 / 3))) / mean ** (1 / 6);
}

export function medianOf(values: Float64Array): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** A straight line between the middles of neighbouring hours, at so many minutes into an hour. */
function between(shape: Float64Array, hour: number, minutes: number): number {
  const here = shape[hour % WEEK_HOURS]!;
  const off = minutes / HOUR - 0.5;
  const other = shape[(hour + (off < 0 ? WEEK_HOURS - 1 : 1)) % WEEK_HOURS]!;
  return here + Math.abs(off) * (other - here);
}
