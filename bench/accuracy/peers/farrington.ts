/**
 * Farrington-flexible (Noufaily, Enki, Farrington, Garthwaite, Andrews and Charlett 2013, Stat Med 32: 1206–1222): a
 * quasi-Poisson log-linear model with trend and a seasonal factor on comparable past windows, past outbreaks down-weighted
 * by scaled Anscombe residuals over 2.58, an upper bound from the negative binomial. Weeks and years become minutes and days.
 */
import { logGamma } from './bocpd.ts';
import { logSpaced, type Params, type Peer, type Series } from './peer.ts';

const DAY = 1440;
/** b = 21 earlier days, w = 3 windows to either side of the same minute. */
const DAYS = 21;
/** With fewer days there is no trend. */
const TREND_DAYS = 3;
const HALF_WIDTH = 3;
const OUTBREAK = 2.58;
const REFIT_MINUTES = 15;
const STEPS = 8;
/** No alarm under five counts in the last four windows. */
const LEAST = 5;

export const farrington: Peer = {
  name: 'Farrington-flexible',
  source: 'Noufaily et al. 2013',
  variants: [5, 10, 15].map((width) => ({ width })),
  thresholds: logSpaced(2, 300, 44),
  score: scoreOf,
};

/** Minus the decimal log of the chance of so high a count. */
function scoreOf(series: Series, params: Params): Float64Array {
  const width = series.width(params.width ?? 10);
  const refit = series.width(REFIT_MINUTES);
  const least = params.leastPoints ?? 20;
  const scores = new Float64Array(series.length);
  let model = { mean: 1, spread: 1 };
  const first = (params.historyDays ?? 7) * series.period + 4 * width;
  for (let t = first; t < series.length; t++) {
    if (t === first || t % refit === 0) model = fitAt(series, t, width, least);
    const now = series.recent(t, width);
    if (now === undefined || now.n <= model.mean + 2 * Math.sqrt(model.spread * model.mean)) continue;
    if (series.window(t + 1 - 4 * width, t + 1).n < LEAST) continue;
    scores[t] = -tailOf(Math.round(now.n), model.mean, model.spread) / Math.LN10;
  }
  return scores;
}

interface Point {
  y: number;
  x: number[];
  weight: number;
}

/** Mean and dispersion predicted for the window that ends in the middle of the stretch from t. */
function fitAt(series: Series, t: number, width: number, least: number): { mean: number; spread: number } {
  const { period, stepMinutes } = series;
  const at = t + (series.width(REFIT_MINUTES) >> 1);
  const rest = (minute: number) => ([0, 6].includes((Math.floor(minute / DAY) + 4) % 7) ? 1 : 0);
  const points: Point[] = [];
  for (let day = 1; day <= DAYS && at - day * period > (HALF_WIDTH + 1) * width; day++)
    for (let side = -HALF_WIDTH; side <= HALF_WIDTH; side++) {
      const end = at - day * period + side * width;
      const window = series.recent(end, width);
      if (window !== undefined)
        points.push({ y: window.n, x: [1, rest(series.startMinute + end * stepMinutes), -day / 7], weight: 1 });
    }
  if (points.length < least) return { mean: series.recent(t, width)?.m ?? 1, spread: 2 };
  const bothKinds = new Set(points.map((point) => point.x[1])).size === 2;
  const here = [1, rest(series.startMinute + at * stepMinutes), 0];
  const level = bothKinds ? [0, 1] : [0];
  if (new Set(points.map((point) => point.x[2])).size < TREND_DAYS) return predicted(reweighted(points, level), level);
  const columns = [...level, 2];
  let fitted = reweighted(points, columns);
  const trendAt = columns.length - 1;
  const t2 = fitted.beta[trendAt]! / Math.sqrt(fitted.spread * fitted.variance[trendAt]!);
  const most = Math.max(...points.map((point) => point.y));
  // The trend stays only when significant at 5 % and when it predicts no more than was ever seen.
  if (!(Math.abs(t2) > 1.96) || meanAt(here, columns, fitted.beta) > most) fitted = reweighted(points, level);
  return predicted(fitted, columns);

  function predicted({ beta, spread }: Fit, by: readonly number[]): { mean: number; spread: number } {
    return { mean: Math.max(0.01, meanAt(here, by, beta)), spread };
  }
}

