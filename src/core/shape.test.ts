/** The shape of a week, learnt from weeks that are known. */
import { expect, test } from 'vitest';
import { dice, MONDAY } from './series.fixture.ts';
import { createShape, learnSlot, shapeAt, slotOf } from './shape.ts';

const MEAN = 2;

function learnt(weeks: number, factor: (day: number, minute: number) => number, mean = MEAN) {
  const { poisson } = dice(11);
  const shape = createShape(15);
  for (let k = 0; k < weeks * 672; k++) {
    const minute = (k % 96) * 15;
    learnSlot(shape, k % 672, poisson(mean * 15 * factor(Math.floor((k % 672) / 96), minute)), mean * 15);
  }
  return shape;
}

test('slots count from Monday 00:00 UTC and come back every week', () => {
  const shape = createShape(15);
  expect(slotOf(shape, MONDAY)).toBe(0);
  expect(slotOf(shape, MONDAY + 14)).toBe(0);
  expect(slotOf(shape, MONDAY + 15)).toBe(1);
  expect(slotOf(shape, MONDAY + 7 * 1440 - 1)).toBe(671);
  expect(slotOf(shape, MONDAY + 21 * 1440)).toBe(0);
  expect(slotOf(shape, -1)).toBe(slotOf(shape, 7 * 1440 - 1));
});

test('a bump of an hour that comes every day is learnt within two weeks', () => {
  const shape = learnt(2, (_, minute) => (minute >= 600 && minute < 660 ? 2 : 1));
  expect(shapeAt(shape, 96 + 42, MEAN).factor).toBeGreaterThan(1.6);
  expect(shapeAt(shape, 96 + 60, MEAN).factor).toBeLessThan(1.25);
});

test('a quiet weekend and a habit of one weekday are learnt within four weeks', () => {
  const shape = learnt(4, (day, minute) => (day >= 5 ? 0.4 : day === 2 && minute >= 720 && minute < 780 ? 2 : 1));
  expect(shapeAt(shape, 5 * 96 + 40, MEAN).factor).toBeLessThan(0.65);
  const habit = shapeAt(shape, 2 * 96 + 50, MEAN).factor;
  expect(habit).toBeGreaterThan(1.35 * shapeAt(shape, 3 * 96 + 50, MEAN).factor);
});

test('a sparse service gets a smooth shape: no slot runs away from its neighbours by chance', () => {
  const shape = learnt(2, () => 1, 0.02);
  const factors = Array.from({ length: 96 }, (_, slot) => shapeAt(shape, slot, 0.02).factor);
  expect(Math.min(...factors)).toBeGreaterThan(0.4);
  expect(Math.max(...factors)).toBeLessThan(2.5);
});
