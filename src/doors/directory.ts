/** Which services there are, for the doors: a signal for one that does not exist is refused with the nearest names. */
import { distance } from 'fastest-levenshtein';
import type { Watch } from '../core/watch.ts';
import type { Service } from '../model/service.ts';
import { type Refusal, refuse } from './refusal.ts';

const NEAREST_MAX = 3;
/** A name further away than this share of its length is not what was meant. */
const NEAR = 0.5;

export type Watches = ReadonlyMap<string, Watch>;

export function findService(watches: Watches, id: string): Service | Refusal {
  const watch = watches.get(id);
  if (watch !== undefined && !watch.retired) return watch.service;
  const nearest = nearestServices(watches, id);
  return refuse(404, 'no-such-service', 'No such service', (r) => r.services.none(id, nearest), { nearest });
}

/** Ids whose id or name is near to what was asked for, nearest first. */
export function nearestServices(watches: Watches, asked: string): string[] {
  const wanted = asked.toLowerCase().slice(0, 64);
  const ranked: { id: string; far: number }[] = [];
  for (const { service, retired } of watches.values()) {
    if (retired) continue;
    const far = Math.min(farness(wanted, service.id), farness(wanted, service.name.toLowerCase()));
    if (far <= NEAR) ranked.push({ id: service.id, far });
  }
  ranked.sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1));
  return ranked.slice(0, NEAREST_MAX).map(({ id }) => id);
}

function farness(wanted: string, name: string): number {
  if (Math.min(wanted.length, name.length) >= 3 && (name.includes(wanted) || wanted.includes(name))) return 0.2;
  return distance(wanted, name) / Math.max(wanted.length, name.length);
}
