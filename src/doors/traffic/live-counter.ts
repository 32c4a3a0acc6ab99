/**
 * Lines of one live source as traffic minutes: its format is told from its first lines, every line is counted or refused by its reason, and
 * what was counted is taken out as entries. It remembers for a day or two who had been there before; nothing else.
 */
import type { TrafficCounts } from '../../model/traffic-minute.ts';
import { type EpochMs, MINUTE_MS } from '../../model/units.ts';
import { createCells } from '../../traffic/cells.ts';
import { type Counter, type CounterOptions, closeMinutes, countLine, createCounter } from '../../traffic/counter.ts';
import { type Counts, createCounts } from '../../traffic/counts.ts';
import { detectFormat, formatNamed, type ReadOptions } from '../../traffic/formats/index.ts';
import { createLine, READ, type ReadLine } from '../../traffic/line.ts';
import { maskAddresses } from '../../traffic/mask.ts';
import { minuteCounts, type Naming } from '../../traffic/minute-counts.ts';
import { createRows } from '../../traffic/rows.ts';

const LF = 10;
/** Different minutes that are counted before they have to be taken out; late lines of a busy log span two or three. */
const MINUTES_MAX = 12;
/** A clock may run ahead by so much. */
const AHEAD_MS = 60_000;
/** So much of the first lines tells the format. */
const SAMPLE_BYTES = 1 << 16;
/** Where so many lines of a take-out were refused, and nearly all, the format is told again. */
const DOUBT = { lines: 20, share: 0.9 };
/** A generation of memory. */
const REMEMBER_MINUTES = 24 * 60;
const EXAMPLE_CHARS = 160;

/** Why a line was refused. */
export const LINE_FAULTS = [
  'format',
  'header',
  'cut',
  'time',
  'number',
  'long',
  'bytes',
  'shape',
  'client',
  'future',
] as const;
export type LineFault = (typeof LINE_FAULTS)[number];
const FAULT_OF: Readonly<Record<number, LineFault>> = {
  [READ.cut]: 'cut',
  [READ.time]: 'time',
  [READ.number]: 'number',
  [READ.long]: 'long',
  [READ.bytes]: 'bytes',
  [READ.shape]: 'shape',
  [READ.client]: 'client',
};

export interface Refusals {
  readonly lines: number;
  /** The first one, cut short, with digits of addresses masked. */
  readonly example: string;
}

export interface LiveCounterOptions extends CounterOptions {
  /** As formatNamed takes it; without it the format is told from the lines. */
  readonly format?: string | undefined;
  readonly read?: Partial<ReadOptions>;
  readonly naming: Naming;
  readonly now: () => EpochMs;
}

/** What was counted since the last time. */
export interface TakenOut {
  readonly minutes: readonly { readonly at: EpochMs; readonly counts: TrafficCounts }[];
  readonly counted: number;
  readonly refused: ReadonlyMap<LineFault, Refusals>;
}

export class LiveCounter {
  readonly #options: LiveCounterOptions;
  readonly #line = createLine();
  #read: ReadLine | undefined;
  #counter: Counter;
  #before: Counts['keyed'] | null = null;
  /** First minute that these counts, and this counter, have looked at; −1 before that. */
  #generation = -1;
  #since = -1;
  #counted = 0;
  #refused = new Map<LineFault, Refusals>();

  constructor(options: LiveCounterOptions) {
    this.#options = options;
    this.#counter = createCounter(options, createCounts(MINUTES_MAX + 1));
    this.#read = options.format === undefined ? undefined : readerNamed(options.format, options.read);
  }

  /** Whether nothing waits to be taken out. */
  get isEmpty(): boolean {
    return this.#counted === 0 && this.#refused.size === 0;
  }

