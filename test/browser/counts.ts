/** Counts shaped like real ones: a season, chance that is always the same, humps, holes; and what lies beside them. */
import type { KindsView } from '../../src/serve/kind-view.ts';
import type { PlacesView } from '../../src/serve/places-view.ts';
import type { ChartView, FreshnessView, ServiceCardView, ShareView, WaveRow } from '../../src/serve/schema.ts';
import { ENGLISH } from '../../src/words/words.ts';

export type State = ServiceCardView['state'];
export type Provenance = ServiceCardView['provenance'];

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

export const at = (iso: string, plusMinutes = 0): string =>
  new Date(Date.parse(iso) + plusMinutes * 60_000).toISOString();

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

export const reports2019Freshness = freshness({
  timeline: 'reports-2019',
  asOf: '2019-04-14T16:00:00.000Z',
  speed: 3600,
});

/** Numbers that look like chance and are always the same. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

export interface Shape {
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
  for (const { start: from, end: until, peak, peakCount } of waves) {
    const step = (iso: string): number => Math.floor((Date.parse(iso) - Date.parse(start)) / (stepMinutes * 60_000));
    for (let index = step(from); index < step(until ?? end); index += 1) {
      const count = counts[index] ?? null;
      if (count !== null) counts[index] = index === step(peak) ? peakCount : Math.min(count, peakCount - 1);
    }
  }
  const high = expected.map((value) => Math.round((value + 2.5 * Math.sqrt(value * 1.5 + 0.4)) * 100) / 100);
  return { start, stepMinutes, counts, expected, high, waves: [...waves], now };
}

export const wave = (
  number: number,
  start: string,
  peak: string,
  end: string | null,
  peakCount: number,
  total: number,
): WaveRow => ({
  number,
  start,
  startRange: [at(start, -5), at(start, 5)],
  peak,
  end,
  endRange: end === null ? null : [at(end, -5), at(end, 10)],
  peakCount,
  total,
  expected: 61.3,
  excessRange: [Math.max(0, total - 75), Math.max(0, total - 48)],
});

export const threeWaves: readonly WaveRow[] = [
  wave(1, '2025-03-10T09:35:00.000Z', '2025-03-10T10:00:00.000Z', '2025-03-10T10:40:00.000Z', 20_538, 131_870),
  wave(2, '2025-03-10T13:30:00.000Z', '2025-03-10T14:00:00.000Z', '2025-03-10T14:50:00.000Z', 39_021, 262_004),
  wave(3, '2025-03-10T15:05:00.000Z', '2025-03-10T15:30:00.000Z', null, 28_004, 402_777),
];

export const X_HUMPS = [
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

export const weekChart = chart({
  end: '2025-03-10T17:00:00.000Z',
  steps: 168,
  stepMinutes: 60,
  usual: 48,
  humps: X_HUMPS.map(([when, height, width]) => [when + 20, height * 9, width + 30] as const),
  now: '2025-03-10T16:40:00.000Z',
});

export const shares = (entries: readonly (readonly [string, string, number])[]): ShareView[] => {
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

export const LIVE_END = '2026-03-04T14:05:00.000Z';

/** A day by hours: each kind has its own course, and one of them begins late. */
export function kinds(end: string): KindsView {
  const row = (key: string, name: string, height: number, from: number) => {
    const chance = sequence(height + from);
    const counts = Array.from({ length: 24 }, (_, hour) =>
      hour < from ? Math.round(chance() * 2) : Math.round(height * Math.exp(-(((hour - from - 2) / 2) ** 2))),
    );
    return { key, name, counts, total: counts.reduce((sum, count) => sum + count, 0) };
  };
  const hour = Math.floor(Date.parse(end) / 3_600_000) * 3_600_000;
  return {
    start: new Date(hour - 23 * 3_600_000).toISOString(),
    partMinutes: 60,
    symptoms: [
      row('unreachable', 'It does not load', 900, 19),
      row('error', 'I get an error', 500, 18),
      row('slow', 'It is slow', 300, 16),
      row('login', 'I cannot sign in', 80, 20),
      row('other', 'Something else', 30, 19),
      row('refused', 'I am blocked or refused', 12, 19),
    ],
    components: [row('search', 'Search', 210, 19), row('video', 'Video', 90, 18)],
  };
}

export const noKinds: KindsView = { ...kinds(LIVE_END), symptoms: [], components: [] };

/** Countries in every level: many reports where many are usual are as usual, and few can stand far out. */
export const places: PlacesView = {
  from: '2026-03-03T14:00:00.000Z',
  to: LIVE_END,
  usualDays: 7,
  rows: (
    [
      ['UA', 240, 1.2, 200, 140, 290, 'more-3'],
      ['GB', 1620, 140, 11.6, 9.8, 13.7, 'more-3'],
      ['CH', 333, 60, 5.6, 4.1, 7.4, 'more-2'],
      ['FR', 802, 400, 2, 1.7, 2.4, 'more-1'],
      ['US', 4801, 4700, 1.02, 0.95, 1.1, 'same'],
      ['DE', 640, 660, 0.97, 0.85, 1.1, 'same'],
      ['IN', 402, 640, 0.63, 0.5, 0.8, 'less-1'],
      ['BR', 40, 200, 0.2, 0.1, 0.3, 'less-2'],
      ['TH', 2, 0.8, 2.5, 0.1, 20, 'untold'],
    ] as const
  ).map(([code, reports, usual, ratio, low, high, level]) => ({
    code,
    name: ENGLISH.country(code),
    reports,
    usual,
    times: { ratio, low, high },
    level,
  })),
};
