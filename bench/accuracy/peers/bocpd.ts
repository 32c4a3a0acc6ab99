/**
 * Bayesian online change-point detection (Adams and MacKay 2007, arXiv:0710.3742) with the conjugate gamma–Poisson model
 * of the ratio to the expected rate and a constant hazard. The score is the log odds that the present ratio is above `ratio`.
 */
import { logSpaced, type Params, type Peer, type Series } from './peer.ts';

/** Run lengths kept, and the share of probability under which one is dropped. */
const RUNS_MAX = 120;
const DROP = 1e-4;

export const bocpd: Peer = {
  name: 'BOCPD, gamma–Poisson',
  source: 'Adams & MacKay 2007',
  variants: [240, 10080].flatMap((every) => [1.5, 2, 3].map((ratio) => ({ every, ratio }))),
  thresholds: logSpaced(1, 200, 44),
  score: scoreOf,
};

interface Runs {
  weight: Float64Array;
  /** Gamma posterior of each run's ratio. */
  shape: Float64Array;
  rate: Float64Array;
}

function scoreOf(series: Series, { every = 1440, ratio = 1.5 }: Params): Float64Array {
  const room = RUNS_MAX + 2;
  const runs: Runs = { weight: new Float64Array(room), shape: new Float64Array(room), rate: new Float64Array(room) };
  const hazard = 1 / series.width(every);
  runs.weight[0] = 1;
  runs.shape[0] = 1;
  runs.rate[0] = 1;
  let size = 1;
  return Float64Array.from(series.counts, (count, t) => {
    if (count < 0) return 0;
    size = observe(runs, size, count, series.expected[t]!, hazard);
    // Not the run that begins with the next minute: nothing has been seen of it.
    return oddsOf(runs, size - 1, ratio);
  });
}

/** One step of the message passing: weigh each run by its prediction, then let it grow or end. */
function observe(runs: Runs, size: number, count: number, exposure: number, hazard: number): number {
  const { weight, shape, rate } = runs;
  let total = 0;
  for (let i = 0; i < size; i++) {
    weight[i]! *= prediction(count, shape[i]!, rate[i]! / (rate[i]! + exposure));
    total += weight[i]!;
  }
  let kept = 0;
  for (let i = 0; i < size; i++) {
    const share = ((1 - hazard) * weight[i]!) / total;
    if (share < DROP && size > 2) continue;
    if (kept >= RUNS_MAX) break;
    weight[kept] = share;
    shape[kept] = shape[i]! + count;
    rate[kept] = rate[i]! + exposure;
    kept++;
  }
  weight[kept] = hazard;
  shape[kept] = 1;
  rate[kept] = 1;
  return kept + 1;
}

/** Negative binomial probability of a count: gamma(shape) mixed Poisson, `stay` = rate / (rate + exposure). */
function prediction(count: number, shape: number, stay: number): number {
  let log = shape * Math.log(stay) + count * Math.log1p(-stay);
  if (count > 20) log += logGamma(shape + count) - logGamma(shape) - logGamma(count + 1);
  else for (let i = 0; i < count; i++) log += Math.log((shape + i) / (i + 1));
  return Math.max(1e-290, Math.exp(log));
}

function oddsOf({ weight, shape, rate }: Runs, size: number, ratio: number): number {
  let above = 1e-300;
  let below = 1e-300;
  for (let i = 0; i < size; i++) {
    // Wilson and Hilferty 1931: the cube root of a gamma variable is nearly normal.
    const spread = 1 / (9 * shape[i]!);
    const z = (Math.cbrt((ratio * rate[i]!) / shape[i]!) - 1 + spread) / Math.sqrt(spread);
    above += weight[i]! * upperTail(z);
    below += weight[i]! * upperTail(-z);
  }
  return Math.log(above / below);
}

/** P(Z > z), by Abramowitz and Stegun 7.1.26 near the middle and the asymptotic ratio in the tail. */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  if (z > 5) return Math.exp(-0.5 * z * z) / (z * 2.5066282746) / (1 + 1 / (z * z));
  const x = z * Math.SQRT1_2;
  const s = 1 / (1 + 0.3275911 * x);
  const series = s * (0.254829592 + s * (-0.284496736 + s * (1.421413741 + s * (-1.453152027 + s * 1.061405429))));
  return 0.5 * series * Math.exp(-x * x);
}

export function logGamma(x: number): number {
  if (x < 8) return logGamma(x + 1) - Math.log(x);
  const inverse = 1 / (x * x);
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + (1 / 12 - inverse * (1 / 360 - inverse / 1260)) / x;
}
