/**
 * Sketches of each cell: a minute, or a longer step where the log is longer than a day and a half. All cells lie side by
 * side in a few arrays of fixed size, of which the system gives memory only for what is touched.
 */
import { ANSWER_STEPS } from '../core/answer-times.ts';
import { mergeDistinct } from './distinct.ts';
import { type Content, coarsen, createGrid, type Grid, minuteOfRow, rowOf } from './grid.ts';
import { HABIT_WORDS } from './habits.ts';
import { type CellSamples, createCellSamples, mergeCellSample } from './sample.ts';
import { createTop, mergeTop, type Top } from './top.ts';

const CELLS_MAX = 2_048;

/** Registers of the distinct counts, as powers of two: 2.3 % and 3.3 % standard error. */
export const CELL_BITS = { clients: 11, prefixes: 11, pairs: 10, queries: 10 } as const;
export type CellDistinct = keyof typeof CELL_BITS;

export { ANSWER_STEPS, answerAt, answerStep } from '../core/answer-times.ts';

export interface Cells {
  readonly grid: Grid;
  readonly distinct: Readonly<Record<CellDistinct, Uint8Array>>;
  readonly top: {
    readonly clients: Top;
    readonly prefixes: Top;
    readonly paths: Top;
    readonly agents: Top;
    readonly referrers: Top;
    readonly countries: Top;
    readonly networks: Top;
  };
  readonly samples: {
    readonly clients: CellSamples;
    readonly prefixes: CellSamples;
    readonly paths: CellSamples;
    readonly agents: CellSamples;
  };
  readonly answers: Int32Array;
}

const DISTINCT = Object.keys(CELL_BITS) as CellDistinct[];
const TOPS = ['clients', 'prefixes', 'paths', 'agents', 'referrers', 'countries', 'networks'] as const;
const SAMPLES = ['clients', 'prefixes', 'paths', 'agents'] as const;

/** @param wider how many times more keys each cell keeps; for a cell that a whole stretch is merged into */
export const createCells = (room = CELLS_MAX, wider = 1): Cells => ({
  grid: createGrid(room),
  distinct: {
    clients: new Uint8Array(room << CELL_BITS.clients),
    prefixes: new Uint8Array(room << CELL_BITS.prefixes),
    pairs: new Uint8Array(room << CELL_BITS.pairs),
    queries: new Uint8Array(room << CELL_BITS.queries),
  },
  top: {
    clients: createTop(room, 24 * wider, true),
    prefixes: createTop(room, 32 * wider),
    paths: createTop(room, 64 * wider),
    agents: createTop(room, 32 * wider),
    referrers: createTop(room, 32 * wider),
    countries: createTop(room, 64 * wider),
    networks: createTop(room, 64 * wider),
  },
  samples: {
    clients: createCellSamples(room, 32 * wider, true),
    prefixes: createCellSamples(room, 64 * wider),
    paths: createCellSamples(room, 64 * wider),
    agents: createCellSamples(room, 32 * wider),
  },
  answers: new Int32Array(room * ANSWER_STEPS),
});

export const openCell = (cells: Cells, minute: number): number => rowOf(cells.grid, minute, contentOf(cells));

export function mergeCells(into: Cells, from: Cells): void {
  coarsen(into.grid, from.grid.step, contentOf(into));
  for (let cell = 0; cell < from.grid.starts.length; cell += 1) {
    const before = into.grid.starts.length;
    const to = openCell(into, minuteOfRow(from.grid, cell));
    // A cell that only one side has needs no merging.
    if (into.grid.starts.length > before) copyCell(into, to, from, cell);
    else mergeCell(into, to, from, cell);
  }
}

/** Adds one cell to another. */
export function mergeCell(into: Cells, to: number, from: Cells, cell: number): void {
  for (const name of DISTINCT) {
    const bits = CELL_BITS[name];
    mergeDistinct(into.distinct[name], to << bits, from.distinct[name], cell << bits, bits);
  }
  for (const name of TOPS) mergeTop(into.top[name], to, from.top[name], cell);
  for (const name of SAMPLES) mergeCellSample(into.samples[name], to, from.samples[name], cell);
  for (let i = 0; i < ANSWER_STEPS; i += 1) {
    into.answers[to * ANSWER_STEPS + i]! += from.answers[cell * ANSWER_STEPS + i]!;
  }
}

/** Into an empty cell. */
function copyCell(into: Cells, to: number, from: Cells, cell: number): void {
  for (const name of DISTINCT) copyPart(into.distinct[name], to, from.distinct[name], cell, 1 << CELL_BITS[name]);
  for (const name of TOPS) {
    const [top, source] = [into.top[name], from.top[name]];
    const { kept } = top;
    copyPart(top.keys, to, source.keys, cell, 2 * kept);
    copyPart(top.counts, to, source.counts, cell, kept);
    copyPart(top.missed, to, source.missed, cell, kept);
    if (top.habits !== null) copyPart(top.habits.words, to, source.habits!.words, cell, kept * HABIT_WORDS);
    top.sizes[to] = source.sizes[cell]!;
    top.floors[to] = source.floors[cell]!;
  }
  for (const name of SAMPLES) {
    const [sample, source] = [into.samples[name], from.samples[name]];
    const { room } = sample;
    copyPart(sample.keys, to, source.keys, cell, 2 * room);
    copyPart(sample.counts, to, source.counts, cell, room);
    if (sample.habits !== null) copyPart(sample.habits.words, to, source.habits!.words, cell, room * HABIT_WORDS);
    sample.sizes[to] = source.sizes[cell]!;
    sample.levels[to] = source.levels[cell]!;
  }
  copyPart(into.answers, to, from.answers, cell, ANSWER_STEPS);
}

function copyPart<Part extends Int32Array | Uint8Array>(
  into: Part,
  to: number,
  from: Part,
  cell: number,
  width: number,
): void {
  into.set(from.subarray(cell * width, (cell + 1) * width), to * width);
}

const contentOf = (cells: Cells): Content => ({
  merge: (into, from) => mergeCell(cells, into, cells, from),
  move: (to, from) => copyCell(cells, to, cells, from),
  clear: (cell) => clearCell(cells, cell),
});

function clearCell(cells: Cells, cell: number): void {
  for (const name of DISTINCT) cells.distinct[name].fill(0, cell << CELL_BITS[name], (cell + 1) << CELL_BITS[name]);
  for (const name of TOPS) cells.top[name].sizes[cell] = cells.top[name].floors[cell] = 0;
  for (const name of SAMPLES) cells.samples[name].sizes[cell] = cells.samples[name].levels[cell] = 0;
  cells.answers.fill(0, cell * ANSWER_STEPS, (cell + 1) * ANSWER_STEPS);
}
