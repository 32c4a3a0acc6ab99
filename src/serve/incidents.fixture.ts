/** An observatory with a past of many incidents, for views. */
import { Engine } from '../engine/engine.ts';
import type { Incident } from '../model/incident.ts';
import type { EpochMs, Minute, Seq } from '../model/units.ts';
import { openMemoryHome } from '../store/memory/home.ts';

/** Incidents of one service after another in turn, 100 minutes apart. */
export async function observed(services: readonly string[], count: number) {
  const store = openMemoryHome();
  const engine = await Engine.open(store, { now: () => 0 as EpochMs, onFatal: () => {} });
  for (const id of services) {
    const of = { id, name: id.toUpperCase(), category: 'Test', components: [], providers: [] };
    const provenance = { kind: 'measured', sources: [] } as const;
    const service = { ...of, timeline: 'live', stepMinutes: 1, provenance };
    await engine.submit({ kind: 'service', at: 0 as EpochMs, service });
  }
  const incidents = Array.from({ length: count }, (_, i) => {
    const possibleAt = (29_000_000 + 100 * i) as Minute;
    const service = services[i % services.length]!;
    const of = { id: `${service}-${i}`, service, start: possibleAt, possibleAt, end: (possibleAt + 10) as Minute };
    return {
      ...of,
      state: 'over',
      confirmedAt: possibleAt,
      countries: {},
      symptoms: {},
      waves: [],
    } as unknown as Incident;
  });
  const facts = incidents.map((incident, i) => ({
    ...{ seq: i as Seq, ordinal: 0 },
    fact: { kind: 'incident', at: incident.possibleAt, why: 'closed', incident } as const,
  }));
  await store.views.save({ until: count as Seq, facts, blocks: [] });
  return { engine, incidents };
}
