/**
 * EARS C1, C2 and C3 (Hutwagner, Thompson, Seeman and Treadwell 2003, J Urban Health 80: i89–i96): a count against mean
 * and standard deviation of seven earlier ones; C2 leaves the two days before out; C3 adds three C2 excesses over one.
 * A count is here a sliding window's, its seven predecessors the same minutes of seven earlier days, on the shared season.
 */
import { logSpaced, type Params, type Peer, type Series } from './peer.ts';

const BASELINE_DAYS = 7;
const GUARD_DAYS = 2;
const variants = [5, 10, 15].flatMap((width) => [0.2, 1, 2].map((leastSd) => ({ width, leastSd })));
const source = 'Hutwagner et al. 2003';

export const earsC1: Peer = {
  name: 'EARS C1',
  source,
  variants,
  thresholds: logSpaced(2, 400, 48),
  score: (series, params) => standardised(series, params, 0),
};

export const earsC2: Peer = {
  ...earsC1,
  name: 'EARS C2',
  score: (series, params) => standardised(series, params, GUARD_DAYS),
};

export const earsC3: Peer = {
  ...earsC1,
  name: 'EARS C3',
  thresholds: logSpaced(2, 1000, 50),
  score: (series, params) => accumulated(series, params),
};

function standardised(series: Series, params: Params, guardDays: number): Float64Array {
  const width = series.width(params.width ?? 10);
  const leastSd = params.leastSd ?? 0.2;
  const scores = new Float64Array(series.length);
  for (let t = (BASELINE_DAYS + guardDays) * series.period + width; t < series.length; t++) {
    const today = series.recent(t, width);
    if (today === undefined) continue;
    let sum = 0;
    let squares = 0;
    let days = 0;
    for (let day = 1; day <= BASELINE_DAYS; day++) {
      const earlier = series.recent(t - (day + guardDays) * series.period, width);
      if (earlier === undefined) continue;
      const count = (earlier.n * today.m) / earlier.m;
      sum += count;
      squares += count * count;
      days++;
    }
    if (days < 3) continue;
    const mean = sum / days;
    const sd = Math.sqrt(Math.max(0, (squares - sum * mean) / (days - 1)));
    scores[t] = (today.n - mean) / Math.max(leastSd, sd);
  }
  return scores;
}

function accumulated(series: Series, params: Params): Float64Array {
  const c2 = standardised(series, params, GUARD_DAYS);
  const width = series.width(params.width ?? 10);
  return c2.map((_, t) => {
    let sum = 0;
    for (let back = 0; back < 3; back++) sum += Math.max(0, (c2[t - back * width] ?? 0) - 1);
    return sum;
  });
}
