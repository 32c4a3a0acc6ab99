/** A block of an error log: each line's cause is counted in its minute, where it explains the failures of the access log. */
import { type Counter, closeMinutes } from './counter.ts';
import type { errorLogReader } from './formats/index.ts';
import { createErrorLine, type ErrorLine } from './formats/index.ts';
import { READ } from './line.ts';
import { COLUMN, COLUMNS, openRow } from './rows.ts';

const LF = 10;
const MINUTE_MS = 60_000;

export interface ErrorSource {
  readonly read: ReturnType<typeof errorLogReader>;
  readonly line: ErrorLine;
}

export const createErrorSource = (read: ErrorSource['read']): ErrorSource => ({ read, line: createErrorLine() });

export function countErrors(counter: Counter, source: ErrorSource, bytes: Uint8Array, from: number, to: number): void {
  const { counts } = counter;
  const { read, line } = source;
  // A row of its own may move the rows of the minutes that are open.
  closeMinutes(counter);
  for (let start = from; start < to; ) {
    let end = bytes.indexOf(LF, start);
    if (end < 0 || end > to) end = to;
    counts.errorLines += 1;
    if (read(bytes, start, end, line) === READ.ok && line.cause >= 0) {
      const row = openRow(counts.rows, Math.floor(line.time / MINUTE_MS));
      counts.rows.values[row * COLUMNS + COLUMN.causes + line.cause]! += 1;
    }
    start = end + 1;
  }
}
