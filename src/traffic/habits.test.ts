/** What counts as a clock's regularity, and what does not. */
import { describe, expect, test } from 'vitest';
import { addHabit, createHabits, type Habits, isClockwork, mergeHabits, pageBits, pagesOf, partsOf } from './habits.ts';
import { chanceOf } from './keys.fixture.ts';

function asked(seconds: readonly number[]): Habits {
  const habits = createHabits(1);
  for (const second of seconds) addHabit(habits, 0, Math.floor(second) % 60, false, 0);
  return habits;
}

const beat = (every: number, count: number): number[] => Array.from({ length: count }, (_, i) => i * every);

describe('a steady beat is clockwork', () => {
  test.each([
    ['every 5 s for a minute', beat(5, 12)],
    ['every 7 s for a minute', beat(7, 8)],
    ['every 1.5 s for a minute', beat(1.5, 40)],
    ['every second for a minute', beat(1, 60)],
    ['every 10 s for ten minutes', beat(10, 60)],
    ['every 7 s for ten minutes', beat(7, 86)],
    ['three a second for a minute', beat(1 / 3, 180)],
  ])('%s', (_, seconds) => {
    expect(isClockwork(asked(seconds), 0)).toBe(true);
  });
});

describe('what people do is not', () => {
  test.each([
    ['a page and its parts within four seconds', [3, 3, 3, 4, 4, 5, 6, 6, 6]],
    ['six clicks in a row', [0, 1, 2, 3, 4, 5]],
    ['two visits', [1, 2, 3, 4, 40, 41, 42, 43]],
    ['few requests', [0, 15, 30, 45]],
    ['nothing', []],
  ])('%s', (_, seconds) => {
    expect(isClockwork(asked(seconds), 0)).toBe(false);
  });

  test('chance looks regular in fewer than one of ten clients', () => {
    const chance = chanceOf(5);
    let regular = 0;
    for (let client = 0; client < 1_000; client += 1) {
      const seconds = Array.from({ length: 5 + Math.floor(chance() * 200) }, () => chance() * 60);
      if (isClockwork(asked(seconds), 0)) regular += 1;
    }
    expect(regular).toBeLessThan(100);
  });
});

test('more in a second than can be counted is not called regular', () => {
  expect(isClockwork(asked(beat(1 / 300, 18_000)), 0)).toBe(false);
});

test('habits counted apart and merged are those counted together', () => {
  const chance = chanceOf(9);
  const together = createHabits(1);
  const apart = createHabits(2);
  for (let i = 0; i < 500; i += 1) {
    const second = Math.floor(chance() * 60);
    const part = chance() < 0.4;
    const path = Math.floor(chance() * 2 ** 32) | 0;
    addHabit(together, 0, second, part, path);
    addHabit(apart, i % 2, second, part, path);
  }
  mergeHabits(apart, 0, apart, 1);
  expect(apart.words.slice(0, together.words.length)).toEqual(together.words);
  expect(pagesOf(apart, 0) + partsOf(apart, 0)).toBe(500);
  expect(pageBits(apart, 0)).toBeGreaterThan(60);
});
