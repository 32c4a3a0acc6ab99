/**
 * Names of values, compared by a hash of their letters and digits in small letters, so that `remote_addr`, `remoteAddr` and
 * `RemoteAddr` are one name and no string is made to look it up.
 */
import { isDigit, isLetter } from './bytes.ts';

export const HASH_START = 0x811c9dc5 | 0;

/** FNV-1a over letters and digits; others change nothing. */
export function hashStep(hash: number, byte: number): number {
  if (isLetter(byte)) return Math.imul(hash ^ (byte | 32), 0x01000193);
  return isDigit(byte) ? Math.imul(hash ^ byte, 0x01000193) : hash;
}

/** Roles by the names of keys, separated by spaces. */
export type Keys = readonly (readonly [role: number, names: string])[];

/** An open hash table of key hashes and roles. */
export interface Table {
  readonly hashes: Int32Array;
  readonly roles: Int8Array;
}
const TABLE_SIZE = 1024;

export function tableOf(keys: Keys): Table {
  const hashes = new Int32Array(TABLE_SIZE);
  const roles = new Int8Array(TABLE_SIZE);
  for (const [role, names] of keys) {
    for (const name of names.split(' ')) {
      let hash = HASH_START;
      for (const letter of name) hash = hashStep(hash, letter.charCodeAt(0));
      let slot = hash & (TABLE_SIZE - 1);
      while (roles[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (TABLE_SIZE - 1);
      hashes[slot] = hash;
      roles[slot] = role;
    }
  }
  return { hashes, roles };
}

export function roleOf(table: Table, hash: number): number {
  let slot = hash & (TABLE_SIZE - 1);
  while (table.roles[slot] !== 0) {
    if (table.hashes[slot] === hash) return table.roles[slot]!;
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
  return 0;
}
