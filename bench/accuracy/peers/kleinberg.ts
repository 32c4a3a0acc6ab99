/**
 * Kleinberg's two-state bursts (2002, KDD; Data Mining and Knowledge Discovery 7: 373–397), online: state 0 emits at the
 * expected rate, state 1 at `scaling` times it; going up costs gamma·ln n, coming down nothing. An alarm is a minute at
 * which the cheapest path so far ends in state 1. Counts are Poisson where the paper's batches are binomial.
 */
import { logSpaced, type Params, type Peer, type Series } from './peer.ts';

const gammas = logSpaced(0.3, 12, 32);

export const kleinberg: Peer = {
  name: 'Kleinberg, two states',
  source: 'Kleinberg 2002',
  variants: [2, 3, 4, 6].flatMap((scaling) => gammas.map((gamma) => ({ scaling, gamma }))),
  thresholds: [0],
  score: scoreOf,
};

/** How much cheaper the path that ends in the burst state is. */
function scoreOf(series: Series, { scaling = 2, gamma = 1 }: Params): Float64Array {
  const climb = gamma * Math.log(series.length);
  let lead = -climb;
  return Float64Array.from(series.counts, (count, t) => {
    if (count < 0) return -1;
    // The lead of state 1 over state 0, before this minute's emission: neither may trail by more than its way up or down.
    const entering = Math.min(0, Math.max(-climb, lead));
    lead = entering + count * Math.log(scaling) - series.expected[t]! * (scaling - 1);
    return lead > 0 ? lead : Math.min(-1e-9, lead);
  });
}
