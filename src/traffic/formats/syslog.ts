/**
 * What log collectors put in front of a line: syslog (RFC 3164, RFC 5424, and rsyslog's own), and what container runtimes
 * write. A reader that refuses a line is asked again without it.
 */
import { READ, type Read, type ReadLine } from '../line.ts';
import { COLON, DASH, isDigit, SPACE, TAB } from './bytes.ts';
import { monthAt } from './time.ts';

export function behindSyslog(read: ReadLine): ReadLine {
  let isPrefixed = false;
  return (bytes, lineStart, end, line) => {
    const start = afterMark(bytes, lineStart, end);
    if (isPrefixed) {
      const body = afterSyslog(bytes, start, end);
      const code = body < 0 ? READ.shape : read(bytes, body, end, line);
      if (code === READ.ok) return code;
    }
    const code = read(bytes, start, end, line);
    if (code === READ.ok || code === READ.skip || code === READ.long) return code;
    const body = isPrefixed ? -1 : afterSyslog(bytes, start, end);
    if (body < 0) return unlessBytes(code, bytes, start, end);
    const behind = read(bytes, body, end, line);
    isPrefixed = behind === READ.ok;
    return isPrefixed ? behind : unlessBytes(behind, bytes, start, end);
  };
}

/** Behind a byte order mark, which Windows puts at the start of files, and RFC 5424 before messages. */
function afterMark(bytes: Uint8Array, at: number, end: number): number {
  return bytes[at] === 0xef && end - at > 2 && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at;
}

/** What a line without control characters is refused for. With them it is no text, whatever else is wrong with it. */
function unlessBytes(code: Read, bytes: Uint8Array, start: number, end: number): Read {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < SPACE && byte !== TAB && !(byte === 13 && at === end - 1)) return READ.bytes;
  }
  return code;
}

/** Where the message begins behind a syslog header, or −1 where there is none. */
export function afterSyslog(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] === 60) {
    do at++;
    while (at < end && isDigit(bytes[at]!) && at - start < 5);
    if (at >= end || bytes[at] !== 62) return -1;
    at++;
    if (end - at > 2 && bytes[at] === 49 && bytes[at + 1] === SPACE) return afterHeader5424(bytes, at + 2, end);
  }
  // `Oct  7 00:33:22 ` or an ISO time.
  if (end - at > 16 && monthAt(bytes, at) >= 0 && bytes[at + 3] === SPACE && bytes[at + 9] === COLON) {
    at += 16;
    if (bytes[at - 1] !== SPACE) return -1;
  } else if (end - at > 20 && isDigit(bytes[at]!) && bytes[at + 4] === DASH && (bytes[at + 10]! | 32) === 116) {
    at = word(bytes, at, end) + 1;
  } else return -1;
  const first = word(bytes, at, end);
  // Container runtimes: the stream, then F for a full line or P for a part.
  if (first - at === 6 && bytes[at] === 115 && bytes[at + 1] === 116 && bytes[at + 2] === 100 && first + 3 < end) {
    return first + 3;
  }
  if (first < end && bytes[first - 1] === COLON) return first + 1;
  const second = word(bytes, first + 1, end);
  if (second >= end || bytes[second - 1] !== COLON) return -1;
  return second + 1;
}

/** After `time host program process message-id [structured data]`, at whose start `at` is. */
function afterHeader5424(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  for (let words = 0; words < 5; words++) at = word(bytes, at, end) + 1;
  if (at >= end) return -1;
  if (bytes[at] === DASH) at++;
  while (at < end && bytes[at] === 91) {
    while (at < end && bytes[at] !== 93) at += bytes[at] === 92 ? 2 : 1;
    at++;
  }
  if (at >= end || bytes[at] !== SPACE) return -1;
  at++;
  return afterMark(bytes, at, end);
}

/** The end of the word at `at`: the next space, or the line's end. */
function word(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end && bytes[to] !== SPACE) to++;
  return to;
}
