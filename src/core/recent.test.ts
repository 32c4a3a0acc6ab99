/** The last steps come out as they went in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRecent, createRecent, takeRecent, visitRecent } from './recent.ts';

const MOST = 12;
const step = fc.record({
  count: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: 5 }), fc.constant(null)),
  expected: fc.constantFrom(0.01, 0.3, 7),
});

test('of all steps the last ones are kept, at least the most that are asked for and under twice as many', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const recent = createRecent(MOST);
      for (const { count, expected } of steps) addRecent(recent, count, expected);
      const visited: object[] = [];
      visitRecent(recent, (back, count, usual) => {
        visited.push({ count, expected: usual });
        return back < 6;
      });
      expect(visited.toReversed()).toEqual(steps.slice(-7));
      const { counts, expected } = takeRecent(recent);
      expect(counts.length).toBeGreaterThanOrEqual(Math.min(MOST, steps.length));
      expect(counts.length).toBeLessThan(2 * MOST);
      const last = steps.slice(steps.length - counts.length);
      expect(counts).toEqual(last.map((one) => one.count));
      expect(expected).toEqual(last.map((one) => one.expected));
      expect(takeRecent(recent)).toEqual({ counts: [], expected: [] });
    }),
  );
});

test('hours without a report are one number', () => {
  const recent = createRecent(120);
  for (let k = 0; k < 5000; k++) addRecent(recent, 0, 0.01);
  expect(recent.counts).toHaveLength(1);
  expect(recent.runs).toHaveLength(2);
});
