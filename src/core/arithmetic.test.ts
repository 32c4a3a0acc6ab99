/** The arithmetic against the engine's own, which is an independent implementation. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, log } from './arithmetic.ts';

test('the logarithm agrees with the engine to one part in 10^14, from the smallest to the largest double', () => {
  const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(positive, (x) => {
      const truth = Math.log(x);
      expect(Math.abs(log(x) - truth)).toBeLessThanOrEqual(1e-14 * Math.max(1e-300, Math.abs(truth)));
    }),
    { numRuns: 1000 },
  );
  for (const x of [1, 2, Math.E, 0.5, 1 + 2 ** -52, 5e-324]) expect(log(x)).toBeCloseTo(Math.log(x), 13);
  expect([log(0), log(-1), log(Number.POSITIVE_INFINITY)]).toEqual([-Infinity, Number.NaN, Infinity]);
});

test('the exponential agrees with the engine to one part in 10^13 and inverts the logarithm', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      const truth = Math.exp(x);
      expect(Math.abs(exp(x) - truth)).toBeLessThanOrEqual(1e-13 * truth);
      expect(log(exp(x))).toBeCloseTo(x, 10);
    }),
    { numRuns: 1000 },
  );
  expect([exp(0), exp(-1000), exp(1000)]).toEqual([1, 0, Infinity]);
});
