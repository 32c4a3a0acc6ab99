/**
 * The writer thread: the one connection that writes. A commit waits for the disk here, while the other thread goes on
 * answering readers. It is told what to do in order, and answers each call once.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { TreeHead } from '../../journal/tree.ts';
import type { Seq } from '../../model/units.ts';
import { unpack } from '../packed.ts';
import type { Replacement, ViewsBatch } from '../ports.ts';
import { openDatabase } from './database.ts';
import { SqliteJournal } from './journal.ts';
import { type ThreadError, threadError } from './thread-error.ts';
import { SqliteViews } from './views.ts';

export type WriterCall =
  | { readonly id: number; readonly kind: 'append'; readonly packed: Uint8Array }
  | { readonly id: number; readonly kind: 'replace'; readonly rows: readonly Replacement[] }
  | { readonly id: number; readonly kind: 'piece'; readonly until: Seq; readonly part: number; readonly body: string }
  | { readonly id: number; readonly kind: 'save'; readonly batch: ViewsBatch; readonly pieces: number }
  | { readonly id: number; readonly kind: 'clear' }
  | { readonly id: number; readonly kind: 'settle'; readonly until: Seq }
  | { readonly id: number; readonly kind: 'close' };

export type WriterAnswer =
  | { readonly id: number; readonly first?: Seq; readonly head: TreeHead }
  | { readonly id: number; readonly error: ThreadError };

if (parentPort !== null) {
  const port = parentPort;
  const database = openDatabase((workerData as { path: string }).path);
  const journal = new SqliteJournal(database);
  const views = new SqliteViews(database);
  const carryOut = async (call: WriterCall): Promise<Seq | undefined> => {
    switch (call.kind) {
      case 'append':
        return journal.append(unpack(call.packed));
      case 'replace':
        await journal.replace(call.rows);
        return undefined;
      case 'piece':
        views.savePiece(call.until, call.part, call.body);
        return undefined;
      case 'save':
        await views.save(call.batch, call.pieces);
        return undefined;
      case 'clear':
        await views.clear();
        return undefined;
      case 'settle':
        await views.bases.settle(call.until);
        return undefined;
      case 'close':
        database.close();
        return undefined;
    }
  };
  const answer = async (call: WriterCall): Promise<void> => {
    try {
      const first = await carryOut(call);
      const done: WriterAnswer = { id: call.id, head: journal.head(), ...(first === undefined ? {} : { first }) };
      port.postMessage(done);
    } catch (cause) {
      const failed: WriterAnswer = { id: call.id, error: threadError(cause) };
      port.postMessage(failed);
    }
    if (call.kind === 'close') port.close();
  };
  // One after the other: each call does its work before the first await gives way.
  let last = Promise.resolve();
  port.on('message', (call: WriterCall) => {
    last = last.then(() => answer(call));
  });
}
