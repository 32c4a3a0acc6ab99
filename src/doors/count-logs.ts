/** Counting log files with a few threads: shares the work out, hands streams over in blocks of whole lines, merges the counts. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Counts, createCounts, mergeCounts } from '../traffic/counts.ts';
import type { CrawlerRange } from '../traffic/crawler-ranges.ts';
import type { ReadOptions } from '../traffic/formats/index.ts';
import type { Inspected } from './log-files.ts';
import { BLOCK_BYTES, type FromWorker, SHARED, SHARED_WORDS, type Task, type ToWorker } from './log-task.ts';
import type { CountingTables } from './places/clients.ts';

const LF = 10;
export const WORKERS = 2;
const TICK_MS = 200;
/** What a worker counts lies outside its heap; the little garbage that it makes needs no large nursery. */
const LIMITS = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 256 };

export interface CountOptions {
  readonly workers?: number;
  readonly read?: Partial<ReadOptions>;
  readonly places?: CountingTables | undefined;
  readonly crawlers?: readonly CrawlerRange[];
  /** Told several times a second; `of` is undefined where nobody knows how much there is. */
  readonly onProgress?: (readBytes: number, of: number | undefined) => void;
}

/** What a stream was cut short by. */
export interface StreamProblem {
  readonly path: string;
  readonly problem: string;
}

export interface CountedLogs {
  readonly counts: Counts;
  readonly problems: StreamProblem[];
}

export async function countLogs(
  { files, zoneMinutes }: Pick<Inspected, 'files' | 'zoneMinutes'>,
  options: CountOptions = {},
): Promise<CountedLogs> {
  const shared = new Int32Array(new SharedArrayBuffer(4 * SHARED_WORDS));
  const task: Omit<Task, 'fromBack'> = {
    files: files.map(({ stream: _, ordered: __, ...file }) => file),
    read: options.read ?? {},
    errorZone: zoneMinutes,
    places: options.places,
    crawlers: options.crawlers ?? [],
    shared,
  };
  const sizes = files.map(({ size }) => size);
  const of = sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + size!, 0);
  const timer = setInterval(() => options.onProgress?.(Atomics.load(shared, SHARED.readKib) * 1_024, of), TICK_MS);
  const workers = Array.from(
    { length: options.workers ?? WORKERS },
    (_, index) => new Hand({ ...task, fromBack: index % 2 === 1 }),
  );
  try {
    const problems: StreamProblem[] = [];
    for (const [file, { stream, path, ordered }] of files.entries()) {
      if (stream === undefined) continue;
      try {
        await shareOut(stream, file, ordered ? workers.slice(0, 1) : workers, shared);
      } catch (cause) {
        // What came before the break has been counted, and counts.
        problems.push({ path, problem: (cause as Error).message });
      }
    }
    return { counts: await gather(workers), problems };
  } finally {
    clearInterval(timer);
    Atomics.store(shared, SHARED.stop, 1);
    await Promise.all(workers.map((worker) => worker.dismiss()));
  }
}

/** The first one's counts are taken as they are; the others are merged into them one by one, as they come. */
async function gather(workers: readonly Hand[]): Promise<Counts> {
  let all: Counts | undefined;
  for (const counted of workers.map((worker) => worker.finish())) {
    const counts = await counted;
    if (all === undefined) all = counts;
    else mergeCounts(all, counts);
  }
  return all ?? createCounts();
}

/** Cuts a stream into blocks at line ends and gives each to whoever is ready first. */
async function shareOut(
  stream: AsyncIterable<Uint8Array>,
  file: number,
  workers: readonly Hand[],
  shared: Int32Array<SharedArrayBuffer>,
): Promise<void> {
  let block = spare(workers);
  let length = 0;
  let offset = 0;
  const hand = async (end: number): Promise<void> => {
    const next = spare(workers);
    next.set(block.subarray(end, length));
    const bytes = block.subarray(0, end);
    const ready = await Promise.race(workers.map((worker) => worker.ready()));
    ready.give({ kind: 'block', file, offset, bytes });
    offset += end;
    length -= end;
    block = next;
  };
  try {
    for await (const chunk of stream) {
      Atomics.add(shared, SHARED.readKib, chunk.length >>> 10);
      for (let at = 0; at < chunk.length; ) {
        const part = Math.min(chunk.length - at, block.length - length);
        block.set(chunk.subarray(at, at + part), length);
        length += part;
        at += part;
        if (length < block.length) continue;
        const last = block.lastIndexOf(LF);
        // A line as long as a block is cut: its parts are refused.
        await hand(last < 0 ? length : last + 1);
      }
    }
  } finally {
    // What came before a stream broke off counts too.
    if (length > 0) await hand(length);
  }
}

/** Memory for a block: what a worker has given back, so that a stream of any length needs only a few. */
function spare(workers: readonly Hand[]): Uint8Array<ArrayBuffer> {
  for (const worker of workers) {
    const spent = worker.spent.pop();
    if (spent !== undefined) return new Uint8Array(spent);
  }
  return new Uint8Array(BLOCK_BYTES);
}

/** One worker, and whether it waits for work. */
class Hand {
  /** Blocks that it is done with. */
  readonly spent: ArrayBuffer[] = [];
  readonly #worker: Worker;
  readonly #gone: Promise<never>;
  #waiting = 0;
  #wake: (() => void) | undefined;
  #take: ((counts: Counts) => void) | undefined;

  constructor(task: Task) {
    const file = `./log-worker${extname(import.meta.url)}`;
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: task, resourceLimits: LIMITS });
    this.#gone = new Promise((_, reject) => {
      this.#worker.on('error', reject);
      this.#worker.on('exit', () => reject(new Error('a counting thread ended before its work')));
    });
    // Whoever waits is told; nobody may be waiting.
    this.#gone.catch(() => {});
    this.#worker.on('message', (message: FromWorker) => {
      if (message.kind === 'counts') this.#take?.(message.counts);
      else {
        if (message.spent !== undefined) this.spent.push(message.spent);
        this.#waiting += 1;
        this.#wake?.();
      }
    });
  }

  /** Resolves to itself when it waits for work. */
  ready(): Promise<Hand> {
    const waits = new Promise<Hand>((resolve) => {
      if (this.#waiting > 0) resolve(this);
      else this.#wake = () => resolve(this);
    });
    return Promise.race([waits, this.#gone]);
  }

  give(message: ToWorker): void {
    if (message.kind === 'block') {
      this.#waiting -= 1;
      this.#worker.postMessage(message, [message.bytes.buffer]);
    } else {
      this.#worker.postMessage(message);
    }
  }

  finish(): Promise<Counts> {
    const counts = new Promise<Counts>((resolve) => {
      this.#take = resolve;
    });
    this.give({ kind: 'end' });
    return Promise.race([counts, this.#gone]);
  }

  async dismiss(): Promise<void> {
    await this.#worker.terminate();
  }
}
