/** Laws of the distinct counts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDistinct, distinctError, estimateDistinct, mergeDistinct } from './distinct.ts';
import { keyOf } from './keys.fixture.ts';

const BITS = 11;

function sketchOf(keys: readonly number[]): Uint8Array {
  const registers = new Uint8Array(1 << BITS);
  for (const n of keys) addDistinct(registers, 0, BITS, keyOf(n).high, keyOf(n).low);
  return registers;
}

test.each([1, 10, 100, 1_000, 5_000, 20_000, 200_000])(
  '%i different keys are estimated within the stated error',
  (n) => {
    let squares = 0;
    const TRIALS = 12;
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const registers = new Uint8Array(1 << BITS);
      for (let i = 0; i < n; i += 1) {
        const { high, low } = keyOf(trial * 1_000_003 + i);
        addDistinct(registers, 0, BITS, high, low);
      }
      squares += (estimateDistinct(registers, 0, BITS) / n - 1) ** 2;
    }
    // The mean of twelve squared errors lies under twice its expectation in more than 99 of 100 cases.
    expect(Math.sqrt(squares / TRIALS)).toBeLessThan(1.5 * distinctError(BITS) + 0.5 / n);
  },
);

test('nothing is estimated as nothing', () => {
  expect(estimateDistinct(new Uint8Array(1 << BITS), 0, BITS)).toBe(0);
});

test('counting apart and merging gives the same registers as counting together, in any order and with repetitions', () => {
  const keys = fc.array(fc.nat(5_000));
  fc.assert(
    fc.property(keys, keys, (here, there) => {
      const merged = sketchOf(there);
      mergeDistinct(merged, 0, sketchOf(here), 0, BITS);
      expect(merged).toEqual(sketchOf([...here, ...there, ...here].toReversed()));
    }),
  );
});
