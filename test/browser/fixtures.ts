/**
 * Bodies for looking at and testing pages: every state, with counts shaped like real ones. Law: no clock and no chance;
 * the same fixture is the same bytes on every run.
 */

import type { HistoryBody } from '../../src/serve/history-view.ts';
import { standingOfAll } from '../../src/serve/overview-view.ts';
import type { PageContext } from '../../src/serve/pages/index.ts';
import type { ChartView, ServiceBody, ServiceCardView } from '../../src/serve/schema.ts';
import type { OverviewBody } from '../../src/serve/schema-overview.ts';
import { ENGLISH } from '../../src/words/words.ts';
import { windows } from './announced.ts';
import {
  chart,
  countries,
  freshness,
  kinds,
  LIVE_END,
  measured,
  noKinds,
  type Provenance,
  reconstruction,
  replayed,
  reports2019Freshness,
  type Shape,
  type State,
  shares,
  symptoms,
  X_HUMPS,
  xChart,
  xFreshness,
} from './counts.ts';
import { past } from './incidents.ts';
import { learnt, mailEvent, official, outside } from './outside.ts';
import { traffic } from './traffic.ts';

export { chart, places, threeWaves, weekChart } from './counts.ts';
export { foundIncidents, incident, pastIncident, possibleIncident } from './incidents.ts';

interface Kind {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly state: State;
  readonly since?: string | null;
  readonly usual?: number;
  readonly humps?: Shape['humps'];
  readonly holes?: Shape['holes'];
  readonly provenance?: Provenance;
  readonly timeline?: string;
  readonly end?: string;
}

export function card(kind: Kind): ServiceCardView {
  const { id, name, category, state, since = null, usual = 2, provenance = measured, timeline = 'live' } = kind;
  const { counts, expected } = dayChart(kind);
  const lastHour = counts.slice(-4).filter((count) => count !== null);
  return {
    id,
    url: `/services/${id}`,
    name,
    category,
    state,
    since,
    newSince: null,
    provenance,
    timeline,
    incident: state === 'confirmed' || state === 'possible' ? `${id}-20250310T0940Z` : null,
    independence: state === 'confirmed' ? 'several' : state === 'possible' ? 'few' : null,
    arriving: state === 'none' ? 0 : 3,
    lastHour:
      lastHour.length === 0
        ? { observed: null, expected: usual * 4 }
        : { observed: lastHour.reduce((sum, count) => sum + count, 0), expected: usual * 4 },
    spark: { stepMinutes: 15, counts, expected },
  };
}

function dayChart(kind: Kind): ChartView {
  return chart({
    end: kind.end ?? LIVE_END,
    steps: 96,
    stepMinutes: 15,
    usual: kind.usual ?? 2,
    humps: kind.humps ?? [],
    holes: kind.holes ?? [],
  });
}

export const KINDS: readonly Kind[] = [
  {
    id: 'mail',
    name: 'Example Mail',
    category: 'e-mail',
    state: 'confirmed',
    since: '2026-03-04T13:46:00.000Z',
    usual: 3,
    humps: [[10, 380, 30]],
  },
  {
    id: 'bank',
    name: 'Stadtbank',
    category: 'banking',
    state: 'possible',
    since: '2026-03-04T13:55:00.000Z',
    usual: 1,
    humps: [[5, 14, 20]],
  },
  {
    id: 'trains',
    name: 'Trains and Timetables',
    category: 'transport',
    state: 'over',
    since: '2026-03-04T10:30:00.000Z',
    usual: 2,
    humps: [[320, 120, 40]],
  },
  {
    id: 'chat',
    name: 'Chat',
    category: 'messaging',
    state: 'unknown',
    since: '2026-03-04T06:05:00.000Z',
    usual: 4,
    holes: [[480, -1]],
  },
  { id: 'video', name: 'Video', category: 'streaming', state: 'none', usual: 6 },
  {
    id: 'files',
    name: 'File store with a rather long name that needs two lines',
    category: 'cloud',
    state: 'none',
    usual: 0.05,
  },
];

/** Real reports of another year, played again. */
export const FACEBOOK: Kind = {
  id: 'facebook',
  name: 'Facebook',
  category: 'social media',
  state: 'over',
  since: '2019-04-14T13:00:00.000Z',
  usual: 5,
  humps: [[240, 880, 50]],
  provenance: replayed,
  timeline: 'reports-2019',
  end: '2019-04-14T16:00:00.000Z',
};

