/**
 * How many times the usual: a ratio of rates or of shares, with an interval on the logarithm. Requests come in clumps (a
 * client sends many) and the usual scatters by itself from stretch to stretch; both widen the interval.
 */
import { exp, log } from '../../core/arithmetic.ts';
import type { Change } from '../../model/origin.ts';

/** One origin in one stretch. */
export interface Sample {
  readonly requests: number;
  readonly clients: number;
  /** Requests of the stretch from everywhere. */
  readonly total: number;
  readonly minutes: number;
}

/** 97.5 in 100 of a normal distribution lie below it. */
const Z = 1.959964;
/** Fewer stretches say nothing reliable about their scatter. */
const SLICES_MIN = 4;
/** Added to both counts, so that none has a logarithm too (Haldane 1956, Anscombe 1956). */
const HALF = 0.5;

/** Requests a minute. */
export function rateChange(now: Sample, usual: Sample, slices: readonly Sample[]): Change | null {
  if (now.minutes <= 0 || usual.minutes <= 0) return null;
  const scatter = scatterOf(
    slices,
    ({ requests, minutes }) => requests / minutes,
    (slice) => {
      return (clump(slice) * slice.requests) / slice.minutes ** 2;
    },
  );
  const noise = clump(now) / (now.requests + HALF) + clump(usual) / (usual.requests + HALF);
  const ratio = usual.requests > 0 ? now.requests / now.minutes / (usual.requests / usual.minutes) : null;
  const middle = (now.requests + HALF) / now.minutes / ((usual.requests + HALF) / usual.minutes);
  return between(ratio, middle, noise, scatter);
}

/** Share of all requests. */
export function shareChange(now: Sample, usual: Sample, slices: readonly Sample[]): Change | null {
  if (now.total <= 0 || usual.total <= 0) return null;
  const share = ({ requests, total }: Sample): number => (requests + HALF) / (total + 2 * HALF);
  const relative = (sample: Sample): number => (clump(sample) * (1 - share(sample))) / (sample.requests + HALF);
  const scatter = scatterOf(
    slices,
    ({ requests, total }) => requests / total,
    (slice) => {
      return (clump(slice) * share(slice) * (1 - share(slice))) / slice.total;
    },
  );
  const ratio = usual.requests > 0 ? now.requests / now.total / (usual.requests / usual.total) : null;
  return between(ratio, share(now) / share(usual), relative(now) + relative(usual), scatter);
}

/**
 * Variance over mean of requests that come in clumps: the mean of the clump's square over the mean clump. With clumps
 * that scatter geometrically around their mean m it is 2m - 1; one request a client gives 1, the Poisson case.
 */
export function clump({ requests, clients }: Pick<Sample, 'requests' | 'clients'>): number {
  return clients > 0 ? Math.max(1, (2 * requests) / clients - 1) : 1;
}

interface Scatter {
  /** Squared coefficient of variation that chance alone does not explain. */
  readonly excess: number;
  readonly quantile: number;
  readonly slices: number;
}

function scatterOf(
  slices: readonly Sample[],
  figureOf: (slice: Sample) => number,
  noiseOf: (slice: Sample) => number,
): Scatter {
  const counted = slices.filter(({ minutes, total }) => minutes > 0 && total > 0);
  if (counted.length < SLICES_MIN) return { excess: 0, quantile: Z, slices: 0 };
  const values = counted.map(figureOf);
  const mean = average(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const excess = mean > 0 ? Math.max(0, (variance - average(counted.map(noiseOf))) / mean ** 2) : 0;
  return { excess, quantile: studentQuantile(values.length - 1), slices: values.length };
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function between(ratio: number | null, middle: number, noise: number, scatter: Scatter): Change {
  const spread = scatter.slices > 0 ? scatter.excess * (1 + 1 / scatter.slices) : 0;
  const reach = scatter.quantile * Math.sqrt(noise + spread);
  const [low, high] = [exp(log(middle) - reach), exp(log(middle) + reach)];
  // The halves pull the middle towards one; the interval never leaves out the ratio that was counted.
  return ratio === null ? { ratio, low, high } : { ratio, low: Math.min(low, ratio), high: Math.max(high, ratio) };
}

/** 97.5 in 100 of Student's distribution lie below it: Cornish and Fisher's expansion, within 1 % from 4 degrees on. */
function studentQuantile(degrees: number): number {
  const [z3, z5] = [Z ** 3, Z ** 5];
  return Z + (z3 + Z) / (4 * degrees) + (5 * z5 + 16 * z3 + 3 * Z) / (96 * degrees ** 2);
}
