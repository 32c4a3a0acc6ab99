/** Nothing follows from a journal that is not whole: a missing, misplaced or altered entry stops the reading there. */
import { expect, test } from 'vitest';
import { encodeEntry } from '../journal/codec.ts';
import { CorruptJournalError } from '../journal/corrupt.ts';
import type { KeptJournal, StoredEntry } from '../journal/kept.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import { verifiedEntries } from './verified.ts';

const SIZE = 40;
const rows: StoredEntry[] = Array.from({ length: SIZE }, (_, i) => ({
  seq: i as Seq,
  ...encodeEntry({ kind: 'retired', at: i as EpochMs, service: `s${i}` }),
}));

function journalOf(stored: readonly StoredEntry[]): KeptJournal {
  return {
    head: () => ({ size: SIZE, root: new Uint8Array(32) }),
    // In small pieces, so that a damage lies at a seam too.
    read: async (from, limit) => stored.filter(({ seq }) => seq >= from).slice(0, Math.min(7, limit)),
    subtrees: async () => [],
  };
}

async function readAll(journal: KeptJournal, from = 0): Promise<number[]> {
  const ats: number[] = [];
  for await (const entries of verifiedEntries(journal, from as Seq)) ats.push(...entries.map(({ entry }) => entry.at));
  return ats;
}

test('a whole journal is read from anywhere to its head, in order', async () => {
  expect(await readAll(journalOf(rows))).toEqual([...Array(SIZE).keys()]);
  expect(await readAll(journalOf(rows), 33)).toEqual([33, 34, 35, 36, 37, 38, 39]);
  expect(await readAll(journalOf(rows), SIZE)).toEqual([]);
});

test.each([0, 6, 7, 20, SIZE - 1])(
  'without entry %i nothing after it is read, and the error names it',
  async (gone) => {
    const damage = await readAll(journalOf(rows.filter(({ seq }) => seq !== gone))).catch((cause) => cause);
    expect(damage).toBeInstanceOf(CorruptJournalError);
    expect(damage).toMatchObject({ from: gone, to: gone });
  },
);

test.each([0, 7, SIZE - 1])('an altered entry %i is not decoded, and the error names it', async (seq) => {
  const body = Uint8Array.from(rows[seq]!.body);
  body[5]! ^= 1;
  const damage = await readAll(journalOf(rows.with(seq, { ...rows[seq]!, body }))).catch((cause) => cause);
  expect(damage).toBeInstanceOf(CorruptJournalError);
  expect(damage).toMatchObject({ from: seq, to: seq });
});
