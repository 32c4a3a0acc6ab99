/** Independence: reports of several networks confirm, those of few never do, on quiet services and on busy ones. */
import { expect, test } from 'vitest';
import { at, report } from '../../test/replay/streams.ts';
import { FEW, type Gathered, independenceOf, UNTOLD } from './independence.ts';
import { addReport, addTally, type Counts, emptyRollup, GROUPS, type Rollup } from './rollup.ts';

/** Networks by name whose groups all differ, so that what a test says of networks holds of groups: found by their hash. */
const NETWORKS: string[] = [];
const taken = new Set<string>();
for (let n = 0; NETWORKS.length < GROUPS; n += 1) {
  const rollup = emptyRollup();
  addReport(rollup, report({ at: at(0), service: 's', reporter: 'r', network: `AS${n}` }));
  const [group] = Object.keys(rollup.groups.all!) as [string];
  if (!taken.has(group)) NETWORKS.push(`AS${n}`);
  taken.add(group);
}

/** Reports of each network, from the first one on. */
function reportsOf(...each: readonly number[]): Rollup {
  const rollup = emptyRollup();
  each.forEach((count, network) => {
    for (let i = 0; i < count; i += 1)
      addReport(rollup, report({ at: at(0), service: 's', reporter: 'r', network: NETWORKS[network % GROUPS]! }));
  });
  return rollup;
}

const times = (networks: number, each: number): number[] => new Array<number>(networks).fill(each);
const gathered = (rollup: Rollup, expected: number, of: Partial<Gathered> = {}): Gathered => ({
  count: rollup.count,
  expected,
  groups: rollup.groups.all ?? {},
  minutes: 30,
  threshold: 12,
  ...of,
});
const usualOf = (...each: readonly number[]): Counts => reportsOf(...each).groups.all ?? {};

/** One large network, as a national carrier, and sixty small ones. */
const NATIONAL = usualOf(400, ...times(60, 10));
/** A country with two carriers and next to nobody else. */
const TWO_CARRIERS = usualOf(490, 490, ...times(10, 2));

test.each<[string, 'several' | 'few', readonly number[], number, Counts]>([
  ['six people of six networks on a quiet service', 'several', times(6, 1), 0.1, {}],
  ['four people of four networks', 'few', times(4, 1), 0.1, {}],
  ['a thousand reports of one network', 'few', [1_000], 0.1, {}],
  ['three networks alike', 'few', times(3, 300), 0.1, {}],
  [
    'three networks that bring 95 %, and sixty reports of forty others',
    'few',
    [380, 380, 380, ...times(40, 1.5)],
    3,
    {},
  ],
  ['three networks, and five others sprinkled', 'few', [300, 300, 300, ...times(5, 2)], 0.1, {}],
  ['one network, and three others sprinkled', 'few', [60, 1, 1, 1], 0.1, {}],
  ['six networks that send a hundred each where hardly anybody reports', 'few', times(6, 100), 0.1, {}],
  ['a crowd of forty networks, the largest of which has a third', 'several', [60, 20, ...times(38, 3)], 1, {}],
  [
    'one network beside the usual reports of sixty others',
    'few',
    [1_000, ...times(60, 10)],
    600,
    usualOf(...times(60, 10)),
  ],
  ['a busy service at five times its usual', 'several', times(60, 50), 600, usualOf(...times(60, 10))],
  ['the national carrier alone, beside its usual others', 'few', [2_000, ...times(60, 10)], 1_000, NATIONAL],
  [
    'the national carrier with a sprinkling of five small ones',
    'few',
    [2_000, ...times(5, 40), ...times(55, 10)],
    1_000,
    NATIONAL,
  ],
  [
    'all at 1.6 times the usual, most of it the national carrier as always',
    'several',
    [640, ...times(60, 16)],
    1_000,
    NATIONAL,
  ],
  ['all at eight times the usual, seen by a few of a quiet service', 'several', [16, ...times(20, 1)], 5, NATIONAL],
  ['two carriers as always, each at five times its usual', 'several', [245, 245, ...times(10, 1)], 100, TWO_CARRIERS],
  ['two carriers as always, seen by a few of a quiet service', 'several', [9, 8], 0.3, TWO_CARRIERS],
  ['one of two carriers', 'few', [400, 49, ...times(10, 0)], 100, TWO_CARRIERS],
])('%s: %s', (_, said, each, expected, usual) => {
  const whole = each.map((count, i) => (i % 2 === 0 ? Math.ceil(count) : Math.floor(count)));
  expect(independenceOf(gathered(reportsOf(...whole), expected), usual).independence).toBe(said);
});

test('who holds an excess up is told: how many networks, their share, and what is left without them', () => {
  // By hand: 3 x 190 of 600 reports where 6 are usual, none of them of these three.
  const { concentration } = independenceOf(gathered(reportsOf(190, 190, 190, ...times(30, 1)), 6), {});
  expect(concentration).toMatchObject({ leftOut: FEW, others: 30 });
  expect(concentration!.othersExpected).toBeCloseTo(6, 9);
  expect(concentration!.share).toBeCloseTo(1 - (30 - 6) / (600 - 6), 9);
});

test('a flood of few networks holds a confirmation back for three hours at most, while the others alone would confirm', () => {
  const flood = reportsOf(3_000, ...times(40, 2));
  const after = (minutes: number) => independenceOf(gathered(flood, 2, { minutes }), {}).independence;
  expect(after(179)).toBe('few');
  expect(after(180)).toBe('several');
  const alone = reportsOf(3_000, 1, 1);
  expect(independenceOf(gathered(alone, 2, { minutes: 600 }), {}).independence).toBe('few');
});

test('where somebody else counted, or no network is known, nothing is said', () => {
  const tallied = emptyRollup();
  addTally(tallied, { kind: 'tally', at: at(0), service: 's', source: 'x', stepMinutes: 1, count: 500 });
  expect(independenceOf(gathered(tallied, 1), {})).toEqual({ independence: 'unknown', concentration: null });
  expect(independenceOf(gathered(emptyRollup(), 1), {}).independence).toBe('unknown');
});

test('beside a count of somebody else, one network is few, and the count itself is an excess that nobody here can place', () => {
  const mixed = (count: number, flood: number): Gathered => {
    const rollup = reportsOf(flood);
    addTally(rollup, { kind: 'tally', at: at(0), service: 's', source: 'x', stepMinutes: 1, count });
    return gathered(rollup, 50);
  };
  const usual = { [UNTOLD]: 500 };
  expect(independenceOf(mixed(50, 500), usual).independence).toBe('few');
  expect(independenceOf(mixed(500, 20), usual).independence).toBe('unknown');
});
