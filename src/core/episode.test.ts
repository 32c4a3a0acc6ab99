/** Laws of an incident as a whole: what decided it lies inside it, and its waves make it up. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import { dice, MONDAY } from './series.fixture.ts';
import { createSeries, type SeriesIncident, stepSeries } from './series.ts';

/** What a service with rises of any height and length, near and far, confirms; each as it was when it was last spoken of. */
function confirmedIn(seed: number, usual: number, stepMinutes: number, rises: readonly Rise[]): SeriesIncident[] {
  const series = createSeries({ stepMinutes, budget: DEFAULT_BUDGET });
  const { poisson } = dice(seed);
  const found = new Map<number, SeriesIncident>();
  const quiet = 2 * 1440;
  const last = Math.max(...rises.map(({ from, minutes }) => from + minutes)) + 600;
  for (let minute = 0; minute < quiet + last; minute += stepMinutes) {
    const since = minute - quiet;
    const times = rises.find(({ from, minutes }) => since >= from && since < from + minutes)?.times ?? 1;
    const { incident } = stepSeries(series, (MONDAY + minute) as Minute, poisson(stepMinutes * usual * times));
    if (incident?.detected != null && !incident.decisions[0]!.hindsight) found.set(incident.detected, incident);
  }
  return [...found.values()];
}

interface Rise {
  readonly from: number;
  readonly minutes: number;
  readonly times: number;
}

const rise = fc.record({
  from: fc.integer({ min: 0, max: 1_000 }),
  minutes: fc.integer({ min: 1, max: 400 }),
  times: fc.constantFrom(2, 3, 5, 12, 100),
});

test('what decided lies inside the incident, which has a wave at least, and waves follow each other and count no more than it', () => {
  let seen = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(0.01, 0.03, 0.1, 0.5, 10),
      fc.constantFrom(1, 5, 20, 60),
      fc.array(rise, { minLength: 1, maxLength: 4 }),
      (seed, usual, stepMinutes, rises) => {
        for (const incident of confirmedIn(seed, usual, stepMinutes, rises)) {
          seen += 1;
          const { start, detected, end, waves, observed } = incident;
          const until = end ?? Number.POSITIVE_INFINITY;
          expect(start).toBeLessThanOrEqual(detected!);
          expect(until).toBeGreaterThanOrEqual(detected! + stepMinutes);
          expect(waves.length).toBeGreaterThan(0);
          for (const [k, wave] of waves.entries()) expectWhole(wave, waves[k - 1]?.end ?? start, until);
          expect(waves.reduce((sum, { total }) => sum + total, 0)).toBeLessThanOrEqual(observed);
        }
      },
    ),
    { seed: 5, numRuns: 200 },
  );
  expect(seen, 'anti-vacuity').toBeGreaterThan(100);
});

function expectWhole({ start, peak, end, total, peakCount }: Wave, from: number, until: number): void {
  expect(start).toBeGreaterThanOrEqual(from);
  expect(end ?? until).toBeLessThanOrEqual(until);
  expect(peak).toBeGreaterThanOrEqual(start);
  expect(peak).toBeLessThan(end ?? until);
  expect(peakCount).toBeGreaterThan(0);
  expect(total).toBeGreaterThanOrEqual(peakCount);
}
