/**
 * What a value in a log means, whatever the log calls it. Formats differ in how values are found; once found, each goes
 * through `store` by its role.
 */
import { FIELD, type Line, REACHED, READ, type Read } from '../line.ts';
import { COLON, clearLine, DASH, find, SLASH, SPACE, setSpan } from './bytes.ts';
import { type ReadOptions, setFromList } from './forwarded.ts';
import { joinQuery } from './join.ts';
import { isNone, lastOf, numberAt, setDuration, statusAt } from './number.ts';
import { beforePort, setClient, splitRequest } from './request.ts';
import { anyTime, BAD, CUT, clockAt, dayStart, type ReadTime } from './time.ts';

export const ROLE = {
  skip: 0,
  /** The client as the edge believes it to be; and the machine that connected, where nothing better is logged. */
  client: 1,
  peer: 2,
  forwarded: 3,
  method: 4,
  /** Path with query; the path alone; the query alone. */
  target: 5,
  path: 6,
  query: 7,
  protocol: 8,
  /** The whole request line. */
  request: 9,
  referrer: 10,
  agent: 11,
  host: 12,
  country: 13,
  network: 14,
  detail: 15,
  status: 16,
  originStatus: 17,
  size: 18,
  seconds: 19,
  millis: 20,
  micros: 21,
  nanos: 22,
  time: 23,
  /** A better time than `time` where both are logged: milliseconds, or the start of the request. */
  exactTime: 24,
  date: 25,
  clock: 26,
  /** Times of the edge with the origin: until it chose one, until connected, until its answer began; `-` or −1 if never. */
  queued: 27,
  connected: 28,
  answered: 29,
  /** The origin asked; `-` and the like if none was. */
  origin: 30,
  /** Marks lines that are no requests: a logger's name, such as Caddy's `http.log.error`. */
  logger: 31,
  /** An address with its port behind a colon, even where the address is IPv6 and not in brackets. */
  endpoint: 32,
  /** What came instead of a request. */
  raw: 33,
  /** A time to answer in seconds that also says whether the origin answered. */
  answerSeconds: 34,
  /** The status that the origin sent, from an edge that never puts its own there (nginx does). */
  originAnswer: 35,
} as const;

/** What is known of a line while it is being read, beyond the line itself. */
export interface Draft {
  readonly readTime: ReadTime;
  readonly forwarded: ReadOptions['forwarded'];
  hasTime: boolean;
  hasExactTime: boolean;
  hasClient: boolean;
  day: number;
  clock: number;
  forwardedFrom: number;
  forwardedTo: number;
  queryFrom: number;
  queryTo: number;
  hasRequest: boolean;
  hasStatus: boolean;
  isRequest: boolean;
}

export const createDraft = (options: ReadOptions): Draft => ({
  readTime: anyTime(options.zoneMinutes),
  forwarded: options.forwarded,
  hasTime: false,
  hasExactTime: false,
  hasClient: false,
  day: -1,
  clock: -1,
  forwardedFrom: -1,
  forwardedTo: -1,
  queryFrom: -1,
  queryTo: -1,
  hasRequest: false,
  hasStatus: false,
  isRequest: true,
});

export function beginLine(draft: Draft, line: Line): void {
  clearLine(line);
  draft.hasTime = false;
  draft.hasExactTime = false;
  draft.hasClient = false;
  draft.clock = -1;
  draft.forwardedFrom = -1;
  draft.queryFrom = -1;
  draft.queryTo = -1;
  draft.hasRequest = false;
  draft.hasStatus = false;
  draft.isRequest = true;
}

/** Roles that are nothing but a field. */
const FIELD_OF = new Int8Array(36).fill(-1);
for (const name of ['method', 'protocol', 'referrer', 'agent', 'country', 'network', 'detail', 'raw'] as const) {
  FIELD_OF[ROLE[name]] = FIELD[name];
}

