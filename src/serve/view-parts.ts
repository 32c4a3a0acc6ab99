/** Small parts of views: until when it is counted, the incident as it is now, sums of blocks, names, where counts come from, and which service is shown first. */
import { stretchOf } from '../chart/stretch.ts';
import { levelOf } from '../core/baseline.ts';
import { incidentOf } from '../core/incident.ts';
import { timesIfBack } from '../core/levels.ts';
import { runningIncident } from '../core/seen.ts';
import type { Watch } from '../core/watch.ts';
import type { Engine } from '../engine/engine.ts';
import { type Block, HOUR_MINUTES } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, type Minute, minuteOf } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import type { ServiceBody } from './schema.ts';

/** Of a point of the small chart that a card shows. */
export const SPARK_MINUTES = 30;
/** Of a point of a chart of a day, at least. */
export const CHART_STEP_MINUTES = 5;

/** The end of what is counted on the service's timeline. */
export const untilOf = (engine: Engine, { timeline }: Service, now: EpochMs): Minute =>
  minuteOf(engine.state.timelines.get(timeline)?.at ?? now);

/** Undefined where there is no such service, or it is not watched any more. */
export function watchedAs(engine: Engine, id: string): Watch | undefined {
  const watch = engine.state.watches.get(id);
  return watch?.retired === true ? undefined : watch;
}

/** The blocks of every hour that the time touches. */
export const blocksOf = (
  engine: Engine,
  { id }: Service,
  { from, to }: { readonly from: Minute; readonly to: Minute },
): Promise<readonly Block[]> => engine.board.blocks(id, Math.floor(from / HOUR_MINUTES), Math.ceil(to / HOUR_MINUTES));

/** Whether a service's name, id or category holds what somebody looks for. */
export function isCalled({ id, name, category }: Service, text = ''): boolean {
  const wanted = text.trim().toLowerCase();
  return [id, name, category].some((part) => part.toLowerCase().includes(wanted));
}

/** Reports of the last 60 minutes that were counted, and what is usual; null where nothing was, which is not zero. @param until of the service */
export function lastHourOf(
  blocks: readonly Block[],
  { stepMinutes }: Service,
  until: Minute,
): { readonly observed: number | null; readonly expected: number | null } {
  const { counts, expected } = stretchOf(blocks, { ...lastHour(stepMinutes, until), stepMinutes: HOUR_MINUTES });
  return { observed: counts[0] ?? null, expected: expected[0] ?? null };
}

/** The higher level that a service kept before, where it may come back to it without standing out. */
export function keptBefore({ scopes }: Watch): ServiceBody['keptBefore'] {
  const { base, levels } = scopes.whole.series;
  const times = timesIfBack(levels, levelOf(base));
  return times === 1 ? null : { timesLevel: Math.round(100 * times) / 100, daysAgo: levels.highAgo };
}

export function lastHour(stepMinutes: number, until: Minute): { readonly from: Minute; readonly to: Minute } {
  const to = (Math.floor(until / stepMinutes) * stepMinutes) as Minute;
  return { from: (to - HOUR_MINUTES) as Minute, to };
}

/** An incident with all its evidence, as it is at this moment where it runs. */
export async function incidentNow(engine: Engine, id: string): Promise<Incident | undefined> {
  const running = [...engine.state.watches.values()].find(({ incident }) => incident?.id === id);
  return (running && runningIncident(running)) ?? (await engine.incident(id));
}

/** The running incident as it is at this moment, without the evidence that only its own page shows. */
export const current = ({ service, incident }: Watch): Incident | null =>
  incident === null ? null : incidentOf(service.id, incident);

/** The running incident in front of the past ones. */
export function withCurrent(watch: Watch, past: readonly Incident[]): Incident[] {
  const now = current(watch);
  if (now === null) return [...past];
  return [now, ...past.filter(({ id }) => id !== now.id)];
}

/** Those that reach into the time from `from` on, in order. @param until where a wave that goes on is counted to */
export const wavesSince = (incidents: readonly Incident[], from: Minute, until: Minute): Wave[] =>
  incidents
    .flatMap(({ waves }) => waves)
    .filter((wave) => (wave.end ?? until) > from)
    .toSorted((a, b) => a.start - b.start);

export function mix(blocks: readonly Block[], part: 'symptoms' | 'countries' | 'components'): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const block of blocks) {
    for (const [key, count] of Object.entries(block[part])) counts[key] = (counts[key] ?? 0) + count;
  }
  return counts;
}

export function componentName({ components }: Service, key: string): string {
  return components.find(({ id }) => id === key)?.name ?? key;
}

export function provenanceOf({ provenance: { kind, note, sources } }: Service) {
  return { kind, ...(note === undefined ? {} : { note }), sources: [...sources] };
}
