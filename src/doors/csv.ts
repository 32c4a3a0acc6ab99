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

/** Separated by commas, semicolons or tabs; blank lines are passed over. Throws BadFileError. */
export async function* readCsv(input: Readable): AsyncGenerator<CsvRow> {
  const parser = input.pipe(
    parse({
      bom: true,
      delimiter: [',', ';', '\t'],
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

/** Index of the column of times; -1 without one. */
export const timeColumn = (header: readonly string[]): number =>
  header.findIndex((name) => TIME_NAMES.includes(name.toLowerCase()));

export const noTimeColumn = (header: readonly string[]): BadFileError =>
  new BadFileError(`line 1: no column is called "time" (found: ${header.join(', ')})`);

/** The cells of a file's first line, from its first bytes. */
export function headerOf(head: Buffer): string[] {
  const [first = ''] = head
    .toString()
    .replace(/^\uFEFF/, '')
    .trimStart()
    .split(/[\r\n]/, 1);
  return first.split(/[,;\t]/).map((cell) => cell.trim().replaceAll('"', ''));
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

const isoDate = (at: number): string => (Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10));
