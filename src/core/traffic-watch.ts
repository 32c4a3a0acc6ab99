/**
 * Traffic of one service as the fold keeps it: minutes add up as they come, each part of a source's minute once. While an incident
 * runs, its stretch and what was usual before it are kept side by side, which is what a diagnosis is made from.
 */
import type { TrafficEvidence } from '../model/evidence.ts';
import type { TrafficStep } from '../model/fact.ts';
import type { Incident } from '../model/incident.ts';
import type { TrafficMinute } from '../model/traffic-minute.ts';
import { type Minute, minuteOf } from '../model/units.ts';
import { summaryOf } from './traffic-summary.ts';
import { addTraffic, emptyTotals, type Totals } from './traffic-totals.ts';

/** So long it is known which parts of a minute are in; an older minute cannot be told from one that was counted, and is late. */
const TAKEN_MINUTES = 24 * 60;
/** So long a minute's own totals are kept: what is usual before an incident. */
export const KEPT_MINUTES = 120;
/** Parts of one minute that are remembered; more of them are not counted. */
const PARTS_MAX = 512;
/** Sources whose places are remembered. */
const SOURCES_MAX = 256;
/** Minutes on both sides of the start that show how it began, and how many of them there must be. */
export const ONSET_MINUTES = 15;
const ONSET_MIN = 6;
/** Minutes before an incident that must be known to say what is usual. */
const USUAL_MIN = 5;
/** Stretches as long as the incident that must be known to say how much the usual scatters. */
const STRETCHES_MIN = 4;

/** Requests, and those that failed by the server's fault, of one minute. */
type OnsetRow = [requests: number, failed: number];

export interface TrafficWatch {
  /** By minute: the parts that are in, as `SOURCE` or `SOURCE#PART`. */
  readonly taken: Record<number, string[]>;
  readonly minutes: Record<number, Totals>;
  /** By source: its last minute, and where it goes on reading. */
  readonly sources: Record<string, { until: Minute; mark: string | null }>;
  during: Stretch | null;
  duplicates: number;
  late: number;
}

/** A running incident's traffic. */
interface Stretch {
  readonly incident: string;
  readonly start: Minute;
  /** End of its last wave; null while that runs. What comes after it is the lull in which nobody knows yet that it is over. */
  edge: Minute | null;
  /** Its minutes that are not kept one by one any more. */
  readonly before: Totals;
  /** What was usual right before, and its minutes one by one. */
  readonly usual: Totals | null;
  readonly usualRequests: readonly number[];
  readonly onset: Record<number, OnsetRow>;
}

export const emptyTraffic = (): TrafficWatch => ({
  taken: {},
  minutes: {},
  sources: {},
  during: null,
  duplicates: 0,
  late: 0,
});

/**
 * @param asOf how far the service's timeline has come
 * @returns what is new for the chart; undefined for a duplicate, or a minute that comes too late to be told from one
 */
export function takeTraffic(
  traffic: TrafficWatch,
  entry: TrafficMinute,
  asOf: Minute | null,
): Omit<TrafficStep, 'stepMinutes'> | undefined {
  const at = minuteOf(entry.at);
  const now = Math.max(asOf ?? at, at) as Minute;
  if (at < now - TAKEN_MINUTES) {
    traffic.late += 1;
    noteSource(traffic, entry, at);
    return undefined;
  }
  const parts = traffic.taken[at] ?? [];
  const name = entry.part === undefined ? entry.source : `${entry.source}#${entry.part}`;
  if (parts.includes(name) || parts.length >= PARTS_MAX) {
    traffic.duplicates += 1;
    return undefined;
  }
  traffic.taken[at] = parts;
  parts.push(name);
  noteSource(traffic, entry, at);
  const { counts } = entry;
  if (at >= now - KEPT_MINUTES) {
    const known = traffic.minutes[at];
    const totals = known ?? emptyTotals();
    addTraffic(totals, counts, known === undefined ? 1 : 0);
    traffic.minutes[at] = totals;
  }
  if (traffic.during !== null) addToOnset(traffic.during, at, counts);
  forget(traffic, now);
  return {
    service: entry.service,
    at,
    requests: counts.requests,
    failed: counts.statuses.serverError ?? 0,
    countries: counts.top.countries ?? {},
    networks: counts.top.networks ?? {},
  };
}

