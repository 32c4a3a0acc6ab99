/**
 * Common and combined log format of Apache, nginx, Tomcat and many more, with a virtual host in front or more fields
 * behind where there are any. By far the most read format, so it is written out by hand: one pass, no garbage.
 */
import { FIELD, type Line, type LineFormat, READ, type ReadLine } from '../line.ts';
import {
  BRACKET,
  BRACKET_END,
  COMMA,
  CR,
  clearLine,
  DASH,
  find,
  isDigit,
  LINE_MAX,
  QUOTE,
  SPACE,
  setSpan,
  ZERO,
} from './bytes.ts';
import { type ReadOptions, setForwarded, setFromList } from './forwarded.ts';
import { pairsReader } from './pairs.ts';
import { closingQuote, type Scan, unescapeField } from './quoted.ts';
import { beforePort, isAddress, setClient, splitRequest } from './request.ts';
import { BAD, CUT, clfTime } from './time.ts';

export const combined = (options: ReadOptions): LineFormat => ({
  name: 'combined',
  title: 'Apache and nginx combined, also with a virtual host in front or more fields behind',
  reader: () => clfReader(true, options),
});

export const common = (options: ReadOptions): LineFormat => ({
  name: 'common',
  title: 'common log format: combined without referrer and user agent',
  reader: () => clfReader(false, options),
});

/** Reads the fields behind the user agent, from just after its closing quote; false where they are not those due. */
type ReadTail = (bytes: Uint8Array, at: number, end: number, line: Line) => boolean;

export function clfReader(withAgent: boolean, options: ReadOptions, readTail?: ReadTail): ReadLine {
  const readTime = clfTime(options.zoneMinutes);
  const { forwarded } = options;
  const scan: Scan = { escaped: false };
  const readPairs = pairsReader(options);

  return (bytes, start, lineEnd, line) => {
    let from = start;
    let end = lineEnd;
    if (end > from && bytes[end - 1] === CR) end--;
    if (end === from) return READ.skip;
    if (end - from > LINE_MAX) return READ.long;
    clearLine(line);
    // Some exports put the whole line between quotes.
    if (bytes[from] === QUOTE) {
      from++;
      if (end > from && bytes[end - 1] === QUOTE) end--;
    }

    let at = clientAndUser(bytes, from, end, line, forwarded);
    if (at < 0) return -at as typeof READ.cut;
    at = readTime(bytes, at, end, line);
    if (at === CUT || at === end) return READ.cut;
    if (at === BAD || bytes[at] !== BRACKET_END) return READ.time;
    if (end - at < 3) return READ.cut;
    if (bytes[at + 1] !== SPACE || bytes[at + 2] !== QUOTE) return READ.shape;
    at += 3;

    const request = at;
    scan.escaped = false;
    at = closingQuote(bytes, request, end, scan);
    while (at < end && !statusFollows(bytes, at + 1, end)) at = closingQuote(bytes, at + 1, end, scan);
    if (at >= end) return READ.cut;
    const { escaped } = scan;
    scan.escaped = false;
    splitRequest(bytes, request, at, line);

    at += 2;
    if (end - at < 1) return READ.cut;
    if (bytes[at] === DASH) {
      at++;
    } else {
      if (end - at < 3) return READ.cut;
      line.status = (bytes[at]! - ZERO) * 100 + (bytes[at + 1]! - ZERO) * 10 + (bytes[at + 2]! - ZERO);
      at += 3;
    }
    if (end - at < 2) return READ.cut;
    if (bytes[at] !== SPACE) return READ.number;
    at++;
    if (bytes[at] === DASH) {
      at++;
    } else {
      let size = 0;
      const digits = at;
      while (at < end && isDigit(bytes[at]!)) size = size * 10 + (bytes[at++]! - ZERO);
      if (at === digits) return READ.number;
      line.size = size;
    }
    if (at < end && bytes[at] !== SPACE) return READ.number;
    if (!withAgent) {
      if (escaped) unescapeField(bytes, line, line.spans[2 * FIELD.raw]! < 0 ? FIELD.target : FIELD.raw);
      return READ.ok;
    }

    // Figures between size and referrer, which some formats have, are passed over.
    do {
      at++;
      if (at >= end) return READ.cut;
    } while (bytes[at] !== QUOTE);
    const referrer = at + 1;
    at = closingQuote(bytes, referrer, end, scan);
    if (at >= end) return READ.cut;
    setSpan(line, FIELD.referrer, referrer, at, bytes);
    if (end - at < 3) return READ.cut;
    if (bytes[at + 1] !== SPACE || bytes[at + 2] !== QUOTE) return READ.shape;
    const agent = at + 3;
    at = closingQuote(bytes, agent, end, scan);
    if (at >= end) return READ.cut;
    setSpan(line, FIELD.agent, agent, at, bytes);

    if (readTail !== undefined && !readTail(bytes, at + 1, end, line)) return READ.cut;
    if (at + 2 < end) readPairs(bytes, at + 2, end, line);
    if (forwarded !== 'no') setForwarded(bytes, at + 1, end, forwarded, line);
    if (escaped) unescapeField(bytes, line, line.spans[2 * FIELD.raw]! < 0 ? FIELD.target : FIELD.raw);
    if (scan.escaped) {
      unescapeField(bytes, line, FIELD.referrer);
      unescapeField(bytes, line, FIELD.agent);
    }
    return READ.ok;
  };
}

