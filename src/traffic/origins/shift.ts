/**
 * How far the origins of a stretch lie from the usual ones: Jensen-Shannon divergence in bits. Small samples always differ
 * a little; so the same figure is computed for samples drawn without any change, with a fixed seed.
 */
import { exp, log } from '../../core/arithmetic.ts';
import type { OriginShift, OriginTally } from '../../model/origin.ts';
import { clump } from './change.ts';

const DRAWS = 200;
/** Origins that are drawn one by one; the smaller ones together are drawn as one. */
const DRAWN_MAX = 150;
/** Of the draws, the one that 95 in 100 stay at or below. */
const QUANTILE = 0.95;
/** Fewer stretches of the usual say nothing about how far it strays by itself. */
const SLICES_MIN = 5;
const DRIVERS_MAX = 5;
/** Above this mean a Poisson draw is taken as a normal one. */
const POISSON_MAX = 50;

export function shiftOf(now: OriginTally, usual: OriginTally, slices: readonly OriginTally[]): OriginShift | null {
  const [here, there] = [requestsOf(now), requestsOf(usual)];
  const [hereTotal, thereTotal] = [sum(here.values()), sum(there.values())];
  if (hereTotal === 0 || thereTotal === 0) return null;
  const codes = largest(here, there, hereTotal, thereTotal);
  const shares = (from: ReadonlyMap<string, number>, total: number): number[] => {
    const own = codes.map((code) => (from.get(code) ?? 0) / total);
    return [...own, Math.max(0, 1 - sum(own))];
  };
  const [p, q] = [shares(here, hereTotal), shares(there, thereTotal)];
  const bits = jensenShannon(p, q);
  const drawn = chanceBits(p, q, hereTotal / clumpOf(now), thereTotal / clumpOf(usual));
  const strayed = slices.length < SLICES_MIN ? 0 : Math.max(...slices.map((slice) => distance(slice, usual)));
  const limit = Math.max(drawn, strayed);
  const parts = codes.map((code, i) => ({ code, bits: part(p[i]!, q[i]!) })).sort((a, b) => b.bits - a.bits);
  return {
    bits,
    chanceBits: limit,
    beyondChance: bits > limit,
    drivers: parts.slice(0, DRIVERS_MAX).flatMap(({ code, bits: own }) => (own > 0 ? [code] : [])),
  };
}

/** Of two distributions over the same codes; 0 where they agree, 1 bit where they share nothing. */
export function jensenShannon(p: readonly number[], q: readonly number[]): number {
  let bits = 0;
  for (let i = 0; i < p.length; i += 1) bits += part(p[i]!, q[i]!);
  return Math.min(1, Math.max(0, bits));
}

/** What one code contributes. */
function part(p: number, q: number): number {
  const middle = (p + q) / 2;
  const half = (share: number): number => (share > 0 ? (share / 2) * (log(share / middle) / Math.LN2) : 0);
  return half(p) + half(q);
}

/** Addresses that are not listed or not public are origins of their own here: when they grow, something changed too. */
function requestsOf({ byCode, unknown, notPublic, rest }: OriginTally): Map<string, number> {
  const requests = new Map(Object.entries(byCode).map(([code, count]) => [code, count.requests]));
  for (const [code, count] of Object.entries({ unknown, 'not public': notPublic, rest })) {
    if (count.requests > 0) requests.set(code, count.requests);
  }
  return requests;
}

/** Requests that hang together count as one, or a few busy clients would look like a change. */
function clumpOf({ byCode, unknown, notPublic, rest }: OriginTally): number {
  const counts = [...Object.values(byCode), unknown, notPublic, rest];
  return clump({
    requests: sum(counts.map((count) => count.requests)),
    clients: sum(counts.map((count) => count.clients)),
  });
}

function distance(one: OriginTally, other: OriginTally): number {
  const [a, b] = [requestsOf(one), requestsOf(other)];
  const [aTotal, bTotal] = [sum(a.values()), sum(b.values())];
  if (aTotal === 0 || bTotal === 0) return 0;
  const codes = [...new Set([...a.keys(), ...b.keys()])];
  return jensenShannon(
    codes.map((code) => (a.get(code) ?? 0) / aTotal),
    codes.map((code) => (b.get(code) ?? 0) / bTotal),
  );
}

/** The largest by their shares on both sides; with thousands of networks, those beyond would be told apart by noise. */
function largest(
  here: ReadonlyMap<string, number>,
  there: ReadonlyMap<string, number>,
  hereTotal: number,
  thereTotal: number,
): string[] {
  const weight = (code: string): number => (here.get(code) ?? 0) / hereTotal + (there.get(code) ?? 0) / thereTotal;
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((code) => ({ code, weight: weight(code) }))
    .sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1))
    .slice(0, DRAWN_MAX)
    .map(({ code }) => code);
}

/** Both samples drawn from what they have in common, each in its own size. */
function chanceBits(p: readonly number[], q: readonly number[], hereSize: number, thereSize: number): number {
  const pooled = p.map((share, i) => (share * hereSize + q[i]! * thereSize) / (hereSize + thereSize));
  const chance = seeded(pooled.length);
  const draw = (size: number): number[] => {
    const counts = pooled.map((share) => poisson(chance, share * size));
    const all = sum(counts);
    return all === 0 ? pooled : counts.map((count) => count / all);
  };
  const bits = Array.from({ length: DRAWS }, () => jensenShannon(draw(hereSize), draw(thereSize)));
  return bits.sort((a, b) => a - b)[Math.floor(QUANTILE * DRAWS)]!;
}

function sum(values: Iterable<number>): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}

/** Mulberry32: the same draws on every machine, so that the same traffic always gets the same answer. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function poisson(chance: () => number, mean: number): number {
  if (mean > POISSON_MAX) {
    // Twelve uniform draws less six: close to normal, and exact arithmetic on every engine.
    let normal = -6;
    for (let i = 0; i < 12; i += 1) normal += chance();
    return Math.max(0, Math.round(mean + normal * Math.sqrt(mean)));
  }
  const floor = exp(-mean);
  let count = 0;
  for (let product = chance(); product > floor; product *= chance()) count += 1;
  return count;
}
