/**
 * The prober's watchdog. When a probe gets no answer, it is first asked whether this machine reaches anything at all: the anchors that the
 * operator named. Where most of them fail too, the check is inconclusive, never failed.
 */
import { type ProbeContext, runProbe } from './run.ts';
import type { Target } from './settings.ts';

const TIMEOUT_MS = 3_000;

export class Anchors {
  readonly #targets: readonly Target[];
  readonly #context: ProbeContext;
  #asked: { at: number; answer: Promise<boolean> } | undefined;

  constructor(targets: readonly Target[], context: ProbeContext) {
    this.#targets = targets;
    this.#context = context;
  }

  /**
   * Whether this machine's own network seems to be in trouble. Without anchors nobody can tell, and it is not said. A burst of failures
   * asks once, but an answer from before a check began says nothing of it.
   * @param since when the doubted check began, by performance.now()
   */
  async inTrouble(since: number): Promise<boolean> {
    if (this.#targets.length === 0) return false;
    if (this.#asked === undefined || this.#asked.at < since) {
      this.#asked = { at: performance.now(), answer: this.#ask() };
    }
    return this.#asked.answer;
  }

  async #ask(): Promise<boolean> {
    const found = await Promise.all(
      this.#targets.map((target) => runProbe({ target, timeoutMs: TIMEOUT_MS }, this.#context)),
    );
    // Any answer, even an error, shows that this machine is connected.
    const dead = found.filter(({ status, outcome }) => status === null && outcome !== 'ok');
    return dead.length > found.length / 2;
  }
}
