/** Opening the SQLite file the way every connection of ours does: write-ahead log, fsync at every commit, and zeroes over what is removed. */
import { DatabaseSync } from 'node:sqlite';
import { prepareSchema } from './schema.ts';

/** Readers and the writer don't block each other; this is for a checkpoint that is under way. */
const BUSY_MS = 5_000;

const KEPT = `pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma busy_timeout = ${BUSY_MS}`;
/** For a file that nobody needs once this process has ended: nothing waits for the disk. */
const SCRATCH = 'pragma journal_mode = memory; pragma synchronous = off';

export function openDatabase(path: string, isScratch = false): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec(isScratch ? SCRATCH : KEPT);
    prepareSchema(database, path);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}
