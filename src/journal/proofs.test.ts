/**
 * Proofs that the journal makes: each convinces the reader's own arithmetic (src/verify), and is the one that RFC 6962
 * defines. The reader shares no code with the maker.
 */
import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../model/entry.ts';
import type { EpochMs } from '../model/units.ts';
import { openMemoryHome } from '../store/memory/home.ts';
import { isGrownFrom, isIncluded, isSubtree } from '../verify/merkle.ts';
import { encodeEntry } from './codec.ts';
import { consistencyProof, inclusionProof, rangeRoot, subtreeProof } from './proofs.ts';

const SIZE = 1_100;
const entry = (at: number): Entry => ({ kind: 'retired', at: at as EpochMs, service: `s-${at}` });
const { journal } = openMemoryHome();
await journal.append(Array.from({ length: SIZE }, (_, at) => encodeEntry(entry(at))));
const leaves = await journal.hashes(0, 0, SIZE);
const read = journal.hashes.bind(journal);

/** RFC 6962 section 2.1, word for word, over hashes of leaves. */
function treeHash(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return hashes[0]!;
  const split = splitOf(hashes.length);
  return hash(
    'sha256',
    Buffer.concat([Buffer.of(1), treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split))]),
    'buffer',
  );
}

function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** RFC 6962 section 2.1.1, word for word. */
function path(m: number, hashes: readonly Uint8Array[]): Uint8Array[] {
  if (hashes.length === 1) return [];
  const k = splitOf(hashes.length);
  return m < k
    ? [...path(m, hashes.slice(0, k)), treeHash(hashes.slice(k))]
    : [...path(m - k, hashes.slice(k)), treeHash(hashes.slice(0, k))];
}

const sizes = fc.integer({ min: 1, max: SIZE });

test('an inclusion proof is the one that RFC 6962 defines, and convinces a reader of this entry alone', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (size, any) => {
      const index = any % size;
      const proof = await inclusionProof(read, index, size);
      const all = leaves.slice(0, size);
      expect(proof.map(toHex)).toEqual(path(index, all).map(toHex));
      const root = treeHash(all);
      expect(isIncluded(index, size, leaves[index]!, proof, root)).toBe(true);
      const other = (index + 1) % size;
      if (other !== index) expect(isIncluded(other, size, leaves[index]!, proof, root)).toBe(false);
      expect(isIncluded(index, size, leaves[SIZE - 1 - index]!, proof, root)).toBe(SIZE - 1 - index === index);
    }),
    { numRuns: 60 },
  );
});

test('a consistency proof convinces a reader that the one tree grew out of the other', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, sizes, async (one, two) => {
      const [from, size] = [Math.min(one, two), Math.max(one, two)];
      const proof = await consistencyProof(read, from, size);
      const [before, after] = [treeHash(leaves.slice(0, from)), treeHash(leaves.slice(0, size))];
      expect(isGrownFrom(from, size, before, proof, after)).toBe(true);
      const forged = treeHash([...leaves.slice(0, from - 1), leaves[SIZE - 1]!]);
      if (from < SIZE) expect(isGrownFrom(from, size, forged, proof, after)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('a subtree of any place and width is proven to belong to its tree', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 0, max: 10 }), fc.nat(), fc.nat(), async (size, height, at, cut) => {
      const step = 2 ** height;
      const start = (at % (Math.floor((size - 1) / step) + 1)) * step;
      const end = Math.min(size, start + 1 + (cut % step));
      const sub = treeHash(leaves.slice(start, end));
      expect(toHex(await rangeRoot(read, { start, end }))).toBe(toHex(sub));
      const proof = await subtreeProof(read, start, end, size);
      expect(isSubtree(start, end, size, sub, proof, treeHash(leaves.slice(0, size)))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
