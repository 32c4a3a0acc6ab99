/** Reading a journal beside the process that writes it: what is committed, on a connection of its own. */
import { DatabaseSync } from 'node:sqlite';
import type { StoredEntry } from '../../journal/kept.ts';
import type { ReadableJournal } from '../ports.ts';
import { guarded } from './corruption.ts';
import { readHashes } from './journal.ts';

export function openJournalReader(path: string): ReadableJournal & AsyncDisposable {
  const database = new DatabaseSync(path, { readOnly: true });
  const select = database.prepare('select seq, body, hash from entry where seq >= ? order by seq limit ?');
  return {
    read: async (from, limit) => guarded(() => select.all(from, limit)) as unknown as StoredEntry[],
    hashes: async (level, from, count) => readHashes(database, level, from, count),
    [Symbol.asyncDispose]: async () => database.close(),
  };
}
