/**
 * The overview: how all services stand that match, and the cards of one page of them, those that fail first. Law: what is told
 * of all counts those of other pages too.
 */
import { failing, type Watch } from '../core/watch.ts';
import type { Engine } from '../engine/engine.ts';
import type { Incident } from '../model/incident.ts';
import { LIVE } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';
import type { Words } from '../words/words.ts';
import { runningEvents } from './event-view.ts';
import type { FreshnessView, IncidentCardView, ServiceCardView } from './schema.ts';
import type { OverviewBody, StandingView } from './schema-overview.ts';
import { current, isCalled, SPARK_MINUTES, untilOf } from './view-parts.ts';

/** Services on a page. */
export const PAGE_SERVICES = 200;
const RECENT_INCIDENTS_MAX = 20;
const DAY_MINUTES = 24 * 60;
const STATE_ORDER: readonly ServiceCardView['state'][] = ['confirmed', 'possible', 'over', 'unknown', 'none'];
const names = new Intl.Collator('en', { numeric: true });

export interface OverviewSource {
  readonly engine: Engine;
  readonly now: EpochMs;
  readonly freshness: (timeline: string) => FreshnessView;
  readonly card: (watch: Watch) => Promise<ServiceCardView>;
  readonly incidentCard: (incident: Incident) => IncidentCardView | undefined;
}

export interface OverviewAsked {
  /** Of the observatory. */
  readonly name: string;
  /** Only services whose name, id or category holds it. */
  readonly search: string;
  /** From 1 on; all services in one without it. */
  readonly page?: number | undefined;
}

/** How a service stands, without the counts that its card shows. */
export interface Standing extends Pick<ServiceCardView, 'state' | 'timeline'> {
  readonly isCounted: boolean;
}

export async function overviewView(
  { engine, now, freshness, card, incidentCard }: OverviewSource,
  { name, search, page: wanted }: OverviewAsked,
  t: Words,
): Promise<OverviewBody> {
  const watches = [...engine.state.watches.values()].filter(
    ({ retired, service }) => !retired && isCalled(service, search),
  );
  const clocks = new Map([...new Set(watches.map(timelineOf))].sort().map((each) => [each, freshness(each)]));
  const standing = watches.map((watch) => ({
    watch,
    ...standingOf(watch, clocks.get(timelineOf(watch))!, engine, now),
  }));
  standing.sort(worstFirst);
  const pages = wanted === undefined ? 1 : Math.max(1, Math.ceil(standing.length / PAGE_SERVICES));
  const page = Math.min(wanted ?? 1, pages);
  const shown = pages === 1 ? standing : standing.slice((page - 1) * PAGE_SERVICES, page * PAGE_SERVICES);
  const cards = await Promise.all(shown.map(({ watch }) => card(watch)));
  return {
    name,
    freshness: [...clocks.values()],
    standing: standingOfAll(standing),
    page,
    pages,
    services: cards,
    events: runningEvents(engine.state, new Set(cards.map(({ id }) => id)), t),
    incidents: (await incidentsOf(engine, watches, search)).flatMap((incident) => incidentCard(incident) ?? []),
  };
}

/** Those that run, then the newest that do not. */
async function incidentsOf(engine: Engine, watches: readonly Watch[], search: string): Promise<Incident[]> {
  const running = watches.flatMap((watch) => current(watch) ?? []);
  const ids = new Set(running.map(({ id }) => id));
  const matching = new Set(watches.map(({ service }) => service.id));
  const services = search.trim() === '' ? undefined : [...matching];
  const newest = await engine.incidents({ services, limit: RECENT_INCIDENTS_MAX });
  return [...running, ...newest.filter(({ id, service }) => !ids.has(id) && matching.has(service))];
}

/** What is live and what is replayed, each by itself. */
export function standingOfAll(services: readonly Standing[]): OverviewBody['standing'] {
  const isLive = ({ timeline }: Standing): boolean => timeline === LIVE;
  return { live: tally(services.filter(isLive)), replayed: tally(services.filter((one) => !isLive(one))) };
}

function tally(services: readonly Standing[]): StandingView {
  const counted = services.filter(({ isCounted }) => isCounted);
  const count = (state: Standing['state']): number => counted.filter((one) => one.state === state).length;
  return {
    services: services.length,
    counted: counted.length,
    confirmed: count('confirmed'),
    possible: count('possible'),
    unknown: count('unknown'),
  };
}

function standingOf(watch: Watch, { stale }: FreshnessView, engine: Engine, now: EpochMs): Standing {
  const { service, countedUntil, scopes } = watch;
  const state = stateShown(watch, stale);
  const until = untilOf(engine, service, now);
  const isOld = countedUntil === null || until - countedUntil >= DAY_MINUTES;
  // What is counted for less than a point of its card is not shown there either.
  const isCounted = state !== 'unknown' || !(isOld || scopes.whole.series.base.age < SPARK_MINUTES);
  return { state, timeline: service.timeline, isCounted };
}

/** Of a clock that stands still nobody knows how a service is now, unless it was failing then. */
export const stateShown = (watch: Watch, stale: boolean): ServiceCardView['state'] =>
  stale && failing(watch) === null ? 'unknown' : watch.state;

const timelineOf = ({ service }: Watch): string => service.timeline;

type Placed = Standing & { readonly watch: Watch };

const worstFirst = (a: Placed, b: Placed): number =>
  STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state) ||
  names.compare(a.watch.service.name, b.watch.service.name);
