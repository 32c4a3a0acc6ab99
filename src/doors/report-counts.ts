/**
 * A CSV of single reports as counts by the minute: a column of times, and a service's if there is one. What else a row says is
 * passed over. From the first report's minute to the last one's every minute is counted.
 */
import type { Readable } from 'node:stream';
import { type Minute, minuteOf } from '../model/units.ts';
import type { CountRow, CountsFile } from './counts.ts';
import { BadFileError, checkWidth, openCsv, timeIn } from './csv.ts';

/** Names of columns that say how many: such a row is no single report, and counted as one it would be wrong in silence. */
const HOW_MANY = ['count', 'counts', 'n', 'number', 'value', 'total', 'reports'];
/** A longer span comes from a wrong time. */
const SPAN_MINUTES_MAX = 10 * 366 * 1_440;

/** Of all reports in the file, in any order. Throws BadFileError at the first row that is wrong. */
export async function countReports(input: Readable): Promise<CountsFile> {
  const { header, time, rows: reports } = await openCsv(input, 'time,service');
  const serviceColumn = serviceColumnOf(header);
  const counts = new Map<string, Map<Minute, number>>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const row of reports) {
    const { cells, line } = row;
    checkWidth(row, header.length);
    const at = minuteOf(timeIn(row, time));
    [first, last] = [Math.min(first, at), Math.max(last, at)];
    if (last - first > SPAN_MINUTES_MAX) {
      throw new BadFileError(`line ${line}: "${cells[time]}" is years away from the others; mend it`);
    }
    const service = serviceColumn === -1 ? 'reports' : cells[serviceColumn]!;
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

/** -1 without one. Throws BadFileError where rows are no single reports. */
function serviceColumnOf(header: readonly string[]): number {
  const many = header.find((name) => HOW_MANY.includes(name.toLowerCase()));
  if (many !== undefined) {
    throw new BadFileError(
      `line 1: "${many}" says how many, so these are no single reports; counts have a column for each service: time,shop,mail`,
    );
  }
  return header.findIndex((name) => name.toLowerCase() === 'service');
}
