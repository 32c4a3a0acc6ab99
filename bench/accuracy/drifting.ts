/** A service's own drift: a factor on its rate that wanders around 1, as an autoregressive log-rate of one minute's steps. */

/** What a drift keeps of itself a minute: half is lost in 70 minutes. */
const KEEP = 0.99;

/** The factor of each minute after one of `from`; `deviation` is that of its logarithm, and 0 no drift at all. */
export function drifting(normal: () => number, deviation: number, from = 1): () => number {
  let log = Math.log(from);
  return () => {
    log = KEEP * log + deviation * Math.sqrt(1 - KEEP * KEEP) * normal();
    return Math.exp(log);
  };
}
