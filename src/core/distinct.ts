/**
 * How many different keys a sketch has seen, and two sketches as one: HyperLogLog (Flajolet et al. 2007). Registers keep a maximum, so
 * order and repetition change nothing and merging is exact. Standard error 1.04/sqrt(registers); Ertl's estimator (arXiv 1702.01284)
 * has no bias from one key to billions, so small counts need no second method.
 */
import { log } from './arithmetic.ts';

/** Ranks come from a second word of 32 bits, so that they never run out. */
export const RANK_MAX = 33;

export function mergeDistinct(
  into: Uint8Array,
  start: number,
  from: Uint8Array,
  fromStart: number,
  bits: number,
): void {
  for (let i = 0; i < 1 << bits; i += 1) {
    const rank = from[fromStart + i]!;
    if (rank > into[start + i]!) into[start + i] = rank;
  }
}

export function estimateDistinct(registers: Uint8Array, start: number, bits: number): number {
  const size = 1 << bits;
  const ranks = new Int32Array(RANK_MAX + 1);
  for (let i = start; i < start + size; i += 1) ranks[registers[i]!]! += 1;
  if (ranks[0] === size) return 0;
  let z = size * tau(1 - ranks[RANK_MAX]! / size);
  for (let rank = RANK_MAX - 1; rank >= 1; rank -= 1) z = 0.5 * (z + ranks[rank]!);
  z += size * sigma(ranks[0]! / size);
  return (size * size) / (2 * log(2) * z);
}

/** One standard error, relative. */
export const distinctError = (bits: number): number => 1.04 / Math.sqrt(1 << bits);

/** x + x^2 + 2 x^4 + 4 x^8 …: what registers that are still empty tell. */
function sigma(share: number): number {
  let x = share;
  let weight = 1;
  let sum = x;
  for (let last = -1; sum !== last; weight *= 2) {
    x *= x;
    last = sum;
    sum += x * weight;
  }
  return sum;
}

/** What registers at their largest rank tell. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let weight = 1;
  let sum = 1 - x;
  for (let last = -1; sum !== last; ) {
    x = Math.sqrt(x);
    last = sum;
    weight *= 0.5;
    sum -= (1 - x) * (1 - x) * weight;
  }
  return sum / 3;
}
