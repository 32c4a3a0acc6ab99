/**
 * A home that fails when it is told to. One life of a process has one gate: what has died does nothing more, whatever its timers want.
 * The home behind it outlives its lives, as a disk does.
 */
import { appendFileSync, copyFileSync, existsSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodedEntry } from '../../../src/journal/codec.ts';
import type { Seq } from '../../../src/model/units.ts';
import { openMemoryHome } from '../../../src/store/memory/home.ts';
import {
  type JournalHome,
  type Store,
  StoreAwayError,
  type ViewsBatch,
  type ViewsHome,
} from '../../../src/store/ports.ts';
import { openSqliteHome } from '../../../src/store/sqlite/home.ts';

/** At an append, at a save, or between durable steps. */
export const STORE_FAULTS = [
  'crash: nothing is stored',
  'crash: stored and not told',
  'crash: folded and not told',
  'crash: acknowledged',
  'crash: before the views',
  'crash: after the views',
  'the disk is full',
  'fsync fails, nothing is stored',
  'fsync fails, all is stored',
  'the journal is away',
  'the views are away',
] as const;
export type StoreFault = (typeof STORE_FAULTS)[number];

const SQLITE_FULL = 13;

/** Where the journal lies, whoever writes to it. */
export interface Disk {
  /** A process opens it. */
  open(): Store;
  /** What a power cut leaves: all that was acknowledged, and of the rest what chance has written. @returns whether a tail was torn */
  cutPower(chance: () => number): boolean;
  /** Told when something was acknowledged: that much is durable. */
  acknowledged(): void;
  close(): Promise<void>;
}

/** All of it survives every crash. */
export function memoryDisk(): Disk {
  const store = openMemoryHome();
  return { open: () => store, cutPower: () => false, acknowledged() {}, async close() {} };
}

/** A file, whose last bytes may be torn: SQLite's log is cut, or ends in what was on the disk before. */
export function fileDisk(folder: string): Disk {
  let life = 0;
  let opened: Store | undefined;
  let durable = 0;
  const pathOf = (number: number): string => join(folder, `life-${number}`, 'journal.db');
  const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);
  return {
    open() {
      opened = openSqliteHome(pathOf(life));
      durable = sizeOf(`${pathOf(life)}-wal`);
      return opened;
    },
    acknowledged() {
      durable = sizeOf(`${pathOf(life)}-wal`);
    },
    cutPower(chance) {
      const [from, to] = [pathOf(life), pathOf(life + 1)];
      mkdirSync(join(folder, `life-${life + 1}`), { recursive: true });
      copyFileSync(from, to);
      const wal = `${to}-wal`;
      let torn = false;
      if (existsSync(`${from}-wal`)) {
        copyFileSync(`${from}-wal`, wal);
        const beyond = sizeOf(wal) - durable;
        if (beyond > 0) {
          truncateSync(wal, durable + Math.floor(chance() * beyond));
          if (chance() < 0.5)
            appendFileSync(wal, Buffer.alloc(1 + Math.floor(chance() * 5_000), Math.floor(chance() * 256)));
          torn = true;
        }
      }
      const before = opened!;
      opened = undefined;
      void before[Symbol.asyncDispose]();
      life += 1;
      return torn;
    },
    async close() {
      await opened?.[Symbol.asyncDispose]();
    },
  };
}

/** One life of a process on a disk. */
export class Life {
  readonly store: Store;
  /** What goes wrong at the next opportunity. */
  armed: StoreFault | undefined;
  /** Resolves when it has died. */
  readonly died: Promise<void>;
  #dead = false;
  #die: () => void = () => {};
  readonly #fired: (fault: StoreFault) => void;

  constructor(behind: Store, fired: (fault: StoreFault) => void, views: ViewsHome = behind.views) {
    this.#fired = fired;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
    this.store = {
      journal: this.#journal(behind.journal),
      views: this.#views(views),
      tables: (name, sql) => behind.tables(name, sql),
      async [Symbol.asyncDispose]() {},
    };
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Whatever it was about to do does not happen. */
  kill(): void {
    this.#dead = true;
    this.#die();
  }

  /** Whether this is the fault that was armed; it happens once. */
  is(fault: StoreFault): boolean {
    if (this.#dead || this.armed !== fault) return false;
    this.armed = undefined;
    this.#fired(fault);
    return true;
  }

  #journal(behind: JournalHome): JournalHome {
    return {
      head: () => behind.head(),
      read: (from, limit) => this.#alive(() => behind.read(from, limit)),
      subtrees: () => behind.subtrees(),
      hashes: (level, from, count) => behind.hashes(level, from, count),
      append: (batch: readonly EncodedEntry[]): Promise<Seq> =>
        this.#alive(async () => {
          if (this.is('the disk is full')) throw Object.assign(new Error('disk full'), { errcode: SQLITE_FULL });
          if (this.is('the journal is away')) throw new StoreAwayError('away');
          if (this.is('fsync fails, nothing is stored')) throw new Error('EIO');
          if (this.is('crash: nothing is stored')) return this.#forever();
          const first = await behind.append(batch);
          if (this.is('fsync fails, all is stored')) throw new Error('EIO');
          if (this.is('crash: stored and not told')) return this.#forever();
          return first;
        }),
    };
  }

  #views(behind: ViewsHome): ViewsHome {
    return {
      save: (batch: ViewsBatch) =>
        this.#alive(async () => {
          if (this.is('the views are away')) throw new StoreAwayError('away');
          if (this.is('crash: before the views')) return this.#forever();
          await behind.save(batch);
          if (this.is('crash: after the views')) return this.#forever();
        }),
      snapshot: () => this.#alive(() => behind.snapshot()),
      facts: (from, limit) => behind.facts(from, limit),
      incident: (id) => behind.incident(id),
      incidents: (query) => behind.incidents(query),
      blocks: (service, from, to) => this.#alive(() => behind.blocks(service, from, to)),
      lines: () => behind.lines(),
      clear: () => this.#alive(() => behind.clear()),
    };
  }

  #alive<T>(work: () => Promise<T>): Promise<T> {
    return this.#dead ? new Promise(() => {}) : work();
  }

  #forever(): Promise<never> {
    this.kill();
    return new Promise(() => {});
  }
}