function noteSource({ sources }: TrafficWatch, { source, mark }: TrafficMinute, at: Minute): void {
  const known = Object.hasOwn(sources, source) ? sources[source] : undefined;
  if (known === undefined && Object.keys(sources).length >= SOURCES_MAX) return;
  sources[source] = {
    until: Math.max(known?.until ?? at, at) as Minute,
    mark: mark ?? known?.mark ?? null,
  };
}

/** Keys of numbers stand in their order, so the oldest come first. */
function forget({ taken, minutes, during }: TrafficWatch, now: Minute): void {
  for (const key in taken) {
    if (Number(key) >= now - TAKEN_MINUTES) break;
    delete taken[key];
  }
  for (const key in minutes) {
    const at = Number(key) as Minute;
    if (at >= now - KEPT_MINUTES) break;
    const totals = minutes[at]!;
    if (during !== null && isInside(during, at)) addTraffic(during.before, totals, totals.minutes);
    delete minutes[at];
  }
}

/** The service's incident after a step: a new one gets a stretch, from what is known already. */
export function followIncident(traffic: TrafficWatch, incident: Incident | null): void {
  if (incident === null) {
    traffic.during = null;
    return;
  }
  if (traffic.during?.incident !== incident.id) traffic.during = openStretch(traffic, incident);
  traffic.during.edge = edgeOf(incident);
}

function edgeOf({ end, waves }: Incident): Minute | null {
  return end ?? waves.at(-1)?.end ?? null;
}

function openStretch({ minutes }: TrafficWatch, { id, start }: Incident): Stretch {
  const usual = emptyTotals();
  const usualRequests: number[] = [];
  const onset: Stretch['onset'] = {};
  const stretch: Stretch = { incident: id, start, edge: null, before: emptyTotals(), usual, usualRequests, onset };
  for (const key in minutes) {
    const at = Number(key) as Minute;
    const totals = minutes[at]!;
    addToOnset(stretch, at, totals);
    if (at >= start) continue;
    addTraffic(usual, totals, totals.minutes);
    usualRequests.push(totals.requests);
  }
  return usual.minutes < USUAL_MIN ? { ...stretch, usual: null } : stretch;
}

function addToOnset({ onset, start }: Stretch, at: Minute, counts: TrafficMinute['counts']): void {
  if (Math.abs(at - start) > ONSET_MINUTES) return;
  const [requests, failed] = onset[at] ?? [0, 0];
  onset[at] = [requests + counts.requests, failed + (counts.statuses.serverError ?? 0)];
}

const isInside = ({ start, edge }: Stretch, at: Minute): boolean => at >= start && (edge === null || at < edge);

/** What an incident's traffic was, beside what was usual; null where nobody counted any. */
export function trafficEvidence(
  { minutes, during: stretch }: TrafficWatch,
  incident: Incident,
): TrafficEvidence | null {
  if (stretch?.incident !== incident.id) return null;
  const { usual, usualRequests, onset, before } = stretch;
  const totals = emptyTotals();
  addTraffic(totals, before, before.minutes);
  const inside = { ...stretch, edge: edgeOf(incident) };
  for (const key in minutes) {
    const minute = minutes[key]!;
    if (isInside(inside, Number(key) as Minute)) addTraffic(totals, minute, minute.minutes);
  }
  if (totals.minutes === 0) return null;
  const rows = Object.values(onset);
  return {
    during: summaryOf(totals, usual),
    usual: usual === null ? null : summaryOf(usual, null),
    alike: null,
    spread: spreadOf(usualRequests, totals.minutes),
    onset: rows.length < ONSET_MIN ? null : rows.map(([requests, failed]) => ({ requests, failed })),
  };
}

/** How much the rate of stretches of this length scatters: standard deviation over mean. */
function spreadOf(requests: readonly number[], length: number): number | null {
  const sums: number[] = [];
  for (let from = 0; from + length <= requests.length; from += length) {
    sums.push(requests.slice(from, from + length).reduce((sum, count) => sum + count, 0));
  }
  if (sums.length < STRETCHES_MIN) return null;
  const mean = sums.reduce((sum, count) => sum + count, 0) / sums.length;
  const variance = sums.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (sums.length - 1);
  return mean > 0 ? Math.sqrt(variance) / mean : null;
}
