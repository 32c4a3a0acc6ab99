/** Bounds on a country's reports: whatever the minutes were, what really happened lies inside; and quiet hours make them narrow. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Minute } from '../model/units.ts';
import type { Ground } from './ground.ts';
import { countriesBetween, countriesPeak } from './ground-countries.ts';

const FROM = (20_158 * 1_440) as Minute;
const HOURS = 4;
const MINUTES = 60 * HOURS;

/** What is kept of minutes that are known: everybody by minute, and the country by hour. Of some reports no country is known. */
function kept(
  ours: readonly number[],
  others: readonly number[],
  holes: ReadonlySet<number> = new Set(),
  unplaced: readonly number[] = [],
): Ground {
  return {
    from: FROM,
    stepMinutes: 1,
    counts: ours.map((count, minute) => (holes.has(minute) ? null : count + others[minute]! + (unplaced[minute] ?? 0))),
    hours: Array.from({ length: HOURS }, (_, hour) => ({
      hour: FROM / 60 + hour,
      countries: {
        US: sum(ours.slice(60 * hour, 60 * hour + 60)),
        FR: sum(others.slice(60 * hour, 60 * hour + 60)),
      },
    })),
  } as unknown as Ground;
}
const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
const minutes = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 50 })), { minLength: MINUTES, maxLength: MINUTES });

test('what really happened lies between the bounds, for every stretch', () => {
  fc.assert(
    fc.property(
      minutes,
      minutes,
      fc.nat({ max: MINUTES - 1 }),
      fc.nat({ max: MINUTES }),
      fc.uniqueArray(fc.nat({ max: MINUTES - 1 }), { maxLength: 5 }),
      (ours, others, a, b, holes) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
        const found = countriesBetween(kept(ours, others, new Set(holes)), ['US'], FROM + from, FROM + to)!;
        const really = sum(ours.slice(from, to));
        expect(found.low).toBeLessThanOrEqual(really);
        expect(found.high).toBeGreaterThanOrEqual(really);
        expect(found.value).toBeGreaterThanOrEqual(found.low);
        expect(found.value).toBeLessThanOrEqual(found.high);
      },
    ),
  );
});

test('reports without a country may all be from it, or none', () => {
  fc.assert(
    fc.property(minutes, minutes, minutes, fc.nat({ max: MINUTES }), (ours, others, unplaced, to) => {
      const found = countriesBetween(kept(ours, others, undefined, unplaced), ['US'], FROM, FROM + to);
      if (found === null) return;
      expect(found.low).toBeLessThanOrEqual(sum(ours.slice(0, to)));
      expect(found.high).toBeGreaterThanOrEqual(sum(ours.slice(0, to)) + sum(unplaced.slice(0, to)));
    }),
  );
  const quiet = new Array<number>(MINUTES).fill(1);
  expect(countriesBetween(kept(quiet, quiet, undefined, quiet), ['US'], FROM, FROM + 60)).toEqual({
    value: 60,
    low: 60,
    high: 120,
  });
});

test('the real peak lies between the bounds, at every length', () => {
  fc.assert(
    fc.property(minutes, minutes, fc.constantFrom(5, 15, 30, 60), (ours, others, length) => {
      const really = Math.max(...ours.slice(length - 1).map((_, at) => sum(ours.slice(at, at + length))));
      const { figure } = countriesPeak(kept(ours, others), ['US'], length)!;
      expect(figure.low).toBeLessThanOrEqual(really);
      expect(figure.high).toBeGreaterThanOrEqual(really);
    }),
    { numRuns: 40 },
  );
});

test('whole hours are exact, and an hour that is all in one burst gives it nearly away', () => {
  const ours = Array.from({ length: MINUTES }, (_, minute) => (minute >= 70 && minute < 80 ? 90 : 0));
  const others = Array.from({ length: MINUTES }, (_, minute) => (minute >= 70 && minute < 80 ? 10 : 1));
  const ground = kept(ours, others);
  expect(countriesBetween(ground, ['US'], FROM + 60, FROM + 120)).toEqual({ value: 900, low: 900, high: 900 });
  const { figure, at } = countriesPeak(ground, ['US'], 15)!;
  expect(at).toBeGreaterThanOrEqual(FROM + 65);
  expect(figure).toMatchObject({ low: 855, high: 900 });
});

test('steps longer than the stretch, and hours without a country, answer nothing', () => {
  const none = new Array<number>(MINUTES).fill(0);
  expect(countriesPeak({ ...kept(none, none), stepMinutes: 15 }, ['US'], 5)).toBeNull();
  expect(countriesBetween({ ...kept(none, none), hours: [] }, ['US'], FROM, FROM + 60)).toBeNull();
});
