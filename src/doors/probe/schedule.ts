/**
 * When each probe is due. Every probe has its own place in its interval, so that a thousand of them don't start at once, and a little jitter, so
 * that they never beat in time with what they look at. The grid is fixed: being late once makes nothing later.
 */
import { createHistogram } from 'node:perf_hooks';

/** Probes under way at a time; more wait, and that is told as lag. */
const RUNNING_MAX = 256;
/** Of the interval, to both sides of the grid. */
const JITTER = 0.05;

export interface Scheduled {
  readonly everyMs: number;
  run(): Promise<void>;
}

interface Slot extends Scheduled {
  /** Its place on the grid, and when it is due this time. */
  grid: number;
  due: number;
  running: boolean;
}

export interface ScheduleStats {
  readonly targets: number;
  readonly running: number;
  readonly started: number;
  /** Rounds that were left out since the probe's last one was still under way. */
  readonly overlaps: number;
  /** Milliseconds between due and started. */
  readonly lag: { readonly p50: number; readonly p99: number; readonly max: number };
  /** How long the one that has waited longest is overdue now: a dead scheduler shows here. */
  readonly overdueMs: number;
}

export class Schedule {
  readonly #now: () => number;
  readonly #chance: () => number;
  readonly #onError: (cause: unknown) => void;
  /** By when they are due, the next one last. */
  #waiting: Slot[] = [];
  #ready: Slot[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running = 0;
  #started = 0;
  #overlaps = 0;
  #closed = false;
  readonly #lag = createHistogram();

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number, chance: () => number, onError: (cause: unknown) => void) {
    this.#now = now;
    this.#chance = chance;
    this.#onError = onError;
  }

  /** Takes the place of what was scheduled; what is under way ends by itself. */
  set(all: readonly Scheduled[]): void {
    const now = this.#now();
    this.#ready = [];
    this.#waiting = all.map(({ everyMs, run }) => {
      const grid = now + this.#chance() * everyMs;
      return { everyMs, run, grid, due: grid, running: false };
    });
    this.#waiting.sort((a, b) => b.due - a.due);
    this.#wait();
  }

  close(): void {
    this.#closed = true;
    this.#waiting = [];
    this.#ready = [];
    clearTimeout(this.#timer);
  }

  stats(): ScheduleStats {
    const now = this.#now();
    const first = Math.min(this.#waiting.at(-1)?.due ?? now, this.#ready[0]?.due ?? now);
    const { max } = this.#lag;
    return {
      targets: this.#waiting.length + this.#ready.length,
      running: this.#running,
      started: this.#started,
      overlaps: this.#overlaps,
      lag:
        this.#started === 0
          ? { p50: 0, p99: 0, max: 0 }
          : { p50: this.#lag.percentile(50), p99: this.#lag.percentile(99), max },
      overdueMs: Math.max(0, Math.round(now - first)),
    };
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const next = this.#waiting.at(-1);
    if (next === undefined || this.#closed) return;
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, next.due - this.#now()));
  }

  #wake(): void {
    const now = this.#now();
    for (let next = this.#waiting.at(-1); next !== undefined && next.due <= now; next = this.#waiting.at(-1)) {
      this.#waiting.pop();
      this.#ready.push(next);
    }
    this.#start();
    this.#wait();
  }

  #start(): void {
    while (this.#ready.length > 0 && this.#running < RUNNING_MAX) {
      const slot = this.#ready.shift()!;
      if (slot.running) this.#overlaps += 1;
      else this.#run(slot);
      this.#again(slot);
    }
  }

  /** The next place on the grid that is still to come; those that went by while it waited are left out. */
  #again(slot: Slot): void {
    const { everyMs } = slot;
    const now = this.#now();
    const missed = Math.max(0, Math.floor((now - slot.grid) / everyMs));
    this.#overlaps += Math.max(0, missed - 1);
    slot.grid += everyMs * Math.max(1, missed);
    slot.due = slot.grid + (2 * this.#chance() - 1) * JITTER * everyMs;
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#waiting[middle]!.due > slot.due) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, slot);
  }

  #run(slot: Slot): void {
    slot.running = true;
    this.#running += 1;
    this.#started += 1;
    this.#lag.record(Math.max(1, Math.round(this.#now() - slot.due)));
    slot
      .run()
      .catch(this.#onError)
      .finally(() => {
        slot.running = false;
        this.#running -= 1;
        if (!this.#closed) this.#wake();
      });
  }
}
