/** Laws of what is usual at another time of day: moved clocks, early habits, and outages on the slopes of a day. */
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import { MONDAY, quietCounts } from './series.fixture.ts';
import { createSeries, type SeriesState, type SeriesStep, stepSeries } from './series.ts';

const fresh = () => createSeries({ stepMinutes: 1, budget: DEFAULT_BUDGET });
const run = (state: SeriesState, counts: readonly number[], from = 0): SeriesStep[] =>
  counts.map((count, k) => stepSeries(state, (MONDAY + from + k) as Minute, count));
const confirmedIn = (steps: readonly SeriesStep[]) => steps.filter((step) => step.change === 'confirmed');

/** Nights of 1 a minute, days of nine; the morning multiplies by three within each of two hours. */
const steep = (minute: number) => 3 ** Math.max(0, Math.min(2, ((minute + 1440) % 1440) / 60 - 5));

test('an outage in a steep morning is no morning that comes early: the hour before it was as usual', () => {
  const outage = (minute: number) => minute >= 21 * 1440 + 350 && minute < 21 * 1440 + 385;
  for (const seed of [1, 2, 3, 4]) {
    const counts = quietCounts(seed, 21 * 1440 + 420, 1, (minute) => steep(minute) * (outage(minute) ? 3 : 1));
    const confirmed = confirmedIn(run(fresh(), counts).slice(21 * 1440 + 350));
    expect(confirmed).toHaveLength(1);
  }
});

test('clocks that change on a day that no calendar knows raise no alarm where mornings are steep', () => {
  for (const seed of [1, 2, 3, 4]) {
    const moved = quietCounts(seed, 24 * 1440, 1, (minute) => steep(minute + (minute >= 21 * 1440 ? 60 : 0)));
    expect(confirmedIn(run(fresh(), moved).slice(14 * 1440))).toHaveLength(0);
  }
});

test('rows that step back in time, as a clock that is put back writes them, stop nothing', () => {
  const outage = 7 * 1440 + 60;
  const counts = quietCounts(5, outage + 140, 1, (minute) => (minute < outage ? 2 : 22));
  for (const back of [30, 60, 300]) {
    const state = fresh();
    run(state, counts.slice(0, outage + 1));
    const steps = run(state, counts.slice(outage + 1), outage + 1 - back);
    expect(steps.at(-1)!.tier).toBe('confirmed');
  }
});
