/** What a new service borrows from its category, on seeded services whose rates are known. */
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Entry } from '../model/entry.ts';
import type { EpochMs, Minute } from '../model/units.ts';
import { categoryPrior, hourFactor } from './category.ts';
import { emptyState, foldEntry } from './fold.ts';
import { daily, MONDAY, quietCounts } from './series.fixture.ts';
import { createSeries, expectedAt, type SeriesState, stepSeries } from './series.ts';
import { decodeState, encodeState } from './snapshot.ts';

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

test('services that are added one after the other are lent what each would be lent by itself', () => {
  const HOUR = 3_600_000;
  const START = Date.UTC(2026, 2, 2);
  const at = (hour: number): EpochMs => (START + hour * HOUR) as EpochMs;
  const service = (id: string, category: string, stepMinutes = 60): Entry => {
    const provenance = { kind: 'measured', sources: [] } as const;
    const of = { id, name: id, category, components: [], providers: [], timeline: 'live', stepMinutes, provenance };
    return { kind: 'service', at: at(0), service: of };
  };
  const hours = (from: number, to: number): Entry[] =>
    Array.from({ length: to - from }, (_, i): Entry[] => {
      const hour = from + i;
      const reports = ['a', 'a', 'a', 'b', 'c', 'c', 'c', 'c', 'c'].map((id, n): Entry => {
        const of = { id: `${hour}-${n}`, service: id, symptom: 'error', reporter: `p${hour}-${n}` } as const;
        return { kind: 'report', at: at(hour), ...of };
      });
      return [...reports, { kind: 'tick', at: at(hour + 1), timeline: 'live', since: at(0) }];
    }).flat();
  const history = [service('a', 'mail'), service('b', 'mail'), service('c', 'shops'), ...hours(0, 9 * 24)];
  const added: Entry[] = [
    ...[service('d', 'mail'), service('e', 'mail'), service('f', 'shops')],
    // The one that lent most begins anew, and another one goes.
    ...[service('a', 'mail', 30), service('g', 'mail'), service('c', 'mail'), service('h', 'shops')],
    { kind: 'retired', at: at(9 * 24), service: 'b' },
    ...[service('i', 'mail'), service('j', 'mail')],
  ];
  const silent = { fact() {}, step() {}, late() {}, traffic() {} };
  const together = emptyState();
  for (const entry of history) foldEntry(together, entry, silent);
  let alone = decodeState(encodeState(together))!;
  for (const entry of added) {
    foldEntry(together, entry, silent);
    // What was saved and read again remembers nothing of what was lent before.
    alone = decodeState(encodeState(alone))!;
    foldEntry(alone, entry, silent);
  }
  expect(encodeState(together)).toBe(encodeState(alone));
  const rates = ['d', 'e', 'f', 'g', 'h', 'i', 'j'].map(
    (id) => together.watches.get(id)!.scopes.whole.series.base.rate,
  );
  expect(new Set(rates).size).toBeGreaterThan(3);
});
