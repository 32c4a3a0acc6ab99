/** Entries to bytes and back. The bytes are what the tree hashes, so the same entry always gives the same bytes. */
import { hash as digest } from 'node:crypto';
import type { Entry } from '../model/entry.ts';
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

/** Whether bytes are those that the hash is of, or what a redaction put in their place. */
export const isIntact = ({
  body,
  hash,
  residue,
}: {
  body: Uint8Array;
  hash: Uint8Array;
  residue?: Uint8Array | undefined;
}): boolean => (residue === undefined ? same(hashOfBody(body), hash) : same(sha256(body), residue));

const sha256 = (bytes: Uint8Array): Uint8Array => digest('sha256', bytes, 'buffer');
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Only for bytes whose hash was checked: what stands in the journal was validated at the door. */
export function decodeEntry(body: Uint8Array): Entry {
  return JSON.parse(decoder.decode(body)) as Entry;
}
