/**
 * Poisson CUSUM (Lucas 1985, Technometrics 27: 129–144), in the likelihood-ratio form for a mean that changes with time
 * (Höhle and Paul 2008, CSDA 52: 4357–4368): evidence for a rate `ratio` times the expected one, never below zero.
 */
import { logSpaced, type Params, type Peer, type Series } from './peer.ts';

export const cusum: Peer = {
  name: 'Poisson CUSUM',
  source: 'Lucas 1985; Höhle & Paul 2008',
  variants: [2, 3, 4, 5, 6].map((ratio) => ({ ratio })),
  thresholds: logSpaced(4, 600, 48),
  score: scoreOf,
};

function scoreOf(series: Series, { ratio = 2 }: Params): Float64Array {
  const gain = Math.log(ratio);
  let sum = 0;
  return Float64Array.from(series.counts, (count, t) => {
    if (count >= 0) sum = Math.max(0, sum + count * gain - series.expected[t]! * (ratio - 1));
    return count < 0 ? 0 : sum;
  });
}
