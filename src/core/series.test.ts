/** Laws of the detector of one series, on seeded counts with known truth. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import { daily, dice, MONDAY, quietCounts } from './series.fixture.ts';
import {
  createSeries,
  expectedAt,
  type SeriesIncident,
  type SeriesState,
  type SeriesStep,
  stepSeries,
} from './series.ts';

const at = (k: number, stepMinutes = 1) => (MONDAY + k * stepMinutes) as Minute;

function run(state: SeriesState, counts: readonly (number | undefined)[], from = 0, stepMinutes = 1): SeriesStep[] {
  return counts.map((count, k) => stepSeries(state, at(from + k, stepMinutes), count));
}

const fresh = (stepMinutes = 1, budget = DEFAULT_BUDGET) => createSeries({ stepMinutes, budget });
const changes = (steps: readonly SeriesStep[]) => steps.map((step) => step.change).filter((change) => change !== null);
const confirmedIn = (steps: readonly SeriesStep[]) => steps.filter((step) => step.change === 'confirmed');

/** A week of a quiet service, then an excess that is given by minute. */
function withExcess(mean: number, excess: (minute: number) => number, minutes: number, stepMinutes = 1) {
  const quiet = (7 * 1440) / stepMinutes;
  const rate = daily(mean);
  const { poisson } = dice(5);
  const steps = quiet + minutes / stepMinutes;
  return Array.from({ length: steps }, (_, k) => {
    const minute = k * stepMinutes;
    return poisson(stepMinutes * (rate(minute) + excess(minute - 7 * 1440)));
  });
}

test.each([0.02, 0.5, 20, 2000, 1_000_000])(
  'from 0.02 to 10^6 a minute: an outage of %d a minute is confirmed in minutes, ends, and is one wave',
  (mean) => {
    const rate = Math.max(2, 6 * mean);
    const counts = withExcess(mean, (minute) => (minute >= 300 && minute < 340 ? rate : 0), 900);
    const steps = run(fresh(), counts).slice(2 * 1440);
    const confirmed = confirmedIn(steps);
    expect(confirmed).toHaveLength(1);
    const delay = confirmed[0]!.incident!.detected! - at(7 * 1440 + 300);
    expect(delay).toBeGreaterThanOrEqual(0);
    expect(delay).toBeLessThanOrEqual(8);
    const closed = steps.find((step) => step.change === 'closed')!.incident!;
    expect(closed.waves).toHaveLength(1);
    expect(Math.abs(closed.start - at(7 * 1440 + 300))).toBeLessThanOrEqual(4);
    expect(Math.abs(closed.end! - at(7 * 1440 + 340))).toBeLessThanOrEqual(6);
  },
);

test('a further rise within three hours is a wave of the same incident', () => {
  const waves = [
    [100, 130],
    [200, 230],
    [330, 350],
  ] as const;
  const inside = (minute: number) => waves.some(([from, to]) => minute >= from && minute < to);
  const steps = run(
    fresh(),
    withExcess(1, (minute) => (inside(minute) ? 15 : 0), 900),
  );
  expect(confirmedIn(steps)).toHaveLength(1);
  const closed = steps.find((step) => step.change === 'closed')!.incident!;
  expect(closed.waves).toHaveLength(3);
  for (const [k, [from, to]] of waves.entries()) {
    expect(Math.abs(closed.waves[k]!.start - at(7 * 1440 + from))).toBeLessThanOrEqual(3);
    expect(Math.abs(closed.waves[k]!.end! - at(7 * 1440 + to))).toBeLessThanOrEqual(3);
  }
});

test('a single minute, however high, confirms nothing', () => {
  for (const mean of [0.05, 3, 100]) {
    const counts = withExcess(mean, () => 0, 400);
    counts[7 * 1440 + 200] = Math.ceil(50 * mean) + 20;
    expect(confirmedIn(run(fresh(), counts).slice(2 * 1440)).length).toBe(0);
  }
});

test('what a collector held back while it was down is no incident', () => {
  const counts: (number | undefined)[] = withExcess(5, () => 0, 600);
  let held = 0;
  for (let k = 7 * 1440 + 100; k < 7 * 1440 + 160; k++) {
    held += counts[k]!;
    counts[k] = undefined;
  }
  counts[7 * 1440 + 160]! += held;
  expect(confirmedIn(run(fresh(), counts)).length).toBe(0);
});

