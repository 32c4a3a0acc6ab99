/**
 * Quoted text with backslash escapes: finding its end, and undoing the escapes where it lies. That is done only once the
 * whole line has been accepted, so that a refused line stays as it was and can be shown.
 */
import type { Line } from '../line.ts';
import { BACKSLASH, hexOf, PERCENT, QUOTE, SPACE } from './bytes.ts';

/** What was met on the way to a closing quote. */
export interface Scan {
  escaped: boolean;
}

/** The quote that ends a text: followed by a space or by the line's end. One that the writer forgot to escape is not. */
export function closingQuote(bytes: Uint8Array, from: number, end: number, scan: Scan): number {
  let at = nextQuote(bytes, from, end, scan);
  while (at + 1 < end && bytes[at + 1] !== SPACE) at = nextQuote(bytes, at + 1, end, scan);
  return at;
}

/** The next quote that is not escaped, or `end`. */
export function nextQuote(bytes: Uint8Array, from: number, end: number, scan: Scan): number {
  let at = from;
  for (;;) {
    // Four at a time, since nearly all bytes are plain: measured three times as fast as one at a time.
    for (; at + 4 <= end; at += 4) {
      const a = bytes[at]!;
      const b = bytes[at + 1]!;
      const c = bytes[at + 2]!;
      const d = bytes[at + 3]!;
      if (a === QUOTE || b === QUOTE || c === QUOTE || d === QUOTE) break;
      if (a === BACKSLASH || b === BACKSLASH || c === BACKSLASH || d === BACKSLASH) break;
    }
    for (let last = at + 4; at < last; at++) {
      if (at >= end) return end;
      const byte = bytes[at]!;
      if (byte === QUOTE) return at;
      if (byte !== BACKSLASH) continue;
      scan.escaped = true;
      at++;
    }
  }
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

/** Undoes JSON's escapes of one field where it lies; half of a surrogate pair becomes U+FFFD. */
export function unescapeJson(bytes: Uint8Array, line: Line, field: number): void {
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
    let code = bytes[read + 1] === 117 ? fourHex(bytes, read + 2, to) : -1;
    if (code < 0) {
      bytes[write++] = bytes[read + 1] === 118 ? 118 : controlOf(bytes[read + 1]!);
      read += 2;
      continue;
    }
    read += 6;
    if (code >= 0xd800 && code < 0xe000) {
      const low = bytes[read] === BACKSLASH && bytes[read + 1] === 117 ? fourHex(bytes, read + 2, to) : -1;
      if (code < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        read += 6;
      } else {
        code = 0xfffd;
      }
    }
    write = putUtf8(bytes, write, code);
  }
  line.spans[2 * field + 1] = write;
}

function fourHex(bytes: Uint8Array, at: number, to: number): number {
  if (at + 4 > to) return -1;
  let value = 0;
  for (let place = at; place < at + 4; place++) {
    const digit = hexOf(bytes[place]!);
    if (digit < 0) return -1;
    value = 16 * value + digit;
  }
  return value;
}

function putUtf8(bytes: Uint8Array, at: number, code: number): number {
  let place = at;
  if (code < 0x80) {
    bytes[place++] = code;
    return place;
  }
  if (code < 0x800) bytes[place++] = 0xc0 | (code >> 6);
  else {
    if (code < 0x10000) bytes[place++] = 0xe0 | (code >> 12);
    else {
      bytes[place++] = 0xf0 | (code >> 18);
      bytes[place++] = 0x80 | ((code >> 12) & 63);
    }
    bytes[place++] = 0x80 | ((code >> 6) & 63);
  }
  bytes[place++] = 0x80 | (code & 63);
  return place;
}

/** Undoes `%41` and, where a space is written as a plus, `+`. */
export function unescapePercent(bytes: Uint8Array, line: Line, field: number, plusIsSpace: boolean): void {
  const from = line.spans[2 * field]!;
  const to = line.spans[2 * field + 1]!;
  if (from < 0) return;
  let write = from;
  for (let read = from; read < to; read++) {
    const byte = bytes[read]!;
    const high = byte === PERCENT && read + 2 < to ? hexOf(bytes[read + 1]!) : -1;
    const low = high >= 0 ? hexOf(bytes[read + 2]!) : -1;
    if (low >= 0) {
      bytes[write++] = 16 * high + low;
      read += 2;
    } else {
      bytes[write++] = plusIsSpace && byte === 43 ? SPACE : byte;
    }
  }
  line.spans[2 * field + 1] = write;
}
