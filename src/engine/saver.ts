/**
 * What the fold has found and the store does not hold yet, and when it is saved: one save at a time, each of one moment.
 * Until then it is read from here.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FoldState } from '../core/fold.ts';
import { encodeBase, StateCopy } from '../core/snapshot.ts';
import type { Entry } from '../model/entry.ts';
import type { Fact } from '../model/fact.ts';
import { type Incident, newestFirst } from '../model/incident.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import {
  type IncidentQuery,
  isAskedFor,
  type Snapshot,
  StoreAwayError,
  type StoredFact,
  type ViewsHome,
} from '../store/ports.ts';
import type { Board } from './board.ts';

/** Views are saved after so many entries, or so long after the first unsaved change. */
const SAVE_ENTRIES = 20_000;
const SAVE_DELAY_MS = 1_000;
/** From so many entries on that are folded and not saved, whoever folds waits for the save. */
const UNSAVED_MAX = 100_000;
/** The fold's state is kept after so many entries; a restart reads at most about so many again. */
const SNAPSHOT_ENTRIES = 100_000;

/** Characters of the state that are written down before other work has its turn: a few milliseconds. */
const COPIED_AT_ONCE = 250_000;

export interface SaverOptions {
  readonly views: ViewsHome;
  readonly board: Board;
  /** Everything before this position has been folded. */
  readonly folded: () => Seq;
  readonly state: () => FoldState;
  readonly onSaved: () => void;
  /** Called when a save that nobody waits for has failed. */
  readonly onFailure: (cause: unknown) => void;
}

export class Saver {
  readonly #options: SaverOptions;
  #facts: StoredFact[] = [];
  readonly #incidents = new Map<string, Incident>();
  #savedUntil = 0;
  #snapshotUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  /** The copy of the state that is under way. */
  #copy: StateCopy | undefined;
  /** The save that enough unsaved entries have begun. */
  #due: Promise<void> | undefined;
  /** The last save; the next one waits for it. */
  #saving: Promise<void> = Promise.resolve();

  constructor(options: SaverOptions) {
    this.#options = options;
  }

  /** Everything before this position is saved, or will be found again from there. */
  startFrom(until: Seq): void {
    this.#savedUntil = until;
    this.#snapshotUntil = until;
  }

  add(seq: Seq, ordinal: number, fact: Fact): void {
    this.#facts.push({ seq, ordinal, fact });
    if (fact.kind === 'incident') this.#incidents.set(fact.incident.id, fact.incident);
  }

  /** To be told of each entry before it is folded: what is saved is of one moment. */
  beforeFold(entry: Entry): void {
    this.#copy?.before(entry);
  }

  /** An incident as it is known now, saved or not. */
  async incident(id: string): Promise<Incident | undefined> {
    return this.#incidents.get(id) ?? (await this.#options.views.incident(id));
  }

  /** Newest first. */
  async incidents(query: IncidentQuery): Promise<Incident[]> {
    const unsaved = [...this.#incidents.values()].filter((incident) => isAskedFor(incident, query));
    const ids = new Set(unsaved.map(({ id }) => id));
    const saved = (await this.#options.views.incidents(query)).filter(({ id }) => !ids.has(id));
    return [...unsaved, ...saved].sort(newestFirst).slice(0, query.limit);
  }

  save(snapshot: boolean): Promise<void> {
    const saved = this.#saving.then(() => this.#save(snapshot)).then(ignore);
    this.#saving = saved.catch(ignore);
    return saved;
  }

  /** Saves what there is, and keeps all of it as it is at this moment. */
  async keepBase(madeAt: EpochMs): Promise<Snapshot> {
    for (;;) {
      const kept = this.#saving.then(() => this.#save(true, madeAt));
      this.#saving = kept.then(ignore, ignore);
      const base = await kept;
      if (base !== undefined) return base;
    }
  }

  /**
   * Begins a save if enough has come together, else later. A full disk, or a database that is away, is no reason to end: it is tried again.
   * @returns what to wait for before more is folded, where saving has fallen behind
   */
  saveWhenDue(): Promise<void> | undefined {
    const folded = this.#options.folded();
    const unsaved = folded - this.#savedUntil;
    const snapshot = folded - this.#snapshotUntil >= SNAPSHOT_ENTRIES;
    if (!snapshot && this.#facts.length === 0 && !this.#options.board.hasNews) return undefined;
    if (!snapshot && unsaved < SAVE_ENTRIES) {
      this.#saveLater();
      return undefined;
    }
    const waits = unsaved >= UNSAVED_MAX;
    if (this.#due === undefined) {
      this.#due = this.#saveIfPossible(snapshot).finally(() => {
        this.#due = undefined;
      });
      if (!waits) this.#due.catch(this.#options.onFailure);
    }
    return waits ? this.#due : undefined;
  }

  /** Waits for the save under way; after it none is started by the clock. */
  async stop(): Promise<void> {
    await this.#saving;
    clearTimeout(this.#timer);
  }

  #saveLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#saveIfPossible(false).catch(this.#options.onFailure);
    }, SAVE_DELAY_MS);
  }

  async #saveIfPossible(snapshot: boolean): Promise<void> {
    try {
      await this.save(snapshot);
    } catch (cause) {
      if (!mayWorkLater(cause)) throw cause;
      this.#saveLater();
    }
  }

  /** @returns the base, if one was wanted and all that was saved is of one moment */
  async #save(snapshot: boolean, baseAt?: EpochMs): Promise<Snapshot | undefined> {
    const { views, board, folded, onSaved } = this.#options;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // All of one moment: entries go on being folded while the store is at work.
    const until = folded();
    const facts = this.#facts;
    const incidents = new Map(this.#incidents);
    const stateIsDue = snapshot && until > this.#snapshotUntil;
    const state = baseAt === undefined ? undefined : { body: encodeBase(this.#options.state()), madeAt: baseAt };
    this.#facts = [];
    // A base is of one moment with its blocks: what was folded while it is written would undo it.
    const body = stateIsDue && views.keepsState !== false ? await this.#copyState(state !== undefined) : undefined;
    const blocks = await board.takeChanged();
    // Old hours are read before they are added to; what was folded meanwhile is in the blocks already.
    const base = blocks.some((block) => block.until > until) ? undefined : state;
    if (facts.length > 0 || blocks.length > 0 || body !== undefined || base !== undefined) {
      try {
        await views.save({ until, facts, blocks, snapshot: body, base });
      } catch (cause) {
        this.#facts = [...facts, ...this.#facts];
        board.putBack();
        throw cause;
      }
      onSaved();
    }
    if (stateIsDue) this.#snapshotUntil = until;
    this.#savedUntil = until;
    for (const [id, incident] of incidents) {
      if (this.#incidents.get(id) === incident) this.#incidents.delete(id);
    }
    return base && { until, body: base.body };
  }

  /** In pieces, with time between them for what else there is to do: the state of a continent is 80 MB. */
  async #copyState(atOnce: boolean): Promise<string> {
    this.#copy = new StateCopy(this.#options.state());
    while (!atOnce && this.#copy.write(COPIED_AT_ONCE)) await nextTurn();
    const text = this.#copy.text();
    this.#copy = undefined;
    return text;
  }
}

const ignore = (): void => {};

const SQLITE_FULL = 13;

/** Whether nothing was written, and there may be room, or somebody to answer, later. */
export function mayWorkLater(cause: unknown): boolean {
  return cause instanceof StoreAwayError || (cause as { errcode?: number }).errcode === SQLITE_FULL;
}
