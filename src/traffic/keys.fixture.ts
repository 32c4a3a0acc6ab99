/** Keys and lines for tests, made without the code under test. */
import type { Key } from './hash.ts';

/** A different key for each number. */
export const keyOf = (n: number): Key => ({
  high: Math.imul(n + 1, 0x2545f491) ^ 0x1234567,
  low: Math.imul(n + 7, 0x6c8e9cf5),
});

/** A seeded source of numbers from 0 to 1 (xorshift), so that a failing test fails again. */
export function chanceOf(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One request, as it is known before it is written as a line. */
export interface Request {
  readonly client: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method?: string;
  readonly target: string;
  readonly protocol?: string;
  readonly status: number;
  readonly size: number;
  readonly referrer?: string;
  readonly agent?: string;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (value: number): string => String(value).padStart(2, '0');

/** As Apache and nginx write it. */
export function combinedLine(request: Request): string {
  const {
    client,
    at,
    method = 'GET',
    target,
    protocol = 'HTTP/1.1',
    status,
    size,
    referrer = '-',
    agent = '-',
  } = request;
  const date = new Date(at);
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${client} - - [${day}:${clock} +0000] "${method} ${target} ${protocol}" ${status} ${size} "${referrer}" "${agent}"`;
}
