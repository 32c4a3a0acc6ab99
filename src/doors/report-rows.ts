/**
 * A CSV of single reports: a column of times, and any of what a report may say. Each row is what a line of NDJSON is to the
 * door, so that rows are taken or refused one by one for the same reasons.
 */
import type { Readable } from 'node:stream';
import { BadFileError, type Csv, openCsv, timeOf } from './csv.ts';
import { type Refusal, refuse } from './refusal.ts';
import { LINE_BYTES_MAX, ReportLine } from './signals.ts';

/** One signal of a file, as text for the door; undefined where it is longer than the door takes. */
export interface SignalText {
  /** The first is 1. */
  readonly line: number;
  readonly text: string | undefined | Refusal;
}

/** What a report may say, but for its time. */
const FIELDS = Object.keys(ReportLine.shape).filter((field) => field !== 'kind' && field !== 'at');
const named = (header: readonly string[]): string[] => header.map((name) => name.toLowerCase());

/**
 * Rows as texts for the door. Without a column of symptoms each is `other`. Throws BadFileError at a header that no reports have.
 * @param service whose reports they are, where no column says so
 */
export async function* readReportRows(input: Readable, service: string | undefined): AsyncGenerator<SignalText> {
  const csv = await openCsv(input, 'time,service,symptom');
  const columns = columnsOf(csv, service);
  for await (const { cells, line } of csv.rows) yield { line, text: textOf(cells, columns, service) };
}

function columnsOf({ header, time }: Csv, service: string | undefined): string[] {
  const columns = named(header);
  columns[time] = 'at';
  const strange = columns.findIndex((name) => name !== 'at' && !FIELDS.includes(name));
  if (strange !== -1) {
    throw new BadFileError(
      `line 1: no report has a "${header[strange]}"; take that column out, or name it as one of ${FIELDS.join(', ')}`,
    );
  }
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw new BadFileError(`line 1: two columns are of the ${twice === 'at' ? 'time' : twice}`);
  if (service !== undefined && columns.includes('service')) {
    throw new BadFileError('--service names one service, but the file has a column of services');
  }
  if (service === undefined && !columns.includes('service')) {
    throw new BadFileError(
      'line 1: no column says which service is reported; add one called "service", or --service ID',
    );
  }
  return columns;
}

function textOf(cells: readonly string[], columns: readonly string[], service: string | undefined): SignalText['text'] {
  if (cells.length !== columns.length) {
    return refuse(422, 'bad-row', 'Not a row', `${cells.length} cells where the header has ${columns.length}.`);
  }
  const said = columns.flatMap((name, index) => (cells[index] === '' ? [] : [[name, cells[index]!] as const]));
  const { at, ...rest } = Object.fromEntries(said);
  const moment = at === undefined ? undefined : timeOf(at);
  const time = moment === undefined ? at : new Date(moment).toISOString();
  const text = JSON.stringify({ kind: 'report', service, symptom: 'other', ...rest, at: time });
  return Buffer.byteLength(text) > LINE_BYTES_MAX ? undefined : text;
}
