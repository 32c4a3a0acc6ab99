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

test('more sources than can be remembered cost no more memory', () => {
  const limiter = new Limiter({ perSource: { burst: 1, perSecond: 1 }, total: MANY }, 0 as EpochMs);
  for (let i = 0; i < 150_000; i += 1) limiter.take(`s${i}`, i as EpochMs);
  expect(limiter.sources).toBe(100_000);
});
