/** Laws of pseudonyms: a keyed hash of the person's part of an address, and nothing else. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EpochMs } from '../model/units.ts';
import { KEY_LIFE_MS, Pseudonyms, partsOf } from './reporter.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-key-'));

test('a pseudonym is SHA-256 of the key in the file and the address, cut short', () => {
  const path = join(folder, 'hash');
  const names = new Pseudonyms(path, 0 as EpochMs);
  const { secret } = JSON.parse(readFileSync(path, 'utf8'));
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  const keyed = (text: string) => createHash('sha256').update(secret).update(text).digest('base64url');
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const { reporter, prefix } = names.of(address, 1 as EpochMs);
      expect(keyed(address).startsWith(reporter)).toBe(true);
      expect(keyed(address.split('.').slice(0, 3).join('.')).startsWith(prefix.slice(2))).toBe(true);
      expect(reporter.length).toBeGreaterThanOrEqual(12);
    }),
  );
});

/** By counting bits of the 128-bit number, which the code under test never makes. */
function firstBits(address: string, bits: bigint): bigint {
  const [head = '', tail] = address.split('::');
  const words = (text: string): bigint[] =>
    text === ''
      ? []
      : text.split(':').flatMap((word) => {
          if (!word.includes('.')) return [BigInt(`0x${word}`)];
          const [a, b, c, d] = word.split('.').map(BigInt) as [bigint, bigint, bigint, bigint];
          return [a * 256n + b, c * 256n + d];
        });
  const [left, right] = [words(head), tail === undefined ? [] : words(tail)];
  const all = [...left, ...new Array<bigint>(8 - left.length - right.length).fill(0n), ...right];
  return all.reduce((sum, word) => sum * 65_536n + word, 0n) >> (128n - bits);
}

test('two IPv6 addresses are one person exactly when their first 64 bits agree, and neighbours when 48 do', () => {
  const near = fc.tuple(fc.ipV6(), fc.ipV6()).chain(([a, b]) => fc.constantFrom([a, b], [a, a.toUpperCase()]));
  fc.assert(
    fc.property(near, ([a, b]) => {
      const mapped = (address: string) => firstBits(address.toLowerCase(), 96n) === 0xffffn;
      fc.pre(!mapped(a!) && !mapped(b!));
      const [one, two] = [partsOf(a!), partsOf(b!)];
      expect(one.person === two.person).toBe(firstBits(a!.toLowerCase(), 64n) === firstBits(b!.toLowerCase(), 64n));
      expect(one.prefix === two.prefix).toBe(firstBits(a!.toLowerCase(), 48n) === firstBits(b!.toLowerCase(), 48n));
    }),
    { numRuns: 500 },
  );
});

test.each(['', 'garbage', '1.2.3', '::ffff:', '::ffff:1.2.3.4.5', '%eth0', ':::', '999.1.1.1'])(
  'an address that is none (%s) is a person of its own',
  (text) => {
    expect(() => partsOf(text)).not.toThrow();
  },
);

test('a key is used for a day and no longer, also when nobody reports, and a clock set far back makes a new one', () => {
  const path = join(folder, 'days');
  const start = 1e12 as EpochMs;
  const names = new Pseudonyms(path, start);
  const first = names.of('192.0.2.1', start).reporter;
  names.rotate((start + KEY_LIFE_MS - 1) as EpochMs);
  expect(names.of('192.0.2.1', (start + KEY_LIFE_MS - 1) as EpochMs).reporter).toBe(first);
  names.rotate((start + KEY_LIFE_MS) as EpochMs);
  const second = names.of('192.0.2.1', (start + KEY_LIFE_MS) as EpochMs).reporter;
  expect(second).not.toBe(first);
  expect(names.of('192.0.2.1', (start - 2 * KEY_LIFE_MS) as EpochMs).reporter).not.toBe(second);
});

test('processes that share the file give a person the same name, also after one of them has replaced the key', () => {
  const path = join(folder, 'shared');
  const start = 1e12 as EpochMs;
  const [one, other] = [new Pseudonyms(path, start), new Pseudonyms(path, start)];
  const nameOf = (names: Pseudonyms, at: number): string => names.of('192.0.2.1', at as EpochMs).reporter;
  const first = nameOf(one, start);
  expect(nameOf(other, start)).toBe(first);
  const second = nameOf(one, start + KEY_LIFE_MS);
  expect(second).not.toBe(first);
  expect(nameOf(other, start + 1.5 * KEY_LIFE_MS)).toBe(second);
  expect(nameOf(other, start + 2 * KEY_LIFE_MS)).not.toBe(second);
});

test.each(['', '{', '{}', '{"madeAt":1,"secret":"short"}', '{"madeAt":"x","secret":null}'])(
  'a key file that holds %s is replaced',
  (text) => {
    const path = join(folder, 'broken');
    writeFileSync(path, text);
    new Pseudonyms(path, 1 as EpochMs);
    expect(JSON.parse(readFileSync(path, 'utf8')).madeAt).toBe(1);
  },
);
