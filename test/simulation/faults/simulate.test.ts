/** Fifty worlds under faults, and every seed that ever broke a law. */
import { expect, test } from 'vitest';
import { FAULTS, type Fault, simulate } from './simulate.ts';

const SEEDS = 50;

/** Seeds that broke a law once, with the reason that was mended. */
const ONCE_BROKEN: readonly (readonly [seed: number, reason: string])[] = [
  [
    1,
    'the first minute of a flood, for which nothing ran yet, taught that its networks are the usual ones, and the second confirmed it',
  ],
  [
    453,
    'a flood on a service that is hours old taught as much as its wide band allowed, and the next one was confirmed',
  ],
  [782, 'the same, where the first flood had raised what was expected'],
];

test('fifty worlds, with every kind of fault in them, break no law', async () => {
  const fired = new Map<Fault, number>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const outcome = await simulate(seed);
    expect(outcome.broken, `seed ${seed}`).toBeNull();
    for (const [fault, times] of Object.entries(outcome.fired))
      fired.set(fault as Fault, (fired.get(fault as Fault) ?? 0) + times);
  }
  expect(
    FAULTS.filter((fault) => !fired.has(fault)),
    'anti-vacuity: each of them has happened',
  ).toEqual([]);
}, 120_000);

test('the same seed gives the same world, faults and all', async () => {
  for (const seed of [3, 4]) expect(await simulate(seed)).toEqual(await simulate(seed));
});

test.each(ONCE_BROKEN)('seed %i: %s', async (seed) => {
  expect((await simulate(seed)).broken).toBeNull();
});
