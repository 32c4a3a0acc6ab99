/**
 * Chance with a fixed seed: the same seed draws the same numbers on every machine. Counts are drawn over-dispersed,
 * because reports of real people scatter more than independent events would.
 */

/** Draws evenly from [0, 1). */
type Chance = () => number;

/** Mulberry32: 32 bits of state, enough to make a picture look like counting; of no use for anything secret. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A count with the given mean and variance = dispersion × mean (negative binomial; Poisson at dispersion 1). */
export function drawCount(chance: Chance, mean: number, dispersion: number): number {
  if (mean <= 0) return 0;
  if (dispersion <= 1) return drawPoisson(chance, mean);
  const scale = dispersion - 1;
  return drawPoisson(chance, drawGamma(chance, mean / scale) * scale);
}

/** Shares a count out over named parts, each with its probability; what the probabilities leave over has no name. */
export function shareOut(chance: Chance, count: number, parts: readonly (readonly [string, number])[]) {
  const shared: Record<string, number> = {};
  for (let drawn = 0; drawn < count; drawn += 1) {
    let rest = chance();
    const part = parts.find(([, share]) => {
      rest -= share;
      return rest < 0;
    });
    if (part !== undefined) shared[part[0]] = (shared[part[0]] ?? 0) + 1;
  }
  return shared;
}

/** exp(-500) is still a normal double, so larger means are drawn in pieces of this size. */
const PIECE_MAX = 500;

function drawPoisson(chance: Chance, mean: number): number {
  let count = 0;
  for (let rest = mean; rest > 0; rest -= PIECE_MAX) {
    const floor = Math.exp(-Math.min(rest, PIECE_MAX));
    for (let product = chance(); product > floor; product *= chance()) count += 1;
  }
  return count;
}

/** Marsaglia and Tsang (2000), https://doi.org/10.1145/358407.358414, with scale 1. */
function drawGamma(chance: Chance, shape: number): number {
  if (shape < 1) return drawGamma(chance, shape + 1) * (1 - chance()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(chance);
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(1 - chance()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box and Muller (1958). */
function drawNormal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}
