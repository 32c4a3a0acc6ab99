/** The ground that an incident's statements are tested on, read from the engine's board: nothing is stored for it. */
import type { Engine } from '../engine/engine.ts';
import type { Block } from '../model/block.ts';
import { HOUR_MINUTES } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, type Minute, minuteOf } from '../model/units.ts';
import { dayOf, type Ground, type GroundTraffic } from '../statements/ground.ts';
import { stretchOf } from './chart-view.ts';

const DAY_MINUTES = 24 * HOUR_MINUTES;
/** Days of an incident that statements are tested on. */
const DAYS_MAX = 14;

export async function groundOf(engine: Engine, incident: Incident, service: Service, now: EpochMs): Promise<Ground> {
  const until = minuteOf(engine.state.timelines.get(service.timeline)?.at ?? now);
  const from = dayOf(incident.start) as Minute;
  const last = dayOf((incident.end ?? until) as Minute) + DAY_MINUTES;
  const to = Math.min(
    last,
    from + DAYS_MAX * DAY_MINUTES,
    Math.floor(until / service.stepMinutes) * service.stepMinutes,
  ) as Minute;
  const blocks = await engine.board.blocks(service.id, from / HOUR_MINUTES, Math.ceil(to / HOUR_MINUTES));
  const { counts, expected } = stretchOf(blocks, from, to, service.stepMinutes);
  return {
    incident,
    service,
    from,
    stepMinutes: service.stepMinutes,
    counts,
    expected: expected.map((usual) => usual ?? 0),
    hours: blocks.map(({ hour, countries }) => ({ hour, countries })),
    traffic: trafficOf(blocks, incident, until),
    until: to,
    before: engine.size,
  };
}

function trafficOf(blocks: readonly Block[], incident: Incident, until: Minute): GroundTraffic | null {
  const end = incident.end ?? until;
  const during = blocks.flatMap(({ hour, traffic }) =>
    traffic !== undefined && 60 * (hour + 1) > incident.start && 60 * hour < end ? [traffic] : [],
  );
  if (during.length === 0) return null;
  const countries: Record<string, number> = {};
  for (const one of during)
    for (const [code, requests] of Object.entries(one.countries)) countries[code] = (countries[code] ?? 0) + requests;
  const all = during.flatMap(({ requests }) => requests.filter((count) => count !== null));
  const failed = during.flatMap(({ failed }) => failed.filter((count) => count !== null));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { peakRequests: Math.max(0, ...all), requests: sum(all), failed: sum(failed), countries };
}
