/** Laws of ticks: round, in order, inside the scale, and about as many as are wanted, whatever the scale. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTicks, timeTicks } from './ticks.ts';

const HOUR = 3_600_000;

test('counts have whole ticks of 1, 2 or 5 times a power of ten', () => {
  expect(countTicks(4.16, 4)).toEqual([1, 2, 3, 4]);
  expect(countTicks(31.2, 4)).toEqual([10, 20, 30]);
  expect(countTicks(624, 4)).toEqual([200, 400, 600]);
  expect(countTicks(41_600, 4)).toEqual([10_000, 20_000, 30_000, 40_000]);
  fc.assert(
    fc.property(fc.double({ min: 4, max: 1e12, noNaN: true }), (top) => {
      const ticks = countTicks(top, 4);
      expect(ticks.every((tick, index) => Number.isInteger(tick) && tick === ticks[0]! * (index + 1))).toBe(true);
      expect(String(ticks[0])).toMatch(/^[125]0*$/);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.at(-1)).toBeLessThanOrEqual(top);
    }),
  );
});

test('times have ticks of the clock, of days or of weeks', () => {
  const start = Date.parse('2025-03-10T08:50:00Z');
  const clock = (ms: number): string => new Date(ms).toISOString().slice(5, 16);
  expect(
    timeTicks(start, start + 2 * HOUR, 8)
      .map(clock)
      .slice(0, 2),
  ).toEqual(['03-10T09:00', '03-10T09:15']);
  expect(
    timeTicks(start, start + 24 * HOUR, 8)
      .map(clock)
      .slice(0, 2),
  ).toEqual(['03-10T09:00', '03-10T12:00']);
  expect(
    timeTicks(start, start + 7 * 24 * HOUR, 8)
      .map(clock)
      .slice(0, 2),
  ).toEqual(['03-11T00:00', '03-12T00:00']);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 10, max: 5_000_000 }), (from, minutes) => {
      const ticks = timeTicks(from, from + minutes * 60_000, 8);
      const steps = new Set(ticks.slice(1).map((tick, index) => tick - ticks[index]!));
      expect(steps.size).toBeLessThanOrEqual(1);
      expect(ticks.every((tick) => tick >= from && tick <= from + minutes * 60_000 && tick % 60_000 === 0)).toBe(true);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(17);
    }),
  );
});
