/**
 * Address ranges as CSV with numbers: `first,last,CC` for countries, `first,last,AS number,"name"` for networks, IPv6 as
 * 128-bit decimals (ip-location-db's "-num" files), in the order of the first addresses.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import type { OriginDatabase } from '../../model/origin.ts';
import { NestedRanges } from './nested.ts';
import { type Tables, tableOf } from './ranges.ts';
import { Codes, countryCode, networkOf } from './rows.ts';

const [COMMA, NEWLINE, ZERO, NINE] = [44, 10, 48, 57];
/** Decimal digits of 2^32 - 1; a longer number is an IPv6 address. */
const DIGITS_4_MAX = 10;
/** So many decimal digits are exact in a double. */
const DIGITS_EXACT = 15;
/** 2^32 times a million, and a carry, is exact too. */
const DIGITS_STEP = 6;
const WORD = 2 ** 32;
const CHUNK = 1 << 18;

/** @param chunks the files one after the other, in pieces that each end with a whole line */
export function readCsv(chunks: Iterable<Buffer>, database: OriginDatabase): Tables {
  const [countries, networks] = [new Codes(), new Codes()];
  /** By AS number, so that a name is read once. */
  const networkIndices = new Map<number, number>();
  const [ranges4, ranges6] = [new NestedRanges(1), new NestedRanges(4)];
  let line = 0;
  for (const bytes of chunks) {
    for (let at = 0; at < bytes.length; ) {
      line += 1;
      const newline = bytes.indexOf(NEWLINE, at);
      const end = newline < 0 ? bytes.length : newline;
      if (end > at + 1 && !readRow(bytes, at, end)) throw new Error(`line ${line} is no range in its order`);
      at = end + 1;
    }
  }
  if (countries.found === networks.found) throw new Error('it holds neither countries alone nor networks alone');
  const { codes, names } = countries.found ? countries : networks;
  const table = tableOf({ database, codes, names, ipv4: ranges4.end(), ipv6: ranges6.end() });
  return countries.found ? { country: table, network: undefined } : { country: undefined, network: table };

  function readRow(bytes: Buffer, start: number, end: number): boolean {
    const comma = endOfNumber(bytes, start);
    const second = endOfNumber(bytes, comma + 1);
    if (comma === start || second <= comma + 1 || bytes[comma] !== COMMA || bytes[second] !== COMMA) return false;
    const value = codeIndex(bytes, second + 1, end);
    if (second - comma - 1 <= DIGITS_4_MAX) {
      return ranges4.add(value, [numberOf(bytes, start, comma)], [numberOf(bytes, comma + 1, second)]);
    }
    const [first, last] = [wordsOf(bytes, start, comma), wordsOf(bytes, comma + 1, second)];
    return first !== undefined && last !== undefined && ranges6.add(value, first, last);
  }

  function codeIndex(row: Buffer, start: number, end: number): number {
    const comma = endOfNumber(row, start);
    if (comma === start)
      return countries.indexOf(countryCode(row.toString('latin1', start, end).replaceAll('"', '').trim()));
    const number = numberOf(row, start, comma);
    let index = networkIndices.get(number);
    if (index === undefined) {
      index = networks.indexOf(networkOf({ asn: number }), unquoted(row.toString('utf8', comma + 1, end)));
      networkIndices.set(number, index);
    }
    return index;
  }
}

function unquoted(text: string): string {
  const name = text.trim();
  return name.startsWith('"') ? name.slice(1, name.endsWith('"') ? -1 : undefined).replaceAll('""', '"') : name;
}

function endOfNumber(bytes: Buffer, start: number): number {
  let at = start;
  while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at += 1;
  return at;
}

/** A decimal of no more digits than a double holds. */
function numberOf(bytes: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) number = number * 10 + (bytes[at]! - ZERO);
  return number;
}

/** A decimal as four words; none where it has more than 128 bits. */
function wordsOf(bytes: Buffer, start: number, end: number): number[] | undefined {
  let at = Math.min(end, start + DIGITS_EXACT);
  const head = numberOf(bytes, start, at);
  let [a, b, c, d] = [0, 0, Math.floor(head / WORD), head % WORD];
  while (at < end) {
    const digits = Math.min(DIGITS_STEP, end - at);
    const scale = 10 ** digits;
    d = d * scale + numberOf(bytes, at, at + digits);
    c = c * scale + Math.floor(d / WORD);
    b = b * scale + Math.floor(c / WORD);
    a = a * scale + Math.floor(b / WORD);
    b %= WORD;
    c %= WORD;
    d %= WORD;
    if (a >= WORD) return undefined;
    at += digits;
  }
  return [a, b, c, d];
}

/** A file in pieces of whole lines, so that a large one is never held in memory. What was yielded is used again. */
export function* linesOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let held = 0;
    for (;;) {
      const read = readSync(file, chunk, held, CHUNK - held, null);
      const filled = held + read;
      const whole = read === 0 ? filled : chunk.lastIndexOf(NEWLINE, filled - 1) + 1;
      yield chunk.subarray(0, whole);
      if (read === 0) return;
      if (whole === 0 && filled === CHUNK) throw new Error(`a line is longer than ${CHUNK} bytes`);
      chunk.copyWithin(0, whole, filled);
      held = filled - whole;
    }
  } finally {
    closeSync(file);
  }
}
