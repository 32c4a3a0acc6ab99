/**
 * Bodies for looking at and testing pages: every state, with counts shaped like real ones. Law: no clock and no chance;
 * the same fixture is the same bytes on every run.
 */
import type { PageContext } from '../../src/serve/pages/index.ts';
import type {
  ChartView,
  FreshnessView,
  IncidentBody,
  IncidentCardView,
  OverviewBody,
  ServiceBody,
  ServiceCardView,
  ShareView,
  WaveRow,
} from '../../src/serve/schema.ts';

type State = ServiceCardView['state'];
type Provenance = ServiceCardView['provenance'];

export const measured: Provenance = { kind: 'measured', sources: [] };
export const replayed: Provenance = {
  kind: 'replayed',
  note: 'Public outage reports of 2019, counted every 20 minutes.',
  sources: [{ title: 'Outage reports 2019', url: 'https://example.org/outage-report-2019' }],
};
export const reconstruction: Provenance = {
  kind: 'reconstruction',
  note: 'Only the published peaks and times are facts; the course between them is drawn.',
  sources: [
    { title: 'heise online: Störung, X ist down', url: 'https://www.heise.de/news/Stoerung-X-ist-down-10310130.html' },
    { title: 'SRF: Musk spricht von massiver Cyberattacke', url: 'https://www.srf.ch/news/international' },
    { title: 'A source without an address', url: 'javascript:alert(1)' },
  ],
};

const at = (iso: string, plusMinutes = 0): string => new Date(Date.parse(iso) + plusMinutes * 60_000).toISOString();

export const freshness = (over: Partial<FreshnessView> = {}): FreshnessView => ({
  timeline: 'live',
  asOf: '2026-03-04T14:05:00.000Z',
  updatedAt: '2026-03-04T14:05:02.000Z',
  staleAfter: '2099-03-04T14:08:00.000Z',
  stale: false,
  speed: null,
  ...over,
});

export const xFreshness = freshness({ timeline: 'x-2025-03-10', asOf: '2025-03-10T16:40:00.000Z', speed: 600 });

/** Numbers that look like chance and are always the same. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

interface Shape {
  readonly end: string;
  readonly steps: number;
  readonly stepMinutes: number;
  readonly usual: number;
  /** [minutes before the end, height, width in minutes] */
  readonly humps?: readonly (readonly [number, number, number])[];
  /** [from, to) in minutes before the end */
  readonly holes?: readonly (readonly [number, number])[];
  readonly waves?: readonly WaveRow[];
  readonly now?: string | null;
}

export function chart({
  end,
  steps,
  stepMinutes,
  usual,
  humps = [],
  holes = [],
  waves = [],
  now = null,
}: Shape): ChartView {
  const chance = sequence(steps * 7 + Math.round(usual * 10));
  const start = at(end, -steps * stepMinutes);
  const counts: (number | null)[] = [];
  const expected: number[] = [];
  for (let index = 0; index < steps; index += 1) {
    const before = (steps - index) * stepMinutes;
    const season = usual * (1 + 0.5 * Math.sin((index / steps) * 2 * Math.PI - 1.2));
    const excess = humps.reduce(
      (sum, [when, height, width]) => sum + height * Math.exp(-(((before - when) / width) ** 2)),
      0,
    );
    const hidden =
      holes.some(([from, to]) => before <= from && before > to) ||
      (now !== null && Date.parse(at(start, index * stepMinutes)) >= Date.parse(now));
    expected.push(Math.round(season * 100) / 100);
    counts.push(
      hidden
        ? null
        : Math.max(
            0,
            Math.round(season + Math.sqrt(season + 0.1) * (chance() - 0.5) * 2.4 + excess * (0.94 + chance() * 0.06)),
          ),
    );
  }
  const high = expected.map((value) => Math.round((value + 2.5 * Math.sqrt(value * 1.5 + 0.4)) * 100) / 100);
  return { start, stepMinutes, counts, expected, high, waves: [...waves], now };
}

const wave = (
  number: number,
  start: string,
  peak: string,
  end: string | null,
  peakCount: number,
  total: number,
): WaveRow => ({
  number,
  start,
  peak,
  end,
  peakCount,
  total,
  expected: 61.3,
});

export const threeWaves: readonly WaveRow[] = [
  wave(1, '2025-03-10T09:35:00.000Z', '2025-03-10T10:00:00.000Z', '2025-03-10T10:40:00.000Z', 20_538, 131_870),
  wave(2, '2025-03-10T13:30:00.000Z', '2025-03-10T14:00:00.000Z', '2025-03-10T14:50:00.000Z', 39_021, 262_004),
  wave(3, '2025-03-10T15:05:00.000Z', '2025-03-10T15:30:00.000Z', null, 28_004, 402_777),
];

