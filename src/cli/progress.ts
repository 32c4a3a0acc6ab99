/** Progress of long work, on standard error and only where a person looks at it. */
import type { Io } from './command.ts';

const EVERY_MS = 200;

export class Progress {
  readonly #io: Io;
  readonly #what: string;
  readonly #startedAt = performance.now();
  #shownAt = 0;
  #shown = false;

  constructor(io: Io, what: string) {
    this.#io = io;
    this.#what = what;
  }

  /** @param of undefined when nobody knows how much there is */
  at(done: number, of: number | undefined, unit: string): void {
    const now = performance.now();
    if (!this.#io.stderr.isTTY || now - this.#shownAt < EVERY_MS) return;
    this.#shownAt = now;
    this.#shown = true;
    const seconds = (now - this.#startedAt) / 1_000;
    const rate = done / Math.max(seconds, 0.001);
    const left = of === undefined || rate === 0 ? '' : `, ${Math.ceil((of - done) / rate)} s left`;
    const share = of === undefined || of === 0 ? '' : ` (${Math.floor((100 * done) / of)} %${left})`;
    this.#io.stderr.write(`\r\u001b[K${this.#what}: ${grouped(done)} ${unit}${share}`);
  }

  end(): void {
    if (this.#shown) this.#io.stderr.write('\r\u001b[K');
  }
}

export const grouped = (value: number): string => Math.round(value).toLocaleString('en');
