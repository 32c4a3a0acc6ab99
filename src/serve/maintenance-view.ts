/** Maintenance windows as pages and the API show them. */
import type { FoldState } from '../core/fold.ts';
import { windowsWithin } from '../core/maintenance.ts';
import type { Incident } from '../model/incident.ts';
import type { Maintenance } from '../model/maintenance.ts';
import { DAY_MS, type EpochMs, type Minute, startOf } from '../model/units.ts';
import type { MaintenanceRow } from './schema-maintenance.ts';

type State = Pick<FoldState, 'maintenance' | 'watches'>;

/** Windows that are over stay in the list for so long, and planned ones come into sight on a service's page so long before. */
const PAST_SHOWN_MS = 90 * DAY_MS;
const AHEAD_SHOWN_MS = 14 * DAY_MS;

export const maintenanceHref = (id: string): string => `/maintenance/${encodeURIComponent(id)}`;

/** Running and planned ones first, the next one first; then what is over, the last one first. */
export function maintenanceRows(state: State, now: EpochMs): MaintenanceRow[] {
  const last = [...state.maintenance.values()].map((versions) => versions.at(-1)!);
  const ahead = last.filter((window) => isAhead(window, now)).toSorted((a, b) => a.from - b.from);
  const past = last
    .filter((window) => !isAhead(window, now) && window.until > now - PAST_SHOWN_MS)
    .toSorted((a, b) => b.until - a.until);
  return [...ahead, ...past].map((window) => rowOf(state, window, now));
}

export function maintenanceRow(state: State, id: string, now: EpochMs): MaintenanceRow | undefined {
  const window = state.maintenance.get(id)?.at(-1);
  return window && rowOf(state, window, now);
}

/** What a service's page tells: what runs, and what comes soon. */
export const maintenanceAhead = (state: State, service: string, now: EpochMs): MaintenanceRow[] =>
  windowsWithin(state.maintenance, service, now, (now + AHEAD_SHOWN_MS) as EpochMs).map((window) =>
    rowOf(state, window, now),
  );

/** What was announced for the time of an incident. @param until where it is counted to, while it goes on */
export const maintenanceDuring = (
  state: State,
  { service, start, end }: Pick<Incident, 'service' | 'start' | 'end'>,
  until: Minute,
  now: EpochMs,
): MaintenanceRow[] =>
  windowsWithin(state.maintenance, service, startOf(start), startOf(end ?? until)).map((window) =>
    rowOf(state, window, now),
  );

const isAhead = ({ calledOff, until }: Maintenance, now: EpochMs): boolean => calledOff !== true && until > now;

function rowOf({ maintenance, watches }: State, window: Maintenance, now: EpochMs): MaintenanceRow {
  const { id, service, components, from, until, words, at, version, decidedBy, calledOff } = window;
  return {
    id,
    url: maintenanceHref(id),
    service,
    serviceName: watches.get(service)?.service.name ?? service,
    components: [...components],
    from: iso(from),
    until: iso(until),
    state: calledOff === true ? 'cancelled' : until <= now ? 'over' : from <= now ? 'running' : 'planned',
    words,
    announcedAt: iso(maintenance.get(id)![0]!.at),
    changedAt: iso(at),
    version,
    decidedBy,
  };
}

const iso = (at: EpochMs): string => new Date(at).toISOString();