  /**
   * Counts the lines of `bytes` from `from` to `to`, which begins with a line and ends with a line break. The bytes are changed.
   * @param notBefore lines of earlier minutes were not all seen, and are passed over
   * @returns where it stopped: at the end, or earlier where minutes have to be taken out first
   */
  count(bytes: Uint8Array, from: number, to: number, notBefore = 0): number {
    const read = this.#readerFor(bytes, from, to);
    if (read === undefined) return this.#refuseAll(bytes, from, to);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const line = this.#line;
    const latest = this.#options.now() + AHEAD_MS;
    for (let start = from; start < to; ) {
      let end = bytes.indexOf(LF, start);
      if (end < 0 || end > to) end = to;
      const how = read(bytes, start, end, line);
      if (how === READ.ok && line.time <= latest) {
        if (Math.floor(line.time / MINUTE_MS) >= notBefore) {
          countLine(this.#counter, line, bytes, view);
          this.#counted += 1;
        }
      } else if (how !== READ.skip) {
        this.#refuse(how === READ.ok ? 'future' : (FAULT_OF[how] ?? 'shape'), bytes, start, end);
      }
      start = end + 1;
      if (this.#counter.counts.rows.grid.starts.length >= MINUTES_MAX) return Math.min(start, to);
    }
    return to;
  }

  /** A line that never came in whole. */
  refuse(fault: LineFault, bytes: Uint8Array): void {
    this.#refuse(fault, bytes, 0, bytes.length);
  }

  /** All that was counted, minute by minute; the counter goes on without it. */
  takeOut(): TakenOut {
    closeMinutes(this.#counter);
    const { counts } = this.#counter;
    const first = Math.min(...counts.rows.grid.starts);
    if (this.#since < 0 && Number.isFinite(first)) this.#since = this.#generation = first;
    const history = { since: this.#since, before: this.#before };
    const minutes = minuteCounts(counts, this.#options.naming, history);
    const taken: TakenOut = {
      minutes: minutes.map(({ minute, counts: of }) => ({ at: (minute * MINUTE_MS) as EpochMs, counts: of })),
      counted: this.#counted,
      refused: this.#refused,
    };
    const refused = [...this.#refused.values()].reduce((sum, { lines }) => sum + lines, 0);
    const isDoubtful = refused >= DOUBT.lines && refused >= DOUBT.share * (refused + this.#counted);
    if (isDoubtful && this.#options.format === undefined) this.#read = undefined;
    this.#counted = 0;
    this.#refused = new Map();
    this.#goOn(minutes.at(-1)?.minute);
    return taken;
  }

  /** What was counted counts no more: its end never came. */
  forget(): void {
    this.takeOut();
  }

  #goOn(minute: number | undefined): void {
    const { counts, open, sums } = this.#counter;
    let keyed = counts.keyed;
    if (minute !== undefined && minute - this.#generation >= REMEMBER_MINUTES) {
      this.#before = keyed;
      this.#generation = minute;
      keyed = createCounts(1).keyed;
    }
    const fresh: Counts = { ...counts, keyed, rows: createRows(), cells: createCells(MINUTES_MAX + 1) };
    this.#counter = { ...this.#counter, counts: fresh, open, sums, rowStep: 1, cellStep: 1 };
  }

  #readerFor(bytes: Uint8Array, from: number, to: number): ReadLine | undefined {
    if (this.#read !== undefined) return this.#read;
    const sample = bytes.slice(from, Math.min(to, from + SAMPLE_BYTES));
    this.#read = detectFormat(sample, this.#options.read)?.format.reader();
    return this.#read;
  }

  #refuseAll(bytes: Uint8Array, from: number, to: number): number {
    for (let start = from; start < to; ) {
      let end = bytes.indexOf(LF, start);
      if (end < 0 || end > to) end = to;
      if (end > start) this.#refuse('format', bytes, start, end);
      start = end + 1;
    }
    return to;
  }

  #refuse(fault: LineFault, bytes: Uint8Array, start: number, end: number): void {
    const known = this.#refused.get(fault);
    if (known !== undefined) {
      this.#refused.set(fault, { ...known, lines: known.lines + 1 });
      return;
    }
    const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + EXAMPLE_CHARS)));
    this.#refused.set(fault, { lines: 1, example: maskAddresses(text) });
  }
}

function readerNamed(name: string, read: Partial<ReadOptions> = {}): ReadLine {
  const format = formatNamed(name, read);
  if ('error' in format) throw new TypeError(format.error);
  return format.reader();
}
