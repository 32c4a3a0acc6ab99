/**
 * RFC 6962's tree as a reader checks it. An inclusion proof, a consistency proof and the two proofs of subtrees are one:
 * the proof that a subtree [start, end) belongs to a tree, which a single leaf and a former tree are cases of.
 */
import { Sha256, sha256 } from './sha256.ts';

export const HASH_BYTES = 32;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const EMPTY_ROOT = sha256(new Uint8Array());

export const leafHash = (entry: Uint8Array): Uint8Array => new Sha256().update(LEAF).update(entry).digest();
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  new Sha256().update(NODE).update(left).update(right).digest();

export const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

export function isIncluded(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  return leaf.length === HASH_BYTES && isSubtree(index, index + 1, size, leaf, proof, root);
}

/** Whether a tree of `size` entries grew out of one of `from` entries, of which nothing was changed. */
export function isGrownFrom(
  from: number,
  size: number,
  root: Uint8Array,
  proof: readonly Uint8Array[],
  newRoot: Uint8Array,
): boolean {
  return from > 0 && isSubtree(0, from, size, root, proof, newRoot);
}

/** Whether the entries [start, end) of a tree, taken by themselves, have the root `subroot`. */
export function isSubtree(
  start: number,
  end: number,
  size: number,
  subroot: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (![start, end, size].every(Number.isSafeInteger)) return false;
  // No entries at all belong to any tree.
  if (start === end) return start >= 0 && end <= size && proof.length === 0 && isSame(subroot, EMPTY_ROOT);
  if (start < 0 || start > end || end > size || start % widthOf(end - start) !== 0) return false;
  // A tree that is compared with itself needs no hashing; whatever is hashed is a hash.
  if (proof.length > 0 && [subroot, ...proof].some(({ length }) => length !== HASH_BYTES)) return false;
  let taken = 0;
  const next = (): Uint8Array | undefined => proof[taken++];
  const roots = climb(start, end, size, true, subroot, next);
  return taken === proof.length && roots !== undefined && isSame(roots.sub, subroot) && isSame(roots.root, root);
}

interface Roots {
  /** Of the subtree, and of the tree, as the proof has them. */
  readonly sub: Uint8Array;
  readonly root: Uint8Array;
}

/** @param whole the subtree is a node of this tree, so that its root is the one that is given */
function climb(
  start: number,
  end: number,
  size: number,
  whole: boolean,
  subroot: Uint8Array,
  next: () => Uint8Array | undefined,
): Roots | undefined {
  if (start === 0 && end === size) {
    const root = whole ? subroot : next();
    return root && { sub: root, root };
  }
  const left = splitOf(size);
  const inLeft = end <= left;
  const inRight = left <= start;
  const below = inLeft
    ? climb(start, end, left, whole, subroot, next)
    : climb(inRight ? start - left : 0, end - left, size - left, whole && inRight, subroot, next);
  const beside = next();
  if (below === undefined || beside === undefined) return undefined;
  if (inLeft) return { sub: below.sub, root: nodeHash(below.root, beside) };
  return { sub: inRight ? below.sub : nodeHash(beside, below.sub), root: nodeHash(beside, below.root) };
}

/** The largest power of two below `size`, where a tree splits. */
function splitOf(size: number): number {
  return widthOf(size) / 2;
}

/** The smallest power of two that is not below `count`. */
function widthOf(count: number): number {
  let width = 1;
  while (width < count) width *= 2;
  return width;
}

/** A tree that is read from left to right, by entries and by subtrees of which only the root is given. */
export class GrowingTree {
  #size = 0;
  /** Roots of complete subtrees, the widest first. */
  readonly #roots: { readonly width: number; readonly hash: Uint8Array }[] = [];

  get size(): number {
    return this.#size;
  }

  /** False where a subtree of this width cannot stand here. */
  append(hash: Uint8Array, width = 1): boolean {
    if (this.#size % width !== 0) return false;
    let node = { width, hash };
    for (let last = this.#roots.at(-1); last?.width === node.width; last = this.#roots.at(-1)) {
      node = { width: 2 * node.width, hash: nodeHash(last.hash, node.hash) };
      this.#roots.pop();
    }
    this.#roots.push(node);
    this.#size += width;
    return true;
  }

  root(): Uint8Array {
    const hashes = this.#roots.map(({ hash }) => hash);
    return hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}
