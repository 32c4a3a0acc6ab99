/**
 * Requests that try for holes in programs: paths that climb out of the site, files that nobody should be able to read, and what
 * only makes sense to a program that takes text for orders. Marks are few and plain; what they miss is not counted.
 */
import type { Key } from './hash.ts';

/** In a path or a query, as it was sent or with its percent signs encoded once more. */
const MARKS = new RegExp(
  [
    String.raw`\.\.(?:/|\\|%(?:25)?(?:2f|5c|c0|c1|35))`,
    String.raw`etc(?:/|%2f)passwd|(?:boot|win)\.ini|(?:cmd|root)\.exe|web-inf`,
    String.raw`/\.(?:env|git|svn|hg|aws|ssh|ht(?:access|passwd)|ds_store)\b`,
    String.raw`(?:<|%3c)(?:script|img|svg|iframe|\?php|!--)|\bon(?:error|load|mouseover)(?:=|%3d)`,
    String.raw`union(?:\s|\+|%20|/\*.*?\*/)+(?:all(?:\s|\+|%20)+)?select(?![a-z])|information_schema|(?:sleep|benchmark|waitfor(?:\s|\+|%20)delay)(?:\(|%28|(?:\s|\+|%20)*(?:'|%27))`,
    String.raw`(?:'|%27)(?:\s|\+|%20)*(?:or|and)(?:\s|\+|%20)+|(?:'|%27)(?:--|%23)`,
    String.raw`(?:\$|%24)(?:\{|%7b)jndi|%00|php(?:://|%3a%2f%2f)`,
  ].join('|'),
  'i',
);

/** Programs that are asked for everywhere, whether a site has them or not; they count where the site has not. */
const PROGRAMS =
  /wp-login\.php|wp-admin|xmlrpc\.php|phpmyadmin|phpunit|phpinfo|\/cgi-bin\/|\/_vti_bin\/|boaform|\/actuator\b|\/solr\/|web\.config|\.(?:sql|bak|old)(?:\.gz)?$/i;

export const HOLE = { none: 0, mark: 1, program: 2 } as const;

const latin1 = new TextDecoder('latin1');

/** Paths come back: what so many of them try for is remembered by key, and a text is looked at once. */
const REMEMBERED = 1 << 15;
const rememberedKeys = new Int32Array(2 * REMEMBERED);
const rememberedHoles = new Uint8Array(REMEMBERED);

/** What the path with this key tries for, one of HOLE. */
export function holeOfPath({ high, low }: Key, bytes: Uint8Array, from: number, to: number): number {
  const at = low & (REMEMBERED - 1);
  if (rememberedKeys[2 * at] === high && rememberedKeys[2 * at + 1] === low) return rememberedHoles[at]!;
  rememberedKeys[2 * at] = high;
  rememberedKeys[2 * at + 1] = low;
  rememberedHoles[at] = holeInPath(bytes, from, to);
  return rememberedHoles[at]!;
}

/** The same, from its text. */
export function holeInPath(bytes: Uint8Array, from: number, to: number): number {
  const text = latin1.decode(bytes.subarray(from, to));
  return MARKS.test(text) ? HOLE.mark : PROGRAMS.test(text) ? HOLE.program : HOLE.none;
}

const SUSPECT = new Uint8Array(256);
for (const letter of `%'"<>()\\$.+*`) SUSPECT[letter.charCodeAt(0)] = 1;

/** Whether a query tries for a hole. Most queries hold nothing that could, and are told from their bytes. */
export function holeInQuery(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (SUSPECT[bytes[at]!] === 1) return MARKS.test(latin1.decode(bytes.subarray(from, to)));
  }
  return false;
}
