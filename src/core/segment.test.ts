/** Waves of drawn shapes whose truth is known from how they were drawn, with and without chance in the counts. */
import { expect, test } from 'vitest';
import { segment } from './segment.ts';
import { dice } from './series.fixture.ts';
import type { Stretch } from './stretch.ts';

/** The excess that a shape brings in each minute, over a usual rate. */
function stretchOf(excess: readonly number[], usual: number, seed?: number): Stretch {
  const chance = seed === undefined ? undefined : dice(seed);
  const counts = excess.map((more) => {
    const mean = usual + more;
    return chance === undefined ? Math.round(mean) : chance.poisson(mean);
  });
  return { from: 0, stepMinutes: 1, fill: 1, counts, expected: excess.map(() => usual) };
}

/** Rises at once and decays to a tenth in `minutes`. */
const rush = (height: number, minutes: number): number[] =>
  Array.from({ length: minutes }, (_, t) => height * 10 ** (-t / minutes));
const level = (height: number, minutes: number): number[] => new Array<number>(minutes).fill(height);
const quiet = (minutes: number): number[] => level(0, minutes);

const FAST = 0.01;
const waves = (stretch: Stretch, onset: number) => segment(stretch, { from: onset, until: onset + 10 }, FAST).waves;

test('two heights are two waves where the trough is under half of the smaller one, and one where it is not', () => {
  for (const [depth, number] of [
    [0.1, 2],
    [0.35, 2],
    [0.65, 1],
    [0.9, 1],
  ] as const) {
    const shape = [...quiet(60), ...level(300, 30), ...level(200 * depth, 20), ...level(200, 30), ...quiet(240)];
    expect(waves(stretchOf(shape, 20), 60), `trough at ${depth}`).toHaveLength(number);
  }
});

test('two rushes a few minutes apart are two waves, however many counts stand above the usual', () => {
  for (const scale of [1, 10, 100, 1000]) {
    const shape = [...quiet(60), ...rush(40, 20), ...rush(40, 25), ...quiet(240)].map((more) => more * scale);
    expect(waves(stretchOf(shape, scale), 60), `scale ${scale}`).toHaveLength(2);
  }
});

test('a lasting height with chance in its counts is one wave in 19 of 20, and three rushes are three', () => {
  let whole = 0;
  let three = 0;
  const plateau = [...quiet(60), ...level(2, 120), ...quiet(240)];
  const rushes = [
    ...quiet(60),
    ...rush(6, 30),
    ...quiet(20),
    ...rush(5, 30),
    ...quiet(20),
    ...rush(6, 30),
    ...quiet(200),
  ];
  for (let seed = 1; seed <= 200; seed++) {
    if (waves(stretchOf(plateau, 0.3, seed), 60).length === 1) whole++;
    if (waves(stretchOf(rushes, 0.3, seed), 60).length === 3) three++;
  }
  expect(whole).toBeGreaterThanOrEqual(190);
  expect(three).toBeGreaterThanOrEqual(190);
});

test('a wave lies inside its ranges, and they tell a box with many counts to the minute', () => {
  const [wave, ...more] = waves(stretchOf([...quiet(60), ...level(500, 40), ...quiet(240)], 20), 60);
  expect(more).toEqual([]);
  expect(wave).toMatchObject({ start: 60, startRange: [60, 60], end: 100, endRange: [100, 100], total: 40 * 520 });
  const [fewest, most] = wave!.excessRange;
  expect([fewest <= 40 * 500, most >= 40 * 500]).toEqual([true, true]);
  for (let seed = 1; seed <= 100; seed++) {
    for (const one of waves(stretchOf([...quiet(60), ...rush(4, 60), ...quiet(200)], 0.2, seed), 60)) {
      expect(one.startRange[0] <= one.start && one.start <= one.startRange[1]).toBe(true);
      expect(one.end === null || (one.endRange[0] <= one.end && one.end <= one.endRange[1])).toBe(true);
      expect(one.excessRange[0] <= one.total - one.expected && one.total - one.expected <= one.excessRange[1]).toBe(
        true,
      );
    }
  }
});

test('the fewer counts, the wider the ranges', () => {
  const width = (scale: number): number => {
    let sum = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const shape = [...quiet(60), ...rush(10 * scale, 60), ...quiet(200)];
      for (const { startRange, endRange } of waves(stretchOf(shape, scale, seed), 60)) {
        sum += startRange[1] - startRange[0] + endRange[1] - endRange[0];
      }
    }
    return sum;
  };
  const [few, some, many] = [width(0.2), width(2), width(20)] as const;
  expect(few).toBeGreaterThan(some);
  expect(some).toBeGreaterThan(many);
});

test('an excess that is there when a gap ends may have begun anywhere in the gap, and ended anywhere in one', () => {
  const stretch = stretchOf([...quiet(60), ...level(40, 60), ...quiet(240)], 10);
  const [begin, end] = [60, 120];
  const without = (from: number, to: number): Stretch => ({
    ...stretch,
    counts: stretch.counts.map((count, minute) => (minute >= from && minute < to ? null : count)),
  });
  const ranges = (of: Stretch) => {
    const [wave, ...more] = waves(of, 90);
    expect(more).toEqual([]);
    return [wave!.startRange, wave!.endRange];
  };
  const [[first, last], ends] = ranges(without(40, 90)) as [[number, number], unknown];
  expect([first, last]).toEqual([expect.toSatisfy((minute) => minute <= 40), 90]);
  expect(ends, 'the other edge is as it was').toEqual(ranges(stretch)[1]);
  const [earliest, latest] = ranges(without(100, 200))[1]!;
  expect(earliest).toBeLessThanOrEqual(100);
  expect(latest).toBeGreaterThanOrEqual(200);
  for (const [[from, to], truth] of [[ranges(stretch)[0]!, begin] as const, [ranges(stretch)[1]!, end] as const]) {
    expect(to - from, 'anti-vacuity: without a gap it is known').toBeLessThanOrEqual(4);
    expect(from).toBeLessThanOrEqual(truth);
  }
});
