/**
 * Common and combined log format of Apache, nginx, Tomcat and many more, with a virtual host in front or more fields
 * behind where there are any. By far the most read format, so it is written out by hand: one pass, no garbage.
 */
import { FIELD, type Line, type LineFormat, READ, type ReadLine } from '../line.ts';
import { BRACKET, BRACKET_END, CR, clearLine, DASH, isDigit, LINE_MAX, QUOTE, SPACE, ZERO } from './bytes.ts';
import { type ReadOptions, setForwarded } from './forwarded.ts';
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

    let at = clientAndUser(bytes, from, end, line);
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
    setQuoted(bytes, referrer, at, line, FIELD.referrer);
    if (end - at < 3) return READ.cut;
    if (bytes[at + 1] !== SPACE || bytes[at + 2] !== QUOTE) return READ.shape;
    const agent = at + 3;
    at = closingQuote(bytes, agent, end, scan);
    if (at >= end) return READ.cut;
    setQuoted(bytes, agent, at, line, FIELD.agent);

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

function setQuoted(bytes: Uint8Array, from: number, to: number, line: Line, field: number): void {
  line.spans[2 * field] = from;
  line.spans[2 * field + 1] = to - from === 1 && bytes[from] === DASH ? from : to;
}

/**
 * Reads what stands before the time: `client ident user [`, or a virtual host before these. Gives the place of the time's
 * first byte, or the reason of the refusal as a negative number.
 */
function clientAndUser(bytes: Uint8Array, from: number, end: number, line: Line): number {
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
  const first = at;
  let second = at + 1;
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
  const identIsNone = second - first === 2 && bytes[first + 1] === DASH;
  if (!identIsNone && bracket - second > 1 && hasHostFirst(bytes, from, first, second, bracket)) {
    const hostEnd = beforePort(bytes, from, first);
    line.spans[2 * FIELD.host] = from;
    line.spans[2 * FIELD.host + 1] = hostEnd - from === 1 && bytes[from] === DASH ? from : hostEnd;
    return setClient(bytes, first + 1, second, line) ? bracket + 1 : -READ.client;
  }
  return setClient(bytes, from, first, line) ? bracket + 1 : -READ.client;
}

const timeFollows = (bytes: Uint8Array, bracket: number, end: number): boolean =>
  bracket + 1 >= end || isDigit(bytes[bracket + 1]!);

/** `host client - user [` has one word more than `client ident user [`; where ident is used, the address decides. */
function hasHostFirst(bytes: Uint8Array, from: number, first: number, second: number, bracket: number): boolean {
  if (isAddress(bytes, first + 1, second)) {
    return (
      !isAddress(bytes, from, first) ||
      (bytes[second + 1] === DASH && bytes[second + 2] === SPACE && second + 3 < bracket)
    );
  }
  return bytes[second + 1] === DASH && bytes[second + 2] === SPACE && second + 3 < bracket;
}