/** Whether after a quote comes what comes after a request: a space and a status, or the line's (cut) end. */
function statusFollows(bytes: Uint8Array, at: number, end: number): boolean {
  if (at >= end) return true;
  if (bytes[at] !== SPACE) return false;
  if (end - at < 4) return true;
  return (isDigit(bytes[at + 1]!) && isDigit(bytes[at + 2]!) && isDigit(bytes[at + 3]!)) || bytes[at + 1] === DASH;
}

/**
 * Reads what stands before the time: `client ident user [`, or a virtual host before these. Gives the place of the time's
 * first byte, or the reason of the refusal as a negative number.
 */
function clientAndUser(
  bytes: Uint8Array,
  from: number,
  end: number,
  line: Line,
  forwarded: ReadOptions['forwarded'],
): number {
  let at = from;
  while (at < end && bytes[at] !== SPACE) at++;
  if (at === from) return -READ.client;
  // The usual line: nothing known of the user.
  if (
    end - at >= 6 &&
    bytes[at + 1] === DASH &&
    bytes[at + 2] === SPACE &&
    bytes[at + 3] === DASH &&
    bytes[at + 4] === SPACE &&
    bytes[at + 5] === BRACKET
  ) {
    return setClient(bytes, from, at, line) ? at + 6 : -READ.client;
  }
  return unusualClient(bytes, from, at, end, line, forwarded);
}

/** The same for lines that say more, whose first word ends at `first`; apart, so that the usual line's way stays short. */
function unusualClient(
  bytes: Uint8Array,
  from: number,
  first: number,
  end: number,
  line: Line,
  forwarded: ReadOptions['forwarded'],
): number {
  let second = first + 1;
  while (second < end && bytes[second] !== SPACE) second++;
  if (second >= end) return end - from < 64 ? -READ.cut : -READ.shape;
  let bracket = second;
  // A name of a user may hold spaces and brackets; the time's bracket is followed by a digit.
  while (
    bracket < end &&
    !(bytes[bracket] === BRACKET && bytes[bracket - 1] === SPACE && timeFollows(bytes, bracket, end))
  ) {
    bracket++;
  }
  if (bracket >= end) return -READ.time;
  // A list of forwarded addresses in the client's place.
  if (bytes[first - 1] === COMMA) {
    let listEnd = second;
    while (listEnd < bracket && bytes[listEnd - 1] === COMMA) listEnd = find(bytes, listEnd + 1, bracket, SPACE);
    const which = forwarded === 'first' ? 'first' : 'last';
    return setFromList(bytes, from, listEnd, which, line) ? bracket + 1 : -READ.client;
  }
  const client = clientPlace(bytes, from, first, second, bracket);
  if (client > from) setSpan(line, FIELD.host, from, beforePort(bytes, from, first), bytes);
  return setClient(bytes, client, find(bytes, client, bracket, SPACE), line) ? bracket + 1 : -READ.client;
}

const timeFollows = (bytes: Uint8Array, bracket: number, end: number): boolean =>
  bracket + 1 >= end || isDigit(bytes[bracket + 1]!);

/**
 * Where the client is: at the line's start, or behind a host. `host client - user [` and `host - client - user [` have more
 * words than `client ident user [`; where ident is in use, the one that is an address decides.
 */
function clientPlace(bytes: Uint8Array, from: number, first: number, second: number, bracket: number): number {
  const third = second + 1;
  const thirdIsNone = third + 1 < bracket && bytes[third] === DASH && bytes[third + 1] === SPACE;
  const hasFourth = thirdIsNone && third + 2 < bracket;
  if (second - first === 2 && bytes[first + 1] === DASH) {
    const isThird = isAddress(bytes, third, find(bytes, third, bracket, SPACE)) && !isAddress(bytes, from, first);
    return isThird ? third : from;
  }
  const isHost = isAddress(bytes, first + 1, second) ? hasFourth || !isAddress(bytes, from, first) : hasFourth;
  return isHost ? first + 1 : from;
}
