/** The ground that an incident's statements are tested on, read from the engine's board: nothing is stored for it. */
import { groundOn, groundSpan } from '../case/ground.ts';
import type { Engine } from '../engine/engine.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';
import type { Ground } from '../statements/ground.ts';
import { blocksOf, untilOf } from './view-parts.ts';

export async function groundOf(engine: Engine, incident: Incident, service: Service, now: EpochMs): Promise<Ground> {
  const until = untilOf(engine, service, now);
  const span = groundSpan(incident, service, until);
  const blocks = await blocksOf(engine, service, span);
  return groundOn(blocks, incident, service, span, engine.size);
}
