/**
 * Rows in any order, gathered into columns of counts: single reports by the minute, or counts of a service and step. What else a
 * row says is passed over, so rows that differ in that alone add up.
 */
import { type Minute, minuteOf } from '../model/units.ts';
import { type CountRow, type CountsFile, countOf, stepOf } from './counts-file.ts';
import { BadFileError, type Csv, checkWidth, timeIn } from './csv.ts';
import { countColumnOf, serviceColumnOf } from './csv-kind.ts';

/** A longer span comes from a wrong time. */
const SPAN_MINUTES_MAX = 10 * 366 * 1_440;

/**
 * From the first row's step to the last one's. What no row says is none: reports that are not there were not made, and a program
 * that adds up leaves out what is zero. Where a row does say 0, or leaves its cell empty, zeros were written, and what no row says is unknown.
 * Throws BadFileError at the first row that is wrong.
 */
export async function gatherCounts({ header, time, rows: read }: Csv): Promise<CountsFile> {
  const [serviceColumn, countColumn] = [serviceColumnOf(header), countColumnOf(header)];
  const isReports = countColumn === -1;
  const counts = new Map<string, Map<Minute, number>>();
  const times = new Set<Minute>();
  let writesZeros = false;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const row of read) {
    const { cells, line } = row;
    checkWidth(row, header.length);
    const at = minuteOf(timeIn(row, time));
    [first, last] = [Math.min(first, at), Math.max(last, at)];
    if (last - first > SPAN_MINUTES_MAX) {
      throw new BadFileError(`line ${line}: "${cells[time]}" is years away from the others; mend it`);
    }
    times.add(at);
    const service = serviceColumn === -1 ? (isReports ? 'reports' : 'count') : cells[serviceColumn]!;
    if (service === '') throw new BadFileError(`line ${line}: it does not say of which service it is`);
    const ofService = counts.get(service) ?? new Map<Minute, number>();
    counts.set(service, ofService);
    const count = isReports ? 1 : countOf(cells[countColumn]!, line);
    if (!count) writesZeros = true;
    if (count !== undefined) ofService.set(at, (ofService.get(at) ?? 0) + count);
  }
  if (counts.size === 0) throw new BadFileError('the file has a header and no rows');
  const stepMinutes = isReports ? 1 : stepOf([...times].sort((a, b) => a - b));
  const unsaid = writesZeros ? undefined : 0;
  const services = [...counts.keys()].sort();
  const rowAt = (at: Minute): CountRow => ({ at, counts: services.map((one) => counts.get(one)!.get(at) ?? unsaid) });
  async function* rows(): AsyncGenerator<CountRow> {
    for (let at = first; at <= last; at += stepMinutes) yield rowAt(at as Minute);
  }
  return { columns: services, stepMinutes, first: rowAt(first as Minute), rows: rows() };
}
