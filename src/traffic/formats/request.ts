/**
 * The parts of a request line (`GET /a?b HTTP/1.1`), of an address with or without its port, and of a quoted text with
 * escapes. Text is unescaped where it lies, and only once the whole line has been accepted: a refused line stays as it was.
 */
import { FIELD, type Line } from '../line.ts';
import { BACKSLASH, BRACKET, BRACKET_END, COLON, DASH, DOT, hexOf, isDigit, isLetter, SPACE } from './bytes.ts';

/** No method of HTTP is longer by far. */
const METHOD_MAX = 24;

/**
 * Splits the request line from `from` to `to`, whose first and last spaces are known (−1 without any). What is no request
 * line becomes the field `raw`: TLS sent to a plain port, an empty request, a scanner's probe.
 */
export function setRequest(bytes: Uint8Array, from: number, to: number, first: number, last: number, line: Line): void {
  const { spans } = line;
  if (first > from && first - from <= METHOD_MAX && isMethod(bytes, from, first)) {
    // Targets with spaces in them are logged as they came, so the protocol is what follows the last space.
    const versioned = last > first + 1 && isProtocol(bytes, last + 1, to);
    const target = versioned ? last : to;
    if (target > first + 1) {
      spans[2 * FIELD.method] = from;
      spans[2 * FIELD.method + 1] = first;
      spans[2 * FIELD.target] = first + 1;
      spans[2 * FIELD.target + 1] = target;
      spans[2 * FIELD.protocol] = versioned ? last + 1 : to;
      spans[2 * FIELD.protocol + 1] = to;
      return;
    }
  }
  spans[2 * FIELD.raw] = from;
  spans[2 * FIELD.raw + 1] = to;
}

/** The same where the spaces are not known yet. */
export function splitRequest(bytes: Uint8Array, from: number, to: number, line: Line): void {
  let first = -1;
  let last = -1;
  for (let at = from; at < to; at++) {
    if (bytes[at] !== SPACE) continue;
    if (first < 0) first = at;
    last = at;
  }
  setRequest(bytes, from, to, first, last, line);
}

function isMethod(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (!isLetter(byte) && byte !== DASH && byte !== 95) return false;
  }
  return true;
}

/** `HTTP/…`, or `RTSP/…` and the like that scanners send: letters, a slash, something after it. */
function isProtocol(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && isLetter(bytes[at]!)) at++;
  return at - from >= 3 && at - from <= 8 && at + 1 < to && bytes[at] === 47;
}

/** Sets the client to the address from `from` to `to`, without brackets and port; false where there is none. */
export function setClient(bytes: Uint8Array, from: number, to: number, line: Line): boolean {
  let start = from;
  let end = to;
  if (bytes[start] === BRACKET) {
    start++;
    let close = start;
    while (close < end && bytes[close] !== BRACKET_END) close++;
    end = close;
  } else {
    end = beforePort(bytes, start, end);
  }
  const first = start < end ? bytes[start]! : 0;
  // Names of hosts may have any letter, but a client starts with one, with a digit, or with `::`.
  if (!isDigit(first) && !isLetter(first) && first !== COLON && first !== 95 && first < 128) return false;
  line.spans[2 * FIELD.client] = start;
  line.spans[2 * FIELD.client + 1] = end;
  return true;
}

/** The end of a name or IPv4 address that may have a port behind; an IPv6 address has several colons and no port. */
export function beforePort(bytes: Uint8Array, from: number, to: number): number {
  let at = to - 1;
  while (at > from && isDigit(bytes[at]!)) at--;
  if (at <= from || bytes[at] !== COLON) return to;
  for (let other = from; other < at; other++) if (bytes[other] === COLON) return ipv4Tail(bytes, from, at) ? at : to;
  return at;
}

/** Whether the last part before `to` is an IPv4 address inside IPv6: `::ffff:192.0.2.1`. */
function ipv4Tail(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = to - 1; at > from && bytes[at] !== COLON; at--) if (bytes[at] === DOT) return true;
  return false;
}

/** Whether the bytes look like an IP address: digits, hexadecimal letters, dots and colons, at least two of the latter. */
export function isAddress(bytes: Uint8Array, from: number, to: number): boolean {
  let marks = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === DOT || byte === COLON) marks++;
    else if (hexOf(byte) < 0 && byte !== BRACKET && byte !== BRACKET_END) return false;
  }
  return marks >= 2 && (isDigit(bytes[from]!) || bytes.indexOf(COLON, from) < to);
}

/** Undoes backslash escapes of one field where it lies; `\xHH`, `\"`, `\\`, and the letters for control characters. */
export function unescapeField(bytes: Uint8Array, line: Line, field: number): void {
  const from = line.spans[2 * field]!;
  const to = line.spans[2 * field + 1]!;
  if (from < 0) return;
  let read = from;
  while (read < to && bytes[read] !== BACKSLASH) read++;
  let write = read;
  while (read < to) {
    const byte = bytes[read]!;
    if (byte !== BACKSLASH || read + 1 >= to) {
      bytes[write++] = byte;
      read++;
      continue;
    }
    const kind = bytes[read + 1]!;
    const high = kind === 120 && read + 3 < to ? hexOf(bytes[read + 2]!) : -1;
    const low = high >= 0 ? hexOf(bytes[read + 3]!) : -1;
    if (low >= 0) {
      bytes[write++] = 16 * high + low;
      read += 4;
    } else {
      bytes[write++] = controlOf(kind);
      read += 2;
    }
  }
  line.spans[2 * field + 1] = write;
}

/** What `\n` and the like stand for; any other letter stands for itself. */
export function controlOf(letter: number): number {
  if (letter === 110) return 10;
  if (letter === 116) return 9;
  if (letter === 114) return 13;
  if (letter === 98) return 8;
  if (letter === 102) return 12;
  if (letter === 118) return 11;
  return letter;
}
