/**
 * The enclosed part of a journal: a line is an entry, or `# WIDTH HASH` for so many entries that are left out. Together they
 * give the tree's root, so every entry is proven to stand at its place. Read once, in constant memory.
 */
import type { Entry } from '../model/entry.ts';
import type { Seq } from '../model/units.ts';
import { chunksOf, type Problem } from './bag.ts';
import { fromBase64 } from './base64.ts';
import { GrowingTree, HASH_BYTES, leafHash } from './merkle.ts';

/** No entry of a journal is longer. */
const LINE_BYTES_MAX = 65_535;
const NEWLINE = 10;
const LEFT_OUT = 35;

export interface ReadJournal {
  readonly size: number;
  readonly root: Uint8Array;
  readonly enclosed: number;
  readonly withheld: number;
  /** Unpacked. */
  readonly bytes: number;
  readonly problems: readonly Problem[];
  /** Leaf hashes of the entries that were asked for. */
  readonly leaves: ReadonlyMap<number, Uint8Array>;
}

export interface JournalReader {
  readonly wanted: ReadonlySet<number>;
  entry(seq: Seq, entry: Entry): void;
  /** Called after each entry or subtree, with the tree so far. */
  grown(tree: GrowingTree): void;
  bytes(count: number): void;
}

export async function readJournal(
  packed: ReadableStream<Uint8Array>,
  where: string,
  reader: JournalReader,
): Promise<ReadJournal> {
  const tree = new GrowingTree();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const leaves = new Map<number, Uint8Array>();
  let enclosed = 0;
  let withheld = 0;
  let bytes = 0;
  const take = (line: Uint8Array): string | undefined => {
    if (line[0] === LEFT_OUT) {
      const match = /^# ([1-9]\d{0,15}) (\S+)$/.exec(decoder.decode(line));
      const hash = fromBase64(match?.[2] ?? '');
      const width = Number(match?.[1]);
      if (match === null || hash?.length !== HASH_BYTES || !isPowerOfTwo(width))
        return 'is no hash of what was left out';
      if (!tree.append(hash, width)) return 'is a hash that cannot stand here';
      withheld += width;
    } else {
      const leaf = leafHash(line);
      if (reader.wanted.has(tree.size)) leaves.set(tree.size, leaf);
      reader.entry(tree.size as Seq, JSON.parse(decoder.decode(line)) as Entry);
      tree.append(leaf);
      enclosed += 1;
    }
    reader.grown(tree);
    return undefined;
  };
  const onBytes = (count: number): void => {
    bytes += count;
    reader.bytes(count);
  };
  const problem = await eachLine(packed, onBytes, take);
  const problems = problem === undefined ? [] : [{ where, what: problem }];
  return { size: tree.size, root: tree.root(), enclosed, withheld, bytes, problems, leaves };
}

/** What is wrong, as `line N …`; the reading ends there. */
async function eachLine(
  packed: ReadableStream<Uint8Array>,
  onBytes: (count: number) => void,
  take: (line: Uint8Array) => string | undefined,
): Promise<string | undefined> {
  let rest = new Uint8Array();
  let number = 0;
  try {
    const unpacked = packed.pipeThrough(new DecompressionStream('gzip') as TransformStream<Uint8Array, Uint8Array>);
    for await (const chunk of chunksOf(unpacked)) {
      onBytes(chunk.length);
      const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
      let from = 0;
      for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
        number += 1;
        const wrong = take(bytes.subarray(from, to));
        if (wrong !== undefined) return `line ${number} ${wrong}`;
        from = to + 1;
      }
      rest = bytes.slice(from);
      if (rest.length > LINE_BYTES_MAX) return `line ${number + 1} is longer than an entry can be`;
    }
  } catch (cause) {
    return `line ${number + 1} cannot be read: ${(cause as Error).message}`;
  }
  return rest.length === 0 ? undefined : `line ${number + 1} has no end`;
}

function joined(one: Uint8Array, two: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(one.length + two.length);
  bytes.set(one);
  bytes.set(two, one.length);
  return bytes;
}

const isPowerOfTwo = (width: number): boolean => Number.isInteger(Math.log2(width)) && width <= 2 ** 52;
