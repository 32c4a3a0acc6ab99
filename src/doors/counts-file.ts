/** What a file of counts comes to, whatever form it has: columns of counts on a grid of steps. */
import { type Minute, startOf } from '../model/units.ts';
import { BadFileError } from './csv.ts';

export const STEP_MINUTES_MAX = 60;

export interface CountRow {
  readonly at: Minute;
  /** In the order of the columns; undefined where nothing was counted. */
  readonly counts: readonly (number | undefined)[];
}

export interface CountsFile {
  readonly columns: readonly string[];
  readonly stepMinutes: number;
  readonly first: CountRow;
  /** All rows in order; throws BadFileError at one that is not later than the one before it, or on no step. */
  readonly rows: AsyncGenerator<CountRow>;
}

export const notLater = (at: Minute): BadFileError =>
  new BadFileError(
    `the row of ${isoOf(at)} is not later than the row before it; sort the file by time, each time once, no two rows in one minute`,
  );

export const offGrid = (at: Minute, step: number): BadFileError =>
  new BadFileError(`the row of ${isoOf(at)} is not on the grid of ${step}-minute steps that the others are on`);

const isoOf = (at: Minute): string => new Date(startOf(at)).toISOString();

/** The count in a cell; undefined in an empty one. Throws BadFileError where it is none. */
export function countOf(text: string, line: number): number | undefined {
  if (text === '') return undefined;
  // Programs that know empty cells only as NaN write whole numbers as 12.0.
  const count = /^\d+(?:\.0*)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(count)) {
    throw new BadFileError(
      `line ${line}: "${text}" is not a count (a whole number from 0 up; leave the cell empty where nothing was counted)`,
    );
  }
  return count;
}

/** The step of a series of times, in minutes: the most common distance. Throws when the times are on no such grid. */
export function stepOf(times: readonly Minute[]): number {
  const distances = new Map<number, number>();
  for (let i = 1; i < times.length; i += 1) {
    const distance = times[i]! - times[i - 1]!;
    if (distance <= 0) throw notLater(times[i]!);
    distances.set(distance, (distances.get(distance) ?? 0) + 1);
  }
  let step = 1;
  let most = 0;
  for (const [distance, rows] of distances)
    if (rows > most || (rows === most && distance < step)) [step, most] = [distance, rows];
  if (step > STEP_MINUTES_MAX) {
    throw new BadFileError(
      `the rows are ${step} minutes apart; a step of ${STEP_MINUTES_MAX} minutes is the longest that is read`,
    );
  }
  const off = times.findIndex((at) => (at - times[0]!) % step !== 0);
  if (off !== -1) throw offGrid(times[off]!, step);
  return step;
}
