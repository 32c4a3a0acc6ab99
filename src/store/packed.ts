/** A batch of entries as one buffer, for a thread or a server to take at once: of each entry its length, its hash and its body. */
import type { EncodedEntry } from '../journal/codec.ts';
import { HASH_BYTES } from '../journal/tree.ts';

const LENGTH_BYTES = 4;

/** Bytes of an entry in a buffer. */
export const packedSize = ({ body }: EncodedEntry): number => LENGTH_BYTES + HASH_BYTES + body.length;

export function pack(batch: readonly EncodedEntry[]): Uint8Array {
  const packed = new Uint8Array(batch.reduce((sum, entry) => sum + packedSize(entry), 0));
  const view = new DataView(packed.buffer);
  let offset = 0;
  for (const { body, hash } of batch) {
    view.setUint32(offset, body.length);
    packed.set(hash, offset + LENGTH_BYTES);
    packed.set(body, offset + LENGTH_BYTES + HASH_BYTES);
    offset += LENGTH_BYTES + HASH_BYTES + body.length;
  }
  return packed;
}

export function unpack(packed: Uint8Array): EncodedEntry[] {
  const view = new DataView(packed.buffer, packed.byteOffset);
  const batch: EncodedEntry[] = [];
  for (let offset = 0; offset < packed.length; ) {
    const start = offset + LENGTH_BYTES;
    const end = start + HASH_BYTES + view.getUint32(offset);
    batch.push({ hash: packed.subarray(start, start + HASH_BYTES), body: packed.subarray(start + HASH_BYTES, end) });
    offset = end;
  }
  return batch;
}
