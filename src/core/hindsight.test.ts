/** Laws of hindsight: what ran when counting began is found once it has ended, and nothing else is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import { daily, dice, MONDAY } from './series.fixture.ts';
import { createSeries, type SeriesIncident, type SeriesStep, stepSeries } from './series.ts';

const HOUR = 60;
// The laws hold for nearly all of chance, so chance is the same in each run.

function runOf(rate: (minute: number) => number, minutes: number, { seed = 1, stepMinutes = 1, offset = 0 } = {}) {
  const series = createSeries({ stepMinutes, budget: DEFAULT_BUDGET });
  const { poisson } = dice(seed);
  const steps: SeriesStep[] = [];
  for (let minute = 0; minute < minutes; minute += stepMinutes) {
    const at = (MONDAY + offset + minute) as Minute;
    steps.push(stepSeries(series, at, poisson(stepMinutes * rate(offset + minute))));
  }
  return { series, steps };
}

/** What was confirmed in hindsight, as it was when it was closed. */
function seenIn({ steps }: { steps: readonly SeriesStep[] }): SeriesIncident[] {
  const found = new Map<number, SeriesIncident>();
  for (const { incident } of steps) if (incident?.decisions[0]?.hindsight) found.set(incident.detected!, incident);
  return [...found.values()];
}

test.each([1, 5, 15, 20])(
  'steps of %i minutes: from 0.05 to 3,000 a minute, an outage that ran when counting began',
  (stepMinutes) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom(0.05, 0.5, 20, 3_000),
        fc.integer({ min: 4, max: 24 }),
        (seed, usual, slots) => {
          const [fall, offset] = [slots * 20, 8 * HOUR];
          const outage = Math.max(2, 12 * usual);
          const run = runOf((minute) => (minute < offset + fall ? outage : usual), fall + 5 * HOUR, {
            seed,
            stepMinutes,
            offset,
          });
          const [incident, ...more] = seenIn(run);
          expect(more).toEqual([]);
          expect(incident).toBeDefined();
          expect(incident!.start - (MONDAY + offset)).toBeLessThanOrEqual(usual < 1 ? 6 : 0);
          // Where counts are few, chance splits a wave, or brings one of a handful of reports after it.
          const off = incident!.waves.map(({ end }) => Math.abs(end! - (MONDAY + offset + fall)));
          expect(Math.min(...off)).toBeLessThanOrEqual(Math.max(usual < 1 ? 30 : 5, 2 * stepMinutes));
          expect(incident!.detected! - (MONDAY + offset + fall)).toBeLessThanOrEqual(2 * HOUR);
          expect(incident!.waves.length).toBeGreaterThan(0);
          expect(run.steps.at(-1)!.expected / stepMinutes, 'the usual is learnt from what came after').toBeLessThan(
            3 * usual + 0.1,
          );
        },
      ),
      { seed: 11, numRuns: 40 },
    );
  },
);

test('an evening is no fall, whenever counting begins', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(0.05, 0.5, 20, 3_000),
      fc.integer({ min: 0, max: 23 }),
      (seed, usual, hour) => {
        expect(seenIn(runOf(daily(usual), 24 * HOUR, { seed, offset: hour * HOUR }))).toEqual([]);
      },
    ),
    { seed: 11, numRuns: 60 },
  );
});

test('a rise that came once the usual was known is seen as it comes, not in hindsight', () => {
  const rate = (minute: number) => (minute >= 4 * HOUR && minute < 5 * HOUR ? 40 : 2);
  const run = runOf(rate, 9 * HOUR);
  expect(seenIn(run)).toEqual([]);
  expect(run.steps.filter(({ change }) => change === 'confirmed')).toHaveLength(1);
});

test('one high minute is no outage that ended', () => {
  for (const minute of [0, 1, 30, 90]) {
    expect(seenIn(runOf((now) => (now === minute ? 5_000 : 2), 6 * HOUR))).toEqual([]);
  }
});

test('a second wave soon after is another wave of the same incident', () => {
  const rate = (minute: number) => (minute < 100 || (minute >= 200 && minute < 240) ? 40 : 2);
  const [incident, ...more] = seenIn(runOf(rate, 9 * HOUR));
  expect(more).toEqual([]);
  expect(incident!.waves).toHaveLength(2);
  expect(Math.abs(incident!.end! - (MONDAY + 240))).toBeLessThanOrEqual(5);
});
