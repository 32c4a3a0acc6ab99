/**
 * Robust z (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers"): 0.6745 (x − median) / MAD, where x is a
 * window's variance-stabilised count (Anscombe 1948) less its expectation's, over the last seven days.
 */
import { logSpaced, type Params, type Peer, type Series } from './peer.ts';
import { medianOf } from './season.ts';

const HISTORY_DAYS = 7;
const EVERY_MINUTES = 10;
const REFIT_MINUTES = 60;
/** Minutes left out before now, so that an incident doesn't hide itself. */
const GUARD_MINUTES = 60;

export const robustZ: Peer = {
  name: 'robust z (median/MAD)',
  source: 'Iglewicz & Hoaglin 1993',
  variants: [3, 5, 10, 15].map((width) => ({ width })),
  thresholds: logSpaced(2.5, 50, 44),
  score: scoreOf,
};

function scoreOf(series: Series, params: Params): Float64Array {
  const width = series.width(params.width ?? 10);
  const every = series.width(REFIT_MINUTES);
  const stabilised = new Float64Array(series.length).fill(Number.NaN);
  for (let t = width; t < series.length; t++) {
    const recent = series.recent(t, width);
    if (recent !== undefined) stabilised[t] = 2 * (Math.sqrt(recent.n + 3 / 8) - Math.sqrt(recent.m + 3 / 8));
  }
  const scores = new Float64Array(series.length);
  let middle = 0;
  let spread = 1;
  for (let t = series.period; t < series.length; t++) {
    if (t % every === 0) ({ middle, spread } = spreadOf(series, stabilised, t));
    const x = stabilised[t]!;
    scores[t] = Number.isNaN(x) ? 0 : (0.6745 * (x - middle)) / spread;
  }
  return scores;
}

function spreadOf(series: Series, values: Float64Array, now: number): { middle: number; spread: number } {
  const past: number[] = [];
  const last = now - series.width(GUARD_MINUTES);
  for (let t = Math.max(0, now - HISTORY_DAYS * series.period); t < last; t += series.width(EVERY_MINUTES))
    if (!Number.isNaN(values[t]!)) past.push(values[t]!);
  const middle = medianOf(Float64Array.from(past));
  const away = Float64Array.from(past, (x) => Math.abs(x - middle));
  // Where half of all values are the same, the paper puts the mean absolute deviation in the MAD's place.
  const mean = away.reduce((sum, x) => sum + x, 0) / Math.max(1, away.length);
  return { middle, spread: Math.max(medianOf(away), (0.6745 * mean) / 0.7979, 0.2) };
}
