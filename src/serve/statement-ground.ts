/** The ground that an incident's statements are tested on, read from the engine's board: nothing is stored for it. */
import type { Engine } from '../engine/engine.ts';
import { HOUR_MINUTES } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, type Minute, minuteOf } from '../model/units.ts';
import { dayOf, type Ground } from '../statements/ground.ts';
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
    trafficHours: blocks.flatMap(({ hour, traffic }) => (traffic === undefined ? [] : [{ hour, ...traffic }])),
    until: to,
    before: engine.size,
  };
}
