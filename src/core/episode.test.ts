/** Laws of an incident as a whole: what decided it lies inside it, and its waves make it up. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import { dice, MONDAY } from './series.fixture.ts';
import { createSeries, type SeriesIncident, stepSeries } from './series.ts';

/**
 * What a service with rises of any height and length, near and far, confirms; each as it was when it was last spoken of.
 * In `gap` nothing is known of it.
 */
function confirmedIn(
  seed: number,
  usual: number,
  stepMinutes: number,
  rises: readonly Rise[],
  gap: Span = { from: 0, minutes: 0 },
): SeriesIncident[] {
  const series = createSeries({ stepMinutes, budget: DEFAULT_BUDGET });
  const { poisson } = dice(seed);
  const found = new Map<number, SeriesIncident>();
  const quiet = 2 * 1440;
  const last = Math.max(...rises.map(({ from, minutes }) => from + minutes)) + 600;
  for (let minute = 0; minute < quiet + last; minute += stepMinutes) {
    const since = minute - quiet;
    const times = rises.find((rise) => isIn(rise, since))?.times ?? 1;
    const count = poisson(stepMinutes * usual * times);
    const { incident } = stepSeries(series, (MONDAY + minute) as Minute, isIn(gap, since) ? undefined : count);
    if (incident?.detected != null && !incident.decisions[0]!.hindsight) found.set(incident.detected, incident);
  }
  return [...found.values()];
}

/** In minutes since the quiet beginning. */
interface Span {
  readonly from: number;
  readonly minutes: number;
}

interface Rise extends Span {
  readonly times: number;
}

const isIn = ({ from, minutes }: Span, since: number): boolean => since >= from && since < from + minutes;

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

test('where nothing was counted nothing was expected either, in an incident and in its wave', () => {
  const usual = 4;
  for (const seed of [1, 2, 3, 4, 5]) {
    const gap = { from: 40, minutes: 90 };
    const found = confirmedIn(seed, usual, 1, [{ from: 0, minutes: 180, times: 10 }], gap);
    expect(found).toHaveLength(1);
    const { start, end, expected, waves } = found[0]!;
    const counted = end! - start - gap.minutes;
    expect(counted).toBeGreaterThan(60);
    // What is usual is learnt from two days; the minutes of the gap would double it.
    expect(expected).toBeGreaterThan(0.6 * usual * counted);
    expect(expected).toBeLessThan(1.3 * usual * counted);
    expect(waves.reduce((sum, wave) => sum + wave.expected, 0)).toBeLessThanOrEqual(expected);
  }
});