/** Takes the value from `from` to `to` in its role. */
export function store(role: number, bytes: Uint8Array, from: number, to: number, line: Line, draft: Draft): Read {
  const { spans } = line;
  const field = FIELD_OF[role]!;
  if (field >= 0) {
    setSpan(line, field, from, to, bytes);
    return READ.ok;
  }
  switch (role) {
    case ROLE.skip:
      return READ.ok;
    case ROLE.client:
    case ROLE.peer:
      if (isNone(bytes, from, to) || (role === ROLE.peer && draft.hasClient)) return READ.ok;
      if (!isWord(bytes, from, to) || !setClient(bytes, from, to, line)) return READ.client;
      draft.hasClient = role === ROLE.client;
      return READ.ok;
    case ROLE.endpoint: {
      let end = to - 1;
      while (end > from && bytes[end] !== COLON) end--;
      const isClient = isWord(bytes, from, to) && setClient(bytes, from, end > from ? end : to, line);
      return isClient ? READ.ok : READ.client;
    }
    case ROLE.forwarded:
      draft.forwardedFrom = from;
      draft.forwardedTo = to;
      return READ.ok;
    case ROLE.target:
      setSpan(line, FIELD.target, from, to, bytes);
      draft.hasRequest = true;
      return READ.ok;
    case ROLE.path:
      if (!draft.hasRequest) setSpan(line, FIELD.target, from, to, bytes);
      return READ.ok;
    case ROLE.query:
      draft.queryFrom = from;
      draft.queryTo = isNone(bytes, from, to) ? from : to;
      return READ.ok;
    case ROLE.request:
      if (spans[2 * FIELD.target]! >= 0) return READ.ok;
      splitRequest(bytes, from, to, line);
      draft.hasRequest = true;
      return READ.ok;
    case ROLE.host:
      if (spans[2 * FIELD.host]! < 0 || spans[2 * FIELD.host]! === spans[2 * FIELD.host + 1]!) {
        setSpan(line, FIELD.host, from, beforePort(bytes, from, to), bytes);
      }
      return READ.ok;
    case ROLE.status: {
      const status = statusAt(bytes, from, to);
      if (status < 0) return READ.number;
      line.status = status;
      draft.hasStatus = true;
      return READ.ok;
    }
    case ROLE.originStatus:
    case ROLE.originAnswer:
      line.originStatus = Math.max(0, statusAt(bytes, lastOf(bytes, from, to), to));
      if (line.originStatus > 0 && role === ROLE.originAnswer) reach(line, REACHED.answered);
      return READ.ok;
    case ROLE.size: {
      if (isNone(bytes, from, to)) return READ.ok;
      const size = numberAt(bytes, from, to);
      if (Number.isNaN(size)) return READ.number;
      line.size = size;
      return READ.ok;
    }
    case ROLE.seconds:
      return setDuration(bytes, from, to, 1000, line);
    case ROLE.millis:
      return setDuration(bytes, from, to, 1, line);
    case ROLE.micros:
      return setDuration(bytes, from, to, 1e-3, line);
    case ROLE.nanos:
      return setDuration(bytes, from, to, 1e-6, line);
    case ROLE.time:
    case ROLE.exactTime: {
      if (draft.hasExactTime || (draft.hasTime && role === ROLE.time)) return READ.ok;
      const after = draft.readTime(bytes, from, to, line);
      if (after === BAD || after === CUT) return READ.time;
      draft.hasTime = true;
      draft.hasExactTime = role === ROLE.exactTime;
      return READ.ok;
    }
    case ROLE.date:
      return setDay(bytes, from, to, draft);
    case ROLE.clock:
      if (to - from < 8) return READ.time;
      draft.clock = clockAt(bytes, from);
      return draft.clock < 0 ? READ.time : READ.ok;
    case ROLE.queued:
      if (isNone(bytes, from, to)) reach(line, REACHED.none);
      return READ.ok;
    case ROLE.connected:
      if (!isNone(bytes, lastOf(bytes, from, to), to)) reach(line, REACHED.connected);
      else if (line.reached !== REACHED.none) reach(line, REACHED.trying);
      return READ.ok;
    case ROLE.answered:
      if (!isNone(bytes, lastOf(bytes, from, to), to)) reach(line, REACHED.answered);
      return READ.ok;
    case ROLE.answerSeconds:
      if (!isNone(bytes, from, to)) reach(line, REACHED.answered);
      return setDuration(bytes, from, to, 1000, line);
    case ROLE.origin:
      if (isNone(bytes, from, to) || bytes[from] === 60) {
        line.originStatus = 0;
      }
      return READ.ok;
    default:
      draft.isRequest = !endsWithError(bytes, from, to);
      return READ.ok;
  }
}

/** Puts together what came in parts, once all values of a line are there. */
export function finishLine(bytes: Uint8Array, line: Line, draft: Draft): Read {
  if (!draft.isRequest) return READ.skip;
  if (!draft.hasTime) {
    if (draft.day < 0 || draft.clock < 0) return READ.time;
    line.time = draft.day + draft.clock;
  }
  if (!draft.hasStatus) return READ.number;
  const { spans } = line;
  const hasClient = spans[2 * FIELD.client]! >= 0;
  if (draft.forwardedFrom >= 0 && (draft.forwarded !== 'no' || !hasClient)) {
    const which = draft.forwarded === 'first' ? 'first' : 'last';
    setFromList(bytes, draft.forwardedFrom, draft.forwardedTo, which, line);
  }
  if (spans[2 * FIELD.client]! < 0) return READ.client;
  if (!draft.hasRequest && draft.queryTo > draft.queryFrom) joinQuery(bytes, line, draft.queryFrom, draft.queryTo);
  // A format without a whole request line says that there was none by leaving its parts empty.
  if (isEmpty(line, FIELD.target) && isEmpty(line, FIELD.method) && spans[2 * FIELD.raw]! < 0) {
    spans[2 * FIELD.raw] = spans[2 * FIELD.target]!;
    spans[2 * FIELD.raw + 1] = spans[2 * FIELD.target + 1]!;
  }
  return READ.ok;
}

const isEmpty = (line: Line, field: number): boolean =>
  line.spans[2 * field]! >= 0 && line.spans[2 * field]! === line.spans[2 * field + 1]!;

/** Whether it has no space in it: a client is one word. */
const isWord = (bytes: Uint8Array, from: number, to: number): boolean => find(bytes, from, to, SPACE) === to;

function reach(line: Line, stage: number): void {
  if (stage > line.reached) line.reached = stage;
}

/** A date alone, `2000-10-10`; kept for the lines that follow, since some logs name it only once. */
export function setDay(bytes: Uint8Array, from: number, to: number, draft: Draft): Read {
  if (to - from !== 10 || (bytes[from + 4] !== DASH && bytes[from + 4] !== SLASH)) return READ.time;
  const year = numberAt(bytes, from, from + 4);
  const day = dayStart(year, numberAt(bytes, from + 5, from + 7) - 1, numberAt(bytes, from + 8, to));
  if (!(day >= 0)) return READ.time;
  draft.day = day;
  return READ.ok;
}

function endsWithError(bytes: Uint8Array, from: number, to: number): boolean {
  const word = 'http.log.error';
  for (let at = 0; at < word.length; at++)
    if (from + at >= to || bytes[from + at] !== word.charCodeAt(at)) return false;
  return true;
}
