/** Numbers in the text of a log line, and the ways in which logs write that there is none. */
import { type Line, READ, type Read } from '../line.ts';
import { COLON, COMMA, DASH, DOT, isDigit, SPACE, ZERO } from './bytes.ts';

/** Nothing, `-`, or `-1` where a number was due. */
export const isNone = (bytes: Uint8Array, from: number, to: number): boolean =>
  to <= from ||
  (to - from === 1 && bytes[from] === DASH) ||
  (to - from === 2 && bytes[from] === DASH && bytes[from + 1] === 49);

/** Start of the last value of a list, as nginx writes one for each origin that it tried: `502, 200` or `0.1 : 0.2`. */
export function lastOf(bytes: Uint8Array, from: number, to: number): number {
  let at = to;
  while (at > from && bytes[at - 1] !== SPACE && bytes[at - 1] !== COMMA) at--;
  return at;
}

/** Three digits; 0 for `-`, `-1` and `000`; −1 for anything else. */
export function statusAt(bytes: Uint8Array, from: number, to: number): number {
  if (isNone(bytes, from, to)) return 0;
  let value = 0;
  for (let at = from; at < to; at++) {
    if (!isDigit(bytes[at]!)) return -1;
    value = value * 10 + (bytes[at]! - ZERO);
    if (value > 999) return -1;
  }
  return value;
}

/** A number without sign, with a fraction or not; NaN for anything else. */
export function numberAt(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  // HAProxy marks figures that were still growing with a plus.
  let at = from < to && bytes[from] === 43 ? from + 1 : from;
  while (at < to && isDigit(bytes[at]!)) value = value * 10 + (bytes[at++]! - ZERO);
  if (at === from && (at >= to || bytes[at] !== DOT)) return Number.NaN;
  if (at < to && bytes[at] === DOT) {
    at++;
    for (let scale = 0.1; at < to && isDigit(bytes[at]!); scale /= 10) value += (bytes[at++]! - ZERO) * scale;
  }
  // Exponents are written for very small or large numbers only.
  if (at < to && (bytes[at]! | 32) === 101)
    return Number(String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 40))));
  return at === to ? value : Number.NaN;
}

/** A time to answer, in its unit or with its unit behind (`12ms`, `1.5s`, `80µs`). */
export function setDuration(bytes: Uint8Array, from: number, to: number, unitMs: number, line: Line): Read {
  if (isNone(bytes, from, to)) return READ.ok;
  let at = bytes[from] === 43 ? from + 1 : from;
  while (
    at < to &&
    (isDigit(bytes[at]!) || bytes[at] === DOT || bytes[at] === COLON || (bytes[at]! | 32) === 101 || bytes[at] === DASH)
  )
    at++;
  const value = numberAt(bytes, from, at);
  if (Number.isNaN(value)) return READ.ok;
  const suffix = at < to ? bytes[at]! : 0;
  if (suffix === 0) line.durationMs = value * unitMs;
  else if (suffix === 109) line.durationMs = value;
  else if (suffix === 115) line.durationMs = value * 1000;
  else if (suffix === 110) line.durationMs = value / 1e6;
  else line.durationMs = value / 1000;
  return READ.ok;
}
