/** The best partition against trying all, the isotonic fit against its minimax formula. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isotonic, partition } from './partition.ts';

function sums(values: readonly number[]): number[] {
  const all = [0];
  for (const value of values) all.push(all.at(-1)! + value);
  return all;
}

/** Cost of a partition given by its first indices, from the raw steps and the engine's logarithm. */
function costOf(
  firsts: readonly number[],
  counts: readonly number[],
  expected: readonly number[],
  price: number,
): number {
  return firsts.reduce((cost, first, k) => {
    const after = firsts[k + 1] ?? counts.length;
    const n = counts.slice(first, after).reduce((sum, value) => sum + value, 0);
    const m = expected.slice(first, after).reduce((sum, value) => sum + value, 0);
    return cost + (n > 0 ? n - n * Math.log(n / m) : 0) + (k > 0 ? price : 0);
  }, 0);
}

test('no other partition of the steps is cheaper', () => {
  const steps = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.double({ min: 0.1, max: 3, noNaN: true })), {
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(steps, fc.double({ min: 0.1, max: 6, noNaN: true }), (all, price) => {
      const counts = all.map(([count]) => count);
      const expected = all.map(([, mean]) => mean);
      const found = costOf(partition(sums(counts), sums(expected), price), counts, expected, price);
      for (let mask = 0; mask < 1 << (counts.length - 1); mask++) {
        const firsts = [0, ...counts.keys()].filter((k, i) => i === 0 || (k > 0 && (mask >> (k - 1)) & 1));
        expect(found).toBeLessThanOrEqual(costOf(firsts, counts, expected, price) + 1e-9);
      }
    }),
    { numRuns: 60 },
  );
});

test('the isotonic fit is the largest of the least means, as the minimax formula says', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 15 }), (values) => {
      const mean = (from: number, to: number) =>
        values.slice(from, to + 1).reduce((sum, value) => sum + value, 0) / (to + 1 - from);
      const fit = isotonic(values);
      for (const i of values.keys()) {
        let most = Number.NEGATIVE_INFINITY;
        for (let a = 0; a <= i; a++) {
          let least = Number.POSITIVE_INFINITY;
          for (let b = i; b < values.length; b++) least = Math.min(least, mean(a, b));
          most = Math.max(most, least);
        }
        expect(fit[i]).toBeCloseTo(most, 9);
      }
    }),
  );
});
