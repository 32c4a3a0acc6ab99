/** Plain counts of each minute: exact, added up in any order. One row of whole numbers a minute, and its bytes. */
import { FAULTS } from '../model/fault.ts';
import { type Content, coarsen, createGrid, type Grid, minuteOfRow, rowOf } from './grid.ts';

/** Columns of a row. Faults, and causes told by error logs, take one column each in the order of FAULTS. */
export const COLUMN = {
  requests: 0,
  informational: 1,
  success: 2,
  redirect: 3,
  clientError: 4,
  serverError: 5,
  otherStatus: 6,
  /** Requests with a method or version that browsers do not send. */
  odd: 7,
  /** What was sent instead of a request line. */
  raw: 8,
  writes: 9,
  /** Lines whose format holds a referrer, and those of them without one. */
  referrerLogged: 10,
  noReferrer: 11,
  /** Lines whose format holds an agent. */
  agentLogged: 12,
  queries: 13,
  parts: 14,
  robotsText: 15,
  crawlers: 16,
  verified: 17,
  tools: 18,
  /** Lines that say how long the answer took. */
  timed: 19,
  holes: 20,
  faults: 21,
  causes: 21 + FAULTS.length,
} as const;

export const COLUMNS = COLUMN.causes + FAULTS.length;

/** Ninety days of single minutes; a longer log gets steps of two minutes, and so on. */
const ROWS_MAX = 1 << 17;
const ROWS_MIN = 1 << 10;

export interface Rows {
  readonly grid: Grid;
  values: Int32Array;
  /** Bytes of each row; too many for whole numbers of 32 bits. */
  bytes: Float64Array;
}

export const createRows = (): Rows => ({
  grid: createGrid(ROWS_MAX),
  values: new Int32Array(ROWS_MIN * COLUMNS),
  bytes: new Float64Array(ROWS_MIN),
});

/** The row of a minute. */
export function openRow(rows: Rows, minute: number): number {
  const row = rowOf(rows.grid, minute, contentOf(rows));
  if (row < rows.bytes.length) return row;
  const values = new Int32Array(2 * rows.values.length);
  values.set(rows.values);
  rows.values = values;
  const bytes = new Float64Array(2 * rows.bytes.length);
  bytes.set(rows.bytes);
  rows.bytes = bytes;
  return row;
}

/** Lengthens the steps, as a power of two. */
export const coarsenRows = (rows: Rows, step: number): void => coarsen(rows.grid, step, contentOf(rows));

export function mergeRows(into: Rows, from: Rows): void {
  coarsenRows(into, from.grid.step);
  for (let row = 0; row < from.grid.starts.length; row += 1) {
    const to = openRow(into, minuteOfRow(from.grid, row));
    into.bytes[to]! += from.bytes[row]!;
    for (let i = 0; i < COLUMNS; i += 1) into.values[to * COLUMNS + i]! += from.values[row * COLUMNS + i]!;
  }
}

const contentOf = (rows: Rows): Content => ({
  merge(into, from) {
    rows.bytes[into]! += rows.bytes[from]!;
    for (let i = 0; i < COLUMNS; i += 1) rows.values[into * COLUMNS + i]! += rows.values[from * COLUMNS + i]!;
  },
  move(to, from) {
    rows.bytes[to] = rows.bytes[from]!;
    rows.values.copyWithin(to * COLUMNS, from * COLUMNS, (from + 1) * COLUMNS);
  },
  clear(row) {
    rows.bytes[row] = 0;
    rows.values.fill(0, row * COLUMNS, (row + 1) * COLUMNS);
  },
});
