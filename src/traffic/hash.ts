/**
 * Hashes of log fields, straight from the bytes. Two lanes of 32 bits: among a million different texts the chance that any
 * two share a key is below 1 in 10^7. Not keyed: who crafts texts can make two of them count as one, nothing worse.
 */

/** Two words that stand for a text or an address in every table. */
export interface Key {
  high: number;
  low: number;
}

const LANE_A = 0x9e3779b1;
const LANE_B = 0x85ebca6b;
const LANE_C = 0xc2b2ae35;

/** Sets `key` to the hash of the bytes from `from` to `to`; four bytes a step, whatever their place. */
export function hashSpan(view: DataView, from: number, to: number, key: Key): void {
  const length = to - from;
  let a = Math.imul(length ^ 0x243f6a88, LANE_A);
  let b = Math.imul(length + 0x13198a2e, LANE_B);
  let at = from;
  for (const last = to - 4; at <= last; at += 4) {
    const word = view.getInt32(at, true);
    a = Math.imul(a ^ word, LANE_A);
    a ^= a >>> 15;
    b = Math.imul((b + word) | 0, LANE_B);
    b = (b << 13) | (b >>> 19);
  }
  let rest = 0;
  for (; at < to; at += 1) rest = (rest << 8) | view.getUint8(at);
  a = Math.imul(a ^ rest, LANE_A);
  b = Math.imul((b + rest) | 0, LANE_B);
  a ^= b >>> 16;
  b ^= a >>> 13;
  key.high = Math.imul(a ^ (a >>> 16), LANE_C);
  key.low = Math.imul(b ^ (b >>> 15), LANE_A);
}

/** Spreads a key over 32 bits, for the places in tables and the registers of HyperLogLog. MurmurHash3's final mix. */
export function spread(high: number, low: number): number {
  let h = Math.imul(high ^ 0x3c6ef372, LANE_A) ^ low;
  h = Math.imul(h ^ (h >>> 16), LANE_B);
  h = Math.imul(h ^ (h >>> 13), LANE_C);
  return h ^ (h >>> 16);
}

/** Another one, independent of the first: which keys are sampled, and HyperLogLog's ranks. */
export function spreadAgain(high: number, low: number): number {
  let h = Math.imul(low ^ 0x1f83d9ab, LANE_C) ^ high;
  h = Math.imul(h ^ (h >>> 15), LANE_A);
  h = Math.imul(h ^ (h >>> 14), LANE_B);
  return h ^ (h >>> 16);
}
