/**
 * The outage of X on 10 March 2025, reconstructed per minute from published figures. Nobody measured these counts:
 * each published figure is taken as the count in one 15-minute bin of Downdetector's chart (which is itself an
 * assumption), and what lies between is drawn. Every figure and every assumption: x-2025-03-10.json and
 * docs/reconstruction.md.
 */
import type { Tally } from '../model/entry.ts';
import type { Service, SourceLink } from '../model/service.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import { drawCount, seeded, shareOut } from './chance.ts';
import { type Curve, curveThrough, type Knot } from './curve.ts';
import type { Scenario } from './scenario.ts';
import published from './x-2025-03-10.json' with { type: 'json' };
import { xSaid } from './x-said.ts';

const TIMELINE = 'x-2025-03-10';
const SEED = 20250310;
/** Twelve quiet days before the outage, for a baseline to be learnt from. */
const START = Date.parse('2025-02-26T00:00Z');
const PLAY_FROM = Date.parse('2025-03-10T09:00Z') as EpochMs;
const END = Date.parse('2025-03-11T06:00Z') as EpochMs;
const ONSET = Date.parse('2025-03-10T09:30Z');
const BIN_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Variance over mean of a minute's count, as in real minute-level reports (1.2 to 2). */
const DISPERSION = 1.5;

/**
 * Quiet level in reports a minute: 1/40,000 of the first wave's published 15-minute peak, about one a minute over the
 * five countries. The hour is that of the country's sun, roughly; the shape below is highest in its late afternoon.
 */
const QUIET: readonly { readonly country: Territory; readonly perMinute: number; readonly utcOffsetHours: number }[] = [
  { country: 'US', perMinute: 20_538 / 40_000, utcOffsetHours: -6 },
  { country: 'GB', perMinute: 10_800 / 40_000, utcOffsetHours: 0 },
  { country: 'FR', perMinute: 5_500 / 40_000, utcOffsetHours: 1 },
  { country: 'CH', perMinute: 900 / 40_000, utcOffsetHours: 1 },
  { country: 'IN', perMinute: 2_612 / 40_000, utcOffsetHours: 5.5 },
];
const QUIET_SWING = 0.6;
const QUIET_PEAK_HOUR = 17;

type Territory = keyof typeof published.curve;

const SERVICE: Service = {
  id: 'x',
  name: 'X (formerly Twitter)',
  category: 'Social',
  home: 'https://x.com',
  components: [
    { id: 'app', name: 'App' },
    { id: 'web', name: 'Website' },
    { id: 'server', name: 'Server connection' },
  ],
  providers: [],
  timeline: TIMELINE,
  stepMinutes: 1,
  provenance: {
    kind: 'reconstruction',
    note:
      'Reconstructed from figures published about 10 March 2025. Nobody measured these counts: published values are ' +
      'taken as counts in 15 minutes, what lies between them and the quiet days before are assumptions, and only the ' +
      'United States, the United Kingdom, France, Switzerland and India are counted.',
    sources: sourceLinks(),
  },
};

/** The reconstruction of 10 March 2025; the same tallies at every reading. */
export const xOutage: Scenario = {
  timeline: TIMELINE,
  name: 'X, 10 March 2025: a reconstruction',
  services: [SERVICE],
  playFrom: PLAY_FROM,
  end: END,
  speed: 60,
  tallies,
  statements: xSaid,
};

function* tallies(): Generator<Tally, void> {
  const chance = seeded(SEED);
  const curves = QUIET.map((quiet) => ({ ...quiet, curve: outageCurve(quiet.country), mix: mixOf(quiet.country) }));
  for (let at = START; at < END; at += MINUTE_MS) {
    const countries: Record<string, number> = {};
    const components: Record<string, number> = {};
    for (const { country, curve, mix, ...quiet } of curves) {
      const mean = quietAt(at, quiet.perMinute, quiet.utcOffsetHours) + curve.perMinute(at + MINUTE_MS / 2);
      const count = drawCount(chance, mean, DISPERSION);
      if (count > 0) countries[country] = count;
      for (const [component, part] of Object.entries(shareOut(chance, count, mix))) {
        components[component] = (components[component] ?? 0) + part;
      }
    }
    const count = Object.values(countries).reduce((sum, part) => sum + part, 0);
    yield {
      kind: 'tally',
      at: at as EpochMs,
      service: SERVICE.id,
      source: TIMELINE,
      stepMinutes: 1,
      count,
      countries,
      components,
    };
  }
}

function quietAt(at: number, perMinute: number, utcOffsetHours: number): number {
  const hour = (at / HOUR_MS + utcOffsetHours) % 24;
  return perMinute * (1 + QUIET_SWING * Math.cos((2 * Math.PI * (hour - QUIET_PEAK_HOUR)) / 24));
}

/** The outage's own reports, on top of the quiet level; none before the first reports at 09:30. */
function outageCurve(country: Territory): Curve {
  const knots: Knot[] = published.curve[country].map(({ at, value }) => ({ from: Date.parse(at), value }));
  return curveThrough(knots, { from: ONSET, binMs: BIN_MS });
}

/** Shares of the components where they were published; elsewhere reports carry no component. */
function mixOf(country: Territory): readonly (readonly [string, number])[] {
  const mixes: Partial<Record<Territory, Readonly<Record<string, number>>>> = published.mix;
  return Object.entries(mixes[country] ?? {});
}

/** One link a source that the curve or the mix uses, named by its site and what is taken from it. */
function sourceLinks(): SourceLink[] {
  const taken = new Map<string, string[]>();
  for (const { url, territory, counts, use } of published.figures) {
    if (use !== 'curve' && use !== 'mix') continue;
    taken.set(url, [...(taken.get(url) ?? []), `${territory}: ${counts}`]);
  }
  return [...taken].map(([url, figures]) => ({ title: `${new URL(url).hostname} (${figures.join('; ')})`, url }));
}
