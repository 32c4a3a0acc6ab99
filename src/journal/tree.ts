/**
 * The journal's Merkle tree, as RFC 6962 section 2.1 defines it: a leaf is SHA-256(0x00 ‖ entry), a node
 * SHA-256(0x01 ‖ left ‖ right), and a tree of n leaves splits at the largest power of two below n.
 */
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;
/** Leaves under one stored subtree root; the tile width of C2SP tlog-tiles. */
export const SUBTREE = 256;

const EMPTY_ROOT = sha256(Buffer.alloc(0));

/** The root over `size` entries: what a checkpoint states. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Root of one complete subtree of 256^level leaves, `number` counting such subtrees from the left. */
export interface SubtreeRoot {
  readonly level: number;
  readonly number: number;
  readonly hash: Uint8Array;
}

/**
 * By way of a string of one character a byte: an answer as a buffer of its own costs three times the hashing of a short input.
 * What it gives lies in Node's shared pool of small buffers.
 */
function sha256(bytes: Uint8Array): Uint8Array {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'binary');
}

/** Hash of an entry whose bytes stand in `prefixed` behind one zero byte (so that no copy is needed). */
export function leafHash(prefixed: Uint8Array): Uint8Array {
  return sha256(prefixed);
}

const pair = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** The right edge of a growing tree: one root for every complete subtree that the size's binary digits name. */
export class Frontier {
  #size = 0;
  /** Index k: root of the complete subtree of 2^k leaves, where bit k of the size is set. */
  readonly #roots: Uint8Array[] = [];

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf. Calls `complete` for every subtree of 256, 256², … leaves that it completes. */
  append(leaf: Uint8Array, complete?: (subtree: SubtreeRoot) => void): void {
    let node = leaf;
    let height = 0;
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      node = nodeHash(this.#roots[height]!, node);
      height += 1;
      if (height % 8 === 0) {
        complete?.({ level: height / 8, number: Math.floor(this.#size / 2 ** height), hash: node });
      }
    }
    this.#roots[height] = node;
    this.#size += 1;
  }

  /** @param right the root of what stands to the right of these leaves, where something does */
  root(right?: Uint8Array): Uint8Array {
    let root = right;
    let rest = this.#size;
    for (let height = 0; rest > 0; height += 1, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue;
      const left = this.#roots[height]!;
      root = root === undefined ? left : nodeHash(left, root);
    }
    return root ?? EMPTY_ROOT;
  }

  head(): TreeHead {
    // In a buffer of its own: it goes to other threads, and a view would take the whole pool with it.
    return { size: this.#size, root: Uint8Array.from(this.root()) };
  }

  /** The roots in order of height, for the store to keep beside the head. */
  save(): Uint8Array {
    const roots = this.#roots.filter((_, height) => Math.floor(this.#size / 2 ** height) % 2 === 1);
    return Buffer.concat(roots);
  }

  static load(size: number, saved: Uint8Array): Frontier {
    const frontier = new Frontier();
    const copy = Uint8Array.from(saved);
    let offset = 0;
    for (let height = 0, rest = size; rest > 0; height += 1, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue;
      frontier.#roots[height] = copy.subarray(offset, offset + HASH_BYTES);
      offset += HASH_BYTES;
    }
    frontier.#size = size;
    return frontier;
  }
}
