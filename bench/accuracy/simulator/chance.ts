/**
 * Seeded chance for the simulator: one seed is one series, on any machine. Uniform (sfc32), normal, gamma,
 * Poisson and negative binomial draws, each by a published exact method.
 */
export interface Chance {
  /** Uniform in [0, 1). */
  unit(): number;
  between(low: number, high: number): number;
  logBetween(low: number, high: number): number;
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number;
  happens(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the keys, with chance in proportion to its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  normal(): number;
  poisson(mean: number): number;
  /** Mean `mean`, variance `mean + alpha * mean²`; alpha 0 is Poisson. */
  negativeBinomial(mean: number, alpha: number): number;
  gamma(shape: number): number;
}

export function chanceOf(...seeds: readonly number[]): Chance {
  const unit = sfc32(seeds);
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const gamma = (shape: number) => drawGamma(unit, normal, shape);
  const poisson = (mean: number) => (mean < 30 ? poissonByProducts(unit, mean) : poissonByRejection(unit, mean));
  const between = (low: number, high: number) => low + (high - low) * unit();
  return {
    unit,
    between,
    logBetween: (low, high) => Math.exp(between(Math.log(low), Math.log(high))),
    whole: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    happens: (probability) => unit() < probability,
    pick: (items) => items[Math.floor(unit() * items.length)]!,
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const keys = Object.keys(weights) as K[];
      let left = unit() * keys.reduce((sum, key) => sum + weights[key], 0);
      for (const key of keys) {
        left -= weights[key];
        if (left < 0) return key;
      }
      return keys[keys.length - 1]!;
    },
    normal,
    gamma,
    poisson,
    negativeBinomial: (mean, alpha) =>
      poisson(alpha > 1e-9 && mean > 0 ? gamma(1 / alpha) * alpha * mean : Math.max(0, mean)),
  };
}

/** Doty-Humphrey's small fast counter, seeded through a mixing of all numbers given. */
function sfc32(seeds: readonly number[]): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (const seed of seeds) {
    a ^= seed;
    b ^= Math.imul(seed, 0x85ebca6b);
    for (let round = 0; round < 15; round++) next();
  }
  return next;
}

/** Marsaglia and Tsang 2000. */
function drawGamma(unit: () => number, normal: () => number, shape: number): number {
  if (shape < 1) return drawGamma(unit, normal, shape + 1) * (1 - unit()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - unit()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Knuth's product of uniforms, for small means. */
function poissonByProducts(unit: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = unit(); product > limit; product *= unit()) count++;
  return count;
}

/** Hörmann 1993, transformed rejection (PTRS), for means of ten and more. */
function poissonByRejection(unit: () => number, mean: number): number {
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = unit() - 0.5;
    const v = 1 - unit();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= count * logMean - mean - logFactorial(count))
      return count;
  }
}

function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}
