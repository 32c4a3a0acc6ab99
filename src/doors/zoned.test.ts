/** Laws of zoned days: each minute belongs to the day that the zone's clocks show, whatever they do at midnight. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EpochMs } from '../model/units.ts';
import { endOfDay, isZone, monthAfter, readDay, startOfDay } from './zoned.ts';

const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString().replace(':00.000Z', 'Z');
const dayOf = (text: string): number => readDay(text)!;
const monthLater = (from: string, zone: string): string => iso(monthAfter(Date.parse(from) as EpochMs, zone));

// Known from the zones' published rules, not from the code.
test.each([
  // The retention order of the reference: winter on both sides.
  ['2025-01-17', 'Europe/Brussels', '2025-01-16T23:00Z', '2025-01-17T23:00Z'],
  ['2025-12-31', 'Europe/Brussels', '2025-12-30T23:00Z', '2025-12-31T23:00Z'],
  // 23 and 25 hours.
  ['2025-03-30', 'Europe/Brussels', '2025-03-29T23:00Z', '2025-03-30T22:00Z'],
  ['2025-10-26', 'Europe/Brussels', '2025-10-25T22:00Z', '2025-10-26T23:00Z'],
  ['2025-03-09', 'America/New_York', '2025-03-09T05:00Z', '2025-03-10T04:00Z'],
  ['2025-11-02', 'America/New_York', '2025-11-02T04:00Z', '2025-11-03T05:00Z'],
  // Offsets that are no whole hours, and change by half an hour.
  ['2025-06-01', 'Asia/Kathmandu', '2025-05-31T18:15Z', '2025-06-01T18:15Z'],
  ['2025-04-06', 'Australia/Lord_Howe', '2025-04-05T13:00Z', '2025-04-06T13:30Z'],
  // Clocks jump over midnight: the day begins at one.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
  // Put back from midnight to eleven: the day before lasts an hour longer.
  ['2018-02-17', 'America/Sao_Paulo', '2018-02-17T02:00Z', '2018-02-18T03:00Z'],
  // Put back at one minute past midnight: midnight comes twice.
  ['2010-11-06', 'America/St_Johns', '2010-11-06T02:30Z', '2010-11-07T03:30Z'],
  ['2010-11-07', 'America/St_Johns', '2010-11-07T02:30Z', '2010-11-08T03:30Z'],
  // The date line moved: there was no 30 December.
  ['2011-12-29', 'Pacific/Apia', '2011-12-29T10:00Z', '2011-12-30T10:00Z'],
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00Z', '2011-12-30T10:00Z'],
  ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00Z', '2011-12-31T10:00Z'],
])('%s in %s lasts from %s to %s', (day, zone, from, until) => {
  expect([iso(startOfDay(dayOf(day), zone)), iso(endOfDay(dayOf(day), zone))]).toEqual([from, until]);
});

test('every quarter of an hour lies in the day that the clocks show, in every zone', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 48, max: Date.parse('2040-01-01T00:00Z') / HOUR }),
      (zone, hours) => {
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
        for (let quarter = 0; quarter < 100; quarter += 9) {
          const at = hours * HOUR + quarter * 900_000;
          const day = dayOf(shown.format(at));
          expect(startOfDay(day, zone), `${zone} ${iso(at)}`).toBeLessThanOrEqual(at);
          expect(endOfDay(day, zone), `${zone} ${iso(at)}`).toBeGreaterThan(at);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a day is no longer than what its clocks show: a minute before it and at its end they show another', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/Brussels', 'America/New_York', 'Africa/Cairo', 'Asia/Beirut', 'Pacific/Auckland'),
      fc.integer({ min: 0, max: 25_000 }),
      (zone, days) => {
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
        const day = days * 24 * HOUR;
        const text = iso(day).slice(0, 10);
        const [from, until] = [startOfDay(day, zone), endOfDay(day, zone)];
        expect([from - 1, from, until - 1, until].map((at) => shown.format(at) === text)).toEqual([
          false,
          true,
          true,
          false,
        ]);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['2025-01-31T09:00Z', 'Europe/Brussels', '2025-02-28T09:00Z'],
  ['2024-01-31T09:00Z', 'Europe/Brussels', '2024-02-29T09:00Z'],
  ['2025-12-31T09:00Z', 'Europe/Brussels', '2026-01-31T09:00Z'],
  ['2025-04-30T09:00Z', 'Europe/Brussels', '2025-05-30T09:00Z'],
  // The clock time stays, the offset changes.
  ['2025-03-10T09:00Z', 'Europe/Brussels', '2025-04-10T08:00Z'],
  ['2025-10-10T08:00Z', 'Europe/Brussels', '2025-11-10T09:00Z'],
  // 31 January in Brussels already, 30 January in UTC.
  ['2025-01-30T23:30Z', 'Europe/Brussels', '2025-02-27T23:30Z'],
  // 02:30 does not exist a month later, or comes twice.
  ['2025-02-28T01:30Z', 'Europe/Brussels', '2025-03-28T01:30Z'],
  ['2025-03-02T07:30Z', 'America/New_York', '2025-04-02T06:30Z'],
  ['2025-02-09T07:30Z', 'America/New_York', '2025-03-09T07:00Z'],
  ['2025-10-02T05:30Z', 'America/New_York', '2025-11-02T05:30Z'],
])('a month after %s in %s is %s', (from, zone, until) => expect(monthLater(from, zone)).toBe(until));

test('what is no day and what is no zone is not taken for one', () => {
  for (const text of ['2025-02-29', '2025-13-01', '2025-00-10', '1969-12-31', '2200-01-01', '25-01-01', '2025-1-1', ''])
    expect(readDay(text), text).toBeUndefined();
  expect(['Europe/Brussels', 'UTC', 'America/Argentina/Buenos_Aires'].map(isZone)).toEqual([true, true, true]);
  expect(['Europe/Nowhere', '+02:00', '', 'Brussels', '__proto__'].map(isZone)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
