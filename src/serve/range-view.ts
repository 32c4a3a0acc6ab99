/** A service's counts over one of the lengths that its page offers, in steps as fine as they are told apart. */
import { runningIncident } from '../core/seen.ts';
import type { Engine } from '../engine/engine.ts';
import { HOUR_MINUTES } from '../model/block.ts';
import { type EpochMs, minuteOf } from '../model/units.ts';
import { chartOf, span, waveRows, wholeSteps } from './chart-view.ts';
import type { ChartView } from './schema.ts';

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

export const isRange = (text: string): text is Range => (RANGES as readonly string[]).includes(text);

export async function rangeChart(
  engine: Engine,
  now: () => EpochMs,
  id: string,
  range: Range,
): Promise<ChartView | undefined> {
  const watch = engine.state.watches.get(id);
  if (watch === undefined || watch.retired) return undefined;
  const { service } = watch;
  const [minutes, step] = LENGTHS[range];
  const until = minuteOf(engine.state.timelines.get(service.timeline)?.at ?? now());
  const stretch = span(until, minutes, wholeSteps(step, service.stepMinutes));
  const hours = [Math.floor(stretch.from / HOUR_MINUTES), Math.ceil(stretch.to / HOUR_MINUTES)] as const;
  const blocks = await engine.board.blocks(id, ...hours);
  const running = runningIncident(watch);
  const past = (await engine.incidents({ service: id, limit: INCIDENTS_MAX })).filter((one) => one.id !== running?.id);
  const waves = [...(running === null ? [] : [running]), ...past]
    .flatMap((incident) => incident.waves)
    .filter((wave) => (wave.end ?? until) > stretch.from)
    .toSorted((a, b) => a.start - b.start);
  return chartOf(blocks, stretch, waveRows(waves), until);
}
