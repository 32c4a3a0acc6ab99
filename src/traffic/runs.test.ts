/** What a series' usual level is, and which stretches are far from it: laws on series whose truth is known because they were made so. */
import { describe, expect, test } from 'vitest';
import { chanceOf } from './keys.fixture.ts';
import { levelOf } from './level.ts';
import { type Run, runsIn } from './runs.ts';

const DAY = 1_440;
const ABOVE = { side: 'above', clump: 1, ratio: 2, differenceMin: 5 } as const;

/** Counts that scatter as chance lets them around a rate, with bunches of a size. */
function counts(seed: number, length: number, rate: (at: number) => number, bunch = 1): Float64Array {
  const chance = chanceOf(seed);
  return Float64Array.from({ length }, (_, at) => {
    // Knuth's way: how many draws until their product falls below e^-rate.
    const floor = Math.exp(-rate(at) / bunch);
    let drawn = 0;
    for (let product = chance(); product > floor; product *= chance()) drawn += 1;
    return bunch * drawn;
  });
}

function found(series: Float64Array, options: Parameters<typeof runsIn>[3] = ABOVE): Run[] {
  const silent = new Uint8Array(series.length);
  return runsIn(series, silent, levelOf(series, silent, DAY), options);
}

const spans = (runs: readonly Run[]): [number, number][] => runs.map(({ from, to }) => [from, to]);
const within = (at: number, from: number, to: number): boolean => at >= from && at < to;

describe('failures in a log that has none', () => {
  test.each([10, 45, 90])('that go on for %i minutes are one run from the first to the last', (length) => {
    const series = counts(1, 720, (at) => (within(at, 480, 480 + length) ? 50 : 0));
    expect(spans(found(series))).toEqual([[480, 480 + length]]);
  });

  test('that come once in two minutes are found, though no minute of them stands out', () => {
    const series = counts(2, DAY, (at) => (within(at, 700, 790) ? 0.5 : 0));
    const runs = found(series);
    expect(runs).toHaveLength(1);
    expect(Math.abs(runs[0]!.from - 700)).toBeLessThanOrEqual(20);
    expect(Math.abs(runs[0]!.to - 790)).toBeLessThanOrEqual(20);
    const all = series.subarray(700, 790).reduce((sum, value) => sum + value, 0);
    expect(runs[0]!.counted).toBeGreaterThan(0.85 * all);
  });
});

describe('nothing stands out', () => {
  const worth = { ...ABOVE, ratio: 1.5, differenceMin: 60 };

  test.each([1, 2, 3, 4])('in a morning that rises from a tenth to the whole within two hours (seed %i)', (seed) => {
    const series = counts(seed, DAY, (at) => 4 + 36 / (1 + Math.exp(-(at - 600) / 20)));
    expect(spans(found(series, worth))).toEqual([]);
  });

  test('in a rush that comes at the same time of every day', () => {
    const series = counts(5, 7 * DAY, (at) => (within(at % DAY, 1_180, 1_240) ? 60 : 10));
    expect(spans(found(series, worth))).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5, 6])('in a small site whose visits bring thirty requests each (seed %i)', (seed) => {
    const series = counts(seed, DAY, () => 9, 30);
    expect(spans(found(series, worth))).toEqual([]);
  });
});

test('the same rush on one day of seven is found, within its minutes', () => {
  const series = counts(6, 7 * DAY, (at) => (within(at, 3 * DAY + 1_180, 3 * DAY + 1_240) ? 60 : 10));
  expect(spans(found(series))).toEqual([[3 * DAY + 1_180, 3 * DAY + 1_240]]);
});

test('after a flood of hours, what was usual before is still what is usual', () => {
  const series = counts(7, DAY, (at) => (within(at, 400, 640) ? 300 : 40));
  const { usual } = levelOf(series, new Uint8Array(DAY), DAY);
  expect(Math.max(...usual)).toBeLessThan(60);
});
