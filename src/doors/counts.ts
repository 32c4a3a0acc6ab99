/**
 * Counts in a CSV: a column of times and one or more of counts, or what can be gathered into such columns. Any regular step from
 * a minute to an hour. A row that is not there is unknown, not zero; so is an empty cell.
 */
import type { Readable } from 'node:stream';
import { minuteOf } from '../model/units.ts';
import { type CountRow, type CountsFile, countOf, notLater, offGrid, stepOf } from './counts-file.ts';
import { BadFileError, type Csv, type CsvRow, checkWidth, openCsv, timeIn } from './csv.ts';
import { csvKind } from './csv-kind.ts';
import { gatherCounts } from './gather-counts.ts';

/** Rows that the step is told from. */
const HEAD_ROWS = 1_000;

export async function openCounts(input: Readable): Promise<CountsFile> {
  const csv = await openCsv(input, 'time,count');
  return csvKind(csv.header) === 'columns' ? columnsOfCounts(csv) : gatherCounts(csv);
}

/** Reads far enough to know the step. However long the file is, no more of it than that is held. */
async function columnsOfCounts(csv: Csv): Promise<CountsFile> {
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

interface Columns {
  readonly time: number;
  readonly counts: readonly number[];
}

function columnsOf({ header, time }: Csv): Columns {
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