test('unknown is not zero: gaps in half of the minutes leave the expectation where it was', () => {
  const counts = quietCounts(3, 7 * 1440, 1, () => 4);
  const { uniform } = dice(8);
  const holed = counts.map((count) => (uniform() < 0.5 ? undefined : count));
  const state = fresh();
  run(state, holed);
  const { expected } = expectedAt(state, at(7 * 1440));
  expect(expected).toBeGreaterThan(3.2);
  expect(expected).toBeLessThan(4.8);
});

test('leaving steps out says the same as giving them as unknown', () => {
  const counts = withExcess(0.8, (minute) => (minute >= 60 && minute < 100 ? 12 : 0), 400);
  const { uniform } = dice(4);
  const gone = counts.map(() => uniform() < 0.1);
  const given = fresh();
  const skipped = fresh();
  const one: SeriesStep[] = [];
  const other: SeriesStep[] = [];
  for (const [k, count] of counts.entries()) {
    const step = stepSeries(given, at(k), gone[k] ? undefined : count);
    if (gone[k]) continue;
    one.push(step);
    other.push(stepSeries(skipped, at(k), count));
  }
  expect(changes(other)).toEqual(changes(one));
  expect(other.at(-1)!.expected).toBe(one.at(-1)!.expected);
});

test('a state written down in mid-stream goes on with the same bits', () => {
  const counts = withExcess(0.7, (minute) => (minute >= 30 && minute < 70 ? 10 : 0), 500);
  const whole = run(fresh(), counts);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: counts.length - 1 }), (cut) => {
      const state = fresh();
      run(state, counts.slice(0, cut));
      const revived: SeriesState = JSON.parse(JSON.stringify(state));
      expect(run(revived, counts.slice(cut), cut)).toEqual(whole.slice(cut));
    }),
    { numRuns: 12, examples: [[7 * 1440 + 45], [7 * 1440 + 200]] },
  );
});

test('what was decided is never taken back: detected and possibleAt stay through the whole incident', () => {
  const counts = withExcess(1, (minute) => (minute >= 90 && minute < 200 ? 4 : 0), 900);
  const seen = new Map<number, SeriesIncident>();
  for (const step of run(fresh(), counts)) {
    if (!step.incident) continue;
    const before = seen.get(step.incident.possibleAt!);
    if (before?.detected != null) expect(step.incident.detected).toBe(before.detected);
    expect(step.incident.decisions.length).toBeGreaterThanOrEqual(before?.decisions.length ?? 0);
    seen.set(step.incident.possibleAt!, step.incident);
  }
  expect([...seen.values()].filter((incident) => incident.detected !== null)).toHaveLength(1);
});

test('a decision shows counts, expectation and evidence that passed the threshold', () => {
  const counts = withExcess(1, (minute) => (minute >= 90 && minute < 200 ? 8 : 0), 300);
  const steps = run(fresh(), counts);
  const { incident } = confirmedIn(steps)[0]!;
  const decision = incident!.decisions.at(-1)!;
  expect(Number.isInteger(decision.observed), 'what was counted, not what it weighed').toBe(true);
  expect(decision.evidence).toBeGreaterThanOrEqual(decision.threshold);
  expect(decision.observed).toBeGreaterThan(decision.expected);
  expect(decision.windowMinutes).toBeGreaterThan(0);
  expect(decision.at).toBe(incident!.detected);
});

test('an excess that stays for days becomes the usual level, and memory stays bounded', () => {
  const rate = daily(1);
  const counts = withExcess(1, (minute) => (minute >= 60 ? 5 * rate(minute) : 0), 4 * 1440);
  const state = fresh();
  const steps = run(state, counts);
  expect(changes(steps).filter((change) => change === 'closed')).toHaveLength(1);
  expect(steps.at(-1)!.tier).toBe('none');
  expect(expectedAt(state, at(11 * 1440 + 720)).expected).toBeGreaterThan(5);
  expect(JSON.stringify(state).length).toBeLessThan(40_000);
});

test('a quiet young service costs little more than a thousand bytes', () => {
  const state = fresh();
  run(
    state,
    quietCounts(2, 180, 1, () => 0.05),
  );
  expect(JSON.stringify(state).length).toBeLessThan(3000);
});

test('a service two hours old has a usual rate and notices an outage', () => {
  const { poisson } = dice(12);
  const counts = Array.from({ length: 180 }, (_, k) => poisson(k < 130 ? 2 : 30));
  const steps = run(fresh(), counts);
  expect(steps[125]!.expected).toBeGreaterThan(1);
  expect(steps[125]!.expected).toBeLessThan(4);
  expect(confirmedIn(steps)[0]?.incident?.detected ?? 0).toBeLessThanOrEqual(at(150));
  expect(confirmedIn(steps)).toHaveLength(1);
});

