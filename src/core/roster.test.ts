/** The roster: the most active parts are followed, whatever odd names a stranger sends, in bounded state. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Scope } from '../model/incident.ts';
import { emptyRoster, type Followed, mayFollow, noteActivity, type Roster, shareOut, turnDay } from './roster.ts';

const HOUR = 60;
const DAY = 1_440;
const country = (n: number): Scope => `country:${n}`;

/** Tells the roster of one report, as a step does. */
function hear(roster: Roster, parts: Followed[], scope: Scope, at: number, running: object | null = null): void {
  const part = parts.find((known) => known.scope === scope);
  if (part !== undefined) noteActivity(part, scope, at, 1);
  else {
    const heard = mayFollow(roster, parts, scope, at, 1);
    if (heard !== undefined) parts.push({ scope, share: 0, series: { running }, ...heard });
  }
}

test('a stranger who sends from three hundred odd countries does not keep out the countries that people report from', () => {
  const roster = emptyRoster();
  const parts: Followed[] = [];
  for (let n = 1_000; n < 1_300; n += 1) hear(roster, parts, country(n), n - 1_000);
  expect(parts, 'anti-vacuity: the places are taken').toHaveLength(32);
  for (let hour = 10; hour < 34; hour += 1) {
    for (let n = 0; n < 30; n += 1) hear(roster, parts, country(n), hour * HOUR);
    for (let n = 0; n < 10; n += 1) hear(roster, parts, country(2_000 + hour * 10 + n), hour * HOUR + 1);
  }
  const followed = parts.map(({ scope }) => scope);
  for (let n = 0; n < 30; n += 1) expect(followed).toContain(country(n));
  expect(Object.keys(roster.waiting).length).toBeLessThanOrEqual(64);
});

test('a part that is in an incident keeps its place', () => {
  const roster = emptyRoster();
  const parts: Followed[] = [];
  for (let n = 0; n < 32; n += 1) hear(roster, parts, country(n), 0, n === 7 ? {} : null);
  for (let n = 100; n < 140; n += 1)
    for (let hour = 0; hour < 48; hour += 1) hear(roster, parts, country(n), hour * HOUR);
  expect(parts.map(({ scope }) => scope)).toContain(country(7));
  expect(parts.map(({ scope }) => scope)).not.toContain(country(8));
});

test('one hour, however loud, is worth twelve reports; what is silent for weeks is forgotten', () => {
  const roster = emptyRoster();
  const parts: Followed[] = [];
  for (let i = 0; i < 10_000; i += 1) hear(roster, parts, country(1), 5);
  expect(parts[0]!.activity).toBe(12);
  for (let day = 1; day < 90; day += 1) turnDay(roster, parts, day * DAY);
  expect(parts).toHaveLength(1);
  // 12 x 0.97^n falls under a half after 105 days.
  for (let day = 90; day < 107; day += 1) turnDay(roster, parts, day * DAY);
  expect(parts).toHaveLength(0);
});

test('shares add up to what there is, and each part has at least half of an equal share', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5_000 }), { minLength: 1, maxLength: 40 }), (activities) => {
      const parts = activities.map((activity, n) => ({
        scope: country(n),
        share: 0,
        series: { running: null },
        activity,
        hour: 0,
        inHour: 0,
      }));
      shareOut(parts, 0.5);
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(0.5, 9);
      for (const { share } of parts) expect(share).toBeGreaterThanOrEqual(0.25 / parts.length - 1e-12);
    }),
  );
});
