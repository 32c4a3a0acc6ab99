/** Pure: which facts are told of at all, to whom, and what is said of an incident. */
import type { Incident } from '../model/incident.ts';
import { LIVE, type Service } from '../model/service.ts';
import { isoMinute } from '../model/units.ts';
import type { StoredFact } from '../store/ports.ts';
import type { Told } from './message.ts';
import type { Receiver } from './receiver.ts';

/** A state of an incident, and the fact that says so. */
export interface News {
  readonly incident: Incident;
  readonly service: Service;
  readonly position: string;
}

/** Incidents that happen live; what is replayed or was imported is told to nobody. */
export function newsIn(facts: readonly StoredFact[], serviceOf: (id: string) => Service | undefined): News[] {
  return facts.flatMap(({ seq, ordinal, fact }) => {
    if (fact.kind !== 'incident') return [];
    const service = serviceOf(fact.incident.service);
    if (service === undefined || service.timeline !== LIVE || service.provenance.kind !== 'measured') return [];
    return [{ incident: fact.incident, service, position: `${seq}.${ordinal}` }];
  });
}

/** Whether it is of the services and as sure as a receiver wants it; `about` aside. */
export function isFor({ services, on }: Receiver, { incident, service }: News): boolean {
  if (services !== undefined && !services.includes(service.id)) return false;
  return on !== 'confirmed' || incident.confirmedAt !== null;
}

/** @param before the state that was told; undefined where nothing was */
export function isNews({ state }: Told, before: string | undefined): boolean {
  const isOver = state === 'over' || state === 'withdrawn';
  return before === undefined ? !isOver : before !== state;
}

export function toldOf({ incident, service }: News): Told {
  const { id, state, start, end, observed, expected } = incident;
  return {
    incident: id,
    service: service.id,
    name: service.name,
    state,
    start: isoMinute(start),
    end: end === null ? null : isoMinute(end),
    observed,
    expected,
    shared: null,
    url: null,
  };
}
