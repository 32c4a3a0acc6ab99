/** What is seen of a service besides its reports goes into its watch, and follows its incident. */
import type { Check } from '../model/check.ts';
import type { Incident } from '../model/incident.ts';
import type { Official } from '../model/official.ts';
import type { TrafficMinute } from '../model/traffic-minute.ts';
import type { Minute } from '../model/units.ts';
import { incidentOf } from './incident.ts';
import { emptyOutside, followOutside, takeOutside, withEvidence } from './outside.ts';
import { emptyTraffic, followIncident, takeTraffic } from './traffic-watch.ts';
import type { Sink, Watch } from './watch.ts';

export function takeTrafficMinute(watch: Watch, entry: TrafficMinute, asOf: Minute | null, sink: Sink): void {
  watch.traffic ??= emptyTraffic();
  followSeen(watch);
  const step = takeTraffic(watch.traffic, entry, asOf);
  if (step !== undefined) sink.traffic?.({ ...step, stepMinutes: watch.service.stepMinutes });
}

export function takeSeenOutside(watch: Watch, entry: Check | Official): void {
  watch.outside ??= emptyOutside();
  followSeen(watch);
  takeOutside(watch.outside, entry);
}

/** The running incident as a reader sees it now; null where none runs. */
export function runningIncident(watch: Watch): Incident | null {
  const { service, incident } = watch;
  return incident === null
    ? null
    : withEvidence(watch, incident, incidentOf(service.id, incident), watch.next ?? watch.watchedFrom);
}

/** After every step, and before anything new is taken: the stretch of an incident is its own. */
export function followSeen({ service, incident, traffic, outside }: Watch): void {
  if (traffic === null && outside === null) return;
  const now = incident === null ? null : incidentOf(service.id, incident);
  if (traffic !== null) followIncident(traffic, now);
  if (outside !== null) followOutside(outside, now);
}
