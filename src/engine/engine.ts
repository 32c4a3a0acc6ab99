/**
 * The only loop: take, append, fold, publish, save. What is waiting is appended together (group commit); a submission
 * resolves when its entry is durable and folded. Everything read from here follows from the journal.
 */

import { emptyState, type FoldState, foldEntry } from '../core/fold.ts';
import type { Sink } from '../core/watch.ts';
import { type EncodedEntry, encodeEntry } from '../journal/codec.ts';
import type { Entry } from '../model/entry.ts';
import type { ClosedStep, Fact, TrafficStep } from '../model/fact.ts';
import type { Incident } from '../model/incident.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import { minuteOf } from '../model/units.ts';
import type { IncidentQuery, Snapshot, Store } from '../store/ports.ts';
import { knownState } from './base.ts';
import { Board } from './board.ts';
import { type Change, Changes } from './change.ts';
import { finishPruning } from './prune.ts';
import { finishRemovals } from './redact.ts';
import { mayWorkLater, Saver } from './saver.ts';
import { QueueFullError } from './turned-away.ts';
import { verifiedEntries } from './verified.ts';

export type { Change } from './change.ts';

/** Entries appended in one transaction. */
const BATCH_MAX = 1_000;
/** Entries that may wait; beyond it the door says "later". */
export const QUEUE_MAX = 20_000;

/** Named moments between durable steps, where tests crash. */
export type EngineStep = 'appended' | 'folded' | 'acknowledged' | 'views-saved';

export interface EngineOptions {
  /** Milliseconds since 1970; only to date ticks' arrival, never read by the fold. */
  readonly now: () => EpochMs;
  readonly onStep?: ((step: EngineStep) => void) | undefined;
  /** Called when the engine cannot go on; the program should say why and end. */
  readonly onFatal: (cause: unknown) => void;
  /** Another process writes: this one reads on until it is told to begin. */
  readonly follows?: boolean | undefined;
}

interface Waiting {
  readonly entry: Entry;
  readonly encoded: EncodedEntry;
  readonly resolve: (seq: Seq) => void;
  readonly reject: (cause: unknown) => void;
}

export class Engine {
  readonly store: Store;
  readonly board: Board;
  readonly #options: EngineOptions;
  #state: FoldState = emptyState();
  /** Position of the next entry to fold. */
  #folded = 0 as Seq;
  #queue: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #scheduled = false;
  #failure: unknown;
  readonly #saver: Saver;
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #changes = new Changes();
  /** When each timeline last moved on, by the server's clock. */
  readonly #movedAt = new Map<string, EpochMs>();
  #follows: boolean;
  #reading: Promise<void> = Promise.resolve();
  #nextReading: Promise<void> | undefined;

