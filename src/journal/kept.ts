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
  /** Stored roots of complete subtrees, by level and number. */
  subtrees(): Promise<SubtreeRoot[]>;
}

const PIECE = 2_000;

/** The stored rows [0, size), a piece at a time; between two, others get their turn. */
export async function* rowsBefore(journal: Pick<KeptJournal, 'read'>, size: number): AsyncGenerator<StoredEntry[]> {
  for (let at = 0; at < size; at += PIECE) {
    yield await journal.read(at as Seq, Math.min(PIECE, size - at));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
