/**
 * The enclosed part of the journal as text: an entry is a line as it stands in the journal, and what is left out is
 * `# WIDTH HASH`, the widest subtrees that hold nothing else. Any reader gets the tree's root from it.
 */
import { type ReadHashes, rangeRoot } from '../journal/proofs.ts';
import type { ReadableJournal } from '../store/ports.ts';
import { enclosedEntries, type Selection } from './select.ts';

export interface PartCounts {
  readonly enclosed: number;
  readonly withheld: number;
  readonly bytes: number;
}

/** Hands out text in pieces, in order. */
export async function writePart(
  journal: ReadableJournal,
  selection: Selection,
  size: number,
  out: (text: Uint8Array) => void,
): Promise<PartCounts> {
  const read: ReadHashes = (level, from, count) => journal.hashes(level, from, count);
  let enclosed = 0;
  let bytes = 0;
  /** Start of the entries that are left out just now. */
  let gap = 0;
  const put = (line: Uint8Array): void => {
    bytes += line.length;
    out(line);
  };
  const leaveOut = async (to: number): Promise<void> => {
    for (const [start, end] of subtreesOf(gap, to)) {
      const hash = Buffer.from(await rangeRoot(read, { start, end })).toString('base64');
      put(Buffer.from(`# ${end - start} ${hash}\n`));
    }
  };
  for await (const { seq, body } of enclosedEntries(journal, selection)) {
    await leaveOut(seq);
    put(Buffer.concat([body, NEWLINE]));
    enclosed += 1;
    gap = seq + 1;
  }
  await leaveOut(size);
  return { enclosed, withheld: size - enclosed, bytes };
}

const NEWLINE = Buffer.from('\n');

/** [from, to) as complete subtrees, from left to right, each as wide as its place lets it be. */
function* subtreesOf(from: number, to: number): Generator<[number, number]> {
  for (let start = from; start < to; ) {
    let width = 1;
    while (start % (2 * width) === 0 && start + 2 * width <= to) width *= 2;
    yield [start, start + width];
    start += width;
  }
}
