/** Laws of a search's fields: whatever stands in an address is read or refused, and what is read says the same again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IncidentSearch, KINDS, ORDERS, readSearch } from './search-view.ts';

const key = fc.oneof(fc.constantFrom(...Object.keys(IncidentSearch.shape), '__proto__', 'constructor'), fc.string());
const value = fc.oneof(fc.string(), fc.constantFrom(...KINDS, ...ORDERS, 'DE', '2026-03-01', ' ', ''));

test('any query is read or refused, and what is read holds only the fields that there are', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(key, value), { maxLength: 8 }), (pairs) => {
      const search = readSearch(Object.fromEntries(pairs));
      if (search === undefined) return;
      read += 1;
      const again = Object.fromEntries(Object.entries(search).map(([name, text]) => [name, String(text)]));
      expect(Object.keys(search).every((name) => Object.hasOwn(IncidentSearch.shape, name))).toBe(true);
      expect(readSearch(again)).toEqual(search);
    }),
  );
  expect(read, 'anti-vacuity').toBeGreaterThan(10);
});
