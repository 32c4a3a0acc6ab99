/**
 * What every peer is: a published score for each minute, computed from the past alone, with a threshold that is
 * tuned once. All see the same counts and, where their paper has no baseline of its own, the same seasonal one.
 */
export type Params = Readonly<Record<string, number>>;

export interface Peer {
  readonly name: string;
  /** Where the method was published. */
  readonly source: string;
  readonly variants: readonly Params[];
  readonly thresholds: readonly number[];
  /** Score of each minute; an alarm is a score that reaches the threshold. */
  score(series: Series, params: Params): Float64Array;
}

/** What only the simulator knows of a series' noise, for the oracles. */
export interface KnownNoise {
  /** Of the log-rate. */
  readonly sigma: number;
  /** Of a minute's count: variance = mean + alpha·mean². */
  readonly alpha: number;
}

/** Length of a series' steps, and after how many of them comparable moments return. */
export interface Steps {
  readonly stepMinutes: number;
  /** A day of steps, unless the series repeats in another way. */
  readonly period: number;
}

const MINUTE_STEPS: Steps = { stepMinutes: 1, period: 1440 };

export class Series {
  /** Counts as delivered; -1 where the collector was dead. */
  readonly raw: Int32Array;
  /** Counts behind the shared guard; -1 where the collector was dead. */
  readonly counts: Int32Array;
  readonly startMinute: number;
  /** What each step was expected to count: the shared seasonal baseline, or for an oracle the truth. */
  readonly expected: Float64Array;
  readonly noise: KnownNoise;
  readonly stepMinutes: number;
  readonly period: number;
  readonly #sumCounts: Float64Array;
  readonly #sumExpected: Float64Array;
  readonly #present: Int32Array;

  constructor(
    raw: Int32Array,
    startMinute: number,
    expected: Float64Array,
    noise = { sigma: 0, alpha: 0 },
    steps: Steps = MINUTE_STEPS,
  ) {
    this.raw = raw;
    this.startMinute = startMinute;
    this.expected = expected;
    this.noise = noise;
    this.stepMinutes = steps.stepMinutes;
    this.period = steps.period;
    this.counts = steps.stepMinutes < GUARDED_STEP_MINUTES ? guarded(raw, this.expected) : raw;
    this.#sumCounts = prefix(this.counts, (count) => Math.max(0, count));
    this.#sumExpected = prefix(this.counts, (count, t) => (count < 0 ? 0 : this.expected[t]!));
    this.#present = Int32Array.from(prefix(this.counts, (count) => (count < 0 ? 0 : 1)));
  }

  get length(): number {
    return this.counts.length;
  }

  /** How many steps that many minutes are; one at least. */
  width(minutes: number): number {
    return Math.max(1, Math.round(minutes / this.stepMinutes));
  }

  /** Counts, expectation and steps present in [from, to). */
  window(from: number, to: number): { n: number; m: number; present: number } {
    const a = Math.max(0, from);
    const b = Math.max(a, to);
    return {
      n: this.#sumCounts[b]! - this.#sumCounts[a]!,
      m: this.#sumExpected[b]! - this.#sumExpected[a]!,
      present: this.#present[b]! - this.#present[a]!,
    };
  }

  /** The `width` steps up to and with t, scaled for missing steps; undefined when half of them are missing. */
  recent(t: number, width: number): { n: number; m: number } | undefined {
    if (t + 1 < width) return undefined;
    const { n, m, present } = this.window(t + 1 - width, t + 1);
    if (present < width / 2) return undefined;
    return { n: (n * width) / present, m: (m * width) / present };
  }
}

/** A single count of a step of this length or longer is believed. */
const GUARDED_STEP_MINUTES = 5;
/** Minutes after a gap in which counts of the gap may still arrive. */
const LATE_MINUTES = 3;

/**
 * The shared guard, without which a lone odd minute would be most peers' false alarms: a count far out of the
 * usual is believed only as far as one of the two minutes before it, and not at all just after a gap.
 */
function guarded(raw: Int32Array, expected: Float64Array): Int32Array {
  let afterGap = 2 * LATE_MINUTES;
  let gap = 0;
  return raw.map((count, t) => {
    if (count < 0) {
      gap++;
      return -1;
    }
    if (gap >= LATE_MINUTES) afterGap = 0;
    gap = 0;
    afterGap++;
    if (afterGap <= LATE_MINUTES) return Math.min(count, Math.ceil(expected[t]!));
    const plain = expected[t]! + 4 * Math.sqrt(expected[t]!) + 2;
    const before = afterGap > LATE_MINUTES + 2 ? Math.max(raw[t - 1] ?? 0, raw[t - 2] ?? 0) : 0;
    return Math.min(count, Math.max(Math.floor(plain), before));
  });
}

function prefix(counts: Int32Array, of: (count: number, t: number) => number): Float64Array {
  const sums = new Float64Array(counts.length + 1);
  for (let t = 0; t < counts.length; t++) sums[t + 1] = sums[t]! + of(counts[t]!, t);
  return sums;
}

/** `steps` values from low to high, evenly spaced on the log scale. */
export function logSpaced(low: number, high: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => Number((low * (high / low) ** (i / (steps - 1))).toPrecision(3)));
}
