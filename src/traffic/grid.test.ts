/** Laws of time in steps: nothing is lost when steps double, and the order of the minutes changes nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Content, createGrid, minuteOfRow, rowOf } from './grid.ts';

const ROOM = 8;

/** Adds 1 to each minute's row; gives the sum of each step by its first minute. */
function sumsOf(minutes: readonly number[]): { step: number; sums: Map<number, number> } {
  const sums = new Float64Array(ROOM);
  const content: Content = {
    merge: (into, from) => {
      sums[into]! += sums[from]!;
    },
    move: (to, from) => {
      sums[to] = sums[from]!;
    },
    clear: (row) => {
      sums[row] = 0;
    },
  };
  const grid = createGrid(ROOM);
  for (const minute of minutes) sums[rowOf(grid, minute, content)]! += 1;
  return { step: grid.step, sums: new Map(grid.starts.map((_, row) => [minuteOfRow(grid, row), sums[row]!])) };
}

test('each step holds the count of its minutes, with the shortest step that has room', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400)), (minutes) => {
      const { step, sums } = sumsOf(minutes);
      const steps = (length: number): number[] => minutes.map((minute) => Math.floor(minute / length) * length);
      let shortest = 1;
      while (new Set(steps(shortest)).size > ROOM) shortest *= 2;
      expect(step).toBe(shortest);
      const expected = new Map<number, number>();
      for (const start of steps(step)) expected.set(start, (expected.get(start) ?? 0) + 1);
      expect(sums).toEqual(expected);
    }),
  );
});
