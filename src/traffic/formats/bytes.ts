/**
 * Reading text out of bytes, without making strings: what all line formats share. Nothing here reads at or beyond `end`,
 * and nothing here throws, whatever the bytes are.
 */
import type { Line } from '../line.ts';

/** A longer line is refused: no server writes one, and one without end would fill the memory. */
export const LINE_MAX = 32_768;

export const TAB = 9;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const PERCENT = 37;
export const COMMA = 44;
export const DASH = 45;
export const DOT = 46;
export const SLASH = 47;
export const ZERO = 48;
export const COLON = 58;
export const BRACKET = 91;
export const BACKSLASH = 92;
export const BRACKET_END = 93;

/** Makes ready for the next line: nothing logged. */
export function clearLine(line: Line): void {
  line.time = 0;
  line.status = 0;
  line.originStatus = -1;
  line.size = 0;
  line.durationMs = -1;
  line.reached = -1;
  const { spans } = line;
  for (let at = 0; at < spans.length; at++) spans[at] = -1;
}

/** Where `byte` is next, or `end`. */
export function find(bytes: Uint8Array, from: number, end: number, byte: number): number {
  let at = from;
  while (at < end && bytes[at] !== byte) at++;
  return at;
}

export const isDigit = (byte: number): boolean => byte >= ZERO && byte <= 57;

/** A letter of ASCII, large or small. */
export const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;

/** The value of a hexadecimal digit, or −1. */
export function hexOf(byte: number): number {
  if (byte >= ZERO && byte <= 57) return byte - ZERO;
  const small = byte | 32;
  return small >= 97 && small <= 102 ? small - 87 : -1;
}

/** Two digits as a number, or −1 where they are none. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Sets the span of a field; `-` or nothing is logged as none, which is an empty span. */
export function setSpan(line: Line, field: number, from: number, to: number, bytes: Uint8Array): void {
  line.spans[2 * field] = from;
  line.spans[2 * field + 1] = to - from === 1 && bytes[from] === DASH ? from : to;
}
