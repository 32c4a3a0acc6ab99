/** What a new service borrows from its category, on seeded services whose rates are known. */
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import { categoryPrior, hourFactor } from './category.ts';
import { daily, MONDAY, quietCounts } from './series.fixture.ts';
import { createSeries, expectedAt, type SeriesState, stepSeries } from './series.ts';

const DAYS = 14;
const later = (MONDAY + DAYS * 1440) as Minute;

function grown(seed: number, mean: number, days = DAYS): SeriesState {
  const series = createSeries({ stepMinutes: 15, budget: DEFAULT_BUDGET });
  for (const [k, count] of quietCounts(seed, days * 96, 15, daily(mean)).entries())
    stepSeries(series, (MONDAY + k * 15) as Minute, count);
  return series;
}

const priorOf = (...peers: SeriesState[]) => categoryPrior(peers.map(({ base }) => base));

test('the typical rate lies between those of the services, by factors; the more they differ the less it weighs', () => {
  const alike = priorOf(grown(1, 1), grown(2, 1.1), grown(3, 0.9), grown(4, 1))!;
  const unlike = priorOf(grown(5, 0.05), grown(6, 20), grown(7, 0.2), grown(8, 5))!;
  expect(alike.ratePerMinute).toBeGreaterThan(0.85);
  expect(alike.ratePerMinute).toBeLessThan(1.15);
  expect(unlike.ratePerMinute).toBeGreaterThan(0.7);
  expect(unlike.ratePerMinute).toBeLessThan(1.4);
  // In counts, which is what minutes of data at that rate bring.
  expect(alike.weightMinutes * alike.ratePerMinute).toBeGreaterThan(2);
  expect(unlike.weightMinutes * unlike.ratePerMinute).toBeLessThan(0.5);
});

test('a service without a history expects the day of its category', () => {
  const prior = priorOf(grown(1, 2), grown(2, 0.7), grown(3, 1.3))!;
  const fresh = createSeries({ stepMinutes: 15, budget: DEFAULT_BUDGET, prior });
  const truth = daily(prior.ratePerMinute);
  for (let hour = 0; hour < 24; hour++) {
    const { expected } = expectedAt(fresh, (later + hour * 60) as Minute);
    expect(Math.abs(Math.log(expected / 15 / truth(hour * 60 + 7)))).toBeLessThan(0.3);
  }
});

test('after two weeks of its own, what it borrowed makes no difference', () => {
  const prior = {
    ratePerMinute: 40,
    weightMinutes: 1,
    hours: Array.from({ length: 24 }, (_, h) => (h < 12 ? 1.9 : 0.1)),
  };
  const borrower = createSeries({ stepMinutes: 15, budget: DEFAULT_BUDGET, prior });
  for (const [k, count] of quietCounts(9, DAYS * 96, 15, daily(2)).entries())
    stepSeries(borrower, (MONDAY + k * 15) as Minute, count);
  const own = grown(9, 2);
  for (let hour = 0; hour < 24; hour++) {
    const at = (later + hour * 60) as Minute;
    expect(Math.abs(Math.log(expectedAt(borrower, at).expected / expectedAt(own, at).expected))).toBeLessThan(0.12);
  }
});

test('nobody lends before a week, and the factors of a day are 1 in the mean', () => {
  expect(priorOf(grown(1, 1, 5))).toBeUndefined();
  const { hours } = priorOf(grown(1, 1, 8))!;
  const minutes = Array.from({ length: 1440 }, (_, at) => hourFactor(hours!, at));
  expect(minutes.reduce((sum, factor) => sum + factor, 0) / 1440).toBeCloseTo(1, 6);
});
