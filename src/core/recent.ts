/**
 * The last steps of a series, kept for the start of an incident that may be decided later. Expectations change once a
 * slot, so they are kept as runs.
 */

export interface Recent {
  /** Oldest first; null is unknown. */
  readonly counts: (number | null)[];
  /** Pairs of steps and what was expected in each of them, oldest first. */
  readonly runs: number[];
}

export const createRecent = (): Recent => ({ counts: [], runs: [] });

/** Adds a step; at least the last `most` are kept. */
export function addRecent(recent: Recent, count: number | null, expected: number, most: number): void {
  const { counts, runs } = recent;
  counts.push(count);
  const last = runs.length - 2;
  if (last >= 0 && runs[last + 1] === expected) runs[last]! += 1;
  else runs.push(1, expected);
  // Rarely and by many, so that a step costs little.
  if (counts.length >= 2 * most) drop(recent, counts.length - most);
}

function drop({ counts, runs }: Recent, surplus: number): void {
  counts.splice(0, surplus);
  let left = surplus;
  let whole = 0;
  while (left >= runs[whole]!) {
    left -= runs[whole]!;
    whole += 2;
  }
  runs.splice(0, whole);
  if (left > 0) runs[0]! -= left;
}

/** Takes everything out: counts and, step by step, expectations. */
export function takeRecent(recent: Recent): { counts: (number | null)[]; expected: number[] } {
  const expected: number[] = [];
  for (let i = 0; i < recent.runs.length; i += 2) {
    for (let k = recent.runs[i]!; k > 0; k--) expected.push(recent.runs[i + 1]!);
  }
  recent.runs.length = 0;
  return { counts: recent.counts.splice(0), expected };
}