  private constructor(store: Store, options: EngineOptions) {
    this.store = store;
    this.board = new Board(store.views);
    this.#options = options;
    this.#follows = options.follows === true;
    this.#saver = new Saver({
      views: store.views,
      board: this.board,
      folded: () => this.#folded,
      state: () => this.#state,
      onSaved: () => options.onStep?.('views-saved'),
      onFailure: (cause) => this.#fail(cause),
    });
  }

  /** Recovers from the snapshot and the entries after it. */
  static async open(store: Store, options: EngineOptions): Promise<Engine> {
    const engine = new Engine(store, options);
    try {
      await engine.#recover();
      if (!engine.#follows) await engine.begin();
    } catch (cause) {
      await engine.#saver.stop();
      throw cause;
    }
    return engine;
  }

  /** From here on this engine writes: what another one has left undone is done first. */
  async begin(): Promise<void> {
    const { journal } = this.store;
    await this.readOn();
    this.#follows = false;
    await finishRemovals(journal, this.#state.redactions, () => this.save(true));
    await finishPruning(this);
    if (journal.head().size === 0) await this.submit({ kind: 'genesis', at: this.#options.now(), format: 1 });
  }

  /** Folds what another process has appended by now; nothing, once this one writes. Whoever asks while that is under way waits for the next time. */
  readOn(): Promise<void> {
    this.#nextReading ??= this.#reading.then(() => {
      this.#nextReading = undefined;
      return this.#readOn();
    });
    this.#reading = this.#nextReading.catch(() => {});
    return this.#nextReading;
  }

  get state(): FoldState {
    return this.#state;
  }

  get size(): number {
    return this.#folded;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** The server's clock when this timeline last moved on; undefined before that. */
  movedAt(timeline: string): EpochMs | undefined {
    return this.#movedAt.get(timeline);
  }

  /** Resolves to the entry's position once it is durable. Throws QueueFullError when too much is waiting. */
  submit(entry: Entry): Promise<Seq> {
    return this.#queue.length >= QUEUE_MAX ? Promise.reject(new QueueFullError()) : this.#enqueue(entry);
  }

  /** Many entries at once, in order; for clocks, imports and replays, which wait instead of being turned away. */
  async submitAll(entries: readonly Entry[]): Promise<void> {
    for (let from = 0; from < entries.length; from += BATCH_MAX) {
      await Promise.all(entries.slice(from, from + BATCH_MAX).map((entry) => this.#enqueue(entry)));
    }
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An incident as it is known now, saved or not. */
  incident(id: string): Promise<Incident | undefined> {
    return this.#saver.incident(id);
  }

  /** Newest first. */
  incidents(query: IncidentQuery): Promise<Incident[]> {
    return this.#saver.incidents(query);
  }

  /** Saves what the views hold and, if anything was folded since the last one, a snapshot. */
  save(snapshot: boolean): Promise<void> {
    return this.#saver.save(snapshot);
  }

  /** Saves, and keeps state and views as they are now beside those that go on. */
  keepBase(madeAt: EpochMs): Promise<Snapshot> {
    return this.#saver.keepBase(madeAt);
  }

  /** Waits for what was submitted, saves, and lets go of the store. */
  async close(): Promise<void> {
    while (this.#scheduled || this.#draining !== undefined) {
      await (this.#draining ?? new Promise((resolve) => setImmediate(resolve)));
    }
    try {
      if (this.#failure === undefined) await this.save(true);
    } catch (cause) {
      // The views stay as they are then; they follow from the journal.
      if (!mayWorkLater(cause)) throw cause;
    } finally {
      await this.#saver.stop();
      await this.store[Symbol.asyncDispose]();
    }
  }

  #enqueue(entry: Entry): Promise<Seq> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry, encoded: encodeEntry(entry), resolve, reject });
      if (this.#draining !== undefined || this.#scheduled) return;
      this.#scheduled = true;
      // After this turn's requests have been read, so that they share one commit.
      setImmediate(() => {
        this.#scheduled = false;
        this.#draining = this.#drain();
      });
    });
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) await this.#commit(this.#queue.splice(0, BATCH_MAX));
    } catch (cause) {
      this.#fail(cause);
    } finally {
      this.#draining = undefined;
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    let first: Seq;
    try {
      first = await this.store.journal.append(batch.map(({ encoded }) => encoded));
    } catch (cause) {
      for (const waiting of batch) waiting.reject(cause);
      if (mayWorkLater(cause)) return;
      throw cause;
    }
    this.#options.onStep?.('appended');
    batch.forEach(({ entry }, index) => {
      this.#fold((first + index) as Seq, entry);
    });
    this.#options.onStep?.('folded');
    this.#publish();
    batch.forEach(({ resolve }, index) => {
      resolve((first + index) as Seq);
    });
    this.#options.onStep?.('acknowledged');
    await this.#saver.saveWhenDue();
  }

  #fold(seq: Seq, entry: Entry): void {
    const facts: Fact[] = [];
    const sink: Sink = {
      fact: (fact) => {
        this.#saver.add(seq, facts.length, fact);
        facts.push(fact);
      },
      step: (step: ClosedStep) => this.board.step(seq, step),
      late: (step: ClosedStep) => this.board.late(seq, step),
      traffic: (step: TrafficStep) => this.board.traffic(seq, step),
    };
    this.#saver.beforeFold(entry);
    foldEntry(this.#state, entry, sink);
    this.#folded = (seq + 1) as Seq;
    if (entry.kind === 'tick') this.#movedAt.set(entry.timeline, this.#options.now());
    if (this.#listeners.size > 0) this.#changes.add(this.#state, entry, facts);
  }

  #publish(): void {
    for (const change of this.#changes.take()) for (const listener of this.#listeners) listener(change);
  }

  async #recover(): Promise<void> {
    const known = await knownState(this.store);
    if (known !== undefined) {
      this.#state = known.state;
      this.#folded = known.until;
      for (const watch of known.state.watches.values()) {
        const timeline = known.state.timelines.get(watch.service.timeline);
        if (timeline !== undefined) await this.board.load(watch.service.id, minuteOf(timeline.at));
      }
    }
    this.#saver.startFrom(this.#folded);
    await this.#foldOn(() => {});
    // A replayed timeline has not moved just now; until its next tick its age is not known.
    this.#movedAt.clear();
  }

  async #readOn(): Promise<void> {
    if (!this.#follows) return;
    await this.store.journal.catchUp?.();
    await this.#foldOn(() => this.#publish());
  }

  async #foldOn(afterEach: () => void): Promise<void> {
    for await (const entries of verifiedEntries(this.store.journal, this.#folded)) {
      for (const { seq, entry } of entries) this.#fold(seq, entry);
      afterEach();
      await this.#saver.saveWhenDue();
    }
  }

  #fail(cause: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = cause;
    for (const waiting of this.#queue.splice(0)) waiting.reject(cause);
    this.#options.onFatal(cause);
  }
}
