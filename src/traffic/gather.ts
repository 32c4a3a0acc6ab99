/** Everything that was counted in some stretches of time, put together: the exact counts of their rows, the sketches of their cells. */
import { FAULTS, type Fault } from '../model/fault.ts';
import type { Statuses } from '../model/traffic.ts';
import { type Cells, createCells, mergeCell } from './cells.ts';
import type { Counts } from './counts.ts';
import { withCauses } from './fault.ts';
import { COLUMN, COLUMNS } from './rows.ts';
import type { Span } from './silence.ts';
import type { Timeline } from './timeline.ts';

/** More keys than a cell keeps, so that merging many of them lets go of little. */
const WIDER = 16;

export interface Gathered {
  readonly minutes: number;
  readonly bytes: number;
  /** By COLUMN. */
  readonly values: Float64Array;
  /** One cell. */
  readonly cells: Cells;
}

export const emptyGathered = (): Gathered => ({
  minutes: 0,
  bytes: 0,
  values: new Float64Array(COLUMNS),
  cells: createCells(1, 1),
});

/** @param spans steps of the timeline */
export function gather(counts: Counts, line: Timeline, spans: readonly Span[]): Gathered {
  const values = new Float64Array(COLUMNS);
  const wanted = new Set<number>();
  const { rows, cells } = counts;
  let bytes = 0;
  let minutes = 0;
  for (const { from, to } of spans) {
    for (let at = from; at < to; at += 1) {
      const row = line.rows[at]!;
      if (line.silent[at] === 0) minutes += line.step;
      if (row < 0) continue;
      bytes += rows.bytes[row]!;
      for (let i = 0; i < COLUMN.faults; i += 1) values[i]! += rows.values[row * COLUMNS + i]!;
      addFaults(values, rows.values, row);
      const start = line.from + at * line.step;
      const last = Math.floor((start + line.step - 1) / cells.grid.step);
      for (let place = Math.floor(start / cells.grid.step); place <= last; place += 1) {
        const cell = cells.grid.rows.get(place);
        if (cell !== undefined) wanted.add(cell);
      }
    }
  }
  const into = createCells(1, WIDER);
  for (const cell of wanted) mergeCell(into, 0, cells, cell);
  return { minutes, bytes, values, cells: into };
}

/** A minute's failures, with the causes that an error log told of the same minute. */
function addFaults(values: Float64Array, rows: Int32Array, row: number): void {
  const faults = row * COLUMNS + COLUMN.faults;
  const causes = row * COLUMNS + COLUMN.causes;
  const told = withCauses(rows.subarray(faults, faults + FAULTS.length), rows.subarray(causes, causes + FAULTS.length));
  for (let i = 0; i < FAULTS.length; i += 1) {
    values[COLUMN.faults + i]! += told[i]!;
    values[COLUMN.causes + i]! += rows[causes + i]!;
  }
}

export function statusesOf(values: Float64Array): Statuses {
  return {
    informational: values[COLUMN.informational]!,
    success: values[COLUMN.success]!,
    redirect: values[COLUMN.redirect]!,
    clientError: values[COLUMN.clientError]!,
    serverError: values[COLUMN.serverError]!,
    other: values[COLUMN.otherStatus]!,
  };
}

export function faultsOf(values: Float64Array): Partial<Record<Fault, number>> {
  const faults: Partial<Record<Fault, number>> = {};
  FAULTS.forEach((fault, index) => {
    const count = values[COLUMN.faults + index]!;
    if (count > 0) faults[fault] = count;
  });
  return faults;
}