const X_HUMPS = [
  [1000 - 600, 20_500, 22],
  [160, 38_900, 26],
  [70, 27_900, 34],
  [20, 9_000, 40],
] as const;

export const xChart = chart({
  end: '2025-03-10T16:40:00.000Z',
  steps: 288,
  stepMinutes: 5,
  usual: 4,
  humps: X_HUMPS,
  waves: threeWaves,
});

const shares = (entries: readonly (readonly [string, string, number])[]): ShareView[] => {
  const all = entries.reduce((sum, [, , count]) => sum + count, 0);
  return entries.map(([key, name, count]) => ({ key, name, count, share: count / all }));
};

export const symptoms = shares([
  ['unreachable', 'It does not load', 5210],
  ['error', 'I get an error', 2903],
  ['slow', 'It is slow', 811],
  ['login', 'I cannot sign in', 207],
  ['other', 'Something else', 12],
]);
export const countries = shares([
  ['US', 'United States', 4801],
  ['GB', 'United Kingdom', 1620],
  ['FR', 'France', 802],
  ['DE', 'Germany', 640],
  ['IN', 'India', 402],
  ['CH', 'Switzerland', 333],
  ['AT', 'Austria', 210],
  ['RO', 'Romania', 120],
  ['TH', 'Thailand', 98],
  ['', 'Unknown', 640],
]);

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

const LIVE_END = '2026-03-04T14:05:00.000Z';

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
    provenance,
    timeline,
    incident: state === 'confirmed' || state === 'possible' ? `${id}-20250310T0940Z` : null,
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

export const X: Kind = {
  id: 'x',
  name: 'X (Twitter)',
  category: 'social media',
  state: 'confirmed',
  since: '2025-03-10T15:05:00.000Z',
  usual: 12,
  humps: X_HUMPS,
  provenance: reconstruction,
  timeline: 'x-2025-03-10',
  end: '2025-03-10T16:40:00.000Z',
};

export const pastIncident = (over: Partial<IncidentCardView> = {}): IncidentCardView => ({
  id: 'x-20250310T0940Z',
  url: '/incidents/x-20250310T0940Z',
  service: 'x',
  serviceName: 'X (Twitter)',
  provenance: reconstruction,
  state: 'confirmed',
  wasConfirmed: true,
  start: '2025-03-10T09:35:00.000Z',
  detected: '2025-03-10T09:45:00.000Z',
  possibleAt: '2025-03-10T09:40:00.000Z',
  end: null,
  durationMinutes: 425,
  waves: 3,
  observed: 796_651,
  expected: 410.2,
  peakCount: 39_021,
  timeline: 'x-2025-03-10',
  ...over,
});

export const past: readonly IncidentCardView[] = [
  pastIncident(),
  pastIncident({
    id: 'trains-20260304T0840Z',
    service: 'trains',
    serviceName: 'Trains and Timetables',
    provenance: measured,
    timeline: 'live',
    state: 'over',
    start: '2026-03-04T08:30:00.000Z',
    possibleAt: '2026-03-04T08:40:00.000Z',
    detected: '2026-03-04T08:45:00.000Z',
    end: '2026-03-04T10:30:00.000Z',
    durationMinutes: 120,
    waves: 1,
    observed: 690,
    expected: 16,
    peakCount: 121,
  }),
  pastIncident({
    id: 'video-20260302T2210Z',
    service: 'video',
    serviceName: 'Video',
    provenance: measured,
    timeline: 'live',
    state: 'withdrawn',
    wasConfirmed: false,
    start: '2026-03-02T22:05:00.000Z',
    possibleAt: '2026-03-02T22:10:00.000Z',
    detected: null,
    end: '2026-03-02T22:40:00.000Z',
    durationMinutes: 35,
    waves: 1,
    observed: 31,
    expected: 13,
    peakCount: 15,
  }),
];

export function service(kind: Kind, over: Partial<ServiceBody> = {}): ServiceBody {
  const timeline = kind.timeline ?? 'live';
  return {
    ...card(kind),
    freshness: timeline === 'live' ? freshness() : xFreshness,
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
    countries: kind.state === 'unknown' ? [] : countries,
    incidents: past.filter((incident) => incident.service === kind.id),
    method: { stepMinutes: 15, possiblePerMonth: 1, confirmedPerYear: 1 },
    ...over,
  };
}

export const kindOf = (state: State): Kind => KINDS.find((kind) => kind.state === state)!;

export const overview = (over: Partial<OverviewBody> = {}): OverviewBody => ({
  name: 'Groundswell',
  freshness: [freshness(), xFreshness],
  services: [...KINDS, X].map(card),
  incidents: [...past],
  ...over,
});

