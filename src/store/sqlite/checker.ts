/** The thread that checks: it reads the journal through on a connection of its own, while others write and serve. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { type CheckResult, checkJournal } from '../../journal/check.ts';
import { SqliteJournal } from './journal.ts';
import { type ThreadError, threadError } from './thread-error.ts';

export type CheckerSays =
  | { readonly checked: number; readonly of: number }
  | { readonly result: CheckResult }
  | { readonly error: ThreadError };

if (parentPort !== null) {
  const port = parentPort;
  const say = (words: CheckerSays): void => port.postMessage(words);
  const database = new DatabaseSync((workerData as { path: string }).path, { readOnly: true });
  try {
    // Head and rows of one moment: what is appended between two looks is no damage.
    database.exec('begin');
    const journal = new SqliteJournal(database);
    database.exec('commit');
    say({ result: await checkJournal(journal, (checked, of) => say({ checked, of })) });
  } catch (cause) {
    say({ error: threadError(cause) });
  } finally {
    database.close();
  }
}
