/** Finding keys of a short list: an index that is made anew for each merge, in memory that is used again. */
import { spread } from './hash.ts';

let slots = new Int32Array(1_024);
let keys: Int32Array = new Int32Array(0);
let base = 0;

/** From now on `indexOf` finds places in this list, whose keys begin at entry `start`. */
export function indexKeys(list: Int32Array, start: number, size: number): void {
  let length = slots.length;
  while (length < 4 * size) length *= 2;
  if (length > slots.length) slots = new Int32Array(length);
  else slots.fill(0);
  keys = list;
  base = start;
  const mask = slots.length - 1;
  for (let i = 0; i < size; i += 1) {
    let slot = spread(list[2 * (start + i)]!, list[2 * (start + i) + 1]!) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = i + 1;
  }
}

/** The place of a key in the list that was indexed last, or −1. */
export function indexOf(high: number, low: number): number {
  const mask = slots.length - 1;
  let slot = spread(high, low) & mask;
  for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
    const at = 2 * (base + found - 1);
    if (keys[at] === high && keys[at + 1] === low) return found - 1;
    slot = (slot + 1) & mask;
  }
  return -1;
}
