/** Laws of places: databases answer as their own readers do, in numbers, and addresses that nobody has are no place. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Reader } from 'mmdb-lib';
import { describe, expect, test } from 'vitest';
import { NOT_PUBLIC, type OriginLookup } from '../model/origin.ts';
import { BadDatabaseError, Places } from './place.ts';
import { wordsOf } from './places/address.ts';
import { type Field, type MmdbOptions, type Network, writeMmdb } from './places/mmdb.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-places-'));
const BUILT_AT = Date.UTC(2026, 5, 17);

let files = 0;
function write(content: Buffer | string, ending: string): string {
  files += 1;
  const path = join(folder, `${files}.${ending}`);
  writeFileSync(path, content);
  return path;
}

function mmdb(networks: readonly Network[], options: Partial<MmdbOptions> = {}): string {
  const whole: MmdbOptions = { type: 'Test', ipVersion: 6, recordSize: 24, builtAt: BUILT_AT, ...options };
  return write(writeMmdb(networks, whole), 'mmdb');
}

/** By BigInt, which the code under test never uses. */
const bitsOf = (address: bigint, width: number): string => address.toString(2).padStart(width, '0');
const dotted = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
const grouped = (address: bigint): string =>
  [...Array(8).keys()].map((i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':');
const words = (address: bigint) =>
  [96n, 64n, 32n, 0n].map((shift) => Number((address >> shift) & 0xffffffffn)) as [number, number, number, number];

/** The start of 2000::/3 or 0.0.0.0/96 and a rest, so that trees have shared stems and borders. */
const prefix4 = fc.tuple(fc.integer({ min: 1, max: 32 }), fc.nat(0xffffffff)).map(([length, address]) => {
  return `${'0'.repeat(96)}${bitsOf(BigInt(address), 32).slice(0, length)}`;
});
const prefix6 = fc
  .tuple(fc.integer({ min: 8, max: 128 }), fc.bigInt(0n, (1n << 125n) - 1n))
  .map(([length, rest]) => `001${bitsOf(rest, 125)}`.slice(0, length));
const country = fc.constantFrom('DE', 'US', 'JP', 'BR');

/** Prefixes of which none lies in another. */
const apart = (prefixes: readonly string[]): string[] =>
  [...new Set(prefixes)].filter((one, _, all) => !all.some((other) => other !== one && one.startsWith(other)));

/** First and last address of a prefix, and their outer neighbours. */
function borders(bits: string, width: number): bigint[] {
  const first = BigInt(`0b${bits.padEnd(width, '0')}`);
  const last = BigInt(`0b${bits.padEnd(width, '1')}`);
  const top = (1n << BigInt(width)) - 1n;
  return [first - 1n, first, last, last + 1n].filter((address) => address >= 0n && address <= top);
}

describe('an MMDB', () => {
  test.each([24, 28, 32] as const)(
    'with records of %i bits answers as mmdb-lib does, at every border',
    (recordSize) => {
      fc.assert(
        fc.property(
          fc.array(fc.oneof(prefix4, prefix6), { minLength: 1, maxLength: 20 }),
          fc.array(country, { minLength: 20, maxLength: 20 }),
          fc.boolean(),
          (prefixes, countries, alias) => {
            const networks = apart(prefixes).map((bits, i) => ({
              bits,
              row: { country_code: countries[i]! } as Field,
            }));
            const path = mmdb(networks, { recordSize, alias });
            const reader = new Reader<never>(readFileSync(path));
            const lookup = Places.open([path]).countries[0]!;
            const said = (text: string) =>
              (reader.get(text) as { country_code: string } | null)?.country_code ?? 'unknown';
            for (const { bits } of networks) {
              if (bits.startsWith('0'.repeat(96))) {
                for (const address of borders(bits.slice(96), 32).map(Number)) {
                  const got = lookup.of4(address);
                  if (got !== NOT_PUBLIC) expect(lookup.codes[got], dotted(address)).toBe(said(dotted(address)));
                }
              } else {
                for (const address of borders(bits, 128)) {
                  const got = lookup.of6(...words(address));
                  const carries = /^(?:2002:|2001:0:)/.test(grouped(address));
                  if (got !== NOT_PUBLIC && !carries) {
                    expect(lookup.codes[got], grouped(address)).toBe(said(grouped(address)));
                  }
                }
              }
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  test('of IPv4 alone answers IPv4 and knows no IPv6', () => {
    const places = Places.open([mmdb([{ bits: '00001001', row: { country: { iso_code: 'FR' } } }], { ipVersion: 4 })]);
    expect(places.find('9.1.2.3')).toEqual({ country: 'FR' });
    expect(places.find('::ffff:9.1.2.3')).toEqual({ country: 'FR' });
    expect(places.find('2a00::1')).toEqual({});
    expect(places.databases).toEqual([
      { name: expect.stringContaining('Test'), builtAt: BUILT_AT, licence: null, warning: null },
    ]);
  });

  test.each<[Field, object]>([
    [{ country: { iso_code: 'de' } }, { country: 'DE' }],
    [{ country_code: 'DE' }, { country: 'DE' }],
    [{ country: 'DE' }, { country: 'DE' }],
    [
      { country: 'Germany', country_code: 'DE', asn: 'AS64500' },
      { country: 'DE', network: 'AS64500' },
    ],
    [{ registered_country: { iso_code: 'DE' } }, { country: 'DE' }],
    [{ autonomous_system_number: 64500, autonomous_system_organization: 'Example' }, { network: 'AS64500' }],
    [{ country_code: 'EU', asn: 'AS0' }, {}],
    [{ country_code: 'ZZ', asn: 'none' }, {}],
  ])('row %j is %j', (row, place) => {
    expect(Places.open([mmdb([{ bits: `${'0'.repeat(96)}00001001`, row }])]).find('9.0.0.1')).toEqual(place);
  });

  test.each([
    ['is cut short', (file: Buffer) => file.subarray(-200)],
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', () => Buffer.from('country,code\n')],
    // The root's both children are the root.
    ['has a tree without end', (file: Buffer) => Buffer.concat([Buffer.alloc(6), file.subarray(6)])],
  ])('that %s is refused by its path', (_, damage) => {
    const sound = writeMmdb([{ bits: '00101', row: { country_code: 'DE' } }], {
      type: 'Test',
      ipVersion: 6,
      recordSize: 24,
      builtAt: BUILT_AT,
    });
    const path = write(damage(sound), 'mmdb');
    expect(() => Places.open([path])).toThrow(BadDatabaseError);
    expect(() => Places.open([path])).toThrow(path);
  });
});

test('of two databases the first that knows is believed, for country and network each', () => {
  const bits = `${'0'.repeat(96)}00001001`;
  const networks = mmdb([{ bits, row: { asn: 64500, as_name: 'Example' } }]);
  const first = mmdb([{ bits, row: { country_code: 'NL' } }]);
  const second = mmdb([
    { bits, row: { country_code: 'BE' } },
    { bits: `${'0'.repeat(96)}00001011`, row: { country_code: 'BE' } },
  ]);
  const places = Places.open([networks, first, second]);
  expect(places.find('9.0.0.1')).toEqual({ country: 'NL', network: 'AS64500' });
  expect(places.find('11.0.0.1')).toEqual({ country: 'BE' });
  expect(places.countries).toHaveLength(2);
  expect(places.networks[0]!.nameOf('AS64500')).toBe('Example');
  expect(places.networks[0]!.nameOf('AS64501')).toBeUndefined();
});

/** Everything there is, in one country: what is not public must come from us. */
const everywhere = Places.open([
  mmdb([
    { bits: '0', row: { country_code: 'DE' } },
    { bits: '1', row: { country_code: 'DE' } },
  ]),
]).countries[0]!;

function ask(lookup: OriginLookup, address: string): number {
  const parts = wordsOf(address)!;
  return parts.length === 1 ? lookup.of4(parts[0]!) : lookup.of6(...(parts as [number, number, number, number]));
}

test.each([
  ...['0.1.2.3', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '169.254.7.7'],
  ...['172.16.0.0', '172.31.255.255', '192.0.0.1', '192.0.2.55', '192.168.0.0', '192.168.255.255', '198.18.0.1'],
  ...['198.19.255.255', '198.51.100.1', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::9.0.0.1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fdff::1', 'ff02::1', '2001:db8::1', '100::1'],
  ...['2001:2::1', '2001:1f::1', '3fff:fff::1', '64:ff9b:1::9.0.0.1', '::ffff:10.0.0.1', '2002:a00:1::1'],
  '64:ff9b::192.168.1.1',
])('%s is not public, whatever a database says', (address) => {
  expect(ask(everywhere, address)).toBe(NOT_PUBLIC);
});

test.each([
  ...['1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
  ...['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.0.3.0', '192.167.255.255'],
  ...['192.169.0.0', '198.17.255.255', '198.20.0.0', '198.51.99.255', '198.51.101.0', '203.0.112.255', '203.0.114.0'],
  ...[
    '223.255.255.255',
    '2000::',
    '2001:3::1',
    '2001:db7:ffff::1',
    '2001:db9::1',
    '2a00::1',
    '3ffe:ffff::1',
    '3fff:1000::1',
  ],
])('%s is public', (address) => {
  expect(everywhere.codes[ask(everywhere, address)]).toBe('DE');
});

test('IPv4 inside IPv6 is the IPv4 address: mapped, translated, 6to4 and Teredo', () => {
  const lookup = Places.open([mmdb([{ bits: `${'0'.repeat(96)}00001001`, row: { country_code: 'FR' } }])])
    .countries[0]!;
  const carriers = ['::ffff:9.1.2.3', '::ffff:901:203', '64:ff9b::9.1.2.3', '2002:901:203::1'];
  // Teredo's client address with every bit turned: 9.1.2.3 is 0x09010203, turned 0xf6fefdfc.
  for (const address of [...carriers, '2001:0:100:1::f6fe:fdfc']) {
    expect(lookup.codes[ask(lookup, address)], address).toBe('FR');
  }
  expect(ask(lookup, '2001:0:901:203::')).not.toBe(lookup.codes.indexOf('FR'));
});

test('an address from text has the words of the number it writes', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.nat(0xffffffff), (text, ipv4) => {
      const [head = '', tail] = text.split('::');
      const number = (part: string): bigint[] =>
        (part === '' ? [] : part.split(':')).flatMap((group) => {
          if (!group.includes('.')) return [BigInt(`0x${group}`)];
          const [a, b, c, d] = group.split('.').map(BigInt) as [bigint, bigint, bigint, bigint];
          return [a * 256n + b, c * 256n + d];
        });
      const right = tail === undefined ? [] : number(tail);
      const groups = [...number(head), ...Array(8 - number(head).length - right.length).fill(0n), ...right];
      expect(wordsOf(text)).toEqual(words(groups.reduce((sum, group) => sum * 65_536n + group, 0n)));
      expect(wordsOf(dotted(ipv4))).toEqual([ipv4]);
    }),
  );
  for (const text of ['', '1.2.3', '1.2.3.4.5', '999.1.1.1', ':::', 'localhost', '-'])
    expect(wordsOf(text)).toBe(undefined);
});

test('tables posted to another thread answer there as here, from the same memory', () => {
  const here = Places.open([mmdb([{ bits: '0010101', row: { country_code: 'SE' } }])]);
  const there = new Places(structuredClone(here.tables));
  expect(there.find('2a00::1')).toEqual({ country: 'SE' });
  expect(there.tables.countries[0]!.starts4.buffer).toBeInstanceOf(SharedArrayBuffer);
});
