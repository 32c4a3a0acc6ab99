/** Laws of the limits: in any stretch no source gets more than its burst and its rate; waiting as told is enough. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EpochMs } from '../model/units.ts';
import { Limiter } from './limits.ts';

const MANY = { burst: 1e9, perSecond: 1e9 };

test('whatever is asked and when, a source passes at most burst + rate × time, and is let in after the told wait', () => {
  const asked = fc.array(fc.record({ after: fc.nat(3_000), source: fc.constantFrom('a', 'b') }), { maxLength: 120 });
  fc.assert(
    fc.property(asked, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5 }), (requests, burst, perSecond) => {
      const limiter = new Limiter({ perSource: { burst, perSecond }, total: MANY }, 0 as EpochMs);
      let now = 0;
      const passed: { at: number; source: string }[] = [];
      for (const { after, source } of requests) {
        now += after;
        const wait = limiter.take(source, now as EpochMs);
        if (wait === 0) passed.push({ at: now, source });
        else {
          now += Math.ceil(wait * 1_000);
          expect(limiter.take(source, now as EpochMs)).toBe(0);
          passed.push({ at: now, source });
        }
      }
      for (const source of ['a', 'b']) {
        const times = passed.filter((one) => one.source === source).map(({ at }) => at);
        for (let i = 0; i < times.length; i += 1)
          for (let j = i; j < times.length; j += 1)
            expect(j - i + 1).toBeLessThanOrEqual(burst + (perSecond * (times[j]! - times[i]!)) / 1_000 + 1e-6);
      }
    }),
  );
});

test('a clock that jumps back neither locks a source out nor lets it in twice', () => {
  const limiter = new Limiter({ perSource: { burst: 1, perSecond: 1 }, total: MANY }, 0 as EpochMs);
  expect(limiter.take('a', 10_000 as EpochMs)).toBe(0);
  expect(limiter.take('a', 5_000 as EpochMs)).toBeGreaterThan(0);
  expect(limiter.take('a', 6_000 as EpochMs)).toBe(0);
});

test('the hundred thousand sources seen last are remembered, and never more than twice as many', () => {
  const limiter = new Limiter({ perSource: { burst: 1, perSecond: 1e-9 }, total: MANY }, 0 as EpochMs);
  let most = 0;
  for (let i = 0; i < 450_000; i += 1) {
    limiter.take(`s${i}`, i as EpochMs);
    // Whoever comes again is seen anew, and stays; so is whoever came a hundred thousand sources ago.
    if (i % 50_000 === 0) expect(limiter.take('s0', i as EpochMs)).toBeGreaterThan(0);
    if (i % 70_000 === 69_999) expect(limiter.take(`s${i - 69_999}`, i as EpochMs)).toBeGreaterThan(0);
    most = Math.max(most, limiter.sources);
  }
  expect(limiter.take('s350001', 450_000 as EpochMs)).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(200_000);
});
