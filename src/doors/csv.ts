/** What every CSV has in common: rows with their line numbers, and a column of times. */
import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { EpochMs } from '../model/units.ts';

/** What is wrong with a file, and in which line. */
export class BadFileError extends Error {
  override name = 'BadFileError';
}

/** Names that the column of times goes by. */
const TIME_NAMES = ['time', 'timestamp', 'date', 'datetime', 'at', 'created_at'];

export interface CsvRow {
  readonly cells: string[];
  /** Where it ends in the file; the first is 1. */
  readonly line: number;
}

export interface Csv {
  readonly header: readonly string[];
  /** Index of the column of times. */
  readonly time: number;
  /** Of as many cells as the header or not. */
  readonly rows: AsyncGenerator<CsvRow, void>;
}

const DELIMITERS = [',', ';', '\t'];

/**
 * Blank lines are passed over. Throws BadFileError at an empty file and at a header without a column of times, and its rows where
 * they are no CSV. @param example of a header
 */
export async function openCsv(input: Readable, example: string): Promise<Csv> {
  const rows = readRows(input);
  const first = await rows.next();
  if (first.done === true) throw new BadFileError(`the file is empty; its first line should be: ${example}`);
  const header = first.value.cells;
  const time = header.findIndex(isTimeName);
  if (time !== -1) return { header, time, rows };
  throw new BadFileError(`line 1: no column is called "time" (found: ${header.join(', ')}); write: ${example}`);
}

async function* readRows(input: Readable): AsyncGenerator<CsvRow, void> {
  const parser = input.pipe(
    parse({
      bom: true,
      delimiter: DELIMITERS,
      skip_empty_lines: true,
      trim: true,
      info: true,
      relax_column_count: true,
    }),
  );
  input.on('error', (cause) => parser.destroy(cause));
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { cells: record, line: info.lines };
  } catch (cause) {
    if (cause instanceof CsvError) throw new BadFileError(`not a CSV: ${cause.message}`, { cause });
    throw cause;
  }
}

export const isTimeName = (name: string): boolean => TIME_NAMES.includes(name.toLowerCase());

/** Throws BadFileError at a row that has more or fewer cells than the header. */
export function checkWidth({ cells, line }: CsvRow, wanted: number): void {
  if (cells.length === wanted) return;
  throw new BadFileError(`line ${line}: ${cells.length} cells where the header has ${wanted}`);
}

/** The cells of a file's first line, from its first bytes. */
export function headerOf(head: Buffer): string[] {
  const [first = ''] = head
    .toString()
    .replace(/^\uFEFF/, '')
    .trimStart()
    .split(/[\r\n]/, 1);
  return first.split(new RegExp(`[${DELIMITERS.join('')}]`)).map((cell) => cell.trim().replaceAll('"', ''));
}

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(?:Z|UTC|GMT|([+-]\d{2})(?::?(\d{2}))?)?$/i;

/** ISO 8601 with a zone, or without one, which is read as UTC. undefined where it is none. */
export function timeOf(text: string): EpochMs | undefined {
  const [, date, clock, hours, minutes = '00'] = TIME.exec(text) ?? [];
  // The 30th of February would be read as the 2nd of March.
  const isDate = date !== undefined && isoDate(Date.parse(`${date}T00:00Z`)) === date;
  const at = isDate ? Date.parse(`${date}T${clock}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`) : Number.NaN;
  return Number.isNaN(at) ? undefined : (at as EpochMs);
}

/** The time in a cell. Throws BadFileError where it is none. */
export function timeIn({ cells, line }: CsvRow, column: number): EpochMs {
  const time = timeOf(cells[column]!);
  if (time !== undefined) return time;
  throw new BadFileError(`line ${line}: "${cells[column]}" is not a time; write it as 2025-03-10T09:45:00Z`);
}

const isoDate = (at: number): string => (Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10));
