/**
 * Bundles that were asked for, kept for who asks next: one is packed at a time. An incident that is over has one bundle; one that
 * runs has another as the log grows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JournalPlace } from '../store/place.ts';
import { PrunedIncidentError } from './select.ts';
import type { PackingAnswer, PackingTask } from './worker.ts';
import type { BundleOrder } from './write.ts';

const KEPT_MAX = 8;
const WAITING_MAX = 8;

export class ShelfFullError extends Error {
  override name = 'ShelfFullError';
  constructor() {
    super('more bundles were asked for than are packed at once; try again in a minute');
  }
}

export interface Archive {
  readonly path: string;
  /** Entries that its checkpoint covers. */
  readonly size: number;
  /** SHA-256 of its tag manifest, hex. */
  readonly manifest: string;
}

export class Shelf {
  readonly #journal: JournalPlace;
  readonly #folder = mkdtempSync(join(tmpdir(), 'groundswell-shelf-'));
  /** By incident, the one that was asked for last at the end. */
  readonly #packed = new Map<string, { readonly size: number; readonly archive: Promise<Archive | undefined> }>();
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(journal: JournalPlace) {
    this.#journal = journal;
  }

  /**
   * Undefined where the log holds no such incident yet. Throws ShelfFullError when too many wait, PrunedIncidentError where the signals are
   * not kept any more.
   */
  async archive(order: Omit<BundleOrder, 'journal'>, over: boolean): Promise<Archive | undefined> {
    const known = this.#packed.get(order.incident);
    if (known !== undefined && (over || known.size === order.size)) {
      const archive = await known.archive;
      if (archive !== undefined) return archive;
    }
    if (this.#waiting >= WAITING_MAX) throw new ShelfFullError();
    const archive = this.#pack(order);
    this.#packed.delete(order.incident);
    this.#packed.set(order.incident, { size: order.size, archive });
    archive.catch(() => this.#packed.delete(order.incident));
    for (const incident of [...this.#packed.keys()].slice(0, -KEPT_MAX)) this.#packed.delete(incident);
    return archive;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #pack(order: Omit<BundleOrder, 'journal'>): Promise<Archive | undefined> {
    const target = join(this.#folder, `${order.incident}.zip`);
    this.#waiting += 1;
    const packed = this.#last.then(() => runWorker({ place: this.#journal, order, target }));
    this.#last = packed.catch(() => {});
    try {
      const answer = await packed;
      if (answer === 'no-such-incident') return undefined;
      if ('gone' in answer) throw new PrunedIncidentError(answer.gone);
      return { path: target, size: order.size, manifest: answer.manifest };
    } finally {
      this.#waiting -= 1;
    }
  }
}

function runWorker(task: PackingTask): Promise<PackingAnswer> {
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(file, import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that packs ended without an answer')));
  });
}
