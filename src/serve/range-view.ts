/** A service's counts over one of the lengths that its page offers, in steps as fine as they are told apart. */
import type { Engine } from '../engine/engine.ts';
import type { EpochMs } from '../model/units.ts';
import { chartOf, span, waveRows, wholeSteps } from './chart-view.ts';
import type { ChartView } from './schema.ts';
import { blocksOf, untilOf, watchedAs, wavesSince, withCurrent } from './view-parts.ts';

export const RANGES = ['1h', '6h', '24h', '7d'] as const;
export type Range = (typeof RANGES)[number];
/** What a page shows by itself. */
export const DAY: Range = '24h';

/** Length, and the step that is aimed at, in minutes; a service that counts in longer steps keeps its own. */
const LENGTHS: Readonly<Record<Range, readonly [minutes: number, step: number]>> = {
  '1h': [60, 1],
  '6h': [360, 1],
  '24h': [1_440, 5],
  '7d': [10_080, 60],
};
/** Incidents whose waves may lie in a week. */
const INCIDENTS_MAX = 50;

export async function rangeChart(
  engine: Engine,
  now: () => EpochMs,
  id: string,
  range: Range,
): Promise<ChartView | undefined> {
  const watch = watchedAs(engine, id);
  if (watch === undefined) return undefined;
  const { service } = watch;
  const [minutes, step] = LENGTHS[range];
  const until = untilOf(engine, service, now());
  const stretch = span(until, minutes, wholeSteps(step, service.stepMinutes));
  const blocks = await blocksOf(engine, service, stretch);
  const incidents = withCurrent(watch, await engine.incidents({ services: [id], limit: INCIDENTS_MAX }));
  return chartOf(blocks, stretch, waveRows(wavesSince(incidents, stretch.from, until)), until);
}
