/** A series that is written down in few bytes is the same series when it is read. */
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import { daily, dice, MONDAY } from './series.fixture.ts';
import { createSeries, type SeriesState, stepSeries } from './series.ts';
import { readSeries, saveSeries } from './series-text.ts';

const DAYS = 15;

function lived(rate: (minute: number) => number, days = DAYS, stepMinutes = 1): SeriesState {
  const state = createSeries({ stepMinutes, budget: DEFAULT_BUDGET });
  const { poisson } = dice(9);
  for (let k = 0; k < days * 1440; k += stepMinutes) {
    stepSeries(state, (MONDAY + k) as Minute, poisson(stepMinutes * rate(k)));
  }
  return state;
}

const written = (state: SeriesState): string => JSON.stringify(saveSeries(state));
const read = (state: SeriesState): SeriesState => readSeries(JSON.parse(written(state)));

const OUTAGE = DAYS * 1440 - 20;
const LIVES: readonly [string, SeriesState][] = [
  ['that nobody reports', lived(() => 0)],
  ['that is reported once in three hours', lived(() => 1 / 180)],
  ['with a day', lived(daily(4))],
  ['that gets a million a minute', lived(() => 1_000_000)],
  ['on its first day', lived(daily(2), 0.6)],
  ['with steps of an hour', lived(daily(4), DAYS, 60)],
  ['in the middle of an incident', lived((minute) => (minute < OUTAGE ? 0.5 : 20))],
  ['that has not begun', createSeries({ stepMinutes: 1, budget: DEFAULT_BUDGET })],
];

test.each(LIVES)('a series %s is read as it was written down', (_, state) => {
  // The limit on a single step is worked out when it is needed.
  expect(read(state)).toEqual({ ...state, clip: null });
});

test.each(LIVES)('a series %s goes on with the same bits after it was written down', (_, state) => {
  const other = read(state);
  const { poisson } = dice(10);
  for (let k = 0; k < 600; k++) {
    const at = (state.due ?? MONDAY) as Minute;
    const count = poisson(state.stepMinutes * (k < 300 ? 1 : 15));
    expect(stepSeries(other, at, count)).toEqual(stepSeries(state, at, count));
  }
  expect(written(other)).toBe(written(state));
});

test('a quiet service costs some hundred bytes, a busy one a few thousand', () => {
  const size = (rate: (minute: number) => number) => written(lived(rate, 28)).length;
  expect(size(() => 0)).toBeLessThan(450);
  expect(size(() => 1 / 10_080)).toBeLessThan(700);
  expect(size(() => 1 / 180)).toBeLessThan(2_000);
  expect(size(daily(5))).toBeLessThan(4_000);
  expect(size(daily(1_000))).toBeLessThan(5_800);
});
