/** What a bundle is ordered with, as an observatory knows it now. */
import type { FoldState } from '../core/fold.ts';
import type { Incident } from '../model/incident.ts';
import type { BundleOrder } from './write.ts';

type Ordered = Omit<BundleOrder, 'journal' | 'checkpoint' | 'size' | 'version'>;

export function orderFor(
  { keeping, timelines }: FoldState,
  { id, service }: Pick<Incident, 'id' | 'service'>,
): Ordered {
  const events = [...timelines.values()].flatMap((timeline) => timeline.events);
  const event = events.find(({ members }) => members.some(({ incident }) => incident === id));
  const together = (event?.members ?? []).map((member) => member.service).filter((each) => each !== service);
  return { service, incident: id, together, keys: keeping.logKeys.map(({ key }) => key) };
}
