/** Laws of clients as keys. The oracle writes addresses from numbers, and lets the platform's URL parser write IPv6. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientText, isName, prefixText, readClient, toPrefix } from './client.ts';
import type { Key } from './hash.ts';
import { textBytes } from './keys.fixture.ts';

function clientOf(text: string): Key {
  const bytes = textBytes(`  ${text} `);
  const key = { high: 0, low: 0 };
  readClient(bytes, new DataView(bytes.buffer), 2, 2 + textBytes(text).length, key);
  return key;
}

function prefixOf(text: string): Key {
  const bytes = textBytes(text);
  const view = new DataView(bytes.buffer);
  const key = clientOf(text);
  toPrefix(bytes, view, 0, bytes.length, key);
  return key;
}

const group = fc.nat(0xffff);
const groups = fc.tuple(fc.integer({ min: 0x2001, max: 0x3fff }), group, group, group, group, group, group, group);

test('an IPv4 address is read as it is written, mapped into IPv6 or not', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c, d) => {
      const text = `${a}.${b}.${c}.${d}`;
      const key = clientOf(text);
      expect(clientText(key.high, key.low)).toBe(text);
      expect(clientOf(`::ffff:${text}`)).toEqual(key);
      const prefix = prefixOf(text);
      expect(prefixText(prefix.high, prefix.low)).toBe(`${a}.${b}.${c}.0/24`);
    }),
  );
});

test('an IPv6 address counts by its /64, whatever way it is written', () => {
  fc.assert(
    fc.property(groups, group, (all, other) => {
      const long = all.map((part) => part.toString(16).padStart(4, '0')).join(':');
      const short = new URL(`http://[${long}]/`).hostname.slice(1, -1);
      const neighbour = [...all.slice(0, 4), other, 1, 2, 3].map((part) => part.toString(16)).join(':');
      expect(clientOf(short)).toEqual(clientOf(long));
      expect(clientOf(long.toUpperCase())).toEqual(clientOf(long));
      expect(clientOf(neighbour)).toEqual(clientOf(long));
      const { high, low } = clientOf(long);
      expect([high >>> 16, high & 0xffff, low >>> 16, low & 0xffff]).toEqual(all.slice(0, 4));
    }),
  );
});

test('a /48 is one prefix', () => {
  expect(prefixOf('2001:db8:7:1::1')).toEqual(prefixOf('2001:db8:7:2::9'));
  expect(prefixOf('2001:db8:7:1::1')).not.toEqual(prefixOf('2001:db8:8:1::1'));
  const { high, low } = prefixOf('2001:db8:7:1::1');
  expect(prefixText(high, low)).toBe('2001:db8:7::/48');
});

test.each([
  '256.1.1.1',
  '1.2.3',
  '1.2.3.4.5',
  '1..2.3',
  'a.b.c.d',
  '::1::2',
  '1:2:3',
  ':',
  '12345::1',
  'host.example.com',
])('%s is a name, not an address', (text) => {
  expect(isName(clientOf(text).high)).toBe(true);
});

test('hosts of one domain are one prefix; a domain of two parts is its own', () => {
  expect(prefixOf('a.example.com')).toEqual(prefixOf('b.example.com'));
  expect(prefixOf('a.example.com')).not.toEqual(prefixOf('a.example.org'));
  expect(prefixOf('example.com')).not.toEqual(prefixOf('other.com'));
  expect(clientOf('a.example.com')).not.toEqual(clientOf('b.example.com'));
});
