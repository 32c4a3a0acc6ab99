/** The reader's tree against transparency-dev's 518 vectors, and against the trees and proofs that the journal makes. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrowingTree, isGrownFrom, isIncluded, isSubtree, leafHash, nodeHash } from './merkle.ts';
import { sha256 } from './sha256.ts';

const VECTORS = new URL('../../../shared/data/vectors/merkle.tar.xz', import.meta.url).pathname;
/** Of each kind: how many there are, and how many of them hold. */
const KINDS = { inclusion: [98, 6], consistency: [98, 6], subtreeinclusion: [204, 12], subtreeconsistency: [118, 12] };

const bytes = (text: string | null): Uint8Array => Buffer.from(text ?? '', 'base64');

function holds(kind: string, vector: Record<string, never>): boolean {
  const { leafIdx, treeSize, leafHash: leaf, root, start, end, size, size1, size2, root1, root2 } = vector;
  const proof = ((vector.proof ?? []) as string[]).map(bytes);
  switch (kind) {
    case 'inclusion':
      return isIncluded(leafIdx!, treeSize!, bytes(leaf!), proof, bytes(root!));
    case 'consistency':
      return isGrownFrom(size1!, size2!, bytes(root1!), proof, bytes(root2!));
    case 'subtreeinclusion': {
      // A subtree is a tree by itself, if it is one at all.
      const inside = Number(leafIdx) >= Number(start) && Number(leafIdx) < Number(end);
      const [at, width] = [leafIdx! - start!, end! - start!];
      const aligned = start! % 2 ** Math.ceil(Math.log2(width)) === 0;
      return inside && aligned && isIncluded(at, width, bytes(leaf!), proof, bytes(root!));
    }
    default:
      return isSubtree(start!, end!, size!, bytes(root1!), proof, bytes(root2!));
  }
}

test.skipIf(!existsSync(VECTORS))(
  'all 518 vectors of transparency-dev are judged as they say, 482 of them refused (skipped where ../shared is absent)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-vectors-'));
    try {
      execFileSync('tar', ['-xJf', VECTORS, '-C', folder]);
      for (const [kind, [all, good]] of Object.entries(KINDS)) {
        const home = join(folder, 'testdata', kind);
        const paths = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));
        let held = 0;
        for (const path of paths) {
          const vector = JSON.parse(readFileSync(join(home, path), 'utf8'));
          const held1 = holds(kind, vector);
          expect(held1, `${kind}/${path}: ${vector.desc}`).toBe(vector.wantErr === false);
          if (held1) held += 1;
        }
        expect([paths.length, held], kind).toEqual([all, good]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

/** RFC 6962 section 2.1, word for word. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array());
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

const leaves = Array.from({ length: 300 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)));

test('a tree that is read by entries and by roots of subtrees has the root that RFC 6962 defines', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.array(fc.integer({ min: 0, max: 8 })), (size, widths) => {
      const tree = new GrowingTree();
      for (let turn = 0; tree.size < size; turn += 1) {
        const width = 2 ** (widths[turn % Math.max(1, widths.length)] ?? 0);
        const fits = tree.size % width === 0 && tree.size + width <= size;
        const taken = fits ? width : 1;
        expect(tree.append(treeHash(leaves.slice(tree.size, tree.size + taken)), taken)).toBe(true);
      }
      expect(tree.root()).toEqual(treeHash(leaves.slice(0, size)));
    }),
  );
});

test('a subtree cannot stand where no subtree of its width is', () => {
  const tree = new GrowingTree();
  tree.append(leaves[0]!);
  expect(tree.append(leaves[1]!, 2)).toBe(false);
});
