/** Reading a journal beside the process that writes it: what is committed, on a connection of its own. */
import { DatabaseSync } from 'node:sqlite';
import type { ReadableJournal } from '../ports.ts';
import { SqliteBases } from './bases.ts';
import { guarded } from './corruption.ts';
import { asStored, readAbout, readHashes, SELECT_ROWS } from './journal.ts';

export function openJournalReader(path: string): ReadableJournal & AsyncDisposable {
  const database = new DatabaseSync(path, { readOnly: true });
  const bases = new SqliteBases(database);
  const select = database.prepare(SELECT_ROWS);
  return {
    read: async (from, limit) => guarded(() => select.all(from, limit)).map(asStored),
    readAbout: async (from, to, services) => readAbout(database, from, to, services),
    base: () => bases.settled(),
    hashes: async (level, from, count) => readHashes(database, level, from, count),
    [Symbol.asyncDispose]: async () => database.close(),
  };
}
