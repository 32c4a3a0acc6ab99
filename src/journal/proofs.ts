/**
 * Proofs out of the journal's tree: that an entry is in it, that it grew out of a former one, and in general that a subtree
 * [start, end) belongs to it, which the other two are cases of. Leaves and stored roots are read, never entries.
 */
import { nodeHash } from './tree.ts';

/** `count` hashes of one level, from number `from` on: leaf hashes at level 0, roots of 256^level leaves above. */
export type ReadHashes = (level: number, from: number, count: number) => Promise<readonly Uint8Array[]>;

/** Heights between two stored levels. */
const LEVEL_HEIGHT = 8;

export const inclusionProof = (read: ReadHashes, index: number, size: number): Promise<Uint8Array[]> =>
  subtreeProof(read, index, index + 1, size);

export const consistencyProof = (read: ReadHashes, from: number, size: number): Promise<Uint8Array[]> =>
  subtreeProof(read, 0, from, size);

/** From the lowest hash to the highest, as RFC 6962 orders them. */
export function subtreeProof(read: ReadHashes, start: number, end: number, size: number): Promise<Uint8Array[]> {
  return proofIn(read, { start, end }, { start: 0, end: size }, true);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

async function proofIn(read: ReadHashes, wanted: Range, tree: Range, whole: boolean): Promise<Uint8Array[]> {
  if (wanted.start === tree.start && wanted.end === tree.end) return whole ? [] : [await rangeRoot(read, tree)];
  const split = splitOf(tree);
  const left = { start: tree.start, end: split };
  const right = { start: split, end: tree.end };
  if (wanted.end <= split) return [...(await proofIn(read, wanted, left, whole)), await rangeRoot(read, right)];
  const inside = { start: Math.max(split, wanted.start), end: wanted.end };
  const below = await proofIn(read, inside, right, whole && wanted.start >= split);
  return [...below, await rangeRoot(read, left)];
}

/** The root over [start, end), which starts where a subtree of its width can. */
export async function rangeRoot(read: ReadHashes, { start, end }: Range): Promise<Uint8Array> {
  const width = end - start;
  const height = Math.round(Math.log2(width));
  if (2 ** height !== width) {
    const split = splitOf({ start, end });
    const left = await rangeRoot(read, { start, end: split });
    return nodeHash(left, await rangeRoot(read, { start: split, end }));
  }
  const level = Math.floor(height / LEVEL_HEIGHT);
  const step = 2 ** (level * LEVEL_HEIGHT);
  const hashes = await read(level, start / step, width / step);
  if (hashes.length !== width / step) throw new RangeError(`the tree has no entries ${start} to ${end - 1}`);
  return rootOver(hashes);
}

function rootOver(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, i) => nodeHash(row[2 * i]!, row[2 * i + 1]!));
  }
  return row[0]!;
}

/** Where a tree splits: at the largest power of two below its size. */
function splitOf({ start, end }: Range): number {
  let width = 1;
  while (2 * width < end - start) width *= 2;
  return start + width;
}
