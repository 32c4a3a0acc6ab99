/**
 * Error logs of nginx, Apache and Caddy: they say why the requests failed that the access log only shows as failed. Few
 * lines beside the access log's, so their messages are read as text.
 */
import { READ, type Read } from '../line.ts';
import { BRACKET, BRACKET_END, CR, find, isDigit, LINE_MAX, SPACE } from './bytes.ts';
import { causeOf } from './error-causes.ts';
import { beforePort } from './request.ts';
import { afterSyslog } from './syslog.ts';
import { addFraction, anyTime, BAD, CUT, clockAt, dayStart, monthAt, type ReadTime, type Timed } from './time.ts';

/** One line of an error log, used again for each line. */
export interface ErrorLine extends Timed {
  /** Index into FAULTS; −1 where the line tells of no failure, or of one that another line explains. */
  cause: number;
  /** The client's address in the bytes; −1 where the line names none. */
  clientFrom: number;
  clientTo: number;
}

export const createErrorLine = (): ErrorLine => ({ time: 0, cause: -1, clientFrom: -1, clientTo: -1 });

type ReadErrorLine = (bytes: Uint8Array, start: number, end: number, into: ErrorLine) => Read;

/** Longer messages hold bodies and traces; what failed stands at their beginning. */
const MESSAGE_MAX = 2000;

/**
 * A reader for one error log. These logs write local times without a zone, so `zoneMinutes` (east of UTC) is best taken from
 * the access log beside them: `zoneOf`.
 */
export function errorLogReader(zoneMinutes = 0): ReadErrorLine {
  const readTime = anyTime(zoneMinutes);
  return (bytes, lineStart, lineEnd, into) => {
    const end = lineEnd > lineStart && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    if (end === lineStart) return READ.skip;
    if (end - lineStart > LINE_MAX) return READ.long;
    into.time = 0;
    into.cause = -1;
    into.clientFrom = -1;
    into.clientTo = -1;
    let start = lineStart;
    let after = headAt(bytes, start, end, into, readTime, zoneMinutes);
    if (after === BAD) {
      start = afterSyslog(bytes, lineStart, end);
      if (start > 0) after = headAt(bytes, start, end, into, readTime, zoneMinutes);
    }
    if (after === CUT) return READ.cut;
    if (after === BAD) return READ.time;
    const text = String.fromCharCode(...bytes.subarray(after, Math.min(end, after + MESSAGE_MAX)));
    into.cause = causeOf(text);
    const client = /[[ ]client: ?|\[client |"(?:client_ip|remote_ip)":"/.exec(text);
    if (client !== null) {
      into.clientFrom = after + client.index + client[0].length;
      const length = /^[\w.:%[-]+/.exec(text.slice(client.index + client[0].length))?.[0].length ?? 0;
      into.clientTo = beforePort(bytes, into.clientFrom, into.clientFrom + length);
    }
    return READ.ok;
  };
}

/** Reads the time and finds the severity behind it, which tells an error log from others; gives the place after the time. */
function headAt(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: ErrorLine,
  readTime: ReadTime,
  zoneMinutes: number,
): number {
  if (bytes[start] === 123) return jsonTime(bytes, start, end, into, readTime);
  const bracketed = bytes[start] === BRACKET;
  const at = bracketed ? start + 1 : start;
  if (at >= end) return CUT;
  const after = isDigit(bytes[at]!)
    ? readTime(bytes, at, end, into)
    : bracketed
      ? apacheTime(bytes, at, end, into, zoneMinutes)
      : BAD;
  if (after < 0) return after;
  let severity = after;
  if (bracketed && severity < end && bytes[severity] === BRACKET_END) severity++;
  if (severity + 1 >= end) return CUT;
  return bytes[severity] === SPACE && bytes[severity + 1] === BRACKET ? severity + 1 : BAD;
}

/** `Mon Oct 07 00:33:22.778350 2024`, without zone. */
function apacheTime(bytes: Uint8Array, at: number, end: number, into: ErrorLine, zoneMinutes: number): number {
  if (end - at < 24) return CUT;
  const clock = clockAt(bytes, at + 11);
  const month = monthAt(bytes, at + 4);
  if (clock < 0 || month < 0) return BAD;
  into.time = clock;
  const year = bytes[at + 19] === SPACE ? at + 20 : addFraction(bytes, at + 19, end, into) + 1;
  if (year + 4 > end) return CUT;
  const tens = bytes[at + 8] === SPACE ? 0 : (bytes[at + 8]! - 48) * 10;
  const start = dayStart(numberOf(bytes, year, 4), month, tens + numberOf(bytes, at + 9, 1));
  if (!(start >= 0)) return BAD;
  into.time += start - zoneMinutes * 60_000;
  return year + 4;
}

function numberOf(bytes: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let place = at; place < at + digits; place++) {
    if (!isDigit(bytes[place]!)) return Number.NaN;
    value = value * 10 + (bytes[place]! - 48);
  }
  return value;
}

/** Caddy: `{"level":"error","ts":1728261202.7,"logger":"http.log.error","msg":"dial tcp …"`. */
function jsonTime(bytes: Uint8Array, start: number, end: number, into: ErrorLine, readTime: ReadTime): number {
  const head = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 300)));
  const key = /"(?:ts|time)":"?/.exec(head);
  if (key === null || !/"level":"(?:error|warn)"/.test(head)) return BAD;
  const after = readTime(bytes, start + key.index + key[0].length, end, into);
  return after < 0 ? after : start;
}

/** The share of a sample's lines from which it is one. */
const SHARE_MIN = 0.6;
const LINES_MAX = 500;

/** Whether a sample is of an error log: most of its lines have a time and a severity. */
export function isErrorLog(sample: Uint8Array): boolean {
  const read = errorLogReader();
  const into = createErrorLine();
  let lines = 0;
  let good = 0;
  for (let start = 0; start < sample.length && lines < LINES_MAX; ) {
    const end = find(sample, start, sample.length, 10);
    const code = read(sample, start, end, into);
    // Messages of several lines count as one.
    if (code === READ.ok) good++;
    if (code !== READ.skip) lines++;
    start = end + 1;
  }
  return good > 0 && good >= SHARE_MIN * lines;
}
