/**
 * A sketch of distinct keys as text, so that it can stand in the journal: 2^10 registers (3.3 % standard error), a letter each, or
 * the filled ones alone where they are few. No key can be read out of it.
 */
import { estimateDistinct, mergeDistinct, RANK_MAX } from './distinct.ts';
import { LETTERS, VALUES } from './letters.ts';

export const SKETCH_BITS = 10;
const REGISTERS = 1 << SKETCH_BITS;
/** Behind it stand triples: two letters for the register's place, one for its rank. */
const SPARSE = '.';

/** Nothing, the filled registers (at most a third of all), or all of them; a letter above RANK_MAX is none. */
export const SKETCH_PATTERN = /^(?:\.(?:[A-P][A-Za-z0-9_-][B-Za-h]){1,341}|[A-Za-h]{1024})?$/;

export function sketchText(registers: Uint8Array): string {
  let dense = '';
  let sparse = '';
  for (let place = 0; place < REGISTERS; place += 1) {
    const rank = LETTERS[Math.min(RANK_MAX, registers[place]!)]!;
    dense += rank;
    if (registers[place] !== 0) sparse += LETTERS[place >> 6]! + LETTERS[place & 63]! + rank;
  }
  if (sparse === '') return '';
  return sparse.length < dense.length ? SPARSE + sparse : dense;
}

function registersOf(text: string): Uint8Array {
  const registers = new Uint8Array(REGISTERS);
  if (!text.startsWith(SPARSE)) {
    for (let place = 0; place < text.length; place += 1) registers[place] = VALUES.get(text[place]!)!;
    return registers;
  }
  for (let i = 1; i + 2 < text.length; i += 3) {
    registers[64 * VALUES.get(text[i]!)! + VALUES.get(text[i + 1]!)!] = VALUES.get(text[i + 2]!)!;
  }
  return registers;
}

export function mergeSketches(one: string, other: string): string {
  if (one === '' || one === other) return other;
  if (other === '') return one;
  const registers = registersOf(one);
  mergeDistinct(registers, 0, registersOf(other), 0, SKETCH_BITS);
  return sketchText(registers);
}

export const sketchSize = (text: string): number => estimateDistinct(registersOf(text), 0, SKETCH_BITS);
