/** A week's numbers come back from their text as they were. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekOf, weekText } from './week-text.ts';

const hundredths = (most: number) => fc.nat({ max: most }).map((whole) => whole / 100);
const week = fc
  .array(fc.tuple(fc.oneof(fc.constant(0), hundredths(900), hundredths(2 ** 31 - 1)), fc.integer({ min: 1, max: 90 })))
  .map((runs) => runs.flatMap(([value, times]) => new Array<number>(times).fill(value)));

test('numbers with two decimals come back as they were, whatever they are and however often they repeat', () => {
  fc.assert(
    fc.property(week, (numbers) => {
      const text = weekText(numbers);
      expect(weekOf(text)).toEqual(numbers);
      expect(JSON.stringify(text), 'nothing needs an escape').toHaveLength(text.length + 2);
    }),
  );
  const most = 5 * 1_000_000 * 60;
  expect(weekOf(weekText([most, 0, most]))).toEqual([most, 0, most]);
});

test('a week of nothing is a few letters, one of equal slots hardly more', () => {
  expect(weekText([])).toBe('');
  expect(weekText(new Array<number>(672).fill(0)).length).toBeLessThanOrEqual(4);
  expect(weekText(new Array<number>(672).fill(41.07)).length).toBeLessThanOrEqual(7);
});
