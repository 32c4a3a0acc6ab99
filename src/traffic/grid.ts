/**
 * Time in steps: which row a minute belongs to. Only minutes that occur have a row. When more would be needed than there is room
 * for, the step doubles and neighbours are merged, so memory has a bound however long the log is. The final step depends on
 * which minutes occur, never on their order.
 */

export interface Grid {
  readonly room: number;
  /** Length of a step in minutes: a power of two. */
  step: number;
  /** Row by step, in steps since 1970. */
  readonly rows: Map<number, number>;
  /** The step of each row. */
  starts: number[];
}

/** What happens to the contents of rows when the step doubles. */
export interface Content {
  merge(into: number, from: number): void;
  move(to: number, from: number): void;
  clear(row: number): void;
}

export const createGrid = (room: number): Grid => ({ room, step: 1, rows: new Map(), starts: [] });

/** The row of a minute, made where there is none. `grid.step` may be larger afterwards, and all rows others. */
export function rowOf(grid: Grid, minute: number, content: Content): number {
  let row = grid.rows.get(Math.floor(minute / grid.step));
  while (row === undefined && grid.starts.length === grid.room) {
    double(grid, content);
    row = grid.rows.get(Math.floor(minute / grid.step));
  }
  if (row !== undefined) return row;
  const start = Math.floor(minute / grid.step);
  grid.rows.set(start, grid.starts.length);
  grid.starts.push(start);
  return grid.starts.length - 1;
}

/** First minute of a row. */
export const minuteOfRow = (grid: Grid, row: number): number => grid.starts[row]! * grid.step;

/** Doubles the step until it is `step`. */
export function coarsen(grid: Grid, step: number, content: Content): void {
  while (grid.step < step) double(grid, content);
}

function double(grid: Grid, content: Content): void {
  const old = grid.starts;
  grid.step *= 2;
  grid.rows.clear();
  grid.starts = [];
  old.forEach((oldStart, from) => {
    const start = Math.floor(oldStart / 2);
    const into = grid.rows.get(start);
    if (into !== undefined) {
      content.merge(into, from);
      return;
    }
    const to = grid.starts.length;
    grid.rows.set(start, to);
    grid.starts.push(start);
    if (to !== from) content.move(to, from);
  });
  for (let row = grid.starts.length; row < old.length; row += 1) content.clear(row);
}
