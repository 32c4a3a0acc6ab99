/** Laws of address tables in CSV: overlaps, names, pairs of files, and what is refused. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNKNOWN_ORIGIN } from '../../model/origin.ts';
import { Places } from '../place.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-ranges-'));

let files = 0;
function write(content: string): string {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, content);
  return path;
}

const country = fc.constantFrom('DE', 'US', 'JP', 'BR');
const words = (address: bigint) =>
  [96n, 64n, 32n, 0n].map((shift) => Number((address >> shift) & 0xffffffffn)) as [number, number, number, number];

describe('a table of numbers', () => {
  test('answers with the range that starts last of those around an address, in IPv4 and IPv6', () => {
    const range = fc.tuple(fc.nat(500), fc.nat(120), country);
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 25 }), fc.boolean(), (drawn, wide) => {
        const base = wide ? 0x2a00n << 112n : 9n << 24n;
        const scale = wide ? (1n << 96n) / 3n : 1n;
        const ranges = [...new Map(drawn.map((row) => [row[0], row])).values()]
          .sort((one, other) => one[0] - other[0])
          .map(([start, length, code]) => ({
            first: base + BigInt(start) * scale,
            last: base + BigInt(start + length) * scale,
            code,
          }));
        const path = write(ranges.map(({ first, last, code }) => `${first},${last},${code}\n`).join(''));
        const lookup = Places.open([path]).countries[0]!;
        for (const address of ranges.flatMap(({ first, last }) => [first - 1n, first, last, last + 1n])) {
          const around = ranges.filter(({ first, last }) => first <= address && address <= last);
          const got = wide ? lookup.of6(...words(address)) : lookup.of4(Number(address));
          expect(lookup.codes[got]).toBe(around.at(-1)?.code ?? 'unknown');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('of networks has their names, quotes and commas included', () => {
    const path = write('150994944,150995199,64500,"Example, ""Inc."""\r\n150995200,150995455,64501,Plain\n');
    const places = Places.open([path]);
    expect(places.find('9.0.0.7')).toEqual({ network: 'AS64500' });
    expect(places.networks[0]!.nameOf('AS64500')).toBe('Example, "Inc."');
    expect(places.networks[0]!.nameOf('AS64501')).toBe('Plain');
    expect(places.networks[0]!.of4(0x09000200)).toBe(UNKNOWN_ORIGIN);
  });

  test('of IPv4 takes the one of IPv6 that lies beside it', () => {
    const base = join(folder, 'pair-');
    writeFileSync(`${base}ipv4-num.csv`, '150994944,150995199,DE\n');
    writeFileSync(`${base}ipv6-num.csv`, `${0x2a00n << 112n},${(0x2a01n << 112n) - 1n},FR\n`);
    expect(Places.open([`${base}ipv4-num.csv`]).find('2a00:1::1')).toEqual({ country: 'FR' });
  });

  test.each([
    ['2,1,DE\n', 'line 1'],
    ['5,6,DE\n1,2,FR\n', 'line 2'],
    ['1,2\n', 'line 1'],
    ['a,b,DE\n', 'line 1'],
    ['1,999999999999999999999999999999999999999999,DE\n', 'line 1'],
    ['', 'neither'],
    ['1,2,DE\n3,4,64500,Example\n', 'neither'],
  ])('%j is refused: %s', (text, reason) => {
    expect(() => Places.open([write(text)])).toThrow(reason);
  });
});
