/** An incident beside those that its service had before: how many of them it is longer than, and larger than. */
import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import type { Incident } from '../model/incident.ts';
import type { Minute } from '../model/units.ts';

/** Fewer are no yardstick. */
export const BEFORE_MIN = 5;
export const BEFORE_MAX = 200;

export const ComparedView = z
  .object({
    before: z.number().int().describe('Confirmed incidents of this service before it, the last 200 at most'),
    longerThan: z.number().min(0).max(1).describe('Share of them that were shorter'),
    largerThan: z.number().min(0).max(1).describe('Share of them that brought fewer reports beyond the usual'),
  })
  .nullable()
  .meta({ id: 'Compared', description: 'null where there are fewer than five to compare with' });
export type Compared = z.infer<typeof ComparedView>;

/** @param until where it is counted to while it goes on: it is then longer than so many already */
export async function comparedView(engine: Engine, incident: Incident, until: Minute): Promise<Compared> {
  const all = await engine.incidents({ services: [incident.service], limit: BEFORE_MAX });
  const before = all.filter(
    ({ id, start, end, confirmedAt }) =>
      id !== incident.id && end !== null && confirmedAt !== null && start < incident.start,
  );
  if (before.length < BEFORE_MIN) return null;
  const lengthOf = ({ start, end }: Incident): number => (end ?? until) - start;
  const excessOf = ({ observed, expected }: Incident): number => observed - expected;
  const share = (of: (one: Incident) => number): number =>
    before.filter((one) => of(one) < of(incident)).length / before.length;
  return { before: before.length, longerThan: share(lengthOf), largerThan: share(excessOf) };
}
