/**
 * The counts as series over time: one value a step, from the first step to the last, with null where no line was written and
 * the log cannot have been so quiet by chance (a silence: unknown, not zero).
 */
import type { Minute } from '../model/units.ts';
import { CELL_BITS } from './cells.ts';
import type { Counts } from './counts.ts';
import { estimateDistinct } from './distinct.ts';
import { COLUMN, COLUMNS, coarsenRows, type Rows } from './rows.ts';
import { silencesIn } from './silence.ts';

/** Longer logs than this many steps get longer steps. */
const STEPS_MAX = 1 << 18;
/** Of the requests, those that may lie apart from all others by more than their whole length: times that are wrong. */
const APART_MAX = 0.001;

export interface Timeline {
  readonly from: Minute;
  /** Length of a step, minutes. */
  readonly step: number;
  readonly steps: number;
  /** Requests so far apart in time that no step holds them. */
  readonly leftOut: number;
  /** Row of each step, −1 where there is none. */
  readonly rows: Int32Array;
  /** Whether a step lies in a silence. */
  readonly silent: Uint8Array;
  readonly requests: Float64Array;
  readonly failed: Float64Array;
  readonly refused: Float64Array;
}

export function timelineOf({ rows }: Counts): Timeline | null {
  let stretch = stretchOf(rows);
  if (stretch === null) return null;
  while (stretch.last - stretch.first >= STEPS_MAX) {
    coarsenRows(rows, 2 * rows.grid.step);
    stretch = stretchOf(rows) ?? stretch;
  }
  const { grid, values } = rows;
  const { first, leftOut } = stretch;
  const steps = stretch.last - first + 1;
  const line: Timeline = {
    from: (first * grid.step) as Minute,
    step: grid.step,
    steps,
    leftOut,
    rows: new Int32Array(steps).fill(-1),
    silent: new Uint8Array(steps),
    requests: new Float64Array(steps),
    failed: new Float64Array(steps),
    refused: new Float64Array(steps),
  };
  grid.starts.forEach((start, row) => {
    const at = start - first;
    if (at < 0 || at >= steps) return;
    line.rows[at] = row;
    line.requests[at] = values[row * COLUMNS]!;
    line.failed[at] = values[row * COLUMNS + COLUMN.serverError]!;
    line.refused[at] = values[row * COLUMNS + COLUMN.clientError]!;
  });
  for (const { from, to } of silencesIn(line.requests)) line.silent.fill(1, from, to);
  return line;
}

/**
 * First and last step with a request; null where there is none. Rows with nothing but an error log's lines say nothing of how
 * long the access log is, and a few lines with a wrong year must not make its steps long.
 */
function stretchOf({ grid, values }: Rows): { first: number; last: number; leftOut: number } | null {
  const at = grid.starts
    .map((start, row) => ({ start, requests: values[row * COLUMNS]! }))
    .filter(({ requests }) => requests > 0)
    .toSorted((a, b) => a.start - b.start);
  if (at.length === 0) return null;
  const total = at.reduce((sum, { requests }) => sum + requests, 0);
  let from = 0;
  let to = at.length - 1;
  let leftOut = 0;
  while (from < to && at[to]!.start - at[from]!.start >= STEPS_MAX) {
    const early = { length: at[from + 1]!.start - at[from]!.start, requests: at[from]!.requests };
    const late = { length: at[to]!.start - at[to - 1]!.start, requests: at[to]!.requests };
    const end = early.length >= late.length ? early : late;
    const rest = at[to]!.start - at[from]!.start - end.length;
    if (end.length <= rest || leftOut + end.requests > APART_MAX * total) break;
    leftOut += end.requests;
    if (end === early) from += 1;
    else to -= 1;
  }
  return { first: at[from]!.start, last: at[to]!.start, leftOut };
}

export const minuteAt = ({ from, step }: Timeline, index: number): Minute => (from + index * step) as Minute;

/** What the sketches know of each step: distinct clients and prefixes, and the requests of the heaviest client. */
export interface SketchSeries {
  readonly clients: Float64Array;
  readonly prefixes: Float64Array;
  readonly loudest: Float64Array;
}

/** One value a cell, given to each of its steps; rates where a cell is longer than a step. */
export function sketchSeries({ cells }: Counts, line: Timeline): SketchSeries {
  const series = {
    clients: new Float64Array(line.steps),
    prefixes: new Float64Array(line.steps),
    loudest: new Float64Array(line.steps),
  };
  const { grid, distinct, top } = cells;
  grid.starts.forEach((start, cell) => {
    const from = Math.floor((start * grid.step - line.from) / line.step);
    const to = Math.max(from + 1, Math.floor(((start + 1) * grid.step - line.from) / line.step));
    const each = 1 / (to - from);
    const loudest = heaviestOf(top.clients.counts, cell * top.clients.kept, top.clients.sizes[cell]!);
    const clients = estimateDistinct(distinct.clients, cell << CELL_BITS.clients, CELL_BITS.clients);
    const prefixes = estimateDistinct(distinct.prefixes, cell << CELL_BITS.prefixes, CELL_BITS.prefixes);
    for (let at = Math.max(0, from); at < Math.min(to, line.steps); at += 1) {
      // A step may hold several cells, as a cell may hold several steps.
      series.loudest[at]! += loudest * each;
      series.clients[at]! += clients * each;
      series.prefixes[at]! += prefixes * each;
    }
  });
  return series;
}

function heaviestOf(counts: Int32Array, from: number, size: number): number {
  let most = 0;
  for (let i = from; i < from + size; i += 1) if (counts[i]! > most) most = counts[i]!;
  return most;
}
