/** The journal's entries from a position on, each compared with its hash and its place before anything follows from it. */
import { decodeEntry, isIntact, isPruned } from '../journal/codec.ts';
import { CorruptJournalError } from '../journal/corrupt.ts';
import type { KeptJournal, StoredEntry } from '../journal/kept.ts';
import type { Entry } from '../model/entry.ts';
import type { Seq } from '../model/units.ts';

const READ_CHUNK = 5_000;

export interface VerifiedEntry {
  readonly seq: Seq;
  readonly entry: Entry;
}

/** Up to the head, in lists of READ_CHUNK at most. Throws CorruptJournalError where the journal is not whole. */
export async function* verifiedEntries(journal: KeptJournal, from: Seq): AsyncGenerator<VerifiedEntry[]> {
  let next = from;
  while (next < journal.head().size) {
    const rows = await journal.read(next, READ_CHUNK);
    if (rows.length === 0) throw missing(next, journal.head().size - 1);
    yield rows.map((row, index) => ({ seq: row.seq, entry: entryOf(row, next + index) }));
    next = (next + rows.length) as Seq;
  }
}

function entryOf(row: StoredEntry, expected: number): Entry {
  const { seq, body, hash } = row;
  if (seq !== expected) throw missing(expected, seq - 1);
  if (!(body instanceof Uint8Array) || !(hash instanceof Uint8Array) || !isIntact(row)) {
    throw new CorruptJournalError(`entry ${seq}: this entry's bytes do not match its hash`, { from: seq, to: seq });
  }
  if (isPruned(body)) {
    throw new CorruptJournalError(`entry ${seq} is gone, and no base says what followed from it`, {
      from: seq,
      to: seq,
    });
  }
  return decodeEntry(body);
}

function missing(from: number, to: number): CorruptJournalError {
  const which = from === to ? `entry ${from} is missing` : `entries ${from} to ${to} are missing`;
  return new CorruptJournalError(which, { from, to });
}
