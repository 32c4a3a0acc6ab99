/** Incidents by what a reader remembers of them: the service, the time, how it ended, where it was felt and what failed. */
import { z } from 'zod';
import { runningIncident } from '../core/seen.ts';
import type { Engine } from '../engine/engine.ts';
import { isAbout } from '../model/about.ts';
import type { Incident } from '../model/incident.ts';
import { SYMPTOMS } from '../model/symptom.ts';
import { type EpochMs, isoMinute, type Minute, minuteOf } from '../model/units.ts';
import { IncidentCard, type IncidentCardView } from './schema.ts';
import { isCalled } from './view-parts.ts';

/** The newest so many are looked at; the answer says when there are more. */
const LOOKED_AT_MAX = 2_000;
/** What began on a day is possible within so long after that day began: a window reaches back hours, hindsight twelve. */
const SEEN_WITHIN_MINUTES = 3 * 24 * 60;
/** On a page. */
const SHOWN_MAX = 100;
const TEXT_MAX = 64;

export const KINDS = ['running', 'confirmed', 'unconfirmed'] as const;
export const ORDERS = ['newest', 'longest', 'largest'] as const;

/** What an address may ask for; an empty field asks for nothing. */
export const IncidentSearch = z.object({
  q: z.string().max(TEXT_MAX).optional().describe('Name, id or category of the service holds this'),
  kind: z.enum(KINDS).optional().describe('Running now, once confirmed, or never'),
  from: z.iso.date().optional().describe('Still running on this day (UTC) or later'),
  to: z.iso.date().optional().describe('Begun on this day (UTC) or earlier'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .describe('A tenth of its reports came from there'),
  symptom: z.enum(SYMPTOMS).optional().describe('A tenth of its reports say this'),
  page: z.coerce
    .number()
    .int()
    .min(1)
    .max(Math.ceil(LOOKED_AT_MAX / SHOWN_MAX))
    .optional()
    .describe(`Which ${SHOWN_MAX} of them, from 1 on`),
  order: z.enum(ORDERS).optional().describe('newest where it is left out; largest is by reports beyond the usual'),
});
export type IncidentSearch = z.infer<typeof IncidentSearch>;

export const IncidentsFound = z
  .object({
    search: IncidentSearch,
    found: z.number().int().describe('How many there are'),
    incidents: z.array(IncidentCard).describe(`${SHOWN_MAX} of them at most: those of the page`),
    page: z.number().int().describe('The page that this is; the last one where a later one was asked for'),
    pages: z.number().int().describe('How many there are; 1 where nothing was found'),
    lookedAt: z.number().int().describe('Incidents that were looked at: the newest of these services until then'),
    complete: z.boolean().describe('Whether those are all there are'),
  })
  .meta({ id: 'IncidentsFound' });
export type IncidentsFound = z.infer<typeof IncidentsFound>;

/** undefined where a field cannot be read. */
export function readSearch(query: Readonly<Record<string, string>>): IncidentSearch | undefined {
  const asked = Object.entries(query).filter(
    ([key, value]) => Object.hasOwn(IncidentSearch.shape, key) && value.trim() !== '',
  );
  const read = IncidentSearch.safeParse(Object.fromEntries(asked));
  return read.success ? read.data : undefined;
}

/** @param cardOf undefined where the incident's service is not watched any more */
export async function searchIncidents(
  engine: Engine,
  search: IncidentSearch,
  cardOf: (incident: Incident) => IncidentCardView | undefined,
): Promise<IncidentsFound> {
  const running = [...engine.state.watches.values()].flatMap((watch) => runningIncident(watch) ?? []);
  const ids = new Set(running.map(({ id }) => id));
  const stored = await engine.incidents({ ...narrowed(engine, search), limit: LOOKED_AT_MAX + 1 });
  const past = stored.slice(0, LOOKED_AT_MAX).filter(({ id }) => !ids.has(id));
  const all = [...running, ...past];
  const found = all
    .filter((incident) => isFound(engine, incident, search))
    .flatMap((incident) => cardOf(incident) ?? [])
    .toSorted(BY[search.order ?? 'newest']);
  const pages = Math.max(1, Math.ceil(found.length / SHOWN_MAX));
  const page = Math.min(search.page ?? 1, pages);
  return {
    search,
    found: found.length,
    incidents: found.slice((page - 1) * SHOWN_MAX, page * SHOWN_MAX),
    page,
    pages,
    lookedAt: all.length,
    complete: stored.length <= LOOKED_AT_MAX,
  };
}

/** What the store can tell by itself, so that the newest of these are looked at, and not of all. */
function narrowed(engine: Engine, { q, to }: IncidentSearch): Omit<Parameters<Engine['incidents']>[0], 'limit'> {
  const services = (): string[] =>
    [...engine.state.watches.values()].flatMap(({ service }) => (isCalled(service, q) ? [service.id] : []));
  return {
    services: q === undefined ? undefined : services(),
    before: to === undefined ? undefined : ((minuteOf(Date.parse(to) as EpochMs) + SEEN_WITHIN_MINUTES) as Minute),
  };
}

function isFound(engine: Engine, incident: Incident, { q, kind, from, to, country, symptom }: IncidentSearch): boolean {
  const service = engine.state.watches.get(incident.service)?.service;
  if (service === undefined) return false;
  const { start, end, confirmedAt } = incident;
  return (
    isCalled(service, q) &&
    (kind !== 'running' || end === null) &&
    (kind !== 'confirmed' || confirmedAt !== null) &&
    (kind !== 'unconfirmed' || confirmedAt === null) &&
    (from === undefined || end === null || isoMinute(end).slice(0, 10) >= from) &&
    (to === undefined || isoMinute(start).slice(0, 10) <= to) &&
    isAbout(incident.countries, country) &&
    isAbout(incident.symptoms, symptom)
  );
}

const newest = (a: IncidentCardView, b: IncidentCardView): number =>
  Date.parse(b.possibleAt) - Date.parse(a.possibleAt) || (a.id < b.id ? -1 : 1);
const excess = ({ observed, expected }: IncidentCardView): number => observed - expected;

const BY: Readonly<Record<(typeof ORDERS)[number], (a: IncidentCardView, b: IncidentCardView) => number>> = {
  newest,
  longest: (a, b) => b.durationMinutes - a.durationMinutes || newest(a, b),
  largest: (a, b) => excess(b) - excess(a) || newest(a, b),
};
