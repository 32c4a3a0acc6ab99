/**
 * Oracles: the generalised likelihood ratio over windows of all lengths against a rate that only the simulator knows,
 * usual or true. Known noise is given away at its own price: the null may stray by z·sigma for z²/2 of evidence.
 */
import { logSpaced, type Params, type Peer, type Series } from './peer.ts';

const WIDTHS = [1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 56, 80, 113, 160, 226, 320, 452, 640];

const oracle: Peer = {
  name: 'oracle',
  source: 'the simulator',
  variants: [1, 1.15, 1.3, 1.4, 1.5].map((harmless) => ({ harmless })),
  thresholds: logSpaced(5, 150, 40),
  score: scoreOf,
};

/** Knows the season, level and habits; not the passing lifts, flares and noise. */
export const seasonOracle: Peer = { ...oracle, name: 'oracle that knows the usual rate' };

/** Knows the very rate that the counts were drawn from, less the incidents. */
export const rateOracle: Peer = { ...oracle, name: 'oracle that knows the true rate' };

function scoreOf(series: Series, { harmless = 1 }: Params): Float64Array {
  const { sigma, alpha } = series.noise;
  return Float64Array.from({ length: series.length }, (_, t) => {
    let best = 0;
    for (const width of WIDTHS) {
      const { n, m } = series.window(t + 1 - width, t + 1);
      const mean = m * harmless;
      if (n > mean) best = Math.max(best, evidence(n, mean, Math.sqrt(sigma ** 2 + alpha / width)));
    }
    return best;
  });
}

/** Least over z of the likelihood ratio against mean·e^(z·sigma), plus z²/2 for having strayed. */
function evidence(n: number, mean: number, sigma: number): number {
  const plain = (rate: number) => n * Math.log(n / rate) - (n - rate);
  if (sigma < 1e-6) return plain(mean);
  let z = Math.min(Math.log(n / mean) / sigma, n * sigma);
  for (let step = 0; step < 6; step++) {
    const strayed = mean * Math.exp(z * sigma);
    z = Math.max(0, z - (z + sigma * (strayed - n)) / (1 + sigma * sigma * strayed));
  }
  return plain(mean * Math.exp(z * sigma)) + (z * z) / 2;
}
