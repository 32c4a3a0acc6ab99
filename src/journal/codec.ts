/** Entries to bytes and back. The bytes are what the tree hashes, so the same entry always gives the same bytes. */
import { hash as digest } from 'node:crypto';
import type { Entry } from '../model/entry.ts';
import type { Pruned } from '../model/pruning.ts';
import { canonical } from './canonical.ts';
import { leafHash } from './tree.ts';

/** RFC 6962's leaf prefix also fits C2SP entry bundles, whose entries carry a 16-bit length. */
export const ENTRY_BYTES_MAX = 65_535;

export interface EncodedEntry {
  /** Canonical JSON, UTF-8. */
  readonly body: Uint8Array;
  readonly hash: Uint8Array;
}

export class EntryTooLargeError extends Error {
  override name = 'EntryTooLargeError';
}

export function encodeEntry(entry: Entry): EncodedEntry {
  const prefixed = Buffer.from(`\0${canonical(entry)}`);
  if (prefixed.length > ENTRY_BYTES_MAX) {
    throw new EntryTooLargeError(`an entry of ${prefixed.length} bytes; the journal takes ${ENTRY_BYTES_MAX} at most`);
  }
  return { body: prefixed.subarray(1), hash: leafHash(prefixed) };
}

export function hashOfBody(body: Uint8Array): Uint8Array {
  const prefixed = Buffer.allocUnsafe(body.length + 1);
  prefixed[0] = 0;
  prefixed.set(body, 1);
  return leafHash(prefixed);
}

/** Whether bytes are those that the hash is of, or what a redaction or a pruning put in their place; whether it may stand there, `checkJournal` knows. */
export const isIntact = ({
  body,
  hash,
  residue,
}: {
  body: Uint8Array;
  hash: Uint8Array;
  residue?: Uint8Array | undefined;
}): boolean => {
  if (residue !== undefined) return same(sha256(body), residue);
  return isPruned(body) || same(hashOfBody(body), hash);
};

const sha256 = (bytes: Uint8Array): Uint8Array => digest('sha256', bytes, 'buffer');
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const decoder = new TextDecoder('utf-8', { fatal: true });

const PRUNED = Buffer.from('{"by":');
const PRUNED_PATTERN = /^\{"by":(\d{1,15}),"kind":"pruned"\}$/;

/** What stands in the place of a signal that the pruning with this number removed. */
export const prunedBody = (number: number): Uint8Array =>
  Buffer.from(canonical({ kind: 'pruned', by: number } satisfies Pruned));

/** The number of the pruning that removed what stood here; undefined where an entry stands. */
export function prunedBy(body: Uint8Array): number | undefined {
  if (!PRUNED.every((byte, index) => body[index] === byte)) return undefined;
  const [, number] = PRUNED_PATTERN.exec(Buffer.from(body).toString('latin1')) ?? [];
  return number === undefined ? undefined : Number(number);
}

export const isPruned = (body: Uint8Array): boolean => prunedBy(body) !== undefined;

/** Thrown where a signal is asked for that was removed when its time was over. */
export class PrunedError extends Error {
  override name = 'PrunedError';
}

/** Only for bytes whose hash was checked: what stands in the journal was validated at the door. Throws PrunedError where nothing is left. */
export function decodeEntry(body: Uint8Array): Entry {
  const number = prunedBy(body);
  if (number !== undefined)
    throw new PrunedError(`this signal was removed by pruning ${number}, and cannot be read any more`);
  return JSON.parse(decoder.decode(body)) as Entry;
}
