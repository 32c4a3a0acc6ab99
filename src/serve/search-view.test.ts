/** Laws of a search's fields: whatever stands in an address is read or refused, and what is read says the same again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Incident } from '../model/incident.ts';
import { isoMinute } from '../model/units.ts';
import { observed } from './incidents.fixture.ts';
import type { IncidentCardView } from './schema.ts';
import { IncidentSearch, KINDS, ORDERS, readSearch, searchIncidents } from './search-view.ts';

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

const cardOf = ({ id, possibleAt }: Incident) =>
  ({ id, possibleAt: isoMinute(possibleAt) }) as unknown as IncidentCardView;

test('page after page shows every incident once, in order, and a page too far is the last one', async () => {
  const { engine, incidents } = await observed(['shop'], 250);
  const pageOf = (page?: number) => searchIncidents(engine, page === undefined ? {} : { page }, cardOf);
  const pages = await Promise.all([pageOf(), pageOf(2), pageOf(3)]);
  expect(pages.map(({ page, pages: of, found }) => [page, of, found])).toEqual([1, 2, 3].map((page) => [page, 3, 250]));
  expect(pages.flatMap(({ incidents: shown }) => shown.map(({ id }) => id))).toEqual(
    incidents.map(({ id }) => id).toReversed(),
  );
  expect(await pageOf(9)).toMatchObject({ page: 3, incidents: pages[2]!.incidents });
  await engine.close();
});

test('an incident from before thousands of others is found by its service, and by its day', async () => {
  const services = ['shop', 'mail', 'bank', 'game'];
  const { engine, incidents } = await observed(services, 5_000);
  const all = await searchIncidents(engine, {}, cardOf);
  expect([all.found, all.complete]).toEqual([2_000, false]);
  const ofMail = await searchIncidents(engine, { q: 'Mail' }, cardOf);
  expect([ofMail.found, ofMail.lookedAt, ofMail.complete]).toEqual([1_250, 1_250, true]);
  // Of three services there are more than are looked at.
  const ofThree = await searchIncidents(engine, { q: 'a' }, cardOf);
  expect([ofThree.found, ofThree.complete]).toEqual([2_000, false]);
  const day = isoMinute(incidents[20]!.possibleAt).slice(0, 10);
  const thatDay = await searchIncidents(engine, { from: day, to: day }, cardOf);
  const expected = incidents.filter(
    ({ start, end }) => isoMinute(start).slice(0, 10) <= day && isoMinute(end!).slice(0, 10) >= day,
  );
  expect(expected.length, 'anti-vacuity').toBeGreaterThan(10);
  expect(thatDay.incidents.map(({ id }) => id)).toEqual(expected.map(({ id }) => id).toReversed());
  await engine.close();
});