interface Fit {
  beta: number[];
  variance: number[];
  spread: number;
}

function reweighted(points: Point[], columns: number[]): Fit {
  for (const point of points) point.weight = 1;
  let fitted = quasiPoisson(points, columns);
  const { beta } = fitted;
  for (const point of points) {
    const mean = meanAt(point.x, columns, beta);
    const residual = (1.5 * (point.y ** (2 / 3) - mean ** (2 / 3))) / mean ** (1 / 6) / Math.sqrt(fitted.spread);
    point.weight = residual > OUTBREAK ? residual ** -2 : 1;
  }
  const total = points.reduce((sum, point) => sum + point.weight, 0);
  for (const point of points) point.weight *= points.length / total;
  fitted = quasiPoisson(points, columns);
  return fitted;
}

/** Iteratively reweighted least squares with log link. */
function quasiPoisson(points: readonly Point[], columns: readonly number[]): Fit {
  const p = columns.length;
  const average = points.reduce((sum, point) => sum + point.weight * point.y, 0.1) / points.length;
  let beta = columns.map((_, i) => (i === 0 ? Math.log(average) : 0));
  let inverse: number[][] = [];
  for (let step = 0; step < STEPS; step++) {
    const normal = columns.map(() => new Array<number>(p + 1).fill(0));
    for (const { y, x, weight } of points) {
      const mean = meanAt(x, columns, beta);
      const z = Math.log(mean) + (y - mean) / mean;
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) normal[i]![j]! += weight * mean * x[columns[i]!]! * x[columns[j]!]!;
        normal[i]![p]! += weight * mean * x[columns[i]!]! * z;
      }
    }
    inverse = inverted(normal.map((row, i) => row.slice(0, p).map((value, j) => value + (i === j ? 1e-3 : 0))));
    const next = inverse.map((row) => row.reduce((sum, value, j) => sum + value * normal[j]![p]!, 0));
    // A step of at most two: nearly empty windows would throw it far off.
    beta = beta.map((old, i) => old + Math.min(2, Math.max(-2, next[i]! - old)));
  }
  let squares = 0;
  for (const { y, x, weight } of points) {
    const mean = meanAt(x, columns, beta);
    squares += (weight * (y - mean) ** 2) / mean;
  }
  return { beta, variance: inverse.map((row, i) => row[i]!), spread: Math.max(1, squares / (points.length - p)) };
}

function meanAt(x: readonly number[], columns: readonly number[], beta: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < beta.length; i++) sum += beta[i]! * x[columns[i]!]!;
  return Math.exp(Math.min(20, Math.max(-8, sum)));
}

/** Gauss–Jordan, for the two or three columns there are. */
function inverted(matrix: number[][]): number[][] {
  const p = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < p; i++) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let k = 0; k < p; k++) {
      if (k === i) continue;
      const factor = rows[k]![i]!;
      rows[k] = rows[k]!.map((value, j) => value - factor * rows[i]![j]!);
    }
  }
  return rows.map((row) => row.slice(p));
}

/** Natural log of P(Y >= y) for a negative binomial of this mean and variance spread·mean; Poisson at spread 1. */
export function tailOf(y: number, mean: number, spread: number): number {
  const size = spread > 1.001 ? mean / (spread - 1) : Number.POSITIVE_INFINITY;
  const finite = Number.isFinite(size);
  const first = finite
    ? logGamma(size + y) - logGamma(size) - logGamma(y + 1) + size * Math.log(1 / spread) + y * Math.log1p(-1 / spread)
    : y * Math.log(mean) - mean - logGamma(y + 1);
  let sum = 1;
  let term = 1;
  for (let k = y; term > 1e-4 * sum; k++) {
    term *= finite ? ((size + k) / (k + 1)) * (1 - 1 / spread) : mean / (k + 1);
    sum += term;
    if (k > y + 5000) break;
  }
  return first + Math.log(sum);
}