export const X: Kind = {
  id: 'x',
  name: 'X (Twitter)',
  category: 'social media',
  state: 'confirmed',
  since: '2025-03-10T09:35:00.000Z',
  usual: 12,
  humps: X_HUMPS,
  provenance: reconstruction,
  timeline: 'x-2025-03-10',
  end: '2025-03-10T16:40:00.000Z',
};

const announced = windows.slice(0, 2);

export function service(kind: Kind, over: Partial<ServiceBody> = {}): ServiceBody {
  const timeline = kind.timeline ?? 'live';
  return {
    ...card(kind),
    maintenance: kind.id === 'mail' || kind.state === 'confirmed' ? announced : [],
    freshness: timeline === 'live' ? freshness() : timeline === 'reports-2019' ? reports2019Freshness : xFreshness,
    home: 'https://example.org/',
    components: [
      { id: 'search', name: 'Search' },
      { id: 'video', name: 'Video' },
      { id: 'login', name: 'Sign-in' },
    ],
    providers: ['cloudflare', 'aws'],
    takesReports: timeline === 'live',
    chart: kind.id === 'x' ? xChart : dayChart(kind),
    symptoms: kind.state === 'unknown' ? [] : symptoms,
    affected:
      kind.state === 'unknown'
        ? []
        : shares([
            ['search', 'Search', 220],
            ['video', 'Video', 90],
          ]),
    kinds: kind.state === 'unknown' ? noKinds : kinds(kind.end ?? LIVE_END),
    countries: kind.state === 'unknown' ? [] : countries,
    traffic: kind.id === 'trains' ? traffic() : null,
    outside: kind.id === 'trains' ? outside : null,
    keptBefore: null,
    learnt: kind.id === 'trains' ? learnt : [],
    official: kind.id === 'trains' ? official : null,
    incidents: past.filter((incident) => incident.service === kind.id),
    method: { stepMinutes: 15, possiblePerMonth: 1, confirmedPerYear: 1, budgetPer: 'service' },
    ...over,
  };
}

export const kindOf = (state: State): Kind => KINDS.find((kind) => kind.state === state)!;

const isCounted = ({ state, spark }: ServiceCardView): boolean =>
  state !== 'unknown' || spark.counts.some((count) => count !== null);

export function overview(over: Partial<OverviewBody> = {}): OverviewBody {
  const services = over.services ?? [...KINDS, FACEBOOK, X].map(card);
  return {
    name: 'Groundswell',
    freshness: [freshness(), reports2019Freshness, xFreshness],
    standing: standingOfAll(services.map((one) => ({ ...one, isCounted: isCounted(one) }))),
    page: 1,
    pages: 1,
    services,
    events: [],
    incidents: [...past],
    ...over,
  };
}

export const calmOverview = (): OverviewBody =>
  overview({
    freshness: [freshness()],
    services: KINDS.filter((kind) => kind.state === 'none').map(card),
    incidents: [],
  });
/** Mail and the bank fail for one reason, and trains are blamed for them. */
export const togetherOverview = (): OverviewBody => overview({ events: [mailEvent] });
export const emptyOverview = (): OverviewBody => overview({ freshness: [], services: [], incidents: [] });
export const crowdedOverview = (): OverviewBody =>
  overview({
    services: Array.from({ length: 120 }, (_, index) => {
      const kind = KINDS[index % 17 === 0 ? 0 : 4 + (index % 2)]!;
      return card({ ...kind, id: `service-${index}`, name: `Service ${index}`, usual: 1 + (index % 9) });
    }),
  });

export const context = (over: Partial<PageContext> = {}): PageContext => ({
  t: ENGLISH,
  name: 'Groundswell',
  assets: { css: '/assets/main.css', js: '/assets/main.js', land: '/assets/land.svg' },
  replay: {
    timelines: [
      { id: 'x-2025-03-10', name: 'X, 10 March 2025', speed: 600, asOf: '2025-03-10T16:40:00.000Z', ended: false },
    ],
  },
  ...over,
});

/** A service's past as its page shows it: the chart of its day, and kinds by part of it. */
export function history(of: ServiceBody): HistoryBody {
  return {
    service: of.id,
    name: of.name,
    range: '24h',
    freshness: of.freshness,
    chart: of.chart,
    kinds: of.kinds,
    incidents: of.incidents,
    summary: { confirmed: 3, minutes: 312, medianMinutes: 84 },
  };
}
