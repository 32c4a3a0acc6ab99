/** Rollups: counting apart and merging equals counting by hand; names and order make no difference. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, report } from '../../test/replay/streams.ts';
import type { Report, Tally } from '../model/entry.ts';
import { SYMPTOMS } from '../model/symptom.ts';
import { hashText } from './hash.ts';
import { addReport, addTally, emptyRollup, mergeRollup, NETWORKS_KEPT, type Rollup } from './rollup.ts';

const names = fc.constantFrom('DE', 'FR', 'UA', 'constructor', 'toString', 'hasOwnProperty', '0', '17');
const reports: fc.Arbitrary<Report[]> = fc.array(
  fc
    .record({
      symptom: fc.constantFrom(...SYMPTOMS),
      component: fc.option(names, { nil: undefined }),
      country: fc.option(names, { nil: undefined }),
      network: fc.option(
        fc.nat({ max: 20 }).map((n) => `AS${n}`),
        { nil: undefined },
      ),
    })
    .map((of) => report({ at: at(0), service: 's', reporter: 'r', ...of })),
  { maxLength: 60 },
);

const rolledUp = (list: readonly Report[]): Rollup => {
  const rollup = emptyRollup();
  for (const one of list) addReport(rollup, one);
  return rollup;
};
const merged = (...rollups: readonly Rollup[]): Rollup => {
  const into = emptyRollup();
  for (const rollup of rollups) mergeRollup(into, rollup);
  return into;
};

/** How often each name stands in the list; counted with a Map and nothing of ours. */
function tallied(list: readonly (string | undefined)[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of list) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

test('counting apart and merging equals counting by hand, whatever the names are', () => {
  fc.assert(
    fc.property(reports, reports, reports, (a, b, c) => {
      const all = [...a, ...b, ...c];
      const expected = {
        count: all.length,
        symptoms: tallied(all.map(({ symptom }) => symptom)),
        components: tallied(all.map(({ component }) => component)),
        countries: tallied(all.map(({ country }) => country)),
        networks: tallied(all.map(({ network }) => network)),
      };
      expect(rolledUp(all)).toMatchObject(expected);
      expect(merged(rolledUp(a), rolledUp(b), rolledUp(c))).toMatchObject(expected);
      expect(merged(rolledUp(c), merged(rolledUp(b), rolledUp(a)))).toMatchObject(expected);
    }),
  );
});

test('of many networks the same ones are kept with exact counts, whatever the order and however they are split', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 200 }), { minLength: 80, maxLength: 400 }),
      fc.nat({ max: 400 }),
      (list, cut) => {
        const networks = list.map((n) => `AS${n}`);
        const counts = tallied(networks);
        const kept = Object.keys(counts)
          .sort((x, y) => hashText(x) - hashText(y))
          .slice(0, NETWORKS_KEPT);
        const expected = Object.fromEntries(kept.map((network) => [network, counts[network]]));
        const of = (some: readonly string[]): Rollup =>
          rolledUp(some.map((network) => report({ at: at(0), service: 's', reporter: 'r', network })));
        expect(of(networks).networks).toEqual(expected);
        expect(of(networks.toReversed()).networks).toEqual(expected);
        const [left, right] = [networks.slice(0, cut), networks.slice(cut)];
        expect(merged(of(right), of(left)).networks).toEqual(expected);
        for (const [into, from] of [
          [of(left), of(right)],
          [of(right), of(left)],
        ] as const) {
          mergeRollup(into, from);
          expect(into.networks).toEqual(expected);
        }
      },
    ),
    { numRuns: 40 },
  );
});

const tally = (source: string, count: number): Tally => ({
  kind: 'tally',
  at: at(0),
  service: 's',
  source,
  stepMinutes: 1,
  count,
  symptoms: { error: count },
  countries: { DE: count },
});

test("a source's tally of a step counts once; another source's is added", () => {
  const rollup = emptyRollup();
  expect(addTally(rollup, tally('here', 3))).toBe(true);
  expect(addTally(rollup, tally('here', 5))).toBe(false);
  expect(addTally(rollup, tally('there', 4))).toBe(true);
  expect(rollup).toMatchObject({ count: 7, symptoms: { error: 7 }, countries: { DE: 7 }, tallied: ['here', 'there'] });
});
