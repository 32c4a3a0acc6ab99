/**
 * The ground that a statement is tested on: what was counted around one incident, and until which entry of the journal.
 * Unknown steps are null and never count as zero; a sum over any of them is a lower bound and says so.
 */
import type { BlockTraffic } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import type { Minute } from '../model/units.ts';

export interface Ground {
  readonly incident: Incident;
  readonly service: Service;
  /** Steps from the start of the incident's first UTC day on. */
  readonly from: Minute;
  readonly stepMinutes: number;
  readonly counts: readonly (number | null)[];
  /** The usual count of each step. */
  readonly expected: readonly number[];
  /** Reports by country, of whole hours since 1970. */
  readonly hours: readonly { readonly hour: number; readonly countries: Readonly<Record<string, number>> }[];
  /** What access logs said, by the hour; none where no source counted. */
  readonly trafficHours: readonly (BlockTraffic & { readonly hour: number })[];
  /** Until when steps are closed. */
  readonly until: Minute;
  /** Every entry before this position of the journal is counted in. */
  readonly before: number;
}

/** Requests during the incident. */
export interface GroundTraffic {
  /** Of the busiest minute. */
  readonly peakRequests: number;
  readonly requests: number;
  readonly failed: number;
  /** By where addresses are registered, with the requests of which that is known; of the incident's whole hours. */
  readonly countries: Readonly<Record<string, number>>;
}

export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const exactly = (value: number): Figure => ({ value, low: value, high: value });

/** What the ground was until a moment: later steps are not there yet. */
export function groundUntil(ground: Ground, until: Minute): Ground {
  const kept = Math.max(0, Math.floor((until - ground.from) / ground.stepMinutes));
  const { incident } = ground;
  const ended = incident.end !== null && incident.end <= until;
  return {
    ...ground,
    until,
    counts: ground.counts.slice(0, kept),
    expected: ground.expected.slice(0, kept),
    hours: ground.hours.filter(({ hour }) => 60 * (hour + 1) <= until),
    trafficHours: ground.trafficHours.filter(({ hour }) => 60 * (hour + 1) <= until),
    incident: {
      ...incident,
      // Evidence is gathered up to now; what it was then is not kept.
      evidence: until < ground.until ? undefined : incident.evidence,
      end: ended ? incident.end : null,
      waves: incident.waves
        .filter(({ start }) => start < until)
        .map((wave) => (wave.end !== null && wave.end <= until ? wave : { ...wave, end: null })),
    },
  };
}

/** The most that so many minutes in a row hold, and where they begin; null where the steps are longer or nothing is known. */
export function peakOf(ground: Ground, minutes: number): { figure: Figure; at: Minute } | null {
  const { counts, stepMinutes, from } = ground;
  const steps = minutes / stepMinutes;
  if (!Number.isInteger(steps) || counts.length < steps) return null;
  let best = { sum: -1, at: 0, holes: 0 };
  let sum = 0;
  let holes = 0;
  for (let i = 0; i < counts.length; i++) {
    sum += counts[i] ?? 0;
    if (counts[i] === null) holes += 1;
    const gone = i - steps;
    if (gone >= 0) {
      sum -= counts[gone] ?? 0;
      if (counts[gone] === null) holes -= 1;
    }
    if (i >= steps - 1 && sum > best.sum) best = { sum, at: i - steps + 1, holes };
  }
  if (best.holes === steps) return null;
  const high = best.holes === 0 ? best.sum : Number.POSITIVE_INFINITY;
  return { figure: { value: best.sum, low: best.sum, high }, at: (from + best.at * stepMinutes) as Minute };
}

/** Reports from one moment to another; steps that nobody counted make it a lower bound. */
export function totalOf(ground: Ground, from: number, to: number): Figure | null {
  const { counts, stepMinutes } = ground;
  const first = Math.max(0, Math.floor((from - ground.from) / stepMinutes));
  const part = counts.slice(first, Math.max(first, Math.ceil((to - ground.from) / stepMinutes)));
  const known = part.filter((count) => count !== null);
  if (known.length === 0) return null;
  const value = known.reduce((sum, count) => sum + count, 0);
  return { value, low: value, high: known.length === part.length ? value : Number.POSITIVE_INFINITY };
}

/** The first moment at which the day's reports had come to `value`; null if they never had. */
export function reachedAt(ground: Ground, day: number, value: number): Minute | null {
  const { counts, stepMinutes, from } = ground;
  let sum = 0;
  for (let i = Math.max(0, (day - from) / stepMinutes); i < counts.length; i++) {
    sum += counts[i] ?? 0;
    if (sum >= value) return (from + (i + 1) * stepMinutes) as Minute;
  }
  return null;
}

/** null where no source counted during the incident. */
export function trafficIn({ trafficHours, incident, until }: Ground): GroundTraffic | null {
  const end = incident.end ?? until;
  const during = trafficHours.filter(({ hour }) => 60 * (hour + 1) > incident.start && 60 * hour < end);
  if (during.length === 0) return null;
  const countries: Record<string, number> = {};
  for (const one of during) {
    for (const [code, requests] of Object.entries(one.countries)) countries[code] = (countries[code] ?? 0) + requests;
  }
  // Countries are kept by the hour; requests by the minute.
  const minutes = (part: 'requests' | 'failed'): number[] =>
    during.flatMap((one) =>
      one[part].flatMap((count, minute) => {
        const at = 60 * one.hour + minute;
        return count !== null && at >= incident.start && at < end ? [count] : [];
      }),
    );
  const requests = minutes('requests');
  const failed = minutes('failed');
  return { peakRequests: Math.max(0, ...requests), requests: sum(requests), failed: sum(failed), countries };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Midnight UTC before a moment. */
export const dayOf = (at: Minute): number => Math.floor(at / 1440) * 1440;
