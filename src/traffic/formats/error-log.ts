/**
 * Error logs of nginx, Apache and Caddy: they say why the requests failed that the access log only shows as failed. Few
 * lines beside the access log's, so their messages are read as text, each kind once.
 */
import { READ, type Read } from '../line.ts';
import { BRACKET, BRACKET_END, COLON, CR, DASH, DOT, find, isDigit, isLetter, LINE_MAX, SPACE } from './bytes.ts';
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
/** Messages remembered with what they mean; a failure repeats the same few. */
const REMEMBERED_MAX = 4096;
const latin1 = new TextDecoder('latin1');

/**
 * A reader for one error log. These logs write local times without a zone, so `zoneMinutes` (east of UTC) is best taken from
 * the access log beside them: `zoneOf`.
 */
export function errorLogReader(zoneMinutes = 0): ReadErrorLine {
  const readTime = anyTime(zoneMinutes);
  const remembered = new Map<number, number>();
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
    const most = Math.min(end, after + MESSAGE_MAX);
    const marks = clientMarks(bytes, after, most);
    const till = messageEnd(bytes, after, most, marks);
    if (marks !== undefined) {
      into.clientFrom = marks.from;
      into.clientTo = beforePort(bytes, marks.from, marks.to);
    }
    const key = hashOf(bytes, messageAt(bytes, after, till), till, marks);
    let cause = remembered.get(key);
    if (cause === undefined) {
      cause = causeOf(latin1.decode(bytes.subarray(after, till)));
      if (remembered.size >= REMEMBERED_MAX) remembered.clear();
      remembered.set(key, cause);
    }
    into.cause = cause;
    return READ.ok;
  };
}

interface ClientMarks {
  /** Where the words about the client begin. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  /** Whether all behind is about the client and its request. */
  readonly isLast: boolean;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** nginx, Apache, Caddy. */
const CLIENTS = [
  { mark: bytesOf(', client: '), isLast: true },
  { mark: bytesOf('[client '), isLast: false },
  { mark: bytesOf('"client_ip":"'), isLast: false },
  { mark: bytesOf('"remote_ip":"'), isLast: false },
] as const;

function clientMarks(bytes: Uint8Array, from: number, end: number): ClientMarks | undefined {
  for (const { mark, isLast } of CLIENTS) {
    const start = placeOf(bytes, from, end, mark);
    if (start < 0) continue;
    const client = start + mark.length;
    let to = client;
    while (to < end && isAddressByte(bytes[to]!)) to++;
    if (to > client) return { start, from: client, to, isLast };
  }
  return undefined;
}

const isAddressByte = (byte: number): boolean =>
  isDigit(byte) || isLetter(byte) || byte === COLON || byte === DOT || byte === DASH || byte === BRACKET;

function placeOf(bytes: Uint8Array, from: number, end: number, mark: Uint8Array): number {
  for (let at = from; at + mark.length <= end; at++) {
    if (bytes[at] !== mark[0]) continue;
    let same = 1;
    while (same < mark.length && bytes[at + same] === mark[same]) same++;
    if (same === mark.length) return at;
  }
  return -1;
}

/** Where the message begins, behind what differs in every line: `[error] 1234#1234: *56 `, `[proxy:error] [pid 1:tid 2] `. */
function messageAt(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] === BRACKET) {
    at = find(bytes, at, end, BRACKET_END) + 1;
    if (at < end && bytes[at] === SPACE) at++;
  }
  while (
    at < end &&
    (isDigit(bytes[at]!) || bytes[at] === 35 || bytes[at] === 42 || bytes[at] === COLON || bytes[at] === SPACE)
  ) {
    at++;
  }
  return at;
}

const REFERER = bytesOf(', referer: ');

/** Where the message ends: what comes behind is the client's word, and must not pass for the server's. */
function messageEnd(bytes: Uint8Array, from: number, end: number, marks: ClientMarks | undefined): number {
  if (marks?.isLast === true) return marks.start;
  const referer = placeOf(bytes, from, end, REFERER);
  return referer < 0 ? end : referer;
}

/** A hash of the message without its client. */
function hashOf(bytes: Uint8Array, from: number, end: number, marks: ClientMarks | undefined): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < end; at++) {
    if (at === marks?.from) at = marks.to;
    hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  }
  return hash;
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
