/** Entries as bytes: the same entry gives the same bytes and hash, and reads back; what is too long is refused. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry, Report } from '../model/entry.ts';
import { SYMPTOMS } from '../model/symptom.ts';
import type { EpochMs } from '../model/units.ts';
import { decodeEntry, ENTRY_BYTES_MAX, EntryTooLargeError, encodeEntry, hashOfBody } from './codec.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => value.isWellFormed());
const reports: fc.Arbitrary<Report> = fc.record(
  {
    kind: fc.constant('report'),
    at: fc.integer({ min: 0, max: 4e12 }) as fc.Arbitrary<EpochMs>,
    id: text,
    service: text,
    symptom: fc.constantFrom(...SYMPTOMS),
    reporter: text,
    component: text,
    network: text,
  },
  { requiredKeys: ['kind', 'at', 'id', 'service', 'symptom', 'reporter'] },
);

test('an entry reads back, and its hash is SHA-256 of a zero byte and its bytes', () => {
  fc.assert(
    fc.property(reports, (entry) => {
      const { body, hash } = encodeEntry(entry);
      expect(decodeEntry(body)).toEqual(entry);
      const expected = createHash('sha256').update(Buffer.of(0)).update(body).digest();
      expect(Buffer.compare(hash, expected)).toBe(0);
      expect(Buffer.compare(hashOfBody(body), expected)).toBe(0);
      expect(encodeEntry(decodeEntry(body))).toEqual({ body, hash });
    }),
  );
});

test('an entry of the greatest length is taken, one byte more is refused', () => {
  const withId = (length: number): Entry => ({
    kind: 'report',
    at: 0 as EpochMs,
    id: 'x'.repeat(length),
    service: 's',
    symptom: 'other',
    reporter: 'r',
  });
  const rest = encodeEntry(withId(0)).body.length;
  expect(encodeEntry(withId(ENTRY_BYTES_MAX - 1 - rest)).body).toHaveLength(ENTRY_BYTES_MAX - 1);
  expect(() => encodeEntry(withId(ENTRY_BYTES_MAX - rest))).toThrow(EntryTooLargeError);
});

test('bytes that are no UTF-8 are not read as if they were', () => {
  expect(() => decodeEntry(Buffer.from([0x22, 0xff, 0x22]))).toThrow();
});
