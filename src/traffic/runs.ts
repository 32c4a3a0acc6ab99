/**
 * Runs: stretches in which a series lies far above or below its own usual level. A run counts when its evidence, a likelihood
 * ratio that knows how much the series scatters, passes what chance gives in so many steps. Looked for step by step, and in
 * sums of several steps, since what comes once a minute for an hour is far from nothing and no single minute shows it.
 */
import { log } from '../core/arithmetic.ts';
import { countEvidence } from '../core/windows.ts';
import { BLOCK, type Level, sumsOf } from './level.ts';
import type { Span } from './silence.ts';

export interface Run extends Span {
  readonly counted: number;
  readonly expected: number;
  /** Nats. */
  readonly evidence: number;
}

export interface RunOptions {
  /** How many counts come together at least; more where the level knows it. Chance is judged on bunches. */
  readonly clump: number;
  readonly side: 'above' | 'below';
  /** A run must be so many times the usual, or less. */
  readonly ratio: number;
  /** And differ from it by so much in all. */
  readonly differenceMin: number;
}

/** Nats that a run needs, and one more for each e-fold of steps. */
const EVIDENCE_MIN = 12;
/** Steps of calm inside a run. */
const BRIDGE = 3;
/** A step belongs to a run when it lies so many standard deviations away. */
const STEP_DEVIATIONS = 2.5;
/** Or when it has less than this share of the usual. */
const LOW_SHARE = 0.35;
/** A step at the end of a run belongs to it with this share of the mean excess. */
const EDGE_SHARE = 0.1;
/** Steps before and after a run that say whether the day itself rises or falls there. */
const BESIDE = 45;
const BESIDE_BLOCK = 5;
/** Single steps that hold so much of what a longer run is made of are the run. */
const HELD_BY_STEPS = 0.8;

/** Steps beyond a stretch found in sums in which its border is looked for. */
const REACH = 3 * BLOCK;

interface Series {
  readonly series: Float64Array;
  readonly silent: Uint8Array;
  readonly level: Level;
  readonly clump: number;
  readonly options: RunOptions;
}

export function runsIn(series: Float64Array, silent: Uint8Array, level: Level, options: RunOptions): Run[] {
  const all: Series = { series, silent, level, clump: Math.max(options.clump, level.clump), options };
  const single = spansIn(all, 1, BRIDGE).map((span) => weighed(all, trimmed(all, span)));
  const summed = spansIn(all, BLOCK, 1).map((span) => weighed(all, narrowed(all, span)));
  const far = (run: Run): boolean => isFar(run, all);
  const runs = single.filter(far);
  for (const wide of summed.filter(far)) {
    const inside = runs.filter((run) => run.from < wide.to && run.to > wide.from);
    const held = inside.reduce((sum, { counted, expected }) => sum + counted - expected, 0);
    if (Math.abs(held) >= HELD_BY_STEPS * Math.abs(wide.counted - wide.expected)) continue;
    for (const run of inside) runs.splice(runs.indexOf(run), 1);
    const from = Math.min(wide.from, ...inside.map((run) => run.from));
    runs.push(weighed(all, { from, to: Math.max(wide.to, ...inside.map(({ to }) => to)) }));
  }
  return runs.sort((a, b) => a.from - b.from);
}

/** Stretches of steps, or of sums of `length` steps, that lie away from the usual. */
function spansIn({ series, silent, level, clump, options }: Series, length: number, bridge: number): Span[] {
  const sums = length === 1 ? series : sumsOf(series, length);
  const due = length === 1 ? level.usual : sumsOf(level.usual, length);
  const unheard = length === 1 ? silent : sumsOf(silent, length);
  const variance = level.variance / Math.sqrt(length);
  const away = (at: number): boolean => {
    if (unheard[at] !== 0) return false;
    const m = due[at]!;
    const deviation = Math.sqrt(clump * (m + 0.25) + variance * m * m);
    if (options.side === 'above') return sums[at]! - m > STEP_DEVIATIONS * deviation;
    // Where a series scatters much, even nothing is no many deviations away.
    return sums[at]! < Math.max(m - STEP_DEVIATIONS * deviation, LOW_SHARE * m);
  };
  const spans: Span[] = [];
  for (let at = 0; at < sums.length; at += 1) {
    if (!away(at)) continue;
    let to = at + 1;
    for (let next = to; next < sums.length && next <= to + bridge && unheard[next] === 0; next += 1) {
      if (away(next)) to = next + 1;
    }
    spans.push({ from: at * length, to: to * length });
    at = to;
  }
  return spans;
}

