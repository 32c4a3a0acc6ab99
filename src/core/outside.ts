/** What is seen and said of a service from outside, as the fold keeps it; and an incident with all that a diagnosis is made from. */
import type { Check } from '../model/check.ts';
import type { Evidence, ReportEvidence } from '../model/evidence.ts';
import type { Incident } from '../model/incident.ts';
import type { Official } from '../model/official.ts';
import { type Minute, minuteOf } from '../model/units.ts';
import {
  type CheckWatch,
  checkEvidence,
  confirmsFromOutside,
  emptyChecks,
  failsInTls,
  followChecks,
  takeCheck,
} from './check-watch.ts';
import type { RunningIncident } from './incident.ts';
import { claimsOf, type OfficialWatch, officialWords, takeOfficial } from './official-watch.ts';
import { type TrafficWatch, trafficEvidence } from './traffic-watch.ts';

export interface OutsideWatch {
  readonly checks: CheckWatch;
  readonly official: OfficialWatch;
  /** What answers showed of who serves it, and in which minute last. */
  readonly learnt: Record<string, Minute>;
}

const LEARNT_MAX = 32;
/** What was not seen for so long is not depended on any more. */
export const LEARNT_MINUTES = 7 * 24 * 60;

export const emptyOutside = (): OutsideWatch => ({ checks: emptyChecks(), official: {}, learnt: {} });

export function takeOutside({ checks, official, learnt }: OutsideWatch, entry: Check | Official): void {
  if (entry.kind === 'official') {
    takeOfficial(official, entry);
    return;
  }
  takeCheck(checks, entry);
  learn(learnt, entry.seen ?? [], minuteOf(entry.at));
}

/** Hosted edges by their name alone, as they are configured too; networks and authorities for certificates with what they are. */
function learn(learnt: OutsideWatch['learnt'], seen: readonly string[], at: Minute): void {
  for (const one of seen) {
    const name = one.startsWith('edge:') ? one.slice('edge:'.length) : one;
    const known = Object.hasOwn(learnt, name);
    if (known || Object.keys(learnt).length < LEARNT_MAX)
      learnt[name] = Math.max(known ? learnt[name]! : at, at) as Minute;
  }
  for (const name in learnt) if (learnt[name]! < at - LEARNT_MINUTES) delete learnt[name];
}

export const dependenciesOf = ({ learnt }: OutsideWatch): string[] => Object.keys(learnt);

export function followOutside({ checks }: OutsideWatch, incident: Incident | null): void {
  followChecks(checks, incident);
}

/** Whether checks fail in the handshake or by the certificate, as they would if an authority were not trusted any more. */
export const isDistrusted = (outside: OutsideWatch | null, start: Minute, until: Minute): boolean =>
  outside !== null && failsInTls(outside.checks, start, until);

/** Whether what is seen from outside confirms an incident that people report. */
export const confirmsReports = (outside: OutsideWatch | null, start: Minute, until: Minute): boolean =>
  outside !== null && confirmsFromOutside(outside.checks, start, until);

/** What was seen of a service besides its reports. */
export interface Seen {
  readonly traffic: TrafficWatch | null;
  readonly outside: OutsideWatch | null;
}

/**
 * An incident with all that a diagnosis can be made from, as it is known now.
 * @param until how far the service's steps are closed
 */
export function withEvidence(
  { traffic, outside }: Seen,
  running: RunningIncident,
  incident: Incident,
  until: Minute,
): Incident {
  const evidence: Evidence = {
    traffic: traffic === null ? null : trafficEvidence(traffic, incident),
    checks: outside === null ? null : checkEvidence(outside.checks, incident),
    reports: reportEvidence(running, incident),
    claims: outside === null ? null : claimsOf(outside.official, until),
  };
  const heard = outside !== null && Object.keys(outside.official).length > 0;
  return { ...incident, evidence, ...(heard ? { official: officialWords(outside.official, incident) } : {}) };
}

function reportEvidence({ mix }: RunningIncident, incident: Incident): ReportEvidence {
  const known = Object.values(mix.groups.all ?? {}).reduce((sum, count) => sum + count, 0);
  const { observed, expected, symptoms, countries, independence } = incident;
  return {
    count: observed,
    expected,
    symptoms,
    countries: Object.keys(countries).length === 0 ? null : countries,
    usualCountries: null,
    topNetworkShare: known === 0 ? null : Math.max(0, ...Object.values(mix.networks)) / known,
    independence,
  };
}
