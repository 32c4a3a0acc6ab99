/** A thread that reads one address database and posts its ranges. What reading leaves behind goes with the thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { BadDatabaseError, readDatabase } from '../place.ts';
import { installedDatabases, namedDatabase } from './known.ts';
import type { FromLoader, LoadTask } from './load.ts';

const { path, installed } = workerData as LoadTask;

function read(): FromLoader {
  try {
    const files = path === undefined ? installedDatabases({ secondOpinion: true })[installed]! : namedDatabase(path);
    return { tables: readDatabase(files) };
  } catch (cause) {
    if (cause instanceof BadDatabaseError) return { refused: cause.message };
    throw cause;
  }
}

parentPort!.postMessage(read());
