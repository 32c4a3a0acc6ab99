/**
 * Whose address counts as the client's where a proxy stands in front: the one that connected, or one of the addresses
 * that the proxies wrote down (`X-Forwarded-For: client, proxy, proxy`).
 */
import type { Line } from '../line.ts';
import { COMMA, QUOTE, SPACE } from './bytes.ts';
import { isAddress, setClient } from './request.ts';

export interface ReadOptions {
  /**
   * `last` is the address that the operator's own proxy saw and appended, and can be relied on where there is one proxy.
   * `first` is the client's own word: right behind a chain of honest proxies, but anyone can forge it.
   * `no` keeps the address that connected, unless the format names no other than the forwarded ones; then it is `last`.
   */
  readonly forwarded: 'no' | 'first' | 'last';
  /** Minutes east of UTC, for formats that write times without a zone. */
  readonly zoneMinutes: number;
}

export const USUAL: ReadOptions = { forwarded: 'no', zoneMinutes: 0 };

/** Makes the client the first or last address of the list from `from` to `to`; leaves it as it is where there is none. */
export function setFromList(bytes: Uint8Array, from: number, to: number, which: 'first' | 'last', line: Line): boolean {
  let start = -1;
  let end = -1;
  let at = from;
  while (at < to) {
    while (at < to && (bytes[at] === SPACE || bytes[at] === COMMA)) at++;
    const word = at;
    while (at < to && bytes[at] !== SPACE && bytes[at] !== COMMA) at++;
    if (at === word || !isAddress(bytes, word, at)) continue;
    start = word;
    end = at;
    if (which === 'first') break;
  }
  return start >= 0 && setClient(bytes, start, end, line);
}

/** The same from the first quoted list of addresses in the rest of a line. */
export function setForwarded(bytes: Uint8Array, from: number, end: number, which: 'first' | 'last', line: Line): void {
  let at = from;
  while (at < end) {
    while (at < end && bytes[at] !== QUOTE) at++;
    const text = ++at;
    while (at < end && bytes[at] !== QUOTE) at++;
    if (at > text && at < end && setFromList(bytes, text, at, which, line)) return;
    at++;
  }
}
