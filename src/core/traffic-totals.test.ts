/** Traffic minutes added up: apart and merged equals together, and lists stay as long as they may be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../journal/canonical.ts';
import { countsOf } from './traffic.fixture.ts';
import { summaryOf } from './traffic-summary.ts';
import { addTraffic, emptyTotals, LIST_KEPT, type Totals } from './traffic-totals.ts';

const told = fc.record({
  requests: fc.nat({ max: 5_000 }),
  failed: fc.nat({ max: 40 }),
  clients: fc.array(fc.string({ maxLength: 4 }), { maxLength: 60 }),
  countries: fc.dictionary(fc.constantFrom('DE', 'FR', 'US', 'unknown'), fc.nat({ max: 900 })),
  networks: fc.dictionary(fc.stringMatching(/^AS[1-9]\d{0,2}$/), fc.nat({ max: 900 }), { maxKeys: 20 }),
});

const sum = (list: readonly ReturnType<typeof countsOf>[]): Totals => {
  const totals = emptyTotals();
  for (const counts of list) addTraffic(totals, counts, 1);
  return totals;
};

test('minutes that are added up apart and merged are those that are added up together, in any order', () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 5 }), fc.array(told, { maxLength: 5 }), (a, b) => {
      const [one, other] = [a.map(countsOf), b.map(countsOf)];
      const merged = sum(one);
      addTraffic(merged, sum(other), other.length);
      expect(canonical(merged)).toBe(canonical(sum([...one, ...other])));
      expect(canonical(merged)).toBe(canonical(sum([...other, ...one])));
      expect(merged.requests).toBe([...a, ...b].reduce((all, { requests }) => all + requests, 0));
      expect(merged.minutes).toBe(a.length + b.length);
    }),
  );
});

test('however many networks there are, the heaviest are kept, and their counts are right while all fit', () => {
  const totals = emptyTotals();
  for (let i = 0; i < 500; i += 1) {
    addTraffic(totals, countsOf({ requests: 10, networks: { AS1: 5, [`AS${1_000 + i}`]: 1 } }), 1);
  }
  expect(Object.keys(totals.top.networks)).toHaveLength(LIST_KEPT.networks);
  expect(totals.top.networks.AS1).toBe(2_500);
  expect(summaryOf(totals, null).topNetworkShare).toBe(0.5);
});

test('what nobody counted is null, and what somebody counted as none is zero', () => {
  const bare = summaryOf(sum([countsOf({ requests: 100, failed: 7 })]), null);
  expect(bare.statuses.serverError).toBe(7);
  for (const unknown of [
    bare.oldPrefixShare,
    bare.topClientShare,
    bare.topNetworkShare,
    bare.hostingShare,
    bare.countryShift,
    bare.oneRequestClients,
    bare.newAgentShare,
    bare.toolShare,
    bare.clockworkShare,
    bare.answerMs,
    bare.failedConnections,
  ]) {
    expect(unknown).toBeNull();
  }
  const measured = summaryOf(
    sum([{ ...countsOf({ requests: 100 }), measures: { agents: 80, lookedBack: 100, referrers: 50 } }]),
    null,
  );
  expect(measured.toolShare).toBe(0);
  expect(measured.oldPrefixShare).toBe(0);
  expect(measured.topReferrerShare).toBe(0);
});

test('a sample of clients is thinned to the deeper of two levels, and says how many asked once', () => {
  const totals = emptyTotals();
  const sample = (level: number, clients: Record<string, [number, number, number, number]>) => ({
    ...countsOf({ requests: 10 }),
    sample: { level, clients },
  });
  addTraffic(totals, sample(0, { a: [1, 1, 0, 0], b: [1, 1, 1, 3], c: [1, 1, 0, 2] }), 1);
  addTraffic(totals, sample(2, { b: [4, 2, 0, 3], d: [1, 1, 0, 5] }), 1);
  expect(totals.sample).toEqual({ level: 2, clients: { b: [5, 3, 1, 3], c: [1, 1, 0, 2], d: [1, 1, 0, 5] } });
  const { oneRequestClients, companionship } = summaryOf(totals, null);
  expect(oneRequestClients).toBeCloseTo(2 / 3, 12);
  expect(companionship).toBeCloseTo(1 / 3, 12);
});

test('countries that stay the same lie 0 apart, and ones that have nothing in common 1', () => {
  const of = (countries: Record<string, number>) => sum([countsOf({ requests: 100, countries })]);
  expect(summaryOf(of({ DE: 80, FR: 20 }), of({ DE: 800, FR: 200 })).countryShift).toBeCloseTo(0, 12);
  expect(summaryOf(of({ DE: 100 }), of({ FR: 100 })).countryShift).toBeCloseTo(1, 12);
  expect(summaryOf(of({ unknown: 100 }), of({ FR: 100 })).countryShift).toBeNull();
  expect(summaryOf(of({ DE: 80 }), of({ DE: 80, FR: 20 })).goneShare).toBeCloseTo(0.2, 12);
});