test('the band holds about nineteen counts in twenty of a quiet service', () => {
  for (const mean of [0.3, 5, 80]) {
    const counts = quietCounts(21, 14 * 1440, 1, daily(mean));
    const steps = run(fresh(), counts).slice(7 * 1440);
    const inside = steps.filter((step, k) => {
      const count = counts[7 * 1440 + k]!;
      return count >= step.low && count <= step.high;
    });
    expect(inside.length / steps.length).toBeGreaterThan(0.92);
  }
});

test.each([
  [1, 1, 1],
  [10, 30, 30],
  [100, 1000, 1000],
])('a budget of %d possible a month and %d confirmed a year is kept on quiet services', (perMonth, perYear, most) => {
  let confirmed = 0;
  let days = 0;
  for (const [seed, mean] of [0.03, 0.3, 3, 30].entries()) {
    const length = perYear > 500 ? 30 : 60;
    const counts = quietCounts(40 + seed, length * 1440, 1, daily(mean));
    const steps = run(fresh(1, { possiblePerMonth: perMonth, confirmedPerYear: perYear }), counts);
    confirmed += confirmedIn(steps.slice(14 * 1440)).length;
    days += length - 14;
  }
  // Twice the square root of what is allowed is left to chance.
  const allowed = (most * days) / 365;
  expect(confirmed).toBeLessThanOrEqual(allowed + 2 * Math.sqrt(allowed) + 1);
});

test('a larger budget never decides later', () => {
  const counts = withExcess(0.5, (minute) => (minute >= 60 && minute < 200 ? 2 : 0), 400);
  const times = [0.01, 1, 100].map((confirmedPerYear) => {
    const steps = run(fresh(1, { possiblePerMonth: 12 * confirmedPerYear, confirmedPerYear }), counts);
    return confirmedIn(steps.slice(7 * 1440))[0]?.incident?.detected ?? Number.POSITIVE_INFINITY;
  });
  expect(times[1]).toBeLessThanOrEqual(times[0]!);
  expect(times[2]).toBeLessThanOrEqual(times[1]!);
});

test.each([5, 15, 20, 60])('steps of %d minutes find an outage of hours', (stepMinutes) => {
  const counts = withExcess(1, (minute) => (minute >= 300 && minute < 540 ? 8 : 0), 1440, stepMinutes);
  const steps = run(fresh(stepMinutes), counts, 0, stepMinutes);
  const confirmed = confirmedIn(steps);
  expect(confirmed).toHaveLength(1);
  expect(confirmed[0]!.incident!.detected! - at(7 * 1440 + 300)).toBeLessThanOrEqual(2 * stepMinutes);
});

test('after an outage of hundreds of times the usual, calm is seen within minutes', () => {
  const counts = withExcess(0.02, (minute) => (minute >= 300 && minute < 340 ? 8 : 0), 500);
  const state = fresh();
  const confirmed = run(state, counts.slice(0, 7 * 1440 + 330)).at(-1)!;
  expect(confirmed.tier).toBe('confirmed');
  const rest = run(state, counts.slice(7 * 1440 + 330), 7 * 1440 + 330);
  expect(state.running!.over).toBe(true);
  const firstCalm = run(fresh(), counts.slice(0, 7 * 1440 + 355)).at(-1)!;
  expect(firstCalm.incident!.end).not.toBeNull();
  expect(rest.filter((step) => step.change === 'confirmed')).toHaveLength(0);
});

test('an excess that lasts and comes slowly is told from a lift: twice the usual is not twice tolerated', () => {
  // Half an hour of rise, then three hours at 2.6 times the usual.
  const rise = (minute: number) => Math.max(0, Math.min(1, (minute - 300) / 30)) * (minute < 510 ? 1 : 0);
  const steps = run(
    fresh(),
    withExcess(0.6, (minute) => 1.6 * 0.6 * rise(minute), 700),
  );
  expect(confirmedIn(steps.slice(7 * 1440 + 300, 7 * 1440 + 510))).toHaveLength(1);
});

test('half a day at not three times the usual is no mood, with a report in three minutes', () => {
  for (const seed of [1, 2, 3, 4]) {
    const rate = daily(0.3);
    const counts = quietCounts(
      seed,
      22 * 1440,
      1,
      (minute) => rate(minute) * (minute >= 21 * 1440 + 400 && minute < 21 * 1440 + 1200 ? 2.7 : 1),
    );
    expect(confirmedIn(run(fresh(), counts).slice(21 * 1440 + 400, 21 * 1440 + 1200))).toHaveLength(1);
  }
});
