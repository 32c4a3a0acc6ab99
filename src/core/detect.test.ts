/** A whole series at once says what a live run would have said. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import { detectAll, inferStep, type Row } from './detect.ts';
import { daily, dice, MONDAY, quietCounts } from './series.fixture.ts';
import { createSeries, stepSeries } from './series.ts';

function rows(): Row[] {
  const { poisson } = dice(31);
  const rate = daily(0.8);
  const outage = (minute: number) => (minute > 9000 && minute < 9040) || (minute > 9100 && minute < 9150);
  return Array.from({ length: 8 * 1440 }, (_, k) => ({
    at: (MONDAY + k) as Minute,
    count: poisson(rate(k) + (outage(k) ? 9 : 0)),
  }));
}

const all = rows();
const whole = detectAll(all);

test('every prefix gives the decisions of the whole up to its end, and no other', () => {
  const detected = whole.incidents.map((incident) => incident.detected!);
  expect(detected.length).toBeGreaterThan(0);
  const cuts = fc.integer({ min: 1, max: all.length });
  fc.assert(
    fc.property(cuts, (cut) => {
      const last = all[cut - 1]!.at;
      const found = detectAll(all.slice(0, cut), { stepMinutes: 1 }).incidents.map((incident) => incident.detected!);
      expect(found).toEqual(detected.filter((time) => time <= last));
    }),
    { numRuns: 10, examples: detected.flatMap((time) => [[time - MONDAY], [time - MONDAY + 1]] as [number][]) },
  );
});

test('each row has a step and an anomaly between 0 and 1 that grows with the evidence', () => {
  expect(whole.steps).toHaveLength(all.length);
  const quiet = whole.scores.slice(4000, 8000);
  const loud = whole.scores.slice(9010, 9040);
  for (const score of whole.scores) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
  }
  expect(Math.max(...loud)).toBeGreaterThan(Math.max(...quiet));
});

test('an incident that still runs at the last row has no end', () => {
  const cut = all.slice(0, 9130);
  expect(detectAll(cut).incidents.at(-1)!.end).toBeNull();
  expect(whole.incidents.at(-1)!.end).not.toBeNull();
});

test('the step is the most common distance of neighbours', () => {
  const times = (...values: number[]) => values as Minute[];
  expect(inferStep(times(0, 20, 40, 80, 100, 120))).toBe(20);
  expect(inferStep(times(0, 1, 2, 10, 11, 12))).toBe(1);
  expect(inferStep(times(5))).toBe(1);
  expect(inferStep(times())).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 3, max: 50 }), (step, length) => {
      expect(inferStep(times(...Array.from({ length }, (_, k) => k * step)))).toBe(step);
    }),
  );
});

test('a service that fails plainly every week is told of every week; one that only rises to thrice its usual is rough', () => {
  const weeks = 12;
  const confirmedWith = (times: number): number[] => {
    // Never at the same time of the week, or it would be a habit.
    const begin = (week: number): number => 3_000 + ((week * 1_777) % 5_000);
    const inside = (minute: number): boolean => {
      const since = (minute % 10_080) - begin(Math.floor(minute / 10_080));
      return since >= 0 && since < 60;
    };
    const counts = quietCounts(4, weeks * 10_080, 1, (minute) => 0.5 * (inside(minute) ? times : 1));
    const { incidents } = detectAll(counts.map((count, k) => ({ at: (MONDAY + k) as Minute, count })));
    return incidents.map(({ detected }) => Math.floor((detected! - MONDAY) / 10_080));
  };
  expect(confirmedWith(6)).toEqual(Array.from({ length: weeks }, (_, week) => week));
  const mild = confirmedWith(3.5);
  expect(mild.length, 'anti-vacuity: seen at first').toBeGreaterThanOrEqual(3);
  expect(mild.filter((week) => week >= weeks / 2).length).toBeLessThan(weeks / 2);
});

test('a rough record delays no outage of twelve times the usual, and lets no single minute confirm', () => {
  const state = createSeries({ stepMinutes: 1, budget: DEFAULT_BUDGET });
  const [days, begin] = [120, 119 * 1440 + 700];
  // Thrice the usual for two hours, every fifth day at another hour.
  const rough = (minute: number): boolean => {
    const day = Math.floor(minute / 1440);
    return day % 5 === 4 && minute % 1440 >= (day * 37) % 1300 && minute % 1440 < ((day * 37) % 1300) + 120;
  };
  const counts = quietCounts(6, days * 1440, 1, (minute) =>
    minute >= begin ? 12 : rough(minute) && minute < begin - 2_000 ? 3.5 : 1,
  );
  counts[begin - 700] = 400;
  const steps = counts.map((count, k) => stepSeries(state, (MONDAY + k) as Minute, count));
  expect(state.confirmed, 'anti-vacuity: it is taken for rough').toBeGreaterThan(18);
  const confirmed = steps.flatMap(({ change }, k) => (change === 'confirmed' && k >= begin - 1_000 ? [k - begin] : []));
  expect(confirmed).toHaveLength(1);
  expect(confirmed[0]).toBeGreaterThanOrEqual(0);
  expect(confirmed[0]).toBeLessThanOrEqual(3);
});
