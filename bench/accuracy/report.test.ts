import { expect, test } from 'vitest';
import { atLeast, atMost, quantile, section } from './report.ts';

test('a floor says what fell under it, and nothing where nothing did', () => {
  expect(atLeast('recall', 0.9, 0.95)).toEqual(['recall 0.900, at least 0.95']);
  expect(atLeast('recall', 0.95, 0.95)).toEqual([]);
  expect(atMost('delay', 9, 8)).toHaveLength(1);
  expect(atMost('delay', 8, 8)).toEqual([]);
});

test('what is not known fails a floor', () => {
  expect(atLeast('recall', Number.NaN, 0)).toHaveLength(1);
  expect(atMost('delay', Number.NaN, 100)).toHaveLength(1);
});

test('a quantile is one of the values, and what was never found counts as the largest', () => {
  const never = Number.POSITIVE_INFINITY;
  expect(quantile([5, never, 1, 3, 2], 0.5)).toBe(3);
  expect(quantile([never, never, 1], 0.5)).toBe(never);
  expect(quantile([4, 1, 3, 2, 10, 6, 7, 8, 9, 5], 0.9)).toBe(9);
  expect(quantile([], 0.5)).toBeNaN();
});

test('a section has a cell for each heading, and keeps the figures', () => {
  const rows = [{ delay: 2.25 }, { delay: 4 }];
  const made = section('delays', rows, {
    rounded: (row) => row.delay.toFixed(1),
    twice: (row) => String(2 * row.delay),
  });
  expect(made).toMatchObject({
    head: ['rounded', 'twice'],
    lines: [
      ['2.3', '4.5'],
      ['4.0', '8'],
    ],
    rows,
  });
});
