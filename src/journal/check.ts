/**
 * The journal against its own hashes: every entry, every stored subtree root and the head are computed again from the
 * entries' bytes. Finds what was altered, is missing or changed places, and says where.
 */

import { setImmediate } from 'node:timers/promises';
import type { Seq } from '../model/units.ts';
import { isIntact, isPruned } from './codec.ts';
import type { KeptJournal } from './kept.ts';
import { Prunings } from './prunings.ts';
import { Redactions } from './redactions.ts';
import { Frontier, HASH_BYTES, SUBTREE, type SubtreeRoot } from './tree.ts';

/** Entries read at once; between two chunks the event loop runs. */
const CHUNK = 2_000;
/** A journal that is damaged all over needs no longer list. */
const PROBLEMS_MAX = 100;

export interface Problem {
  /** First and last entry that the damage lies in. */
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

export interface CheckResult {
  readonly entries: number;
  /** The head's root, hex, as computed from the entries. */
  readonly root: string;
  readonly problems: readonly Problem[];
}

/** The journal as long as it is at the start; it may grow meanwhile. */
export async function checkJournal(
  journal: KeptJournal,
  onProgress: (checked: number, of: number) => void = () => {},
): Promise<CheckResult> {
  const head = journal.head();
  const stored = new Map((await journal.subtrees()).map((subtree) => [nameOf(subtree), subtree]));
  const problems: Problem[] = [];
  const report = (from: number, to: number, what: string): void => {
    // One damaged entry also spoils every root above it; the narrowest finding says where.
    const known = problems.some((problem) => problem.from >= from && problem.to <= to);
    if (!known && problems.length < PROBLEMS_MAX) problems.push({ from, to, what });
  };
  const redactions = new Redactions();
  const prunings = new Prunings();
  const frontier = new Frontier();
  // The same tree by the stored roots, and the leaves behind the last of them: tells in which part a damage lies.
  const byRoots = new Frontier();
  let tail = new Frontier();
  const compare = (subtree: SubtreeRoot): void => {
    const width = SUBTREE ** subtree.level;
    const from = subtree.number * width;
    const root: unknown = stored.get(nameOf(subtree))?.hash;
    stored.delete(nameOf(subtree));
    if (root === undefined) report(from, from + width - 1, 'the stored root over these entries is missing');
    else if (!(root instanceof Uint8Array) || !same(root, subtree.hash)) {
      report(from, from + width - 1, 'these entries, or the root over them, were altered or changed places');
    }
    if (subtree.level !== 1) return;
    byRoots.append(root instanceof Uint8Array ? root : subtree.hash);
    tail = new Frontier();
  };

  let next = 0;
  while (next < head.size) {
    const from = next;
    const rows = await journal.read(next as Seq, CHUNK);
    for (const row of rows) {
      const { seq, body, hash } = row;
      if (seq >= head.size) break;
      // Only a file whose own order is broken gives rows in another one.
      if (seq < next) {
        report(seq, next, 'these entries are not stored in order');
        continue;
      }
      if (seq !== next) report(next, seq - 1, seq - next === 1 ? 'this entry is missing' : 'these entries are missing');
      if (!(body instanceof Uint8Array) || !(hash instanceof Uint8Array) || hash.length !== HASH_BYTES) {
        report(seq, seq, 'this entry is not stored as bytes with a hash');
      } else if (!isIntact(row)) {
        report(seq, seq, "this entry's bytes do not match its hash");
      } else {
        prunings.take(row);
        if (!isPruned(body)) redactions.take(row);
      }
      tail.append(asHash(hash));
      frontier.append(asHash(hash), compare);
      next = seq + 1;
    }
    if (next === from) {
      report(next, head.size - 1, 'these entries are missing');
      break;
    }
    onProgress(next, head.size);
    await setImmediate();
  }
  for (const { seq, what } of redactions.problems()) report(seq, seq, what);
  for (const { from, to, what } of prunings.problems()) report(from, to, what);
  for (const [name, { level, number }] of stored) {
    const end = (number + 1) * SUBTREE ** level;
    // What was appended while the stored roots were read is whole too, and is checked the next time. Its entries tell: a writer
    // in a thread of its own may have stored them before anybody here heard of a new head.
    if (end > head.size && (await journal.read((end - 1) as Seq, 1)).length === 1) continue;
    report(0, Math.max(0, head.size - 1), `there is a stored root (${name}) that belongs to no entries`);
  }
  const root = byRoots.root(tail.size > 0 ? tail.root() : undefined);
  if (!same(frontier.root(), head.root) && (problems.length === 0 || !same(root, head.root))) {
    const complete = Math.floor(head.size / SUBTREE) * SUBTREE;
    const from = complete < head.size ? complete : 0;
    report(from, head.size - 1, 'the tree head does not match these entries: altered, or changed places');
  }
  return { entries: head.size, root: Buffer.from(frontier.root()).toString('hex'), problems };
}

/** `entry 17: …` or `entries 256 to 511: …`. */
export function describeProblem({ from, to, what }: Problem): string {
  return `${from === to ? `entry ${from}` : `entries ${from} to ${to}`}: ${what}`;
}

const nameOf = ({ level, number }: { level: number; number: number }): string => `level ${level}, number ${number}`;
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const asHash = (hash: unknown): Uint8Array => (hash instanceof Uint8Array ? hash : new Uint8Array(HASH_BYTES));
