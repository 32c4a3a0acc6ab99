/**
 * The SQLite home: one file, opened by one writer at a time. A second file beside it (`-lock`) is held locked by
 * the operating system for as long as the writer lives, so that a killed one leaves nothing to clean up.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../ports.ts';
import { asCorruption } from './corruption.ts';
import { openDatabase } from './database.ts';
import { type AppendStep, SqliteJournal } from './journal.ts';
import { openSqliteTables, tablesPath } from './tables.ts';
import { ThreadedJournal, ThreadedViews, WriterThread } from './threaded.ts';
import { SqliteViews } from './views.ts';

export interface SqliteHomeOptions {
  /** Writes in a thread of its own, so that waiting for the disk holds nobody up. For programs that serve. */
  readonly threaded?: boolean | undefined;
  /** Called at each durable step of a home that is not threaded; tests crash there. */
  readonly onStep?: ((step: AppendStep) => void) | undefined;
}

const SQLITE_BUSY = 5;

export class JournalInUseError extends Error {
  override name = 'JournalInUseError';
  constructor(path: string) {
    super(`${path} is in use by another groundswell. Stop that one first, or name another file with --data`);
  }
}

export function openSqliteHome(path: string, options: SqliteHomeOptions = {}): Store {
  mkdirSync(dirname(path), { recursive: true });
  const lock = takeLock(path);
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(path);
    const journal = new SqliteJournal(database, options.onStep);
    const views = new SqliteViews(database);
    const writer = options.threaded === true ? new WriterThread(path) : undefined;
    const threaded = writer && new ThreadedJournal(path, journal, writer);
    const opened = database;
    return {
      journal: threaded ?? journal,
      views: writer === undefined ? views : new ThreadedViews(views, writer),
      tables: (name, sql) => openSqliteTables(tablesPath(path, name), sql),
      async [Symbol.asyncDispose]() {
        await threaded?.stop();
        // A writer that is lost already has nothing left to close.
        await writer?.call({ kind: 'close' }).catch(() => {});
        opened.close();
        lock.close();
      },
    };
  } catch (cause) {
    database?.close();
    lock.close();
    throw asCorruption(cause);
  }
}

/** Views for as long as this process needs them, in a folder that is made for them and goes with them. */
export function openScratchViews(folder: string): { readonly views: SqliteViews } & Disposable {
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  remove();
  mkdirSync(folder, { recursive: true });
  const database = openDatabase(join(folder, 'views.db'), true);
  return {
    views: new SqliteViews(database),
    [Symbol.dispose]() {
      database.close();
      remove();
    },
  };
}

function takeLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(`${path}-lock`);
  try {
    lock.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; begin exclusive');
    return lock;
  } catch (cause) {
    lock.close();
    throw (cause as { errcode?: number }).errcode === SQLITE_BUSY ? new JournalInUseError(path) : cause;
  }
}

/** What SQLite itself finds wrong with the file's structure; none when it is sound. */
export function databaseProblems(path: string): string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database.prepare('pragma integrity_check(20)').all() as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((what) => what !== 'ok');
  } catch (cause) {
    return [(cause as Error).message];
  } finally {
    database.close();
  }
}
