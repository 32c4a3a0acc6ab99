/** Who has reported: once per person and window, late and twice too, in bounded memory. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EpochMs } from '../model/units.ts';
import { MINUTE_MS } from '../model/units.ts';
import { emptyReporters, isNewReporter, REPORTER_WINDOW_MINUTES } from './reporters.ts';

const minute = (of: number): EpochMs => (of * MINUTE_MS) as EpochMs;

test('a person counts once per window, as a plain set would have it', () => {
  const stream = fc.array(fc.record({ who: fc.nat({ max: 300 }), forward: fc.constantFrom(0, 0, 0, 0, 1, 20) }), {
    maxLength: 800,
    size: 'max',
  });
  fc.assert(
    fc.property(stream, (visits) => {
      const set = emptyReporters();
      const known = new Set<string>();
      let now = 28_000_000;
      for (const { who, forward } of visits) {
        now += forward;
        const name = `${who} ${Math.floor(now / REPORTER_WINDOW_MINUTES)}`;
        expect(isNewReporter(set, `person-${who}`, minute(now))).toBe(!known.has(name));
        known.add(name);
      }
    }),
    { numRuns: 40 },
  );
});

test('a report that is delivered again after its window has ended is still known', () => {
  const set = emptyReporters();
  const last = REPORTER_WINDOW_MINUTES * 1_000 - 1;
  expect(isNewReporter(set, 'ann', minute(last))).toBe(true);
  expect(isNewReporter(set, 'ben', minute(last + 1))).toBe(true);
  expect(isNewReporter(set, 'ann', minute(last))).toBe(false);
  expect(isNewReporter(set, 'ann', minute(last + 1)), 'a new window, a new count').toBe(true);
});

test('a late report does not take the place of the one that the person sends now', () => {
  const set = emptyReporters();
  const now = REPORTER_WINDOW_MINUTES * 1_000;
  expect(isNewReporter(set, 'ben', minute(now))).toBe(true);
  expect(isNewReporter(set, 'ann', minute(now - 10))).toBe(true);
  expect(isNewReporter(set, 'ann', minute(now + 1))).toBe(true);
});

test('a million and a half people in one window are counted in tables of 2^20 slots at most', () => {
  const set = emptyReporters();
  let counted = 0;
  for (let i = 0; i < 1_500_000; i += 1) {
    if (isNewReporter(set, `person-${i}`, minute(1))) counted += 1;
  }
  // All of them are different people, so none may be taken for another.
  expect(counted).toBe(1_500_000);
  expect(set.now.slots.length / 2).toBeLessThanOrEqual(1 << 20);
  expect(set.now.size / (set.now.slots.length / 2)).toBeLessThanOrEqual(0.75);
});
