/**
 * The last steps of a series, kept for the start of an incident that may be decided later. Expectations change once a
 * slot, so they are kept as runs; most counts of a quiet service are zero, so zeros in a row are kept as one number.
 */

export interface Recent {
  /** So many of the last steps are kept, and up to twice as many, where nobody asks for more. */
  readonly most: number;
  steps: number;
  /** Oldest first; a negative number stands for so many zeros in a row, null is unknown. */
  readonly counts: (number | null)[];
  /** Pairs of steps and what was expected in each of them, oldest first. */
  readonly runs: number[];
}

export const createRecent = (most: number): Recent => ({ most, steps: 0, counts: [], runs: [] });

/** @param most so many of the last steps are kept at least */
export function addRecent(recent: Recent, count: number | null, expected: number, most = recent.most): void {
  const { counts, runs } = recent;
  const before = counts.length - 1;
  if (count !== 0) counts.push(count);
  else if (before >= 0 && counts[before]! < 0) counts[before]! -= 1;
  else counts.push(-1);
  const last = runs.length - 2;
  if (last >= 0 && runs[last + 1] === expected) runs[last]! += 1;
  else runs.push(1, expected);
  recent.steps += 1;
  // Rarely and by many, so that a step costs little.
  if (recent.steps >= 2 * most) drop(recent, recent.steps - most);
}

function drop(recent: Recent, surplus: number): void {
  const { counts, runs } = recent;
  recent.steps -= surplus;
  let left = surplus;
  let whole = 0;
  while (left >= stepsOf(counts[whole]!)) {
    left -= stepsOf(counts[whole]!);
    whole += 1;
  }
  counts.splice(0, whole);
  if (left > 0) counts[0]! += left;
  left = surplus;
  whole = 0;
  while (left >= runs[whole]!) {
    left -= runs[whole]!;
    whole += 2;
  }
  runs.splice(0, whole);
  if (left > 0) runs[0]! -= left;
}

/** How many steps an entry stands for. */
const stepsOf = (count: number | null): number => (count !== null && count < 0 ? -count : 1);

/** Visits the kept steps, newest first, each with how many steps back it lies, for as long as `visit` says to go on. */
export function visitRecent(
  { counts, runs }: Recent,
  visit: (back: number, count: number | null, expected: number) => boolean,
): void {
  let back = 0;
  let run = runs.length - 2;
  let left = run < 0 ? 0 : runs[run]!;
  for (let i = counts.length - 1; i >= 0; i--) {
    const count = counts[i]!;
    for (let k = stepsOf(count); k > 0; k--) {
      if (left === 0) {
        run -= 2;
        left = runs[run]!;
      }
      if (!visit(back, count !== null && count < 0 ? 0 : count, runs[run + 1]!)) return;
      left -= 1;
      back += 1;
    }
  }
}

/** Takes everything out, step by step: counts and expectations. */
export function takeRecent(recent: Recent): { counts: (number | null)[]; expected: number[] } {
  const counts: (number | null)[] = [];
  for (const count of recent.counts) {
    if (count === null || count >= 0) counts.push(count);
    else for (let zeros = -count; zeros > 0; zeros--) counts.push(0);
  }
  const expected: number[] = [];
  for (let i = 0; i < recent.runs.length; i += 2) {
    for (let k = recent.runs[i]!; k > 0; k--) expected.push(recent.runs[i + 1]!);
  }
  recent.steps = 0;
  recent.counts.length = 0;
  recent.runs.length = 0;
  return { counts, expected };
}
