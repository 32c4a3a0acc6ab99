/** The tree against RFC 6962 written again in the plainest way, against published vectors, and saved anywhere. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frontier, leafHash, nodeHash, type SubtreeRoot } from './tree.ts';

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 6962 section 2.1, word for word: MTH of a list of entries. */
function treeHash(entries: readonly Uint8Array[]): Buffer {
  if (entries.length === 0) return sha256();
  if (entries.length === 1) return sha256(Buffer.of(0), entries[0]!);
  let k = 1;
  while (2 * k < entries.length) k *= 2;
  return sha256(Buffer.of(1), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
}

const prefixed = (entry: Uint8Array): Buffer => Buffer.concat([Buffer.of(0), entry]);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const numbered = (count: number): Buffer[] => Array.from({ length: count }, (_, i) => Buffer.from(`entry ${i}`));

function grown(entries: readonly Uint8Array[]): { frontier: Frontier; subtrees: SubtreeRoot[] } {
  const frontier = new Frontier();
  const subtrees: SubtreeRoot[] = [];
  for (const entry of entries) frontier.append(leafHash(prefixed(entry)), (subtree) => subtrees.push(subtree));
  return { frontier, subtrees };
}

test('leaf, node and empty tree hash as in the vectors of Certificate Transparency', () => {
  expect(hex(new Frontier().root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hex(leafHash(Buffer.of(0)))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  expect(hex(leafHash(prefixed(Buffer.from('L123456'))))).toBe(
    '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
  );
  expect(hex(nodeHash(Buffer.from('N123'), Buffer.from('N456')))).not.toBe('');
  // The eight entries of the reference implementation's test, and the root that it states for them.
  const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const { frontier } = grown(entries.map((entry) => Buffer.from(entry, 'hex')));
  expect(hex(frontier.root())).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
});

test('the root of every tree of 0 to 600 entries is the one that RFC 6962 defines', () => {
  const entries = numbered(600);
  const frontier = new Frontier();
  for (let size = 0; size <= 600; size += 1) {
    expect(frontier.size).toBe(size);
    expect(hex(frontier.root()), `size ${size}`).toBe(hex(treeHash(entries.slice(0, size))));
    if (size < 600) frontier.append(leafHash(prefixed(entries[size]!)));
  }
});

test('whatever bytes the entries have, the root is the one that RFC 6962 defines', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 300 }), (entries) => {
      expect(hex(grown(entries).frontier.root())).toBe(hex(treeHash(entries)));
    }),
    { numRuns: 50 },
  );
});

test('a frontier that is saved and loaded anywhere grows into the same tree', () => {
  const entries = numbered(600);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), (cut, more) => {
      const before = grown(entries.slice(0, cut)).frontier;
      const saved = before.save();
      expect(saved.length, 'one hash for each binary one').toBe(
        32 * [...cut.toString(2)].filter((d) => d === '1').length,
      );
      const after = Frontier.load(cut, saved);
      // What is loaded must not lean on the bytes it was loaded from.
      saved.fill(0);
      expect(hex(after.root())).toBe(hex(before.root()));
      const end = Math.min(600, cut + more);
      for (const entry of entries.slice(cut, end)) after.append(leafHash(prefixed(entry)));
      expect(after.head().size).toBe(end);
      expect(hex(after.head().root)).toBe(hex(treeHash(entries.slice(0, end))));
    }),
    { numRuns: 60 },
  );
});

test('each complete subtree of 256 and of 65,536 entries is told once, with its own RFC 6962 root', () => {
  const entries = numbered(65_536 + 300);
  const { subtrees } = grown(entries);
  expect(subtrees.filter(({ level }) => level === 1).map(({ number }) => number)).toEqual([...Array(257).keys()]);
  expect(subtrees.filter(({ level }) => level === 2).map(({ number }) => number)).toEqual([0]);
  expect(subtrees.filter(({ level }) => level > 2)).toEqual([]);
  for (const number of [0, 1, 17, 255, 256]) {
    const { hash } = subtrees.find((subtree) => subtree.level === 1 && subtree.number === number)!;
    expect(hex(hash), `number ${number}`).toBe(hex(treeHash(entries.slice(256 * number, 256 * (number + 1)))));
  }
  const { hash } = subtrees.find(({ level }) => level === 2)!;
  expect(hex(hash)).toBe(hex(treeHash(entries.slice(0, 65_536))));
});

test('255 entries complete no subtree, the 256th completes the first', () => {
  expect(grown(numbered(255)).subtrees).toEqual([]);
  expect(grown(numbered(256)).subtrees).toMatchObject([{ level: 1, number: 0 }]);
  expect(grown(numbered(511)).subtrees).toHaveLength(1);
  expect(grown(numbered(512)).subtrees).toMatchObject([
    { level: 1, number: 0 },
    { level: 1, number: 1 },
  ]);
});

const VECTORS = new URL('../../../shared/data/vectors/merkle.tar.xz', import.meta.url).pathname;

test.skipIf(!existsSync(VECTORS))(
  'the proofs of transparency-dev lead from their leaves to their roots by our node hash (skipped where ../shared is absent)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-vectors-'));
    try {
      execFileSync('tar', ['-xJf', VECTORS, '-C', folder]);
      const inclusion = join(folder, 'testdata', 'inclusion');
      const roots = new Map(
        [1, 2, 3, 5, 6, 7, 8].map((size) => [size, hex(grown(referenceEntries(size)).frontier.root())]),
      );
      let held = 0;
      for (const path of readdirSync(inclusion, { recursive: true, encoding: 'utf8' })) {
        if (!path.endsWith('happy-path.json')) continue;
        const vector = JSON.parse(readFileSync(join(inclusion, path), 'utf8'));
        const leaf = Buffer.from(vector.leafHash, 'base64');
        expect(hex(leafHash(prefixed(referenceEntries(8)[vector.leafIdx]!)))).toBe(hex(leaf));
        expect(hex(Buffer.from(vector.root, 'base64')), path).toBe(roots.get(vector.treeSize));
        expect(hex(climb(vector.leafIdx, vector.treeSize, leaf, vector.proof ?? [])), path).toBe(
          roots.get(vector.treeSize),
        );
        held += 1;
      }
      expect(held, 'anti-vacuity: vectors were read').toBeGreaterThanOrEqual(5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

function referenceEntries(count: number): Buffer[] {
  const all = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  return all.slice(0, count).map((entry) => Buffer.from(entry, 'hex'));
}

/** RFC 9162 section 2.1.3.2: from a leaf and its inclusion proof to the root. */
function climb(index: number, size: number, leaf: Uint8Array, proof: readonly string[]): Uint8Array {
  let [fn, sn] = [index, size - 1];
  let root = leaf;
  for (const step of proof) {
    const beside = Buffer.from(step, 'base64');
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(beside, root);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else root = nodeHash(root, beside);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return root;
}
