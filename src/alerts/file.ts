/** A file beside the journal, for what is to be told and to whom. */
import { DatabaseSync } from 'node:sqlite';

const DURABLE = 'pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;';

/** @param tables in SQL, each made where it is not there yet */
export function openFile(path: string, tables: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(DURABLE + tables);
  return database;
}
