/**
 * A CSV of single reports as counts by the minute: a column of times, and a service's if there is one. What else a row says is
 * passed over. From the first report's minute to the last one's every minute is counted.
 */
import type { Readable } from 'node:stream';
import { type Minute, minuteOf } from '../model/units.ts';
import { type CountRow, type CountsFile, notATime } from './counts.ts';
import { BadFileError, noTimeColumn, readCsv, timeColumn, timeOf } from './csv.ts';

/** Names of columns that say how many: such a row is no single report, and counted as one it would be wrong in silence. */
const HOW_MANY = ['count', 'counts', 'n', 'number', 'value', 'total', 'reports'];
/** A longer span comes from a wrong time. */
const SPAN_MINUTES_MAX = 10 * 366 * 1_440;

/** Of all reports in the file, in any order. Throws BadFileError at the first row that is wrong. */
export async function countReports(input: Readable): Promise<CountsFile> {
  const counts = new Map<string, Map<Minute, number>>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let columns: { width: number; time: number; service: number } | undefined;
  for await (const { cells, line } of readCsv(input)) {
    if (columns === undefined) {
      columns = columnsOf(cells);
      continue;
    }
    if (cells.length !== columns.width) {
      throw new BadFileError(`line ${line}: ${cells.length} cells where the header has ${columns.width}`);
    }
    const time = timeOf(cells[columns.time]!);
    if (time === undefined) throw notATime(cells[columns.time]!, line);
    const at = minuteOf(time);
    [first, last] = [Math.min(first, at), Math.max(last, at)];
    if (last - first > SPAN_MINUTES_MAX) {
      throw new BadFileError(`line ${line}: "${cells[columns.time]}" is years away from the others; mend it`);
    }
    const service = columns.service === -1 ? 'reports' : cells[columns.service]!;
    const ofService = counts.get(service) ?? new Map<Minute, number>();
    ofService.set(at, (ofService.get(at) ?? 0) + 1);
    counts.set(service, ofService);
  }
  if (counts.size === 0) throw new BadFileError('the file has no reports');
  const services = [...counts.keys()].sort();
  const rowAt = (at: Minute): CountRow => ({ at, counts: services.map((one) => counts.get(one)!.get(at) ?? 0) });
  async function* rows(): AsyncGenerator<CountRow> {
    for (let at = first; at <= last; at++) yield rowAt(at as Minute);
  }
  return { columns: services, stepMinutes: 1, first: rowAt(first as Minute), rows: rows() };
}

function columnsOf(header: readonly string[]): { width: number; time: number; service: number } {
  const time = timeColumn(header);
  if (time === -1) throw noTimeColumn(header);
  const many = header.find((name) => HOW_MANY.includes(name.toLowerCase()));
  if (many !== undefined) {
    throw new BadFileError(
      `line 1: "${many}" says how many, so these are no single reports; counts have a column for each service: time,shop,mail`,
    );
  }
  return { width: header.length, time, service: header.findIndex((name) => name.toLowerCase() === 'service') };
}
