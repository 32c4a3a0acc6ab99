/** Chance: the draws have the mean and the scatter they are asked for. */
import { expect, test } from 'vitest';
import { drawCount, seeded, shareOut } from './chance.ts';

const DRAWS = 20_000;

test.each([
  { mean: 0.02, dispersion: 1.5 },
  { mean: 1, dispersion: 1 },
  { mean: 7, dispersion: 2 },
  { mean: 2600, dispersion: 1.5 },
])('counts of mean $mean scatter by $dispersion times the mean', ({ mean, dispersion }) => {
  const chance = seeded(7);
  const counts = Array.from({ length: DRAWS }, () => drawCount(chance, mean, dispersion));
  const average = counts.reduce((sum, count) => sum + count, 0) / DRAWS;
  const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / DRAWS;
  // Five standard errors of the mean; the variance's own scatter is wide where counts are rare.
  expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt((mean * dispersion) / DRAWS));
  expect(variance / average).toBeGreaterThan(dispersion * 0.8);
  expect(variance / average).toBeLessThan(dispersion * 1.2);
  expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
});

test('nothing is drawn of nothing', () => {
  expect(drawCount(seeded(1), 0, 1.5)).toBe(0);
});

test('what is shared out adds up, and shares that are missing stay unnamed', () => {
  const half = shareOut(seeded(3), 10_000, [
    ['app', 0.3],
    ['web', 0.2],
  ]);
  expect(Math.abs(half.app! - 3000)).toBeLessThan(5 * Math.sqrt(10_000 * 0.3 * 0.7));
  expect(Math.abs(half.web! - 2000)).toBeLessThan(5 * Math.sqrt(10_000 * 0.2 * 0.8));
  expect(shareOut(seeded(3), 12, [['app', 1]])).toEqual({ app: 12 });
  expect(shareOut(seeded(3), 12, [])).toEqual({});
});
