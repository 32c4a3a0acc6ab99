/**
 * The live clock: once a minute a tick says until when everything that was heard stands in the journal. A minute is
 * closed a little after its end, so that signals from other machines can still arrive in time.
 */
import { LIVE } from '../model/service.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import type { Engine } from './engine.ts';
import { mayWorkLater } from './saver.ts';

/** How long after its end a minute stays open. */
export const LATENESS_MS = 20_000;
/** After a pause longer than this nobody was listening: the machine slept, or the process was held. */
const PAUSE_MAX_MS = 2.5 * MINUTE_MS;

export class Ticker {
  readonly #engine: Engine;
  readonly #now: () => EpochMs;
  readonly #onError: (cause: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Listening without a break since the last tick; undefined before the first. */
  #last: EpochMs | undefined;
  #tickedAt = 0 as EpochMs;

  constructor(engine: Engine, now: () => EpochMs, onError: (cause: unknown) => void) {
    this.#engine = engine;
    this.#now = now;
    this.#onError = onError;
  }

  /** From here on people can be heard: the first tick claims nothing of the time before. */
  async start(): Promise<void> {
    await this.tick(this.#now());
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Tells how far time has come. A clock that was set back says nothing until it has caught up. */
  async tick(at: EpochMs): Promise<void> {
    const now = this.#now();
    const known = this.#engine.state.timelines.get(LIVE)?.at;
    if (known !== undefined && at <= known) return;
    const paused = this.#last === undefined || now - this.#tickedAt > PAUSE_MAX_MS;
    const since = paused ? undefined : this.#last;
    this.#tickedAt = now;
    this.#last = paused ? now : at;
    await this.#engine.submitAll([{ kind: 'tick', at: this.#last, timeline: LIVE, since }]);
  }

  #schedule(): void {
    // It may be stopped while the first tick is on its way.
    if (this.#stopped) return;
    const now = this.#now();
    const next = (Math.floor((now - LATENESS_MS) / MINUTE_MS) + 1) * MINUTE_MS + LATENESS_MS;
    this.#timer = setTimeout(() => {
      const whole = (Math.floor((this.#now() - LATENESS_MS) / MINUTE_MS) * MINUTE_MS) as EpochMs;
      this.tick(whole).catch((cause) => {
        // Without room on the disk nobody is heard; the next tick says so by its gap.
        if (!mayWorkLater(cause)) this.#onError(cause);
      });
      this.#schedule();
    }, next - now);
  }
}
