/** Laws of levels that a service comes back to: the way there is told once, and an outage from either level is found. */
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import { addSlot, createLevels, type Levels, timesIfBack } from './levels.ts';
import { daily, MONDAY, quietCounts } from './series.fixture.ts';
import { createSeries, type SeriesStep, stepSeries } from './series.ts';

const DAY = 1440;
const SEEDS = [1, 2, 3, 4, 5, 6];

/** Ten days at a quarter of the rate, ten at all of it, and so on. */
const high = (minute: number): boolean => Math.floor(minute / (10 * DAY)) % 2 === 1;
const confirmedDays = (steps: readonly SeriesStep[], stepMinutes: number): number[] =>
  steps.flatMap((step, k) => (step.change === 'confirmed' ? [Math.floor((k * stepMinutes) / DAY)] : []));

function run(seed: number, days: number, stepMinutes: number, rate: (minute: number) => number): SeriesStep[] {
  const state = createSeries({ stepMinutes, budget: DEFAULT_BUDGET });
  const counts = quietCounts(seed, (days * DAY) / stepMinutes, stepMinutes, rate);
  return counts.map((count, k) => stepSeries(state, (MONDAY + k * stepMinutes) as Minute, count));
}

test.each([
  [1, 0.2],
  [1, 4],
  [20, 0.2],
])(
  'by %d minutes at %d a minute: the first rise to a level is an incident, a return to it is none',
  (stepMinutes, mean) => {
    const returns = SEEDS.map((seed) => {
      const rate = daily(mean);
      const steps = run(seed, 60, stepMinutes, (minute) => rate(minute) * (high(minute) ? 1 : 0.25));
      const days = confirmedDays(steps, stepMinutes);
      expect(days, 'anti-vacuity: the first rise').toContain(10);
      return days.filter((day) => day >= 30).length;
    });
    // Two returns of each of six services.
    expect(returns.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1);
  },
);

test('what stands out from the higher level is found within a quarter of an hour, at either', () => {
  for (const seed of SEEDS) {
    const rate = daily(4);
    for (const day of [24, 30, 36]) {
      const begin = day * DAY + 600;
      const outage = (minute: number): number => (minute >= begin && minute < begin + 60 ? 20 : 0);
      const steps = run(seed, day + 1, 1, (minute) => rate(minute) * (high(minute) ? 1 : 0.25) + outage(minute));
      const found = steps.findIndex(({ change }, k) => k >= begin && change === 'confirmed');
      expect(found - begin).toBeGreaterThanOrEqual(0);
      expect(found - begin).toBeLessThanOrEqual(15);
    }
  }
});

/** A level for each day, by slots of an hour. */
function levelsOf(days: readonly number[]): Levels {
  const levels = createLevels();
  for (const [day, level] of days.entries())
    for (let hour = 1; hour <= 24; hour++) addSlot(levels, day * DAY + hour * 60, level * 60, 60);
  addSlot(levels, days.length * DAY + 60, 0, 60);
  return levels;
}
const timesAfter = (...days: number[]): number => timesIfBack(levelsOf(days), 1);
const often = (level: number, days: number): number[] => Array.from({ length: days }, () => level);

test('a level counts when it was kept for three days in a row, and is remembered for ninety', () => {
  expect(timesAfter(...often(1, 9), 3, 3, 3, ...often(1, 7))).toBeCloseTo(3);
  expect(timesAfter(...often(1, 9), 3, 3, ...often(1, 7)), 'two days').toBe(1);
  expect(timesAfter(...often(1, 9), 3, 3, 1, 3, ...often(1, 7)), 'not in a row').toBe(1);
  expect(timesAfter(...often(1, 9), 2, 3, 4, ...often(1, 7)), 'alike: 2 and 3 are, their mean and 4 are not').toBe(1);
  expect(timesAfter(3, 3, 3, ...often(1, 89))).toBeCloseTo(3);
  expect(timesAfter(3, 3, 3, ...often(1, 90))).toBe(1);
  expect(timesAfter(3, 3, 3, ...often(1, 60), 3, ...often(1, 60)), 'a day there renews it').toBeCloseTo(3);
});

test('of several levels the highest counts; a return explains five times the level at most, and under a quarter more nothing', () => {
  expect(timesAfter(...often(2, 5), ...often(4, 5), ...often(2, 5), ...often(1, 5))).toBeCloseTo(4);
  expect(timesAfter(...often(1, 9), ...often(50, 3), ...often(1, 7))).toBe(5);
  expect(timesAfter(...often(1.2, 9), ...often(1, 7))).toBe(1);
});

test('a day that is known by less than half says nothing', () => {
  const levels = createLevels();
  for (let day = 0; day < 9; day++)
    for (let hour = 1; hour <= 11; hour++) addSlot(levels, day * DAY + hour * 60, 180, 60);
  expect(timesIfBack(levels, 1)).toBe(1);
});
