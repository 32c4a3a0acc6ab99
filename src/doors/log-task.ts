/**
 * What the main thread and its counting workers say to each other. Plain files are shared out in pieces by one counter in
 * shared memory, so nobody waits for anybody; what comes as a stream is handed over block by block.
 */
import type { Counts } from '../traffic/counts.ts';
import type { CrawlerRange } from '../traffic/crawler-ranges.ts';
import type { ReadOptions } from '../traffic/formats/index.ts';
import type { LogFile } from './log-files.ts';
import type { CountingTables } from './places/clients.ts';

/** Bytes of a piece of a plain file, and of a block of a stream. */
export const PIECE_BYTES = 4 << 20;
export const BLOCK_BYTES = 1 << 20;

export type TaskFile = Omit<LogFile, 'stream' | 'ordered'>;

export interface Task {
  readonly files: readonly TaskFile[];
  readonly read: Partial<ReadOptions>;
  /** Whether this worker takes pieces from the back. */
  readonly fromBack: boolean;
  /** Zone of error logs, minutes east of UTC. */
  readonly errorZone: number;
  /** Address databases, in shared memory; without them places are what the log itself says. */
  readonly places: CountingTables | undefined;
  readonly crawlers: readonly CrawlerRange[];
  /** See SHARED. */
  readonly shared: Int32Array<SharedArrayBuffer>;
}

/**
 * Pieces taken from the front and from the back of the list; KiB read so far, by all; set to end early. Half of the workers
 * begin at each end, so each has a time of its own to count, and little is left to merge.
 */
export const SHARED = { fromFront: 0, fromBack: 1, taken: 2, readKib: 3, stop: 4 } as const;
export const SHARED_WORDS = 5;

/** To a worker: a block of whole lines, or that no more will come. */
export type ToWorker =
  | { readonly kind: 'block'; readonly file: number; readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' };

/** From a worker: it is ready for another block, and gives back the memory of the last one; or all that it counted. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly spent?: ArrayBuffer }
  | { readonly kind: 'counts'; readonly counts: Counts };