/** Without the steps at either end that hold next to nothing of what the whole holds. */
function trimmed({ series, level: { usual } }: Series, span: Span): Span {
  const excess = (at: number): number => Math.abs(series[at]! - usual[at]!);
  let { from, to } = span;
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += excess(at);
  const least = (EDGE_SHARE * sum) / (to - from);
  while (from < to - 1 && excess(from) < least) from += 1;
  while (to - 1 > from && excess(to - 1) < least) to -= 1;
  return { from, to };
}

/** The borders of a stretch found in sums, put where most of what is unusual lies between them. */
function narrowed({ series, level: { usual } }: Series, { from, to }: Span): Span {
  let counted = 0;
  let expected = 0;
  for (let at = from; at < to; at += 1) {
    counted += series[at]!;
    expected += usual[at]!;
  }
  const halfway = (counted - expected) / (to - from) / 2;
  const excess = (at: number): number => (series[at]! - usual[at]! - halfway) * Math.sign(halfway);
  const middle = (from + to) >> 1;
  const border = (first: number, step: 1 | -1, last: number): number => {
    let best = first;
    let sum = 0;
    let most = 0;
    for (let at = first; at !== last; at += step) {
      sum += excess(at);
      if (sum > most) {
        most = sum;
        best = at;
      }
    }
    return best;
  };
  return {
    from: border(middle, -1, Math.max(-1, from - REACH - 1)),
    to: border(middle, 1, Math.min(series.length, to + REACH)) + 1,
  };
}

function weighed(all: Series, { from, to }: Span): Run {
  const { series, level, clump, options } = all;
  const before = beside(all, Math.max(0, from - BESIDE), from);
  const after = beside(all, to, Math.min(series.length, to + BESIDE));
  let counted = 0;
  let expected = 0;
  for (let at = from; at < to; at += 1) {
    counted += series[at]!;
    const usual = level.usual[at]!;
    // Between what comes just before and what comes just after, a day rises and falls by itself, and so do other days.
    const between =
      before === null || after === null ? usual : before + ((after - before) * (at - from + 1)) / (to - from + 1);
    expected +=
      options.side === 'above'
        ? Math.max(usual, between, level.daily?.high[at] ?? 0)
        : Math.min(usual, between, level.daily?.low[at] ?? usual);
  }
  // Neighbouring steps scatter together, so a long run averages out only in part.
  const shared = level.variance / Math.sqrt(to - from);
  const evidence = countEvidence(counted / clump, Math.max(expected, 0.1) / clump, shared);
  return { from, to, counted, expected, evidence };
}

/** The level of some steps, as its calmer blocks have it: another run among them must not hide this one. */
function beside({ series, silent, options }: Series, from: number, to: number): number | null {
  for (let at = from; at < to; at += 1) if (silent[at] !== 0) return null;
  const sums = sumsOf(series.subarray(from, to), BESIDE_BLOCK).sort();
  if (sums.length < 3) return null;
  const place = options.side === 'above' ? 0.25 : 0.75;
  return sums[Math.floor(place * (sums.length - 1))]! / BESIDE_BLOCK;
}

function isFar({ counted, expected, evidence }: Run, { series, options }: Series): boolean {
  if (evidence < EVIDENCE_MIN + log(series.length)) return false;
  return options.side === 'above'
    ? counted >= options.ratio * expected && counted - expected >= options.differenceMin
    : counted <= options.ratio * expected && expected - counted >= options.differenceMin;
}