export const calmOverview = (): OverviewBody =>
  overview({
    freshness: [freshness()],
    services: KINDS.filter((kind) => kind.state === 'none').map(card),
    incidents: [],
  });
export const emptyOverview = (): OverviewBody => overview({ freshness: [], services: [], incidents: [] });
export const crowdedOverview = (): OverviewBody =>
  overview({
    services: Array.from({ length: 120 }, (_, index) => {
      const kind = KINDS[index % 17 === 0 ? 0 : 4 + (index % 2)]!;
      return card({ ...kind, id: `service-${index}`, name: `Service ${index}`, usual: 1 + (index % 9) });
    }),
  });

export function incident(over: Partial<IncidentBody> = {}): IncidentBody {
  return {
    ...pastIncident(),
    freshness: xFreshness,
    scope: 'all',
    scopeName: 'All reports',
    independence: 'unknown',
    networks: 0,
    chart: chart({
      end: '2025-03-10T18:00:00.000Z',
      steps: 120,
      stepMinutes: 5,
      usual: 4,
      humps: X_HUMPS.map(([when, height, width]) => [when + 80, height, width] as const),
      waves: threeWaves,
      now: '2025-03-10T16:40:00.000Z',
    }),
    waveList: [...threeWaves],
    wavesByGap: [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240].map((gapMinutes) => ({
      gapMinutes,
      waves: gapMinutes < 10 ? 5 : gapMinutes < 20 ? 3 : gapMinutes < 180 ? 2 : 1,
    })),
    parts: [
      {
        scope: 'country:GB',
        name: 'United Kingdom',
        tier: 'confirmed',
        start: '2025-03-10T09:40:00.000Z',
        end: '2025-03-10T10:45:00.000Z',
        observed: 10_800,
        expected: 3.1,
      },
      {
        scope: 'symptom:login',
        name: 'I cannot sign in',
        tier: 'possible',
        start: '2025-03-10T15:20:00.000Z',
        end: null,
        observed: 207,
        expected: 1.2,
      },
    ],
    symptoms,
    countries,
    affected: [],
    decisions: [
      {
        tier: 'possible',
        at: '2025-03-10T09:40:00.000Z',
        windowMinutes: 5,
        observed: 91,
        expected: 2.2,
        evidence: 14.1,
        threshold: 8.6,
        words: 'In 5 minutes 91 reports came in where 2 are usual. Chance gives this less than once a month.',
      },
      {
        tier: 'confirmed',
        at: '2025-03-10T09:45:00.000Z',
        windowMinutes: 10,
        observed: 1204,
        expected: 4.3,
        evidence: 5021.5,
        threshold: 11.3,
        words: 'In 10 minutes 1,204 reports came in where 4 are usual. Chance gives this less than once a year.',
      },
    ],
    ...over,
  };
}

export const possibleIncident = (): IncidentBody =>
  incident({
    ...pastIncident({
      id: 'bank-20260304T1355Z',
      service: 'bank',
      serviceName: 'Stadtbank',
      provenance: measured,
      timeline: 'live',
      state: 'possible',
      wasConfirmed: false,
      start: '2026-03-04T13:50:00.000Z',
      possibleAt: '2026-03-04T13:55:00.000Z',
      detected: null,
      durationMinutes: 15,
      waves: 1,
      observed: 22,
      expected: 1,
      peakCount: 14,
    }),
    freshness: freshness(),
    scope: 'country:DE',
    scopeName: 'Germany',
    independence: 'few',
    networks: 2,
    chart: chart({
      end: LIVE_END,
      steps: 96,
      stepMinutes: 15,
      usual: 1,
      humps: [[5, 14, 20]],
      waves: [wave(1, '2026-03-04T13:50:00.000Z', '2026-03-04T13:50:00.000Z', null, 14, 22)],
    }),
    waveList: [wave(1, '2026-03-04T13:50:00.000Z', '2026-03-04T13:50:00.000Z', null, 14, 22)],
    wavesByGap: [{ gapMinutes: 15, waves: 1 }],
    parts: [],
    decisions: [
      {
        tier: 'possible',
        at: '2026-03-04T13:55:00.000Z',
        windowMinutes: 15,
        observed: 14,
        expected: 1.1,
        evidence: 9.1,
        threshold: 8.6,
        words: 'In 15 minutes 14 reports came in where 1 is usual.',
      },
    ],
  });

export const context = (over: Partial<PageContext> = {}): PageContext => ({
  name: 'Groundswell',
  assets: { css: '/assets/main.css', js: '/assets/main.js' },
  replay: {
    timelines: [
      { id: 'x-2025-03-10', name: 'X, 10 March 2025', speed: 600, asOf: '2025-03-10T16:40:00.000Z', ended: false },
    ],
  },
  ...over,
});
