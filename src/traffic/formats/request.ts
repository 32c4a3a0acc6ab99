/**
 * The parts of a request line (`GET /a?b HTTP/1.1`), of an address with or without its port, and of a quoted text with
 * escapes. Text is unescaped where it lies, and only once the whole line has been accepted: a refused line stays as it was.
 */
import { FIELD, type Line } from '../line.ts';
import { BRACKET, BRACKET_END, COLON, DASH, DOT, hexOf, isDigit, isLetter, SPACE } from './bytes.ts';

/** No method of HTTP is longer by far. */
const METHOD_MAX = 24;

/**
 * Splits the request line from `from` to `to`. What is no request line becomes the field `raw`: TLS sent to a plain port,
 * an empty request, a scanner's probe.
 */
export function splitRequest(bytes: Uint8Array, from: number, to: number, line: Line): void {
  const { spans } = line;
  let first = from;
  while (first < to && bytes[first] !== SPACE) first++;
  if (first > from && first < to && first - from <= METHOD_MAX && isMethod(bytes, from, first)) {
    // Targets with spaces in them are logged as they came, so the protocol is what follows the last space.
    let last = to - 1;
    while (bytes[last] !== SPACE) last--;
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

function isMethod(bytes: Uint8Array, from: number, to: number): boolean {
  if (!isLetter(bytes[from]!)) return false;
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

/** Whether the bytes look like an IP address: digits or hexadecimal letters, with two dots or colons at least. */
export function isAddress(bytes: Uint8Array, from: number, to: number): boolean {
  let dots = 0;
  let colons = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === DOT) dots++;
    else if (byte === COLON) colons++;
    else if (hexOf(byte) < 0 && byte !== BRACKET && byte !== BRACKET_END) return false;
  }
  return colons > 1 || (dots > 1 && isDigit(bytes[from]!));
}
