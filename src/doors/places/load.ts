/**
 * Reading address databases beside the main thread, each in a thread of its own: sooner done on several cores, and the memory
 * that reading takes for a moment is given back before anything else begins.
 */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BadDatabaseError, type Places, placesOf } from '../place.ts';
import { installedDatabases } from './known.ts';
import type { Tables } from './ranges.ts';

/** A named database, or one of the installed packages by its position. */
export interface LoadTask {
  readonly path: string | undefined;
  readonly installed: number;
}

export type FromLoader = { readonly tables: Tables } | { readonly refused: string };

/** The databases at these paths; the installed packages, with the second opinion, where none is named. */
export async function loadPlaces(paths: readonly string[]): Promise<Places> {
  const tasks: LoadTask[] =
    paths.length > 0
      ? paths.map((path) => ({ path, installed: 0 }))
      : installedDatabases({ secondOpinion: true }).map((_, installed) => ({ path: undefined, installed }));
  return placesOf(await Promise.all(tasks.map(load)));
}

function load(task: LoadTask): Promise<Tables> {
  const thread = new URL(`./load-thread${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(thread, { workerData: task });
  return new Promise<Tables>((resolve, reject) => {
    worker.once('message', (message: FromLoader) => {
      if ('tables' in message) resolve(message.tables);
      else reject(new BadDatabaseError(message.refused));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a thread ended before it had read its address database')));
  });
}
