/** The curve adds up to its bins, and there is nothing outside it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curveThrough, type Knot } from './curve.ts';

const BIN_MS = 15 * 60_000;

test('added up over each given bin, the rate is the value of the bin', () => {
  const steps = fc.array(
    fc.record({ bins: fc.integer({ min: 1, max: 8 }), factor: fc.double({ min: 0.15, max: 6, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 15,
    },
  );
  fc.assert(
    fc.property(steps, (path) => {
      const knots: Knot[] = [];
      let [from, value] = [0, 1000];
      for (const step of path) {
        knots.push({ from, value });
        from += step.bins * BIN_MS;
        value *= step.factor;
      }
      const curve = curveThrough(knots, { from: 0, binMs: BIN_MS });
      for (const knot of knots) {
        let sum = 0;
        for (let minute = 0; minute < 15; minute += 1) sum += curve.perMinute(knot.from + (minute + 0.5) * 60_000);
        expect(Math.abs(sum / knot.value - 1)).toBeLessThan(1e-3);
      }
    }),
    { numRuns: 500 },
  );
});

test('there is nothing before the curve and nothing after it', () => {
  const curve = curveThrough([{ from: BIN_MS, value: 300 }], { from: BIN_MS, binMs: BIN_MS });
  expect(curve.perMinute(BIN_MS - 1)).toBe(0);
  expect(curve.perMinute(2 * BIN_MS)).toBe(0);
  expect(curve.perMinute(1.5 * BIN_MS)).toBeGreaterThan(20);
});
