/** Entering keys into the sketches of distinct counts (core/distinct.ts), many of which lie side by side in one piece of memory. */
import { spread, spreadAgain } from './hash.ts';

export { distinctError, estimateDistinct, mergeDistinct } from '../core/distinct.ts';

/** Enters a key into the sketch of `1 << bits` registers that begins at `start`. */
export function addDistinct(registers: Uint8Array, start: number, bits: number, high: number, low: number): void {
  const at = start + (spread(high, low) >>> (32 - bits));
  const rank = Math.clz32(spreadAgain(high, low)) + 1;
  if (rank > registers[at]!) registers[at] = rank;
}
