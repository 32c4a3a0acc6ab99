/**
 * Where reports come from against what is usual there: the rate of a stretch beside that of the days before it. Hours of
 * confirmed incidents are left out of the usual, and hours in which nothing was counted are in neither.
 */
import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import { type Block, HOUR_MINUTES } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, isoMinute as iso, type Minute } from '../model/units.ts';
import { CHANGE_LEVELS, changeLevel } from '../picture/level.ts';
import { rateChange, type Sample } from '../traffic/origins/change.ts';
import type { Words } from '../words/words.ts';
import { incidentNow, untilOf, watchedAs } from './view-parts.ts';

/** Enough days for their scatter to be told, and few enough to be of the same season. */
export const USUAL_DAYS = 7;
const DAY_HOURS = 24;
const INCIDENTS_MAX = 50;

const PlaceRow = z.object({
  code: z.string().describe('ISO 3166-1 alpha-2'),
  name: z.string(),
  reports: z.number().int(),
  usual: z.number().describe('Reports that the same time would have at the usual rate'),
  times: z
    .object({ ratio: z.number().nullable(), low: z.number(), high: z.number() })
    .describe('How many times the usual rate, with its 95 % bounds; ratio is null where the usual has none'),
  level: z.enum(CHANGE_LEVELS),
});
export type PlaceRow = z.infer<typeof PlaceRow>;

const PlacesView = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    usualDays: z.number().int().describe('Days before that the usual is taken from'),
    rows: z.array(PlaceRow).describe('Countries with reports, then or usually; the farthest above the usual first'),
  })
  .meta({ id: 'Places' });
export type PlacesView = z.infer<typeof PlacesView>;
export const PlacesAnswer = z.object({ places: PlacesView.nullable() }).meta({ id: 'PlacesAnswer' });

/** @returns null where nothing usual is known yet */
async function placesView(
  engine: Engine,
  service: Service,
  stretch: { readonly from: Minute; readonly to: Minute },
  t: Words,
): Promise<PlacesView | null> {
  const [first, last] = [Math.floor(stretch.from / HOUR_MINUTES), Math.ceil(stretch.to / HOUR_MINUTES)];
  const start = first - USUAL_DAYS * DAY_HOURS;
  const blocks = await engine.board.blocks(service.id, start, last);
  const incidents = await engine.incidents({ services: [service.id], limit: INCIDENTS_MAX });
  const now = blocks.filter(({ hour }) => hour >= first);
  const usual = blocks.filter(({ hour }) => hour < first && !isInIncident(hour, incidents));
  if (minutesOf(usual) === 0 || minutesOf(now) === 0) return null;
  const days = Array.from({ length: USUAL_DAYS }, (_, day) =>
    usual.filter(({ hour }) => Math.floor((hour - start) / DAY_HOURS) === day),
  );
  const codes = new Set([...now, ...usual].flatMap(({ countries }) => Object.keys(countries)));
  const rows = [...codes]
    .filter((code) => /^[A-Z]{2}$/.test(code))
    .map((code) => rowOf(code, t.country(code), now, usual, days))
    .toSorted((a, b) => b.times.low - a.times.low || b.reports - a.reports || (a.code < b.code ? -1 : 1));
  return {
    from: iso((first * HOUR_MINUTES) as Minute),
    to: iso(Math.min(stretch.to, last * HOUR_MINUTES) as Minute),
    usualDays: USUAL_DAYS,
    rows,
  };
}

function rowOf(
  code: string,
  name: string,
  now: readonly Block[],
  usual: readonly Block[],
  days: readonly (readonly Block[])[],
): PlaceRow {
  const [here, before] = [sampleOf(now, code), sampleOf(usual, code)];
  const times = rateChange(
    here,
    before,
    days.map((blocks) => sampleOf(blocks, code)),
  )!;
  const expected = (before.requests / before.minutes) * here.minutes;
  return {
    code,
    name,
    reports: here.requests,
    usual: Number(expected.toPrecision(3)),
    times,
    level: changeLevel({ rateChange: times, usualShare: before.requests / Math.max(1, before.total) }),
  };
}

/** A report is one person's, so nothing comes in clumps. */
function sampleOf(blocks: readonly Block[], code: string): Sample {
  let [requests, total] = [0, 0];
  for (const { countries } of blocks) {
    if (Object.hasOwn(countries, code)) requests += countries[code]!;
    for (const count of Object.values(countries)) total += count;
  }
  return { requests, clients: requests, total, minutes: minutesOf(blocks) };
}

const minutesOf = (blocks: readonly Block[]): number =>
  blocks.reduce(
    (sum, { counts, stepMinutes }) => sum + stepMinutes * counts.filter((count) => count !== null).length,
    0,
  );

function isInIncident(hour: number, incidents: readonly Incident[]): boolean {
  const [from, to] = [hour * HOUR_MINUTES, (hour + 1) * HOUR_MINUTES];
  return incidents.some(
    ({ confirmedAt, start, end }) => confirmedAt !== null && start < to && (end ?? Number.POSITIVE_INFINITY) > from,
  );
}

/** The last day of a service; undefined where there is no such service. */
export async function servicePlaces(
  engine: Engine,
  now: () => EpochMs,
  id: string,
  t: Words,
): Promise<PlacesView | null | undefined> {
  const watch = watchedAs(engine, id);
  if (watch === undefined) return undefined;
  const to = untilOf(engine, watch.service, now());
  return placesView(engine, watch.service, { from: (to - DAY_HOURS * HOUR_MINUTES) as Minute, to }, t);
}

/** The time of an incident, until now while it runs; undefined where there is no such incident. */
export async function incidentPlaces(
  engine: Engine,
  now: () => EpochMs,
  id: string,
  t: Words,
): Promise<PlacesView | null | undefined> {
  const incident = await incidentNow(engine, id);
  const service = incident && engine.state.watches.get(incident.service)?.service;
  if (incident === undefined || service === undefined) return undefined;
  const to = incident.end ?? untilOf(engine, service, now());
  return placesView(engine, service, { from: incident.start, to }, t);
}
