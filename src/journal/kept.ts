/** What a journal that is kept somewhere shows: its rows exactly as they are stored, its stored roots and its head. */
import type { Seq } from '../model/units.ts';
import type { EncodedEntry } from './codec.ts';
import type { SubtreeRoot, TreeHead } from './tree.ts';

export interface StoredEntry extends EncodedEntry {
  readonly seq: Seq;
  /** SHA-256 of the bytes that stand there, where texts were removed from them: the hash is that of the entry as it was. */
  readonly residue?: Uint8Array | undefined;
}

export interface KeptJournal {
  head(): TreeHead;
  /** Up to `limit` stored rows with positions from `from` on, in order. */
  read(from: Seq, limit: number): Promise<StoredEntry[]>;
  /**
   * The rows [from, to) but for signals of services other than these, as far as bytes tell whose they are. Absent where reading all
   * costs no more.
   */
  readAbout?(from: Seq, to: Seq, services: readonly string[]): Promise<StoredEntry[]>;
  /** Stored roots of complete subtrees, by level and number. */
  subtrees(): Promise<SubtreeRoot[]>;
}

const PIECE = 2_000;

/** The stored rows [0, size), a piece at a time; between two, others get their turn. */
export const rowsBefore = (journal: Pick<KeptJournal, 'read'>, size: number): AsyncGenerator<StoredEntry[]> =>
  rowsBetween(journal, 0, size);

/**
 * The same from a position on.
 * @param services whose signals are wanted, where not all are: those of others are left out as far as the home can tell
 */
export async function* rowsBetween(
  journal: Pick<KeptJournal, 'read' | 'readAbout'>,
  from: number,
  size: number,
  services?: readonly string[],
): AsyncGenerator<StoredEntry[]> {
  for (let at = from; at < size; at += PIECE) {
    const to = Math.min(size, at + PIECE);
    const some = services && journal.readAbout?.(at as Seq, to as Seq, services);
    yield await (some ?? journal.read(at as Seq, to - at));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
