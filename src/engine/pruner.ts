/**
 * Carries the operator's retention out once a day. Between, it keeps bases: what goes is then as old as it may be, and what stays can
 * still be computed again from the base behind it.
 */
import type { Pruning } from '../model/pruning.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../model/units.ts';
import type { Engine } from './engine.ts';
import { prune } from './prune.ts';

const LOOK_EVERY_MS = 10 * MINUTE_MS;
/** Bases in the shortest time that anything is kept; of that share of it, incidents can always be computed again but for one part. */
const BASES_IN_TIME = 8;

/** What is not kept any more at a moment, and in which words the rule is told. */
export interface RetentionRule {
  readonly older: (now: EpochMs) => Pruning['older'];
  readonly reason: string;
  /** The shortest time that any kind is kept. */
  readonly shortestDays: number;
}

export class Pruner {
  readonly #engine: Engine;
  readonly #now: () => EpochMs;
  readonly #onError: (cause: unknown) => void;
  #rule: RetentionRule | undefined;
  #doneAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(engine: Engine, now: () => EpochMs, onError: (cause: unknown) => void) {
    this.#engine = engine;
    this.#now = now;
    this.#onError = onError;
  }

  /** A rule that was changed is carried out at the next look. */
  apply(rule: RetentionRule | undefined): void {
    if (rule?.reason !== this.#rule?.reason) this.#doneAt = Number.NEGATIVE_INFINITY;
    this.#rule = rule;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#working = this.#working.then(() => this.look()).catch(this.#onError);
    }, LOOK_EVERY_MS);
  }

  /** What is under way is carried through. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
  }

  async look(): Promise<void> {
    const now = this.#now();
    if (this.#rule === undefined) return;
    const { older, reason, shortestDays } = this.#rule;
    const newest = (await this.#engine.store.views.bases?.list())?.at(-1)?.madeAt ?? Number.NEGATIVE_INFINITY;
    if (now - newest >= (shortestDays * DAY_MS) / BASES_IN_TIME) await this.#engine.keepBase(now);
    if (now - this.#doneAt < DAY_MS) return;
    await prune(this.#engine, { older: older(now), reason, decidedBy: 'services.yaml' }, this.#now);
    this.#doneAt = now;
  }
}
