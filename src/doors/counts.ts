/**
 * Counts in a CSV: a column of times and one or more of counts. Any regular step from a minute to an hour. A row that
 * is not there is unknown, not zero; so is an empty cell.
 */
import type { Readable } from 'node:stream';
import { type Minute, minuteOf, startOf } from '../model/units.ts';
import { BadFileError, type Csv, type CsvRow, checkWidth, openCsv, timeIn } from './csv.ts';
import { isReportsHeader } from './report-rows.ts';

export const STEP_MINUTES_MAX = 60;

export interface CountRow {
  readonly at: Minute;
  /** In the order of the columns; undefined where the cell is empty. */
  readonly counts: readonly (number | undefined)[];
}

/** Rows that the step is told from. */
const HEAD_ROWS = 1_000;

export interface CountsFile {
  readonly columns: readonly string[];
  readonly stepMinutes: number;
  readonly first: CountRow;
  /** All rows in order; throws BadFileError at one that is not later than the one before it, or on no step. */
  readonly rows: AsyncGenerator<CountRow>;
}

/** Reads far enough to know the step. However long the file is, no more of it than that is held. */
export async function openCounts(input: Readable): Promise<CountsFile> {
  const csv = await openCsv(input, 'time,count');
  const columns = columnsOf(csv);
  const head: CountRow[] = [];
  let next = await csv.rows.next();
  for (; next.done !== true && head.length < HEAD_ROWS; next = await csv.rows.next())
    head.push(rowOf(next.value, columns));
  const [first] = head;
  if (first === undefined) throw new BadFileError('the file has a header and no rows');
  const stepMinutes = stepOf(head.map(({ at }) => at));
  const unread = next;
  async function* rows(): AsyncGenerator<CountRow> {
    yield* head;
    let last = head.at(-1)!.at;
    for (let read = unread; read.done !== true; read = await csv.rows.next()) {
      const row = rowOf(read.value, columns);
      const { at } = row;
      if (at <= last) throw notLater(at);
      if ((at - last) % stepMinutes !== 0) throw offGrid(at, stepMinutes);
      last = at;
      yield row;
    }
  }
  return { columns: columns.counts.map((index) => csv.header[index]!), stepMinutes, first, rows: rows() };
}

const notLater = (at: Minute): BadFileError =>
  new BadFileError(
    `the row of ${isoOf(at)} is not later than the row before it; sort the file by time, each time once, no two rows in one minute`,
  );

const offGrid = (at: Minute, step: number): BadFileError =>
  new BadFileError(`the row of ${isoOf(at)} is not on the grid of ${step}-minute steps that the others are on`);

const isoOf = (at: Minute): string => new Date(startOf(at)).toISOString();

interface Columns {
  readonly time: number;
  readonly counts: readonly number[];
}

function columnsOf({ header, time }: Csv): Columns {
  if (isReportsHeader(header)) {
    throw new BadFileError(
      'line 1: these are single reports, which "groundswell import" takes; counts have a column for each service: time,count',
    );
  }
  const counts = [...header.keys()].filter((index) => index !== time);
  const empty = counts.find((index) => header[index] === '');
  if (empty !== undefined) throw new BadFileError(`line 1: column ${empty + 1} has no name`);
  const twice = counts.find((index) => header.indexOf(header[index]!) !== index);
  if (twice !== undefined) throw new BadFileError(`line 1: two columns are called "${header[twice]}"`);
  return { time, counts };
}

function rowOf(row: CsvRow, { time, counts }: Columns): CountRow {
  checkWidth(row, counts.length + 1);
  // Whole minutes; seconds are dropped.
  const at = minuteOf(timeIn(row, time));
  return { at, counts: counts.map((index) => countOf(row.cells[index]!, row.line)) };
}

function countOf(text: string, line: number): number | undefined {
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
