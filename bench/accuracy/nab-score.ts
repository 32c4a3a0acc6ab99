/**
 * The scoring of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015, arXiv:1510.03336; version 1.1): the earliest alarm
 * in a window earns by how early it is, each alarm outside of one costs by how far it is behind the last window, a window
 * without alarm costs once. Scaled so that no alarm at all is 0 and one at the start of every window is 100.
 */
export interface Profile {
  readonly name: string;
  readonly falsePositive: number;
  readonly falseNegative: number;
}

/** A window that is found at its start is worth 1 in all of them. */
export const profiles: readonly Profile[] = [
  { name: 'standard', falsePositive: 0.11, falseNegative: 1 },
  { name: 'low FP', falsePositive: 0.22, falseNegative: 1 },
  { name: 'low FN', falsePositive: 0.11, falseNegative: 2 },
];

/** First and last row of a labelled window. */
export type Window = readonly [first: number, last: number];

/** What is not scored: 15 % of the rows, of 5,000 at most. */
export const probationOf = (rows: number): number => Math.min(Math.floor(0.15 * rows), 0.15 * 5000);

/** From 1 far before the end of a window, through 0 at it, to −1 far behind it; in widths of the window. */
export const scaledSigmoid = (position: number): number => (position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1);

/** Score of one file: alarms are rows, in order; windows are in order and apart. */
export function rawScore(
  rows: number,
  windows: readonly Window[],
  alarms: readonly number[],
  { falsePositive, falseNegative }: Profile,
): number {
  const scored = alarms.filter((row) => row >= probationOf(rows));
  let score = 0;
  for (const [first, last] of scoredWindows(rows, windows)) {
    const earliest = scored.find((row) => row >= first && row <= last);
    const width = last - first + 1;
    score +=
      earliest === undefined ? -falseNegative : scaledSigmoid(-(last - earliest + 1) / width) / scaledSigmoid(-1);
  }
  for (const row of falseAlarms(rows, windows, alarms)) {
    const before = windows.filter(([, last]) => last < row).at(-1);
    const behind = before === undefined ? 3 : (row - before[1]) / (before[1] - before[0]);
    score += falsePositive * scaledSigmoid(behind);
  }
  return score;
}

/** Windows of which anything is scored. */
export const scoredWindows = (rows: number, windows: readonly Window[]): Window[] =>
  windows.filter(([, last]) => last >= probationOf(rows));

/** Scored alarms outside of all windows. */
export const falseAlarms = (rows: number, windows: readonly Window[], alarms: readonly number[]): number[] =>
  alarms.filter((row) => row >= probationOf(rows) && windows.every(([first, last]) => row < first || row > last));

/** From the sum of raw scores over files with so many windows. */
export const normalised = (raw: number, windows: number, { falseNegative }: Profile): number =>
  (100 * (raw + falseNegative * windows)) / (windows * (1 + falseNegative));
