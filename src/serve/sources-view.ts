/** What feeds each service, and when each of it was last heard: for operators, who see here what has fallen silent. */
import { isOutdated } from '../core/official-watch.ts';
import type { Watch } from '../core/watch.ts';
import type { Engine } from '../engine/engine.ts';
import { type EpochMs, isoMinute, type Minute, minuteOf } from '../model/units.ts';
import type { ServiceSourcesRow, SourceRow } from './schema-sources.ts';
import { untilOf } from './view-parts.ts';

/** Whoever sends each minute is silent after so long. */
export const SILENT_MINUTES = 15;

/** Services that are watched, by name. */
export function sourcesOf(engine: Engine, now: EpochMs): ServiceSourcesRow[] {
  return [...engine.state.watches.values()]
    .filter(({ retired }) => !retired)
    .map((watch) => rowOf(watch, untilOf(engine, watch.service, now)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function rowOf(watch: Watch, until: Minute): ServiceSourcesRow {
  const { service, state, countedUntil, duplicates, lateSignals } = watch;
  return {
    id: service.id,
    url: `/services/${service.id}`,
    name: service.name,
    timeline: service.timeline,
    state,
    countedUntil: countedUntil === null ? null : isoMinute(countedUntil),
    duplicates,
    lateSignals,
    sources: [...counted(watch, until), ...looked(watch, until)],
  };
}

/** Counts that others made, and logs. */
function counted({ talliedUntil, traffic }: Watch, until: Minute): SourceRow[] {
  const row = (kind: 'counts' | 'traffic', name: string, last: Minute): SourceRow => ({
    ...{ kind, name, lastAt: isoMinute(last), silent: until - last > SILENT_MINUTES },
  });
  return [
    ...(talliedUntil === null ? [] : [row('counts', '', talliedUntil)]),
    ...Object.entries(traffic?.sources ?? {}).map(([name, { until: last }]) => row('traffic', name, last)),
  ];
}

/** Probes and vendors' status pages: they say themselves how often they look. */
function looked({ outside }: Watch, until: Minute): SourceRow[] {
  if (outside === null) return [];
  const checks = Object.entries(outside.checks.vantages).flatMap(([vantage, { targets }]) =>
    Object.entries(targets).map(([target, { last }]): SourceRow => {
      const at = minuteOf(last.at);
      return {
        kind: 'check',
        name: `${vantage}: ${target}`,
        lastAt: isoMinute(at),
        silent: until - at > SILENT_MINUTES,
      };
    }),
  );
  const pages = Object.entries(outside.official).map(([name, { last }]): SourceRow => {
    const silent = isOutdated(last, (until * 60_000) as EpochMs);
    return { kind: 'official', name, lastAt: isoMinute(minuteOf(last.at)), silent };
  });
  return [...checks, ...pages];
}
