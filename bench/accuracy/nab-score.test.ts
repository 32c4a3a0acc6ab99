import { expect, test } from 'vitest';
import { normalised, probationOf, profiles, rawScore, scaledSigmoid } from './nab-score.ts';

const [standard, lowFp, lowFn] = profiles as [(typeof profiles)[0], (typeof profiles)[0], (typeof profiles)[0]];
const ROWS = 100;
const windows = [[50, 59]] as const;

test("the sigmoid has the benchmark's published values", () => {
  expect(scaledSigmoid(-1)).toBeCloseTo(0.98661, 5);
  expect(scaledSigmoid(-0.5)).toBeCloseTo(0.84828, 5);
  expect(scaledSigmoid(0)).toBe(0);
  expect(scaledSigmoid(1)).toBeCloseTo(-0.98661, 5);
  expect(scaledSigmoid(3)).toBe(-1);
});

test('fifteen percent of the rows are not scored, and never more than 750', () => {
  expect(probationOf(4032)).toBe(604);
  expect(probationOf(22_695)).toBe(750);
  expect(rawScore(ROWS, windows, [3, 14, 50], standard)).toBe(1);
  expect(rawScore(ROWS, windows, [3, 15, 50], standard)).toBeCloseTo(1 - 0.11, 12);
});

test('an alarm in a window is worth what it is early by, and only the earliest counts', () => {
  // By hand: (2/(1+e^-3) - 1) / (2/(1+e^-5) - 1), and the same with e^-0.5.
  expect(rawScore(ROWS, windows, [54], standard)).toBeCloseTo(0.917429, 5);
  expect(rawScore(ROWS, windows, [59], standard)).toBeCloseTo(0.248242, 5);
  expect(rawScore(ROWS, windows, [54, 55, 59], standard)).toBe(rawScore(ROWS, windows, [54], standard));
});

test('a false alarm costs in full before any window and far behind one, less close behind it', () => {
  const missed = rawScore(ROWS, windows, [], standard);
  expect(missed).toBe(-1);
  expect(rawScore(ROWS, windows, [20], standard) - missed).toBeCloseTo(-0.11, 12);
  expect(rawScore(ROWS, windows, [95], standard) - missed).toBeCloseTo(-0.11, 12);
  // Nine rows behind a window of ten is one width: 0.986614 of the full cost.
  expect(rawScore(ROWS, windows, [68], standard) - missed).toBeCloseTo(-0.11 * 0.986614, 6);
  // One row behind: (2/(1+e^(5/9)) - 1) of it.
  expect(rawScore(ROWS, windows, [60], standard) - missed).toBeCloseTo(-0.11 * 0.270838, 5);
  expect(rawScore(ROWS, windows, [20, 95], lowFp) - missed).toBeCloseTo(-0.44, 12);
});

test.each(profiles)('$name: no alarm scores 0, an alarm at the start of every window 100', (profile) => {
  const two = [
    [30, 39],
    [70, 75],
  ] as const;
  expect(normalised(rawScore(ROWS, two, [], profile), 2, profile)).toBe(0);
  expect(normalised(rawScore(ROWS, two, [30, 70], profile), 2, profile)).toBe(100);
});

test('finding one window of two at its start, with one false alarm far off, by hand', () => {
  const two = [
    [30, 39],
    [70, 75],
  ] as const;
  const alarms = [20, 30];
  // Raw: 1 - 1 - 0.11 of -2 to 2; 1 - 1 - 0.22 of -2 to 2; 1 - 2 - 0.11 of -4 to 2.
  expect(normalised(rawScore(ROWS, two, alarms, standard), 2, standard)).toBeCloseTo(47.25, 9);
  expect(normalised(rawScore(ROWS, two, alarms, lowFp), 2, lowFp)).toBeCloseTo(44.5, 9);
  expect(normalised(rawScore(ROWS, two, alarms, lowFn), 2, lowFn)).toBeCloseTo((100 * 2.89) / 6, 9);
});
