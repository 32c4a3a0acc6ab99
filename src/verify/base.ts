/**
 * The base of a bundle: what followed from signals that are not kept any more. A line is as it was, or `# HASH` of one that tells of
 * another service; the journal's pruning commits to the hash of all lines' hashes.
 */
import { type CaseBase, readCaseBase } from '../case/base.ts';
import { type Bag, type Problem, readText } from './bag.ts';
import { fromHex, toHex } from './base64.ts';
import { Sha256, sha256 } from './sha256.ts';

const WHERE = 'data/base.txt';
const HASH_LINE = /^# ([0-9a-f]{64})$/;

export interface Base extends CaseBase {
  /** Hex. */
  readonly digest: string;
}

export async function readBase(bag: Bag): Promise<Base | Problem> {
  const text = await readText(bag, WHERE);
  if (text === undefined) return { where: WHERE, what: 'is missing' };
  try {
    const read = readCaseBase(text);
    if (read === undefined) return { where: WHERE, what: 'was made by another version, which has to check it' };
    return { ...read, digest: digestOf(text.split('\n')) };
  } catch {
    return { where: WHERE, what: 'cannot be read' };
  }
}

/** @param committed what the enclosed prunings say of the base's state, hex */
export const baseProblems = ({ digest }: Base, committed: readonly string[]): Problem[] =>
  committed.includes(digest)
    ? []
    : [{ where: WHERE, what: 'is not what the journal commits to: it was altered, or is of another moment' }];

function digestOf(lines: readonly string[]): string {
  const all = new Sha256();
  const encoder = new TextEncoder();
  for (const line of lines) {
    const [, hash] = HASH_LINE.exec(line) ?? [];
    all.update(hash === undefined ? sha256(encoder.encode(line)) : fromHex(hash));
  }
  return toHex(all.digest());
}
