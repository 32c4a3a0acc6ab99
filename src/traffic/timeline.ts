/**
 * The counts as series over time: one value a step, from the first step to the last, with null where no line was written and
 * the log cannot have been so quiet by chance (a silence: unknown, not zero).
 */
import type { Minute } from '../model/units.ts';
import { CELL_BITS } from './cells.ts';
import type { Counts } from './counts.ts';
import { estimateDistinct } from './distinct.ts';
import { COLUMN, COLUMNS } from './rows.ts';
import { silencesIn } from './silence.ts';

/** Longer logs than this many steps are shown in longer steps. */
const STEPS_MAX = 1 << 18;

export interface Timeline {
  readonly from: Minute;
  /** Length of a step, minutes. */
  readonly step: number;
  readonly steps: number;
  /** Row of each step, −1 where there is none. */
  readonly rows: Int32Array;
  /** Whether a step lies in a silence. */
  readonly silent: Uint8Array;
  readonly requests: Float64Array;
  readonly failed: Float64Array;
  readonly refused: Float64Array;
}

export function timelineOf({ rows: { grid, values } }: Counts): Timeline | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  grid.starts.forEach((start, row) => {
    // Rows with nothing but an error log's lines say nothing of how long the access log is.
    if (values[row * COLUMNS] === 0) return;
    if (start < first) first = start;
    if (start > last) last = start;
  });
  if (last < first) return null;
  // One line with a wrong year must not make a series of a million empty steps.
  const steps = Math.min(last - first + 1, STEPS_MAX);
  const line: Timeline = {
    from: (first * grid.step) as Minute,
    step: grid.step,
    steps,
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
      series.loudest[at] = loudest * each;
      series.clients[at] = clients * (to - from > 1 ? each : 1);
      series.prefixes[at] = prefixes * (to - from > 1 ? each : 1);
    }
  });
  return series;
}

function heaviestOf(counts: Int32Array, from: number, size: number): number {
  let most = 0;
  for (let i = from; i < from + size; i += 1) if (counts[i]! > most) most = counts[i]!;
  return most;
}
