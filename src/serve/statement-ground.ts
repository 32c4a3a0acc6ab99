/** The ground that an incident's statements are tested on, read from the engine's board: nothing is stored for it. */
import { groundOn, groundSpan } from '../case/ground.ts';
import type { Engine } from '../engine/engine.ts';
import { HOUR_MINUTES } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, minuteOf } from '../model/units.ts';
import type { Ground } from '../statements/ground.ts';

export async function groundOf(engine: Engine, incident: Incident, service: Service, now: EpochMs): Promise<Ground> {
  const until = minuteOf(engine.state.timelines.get(service.timeline)?.at ?? now);
  const span = groundSpan(incident, service, until);
  const blocks = await engine.board.blocks(service.id, span.from / HOUR_MINUTES, Math.ceil(span.to / HOUR_MINUTES));
  return groundOn(blocks, incident, service, span, engine.size);
}
