/**
 * Everything that is known of the traffic so far, as plain data: counts and sketches that can be posted from a worker and merged.
 * Counting apart and merging equals counting together: exactly for counts, distinct counts and samples, within the stated
 * bounds for heavy hitters (and exactly there too, while there are fewer keys than are kept).
 */
import { CRAWLERS } from './agent.ts';
import { type Cells, createCells, mergeCells } from './cells.ts';
import { mergeDistinct } from './distinct.ts';
import { createHeavy } from './heavy.ts';
import { type Keyed, mergeKeyed, settle } from './keyed.ts';
import { createRows, mergeRows, type Rows } from './rows.ts';
import { createSample } from './sample.ts';

/** Registers of the whole log's distinct counts: 2^14, standard error 0.8 %. */
export const TOTAL_BITS = 14;
/** Statuses that are counted one by one. */
export const STATUS_MAX = 600;
/** Refused lines that are shown as examples, of each reason. */
export const EXAMPLES = 3;
const REASONS = 16;

/** A refused line: which file (by its place in the list), where in it, and its beginning. */
export interface Example {
  readonly reason: number;
  readonly file: number;
  readonly at: number;
  readonly text: string;
}

export interface Counts {
  lines: number;
  /** Lines of error logs; they are no requests. */
  errorLines: number;
  /** Lines by READ, how reading them went; `ok` ones are the requests. */
  readonly reads: Float64Array;
  examples: Example[];
  /** First and last time, ms since 1970. */
  from: number;
  until: number;
  readonly statuses: Float64Array;
  /** Of each of CRAWLERS: requests that name it, and those of them from its ranges. */
  readonly crawlers: Float64Array;
  readonly rows: Rows;
  readonly cells: Cells;
  readonly keyed: Readonly<Record<KeyedName, Keyed>>;
  readonly clients: Uint8Array;
  readonly prefixes: Uint8Array;
}

/** Keys that each list keeps, and room of its sample. */
const ROOM = {
  clients: [8_192, 4_096],
  prefixes: [8_192, 16_384],
  paths: [16_384, 16_384],
  agents: [8_192, 8_192],
  referrers: [4_096, 4_096],
  countries: [512, 512],
  networks: [8_192, 8_192],
} as const;
export type KeyedName = keyof typeof ROOM;
const NAMED: readonly KeyedName[] = ['clients', 'prefixes', 'paths', 'agents', 'referrers'];
const KEYED_NAMES = Object.keys(ROOM) as KeyedName[];

/** @param cells stretches of time that are told apart by their sketches; undefined: as many as a long log needs */
export function createCounts(cells?: number): Counts {
  return {
    lines: 0,
    errorLines: 0,
    reads: new Float64Array(REASONS),
    examples: [],
    from: Number.POSITIVE_INFINITY,
    until: Number.NEGATIVE_INFINITY,
    statuses: new Float64Array(STATUS_MAX),
    crawlers: new Float64Array(2 * CRAWLERS.length),
    rows: createRows(),
    cells: createCells(cells),
    keyed: Object.fromEntries(KEYED_NAMES.map((name) => [name, createKeyed(name)])) as Record<KeyedName, Keyed>,
    clients: new Uint8Array(1 << TOTAL_BITS),
    prefixes: new Uint8Array(1 << TOTAL_BITS),
  };
}

function createKeyed(name: KeyedName): Keyed {
  const [kept, room] = ROOM[name];
  return { heavy: createHeavy(kept, NAMED.includes(name)), sample: createSample(room), sampled: false };
}

/** Adds what was counted elsewhere; the two must not have counted the same lines. */
export function mergeCounts(into: Counts, from: Counts): void {
  into.lines += from.lines;
  into.errorLines += from.errorLines;
  addAll(into.reads, from.reads);
  for (const example of from.examples) addExample(into, example);
  into.from = Math.min(into.from, from.from);
  into.until = Math.max(into.until, from.until);
  addAll(into.statuses, from.statuses);
  addAll(into.crawlers, from.crawlers);
  mergeRows(into.rows, from.rows);
  mergeCells(into.cells, from.cells);
  for (const name of KEYED_NAMES) mergeKeyed(into.keyed[name], from.keyed[name]);
  mergeDistinct(into.clients, 0, from.clients, 0, TOTAL_BITS);
  mergeDistinct(into.prefixes, 0, from.prefixes, 0, TOTAL_BITS);
}

/** When nothing more will come: every list is cut to what it keeps, so that one worker gives what several do. */
export function settleCounts({ keyed }: Counts): void {
  for (const name of KEYED_NAMES) settle(keyed[name]);
}

function addAll(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i += 1) into[i]! += from[i]!;
}

/** Keeps the first few of each reason, in the order of the files and of their lines. */
export function addExample(counts: Counts, example: Example): void {
  const same = counts.examples.filter(({ reason }) => reason === example.reason);
  const all = [...same, example].sort((a, b) => a.file - b.file || a.at - b.at).slice(0, EXAMPLES);
  counts.examples = [...counts.examples.filter(({ reason }) => reason !== example.reason), ...all];
}
