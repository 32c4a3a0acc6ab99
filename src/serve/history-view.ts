/** A service over a longer time: its counts, what was reported by part of that time, its incidents, and what they come to. */
import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import type { Minute } from '../model/units.ts';
import type { Words } from '../words/words.ts';
import { chartOf, span, waveRows, wholeSteps } from './chart-view.ts';
import { KindsView, kindsView } from './kind-view.ts';
import { Chart, Freshness, IncidentCard } from './schema.ts';
import { blocksOf, wavesSince } from './view-parts.ts';

/** How far back, and the length of a step in which it is drawn, in minutes. */
export const RANGES = {
  '6h': [360, 2],
  '24h': [1_440, 5],
  '7d': [10_080, 30],
  '30d': [43_200, 120],
  '365d': [525_600, 1_440],
} as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as [Range, ...Range[]];

const INCIDENTS_MAX = 200;

export const HistoryView = z
  .object({
    service: z.string(),
    name: z.string(),
    range: z.enum(RANGE_NAMES),
    freshness: Freshness,
    chart: Chart,
    kinds: KindsView,
    incidents: z.array(IncidentCard).describe('That ran within it, newest first'),
    summary: z.object({
      confirmed: z.number().int().describe('Confirmed incidents'),
      minutes: z.number().describe('How long they ran, all together'),
      medianMinutes: z.number().nullable().describe('Of those that are over; null where there is none'),
    }),
  })
  .meta({ id: 'History' });
export type HistoryBody = z.infer<typeof HistoryView>;

export interface HistorySource {
  readonly engine: Engine;
  readonly service: Service;
  /** Until when it is counted. */
  readonly until: Minute;
  readonly freshness: HistoryBody['freshness'];
  cardOf(incident: Incident): HistoryBody['incidents'][number] | undefined;
  /** Running ones as they are now. */
  current(incidents: readonly Incident[]): readonly Incident[];
}

export async function historyView(source: HistorySource, range: Range, t: Words): Promise<HistoryBody> {
  const { engine, service, until, freshness, cardOf, current } = source;
  const [minutes, step] = RANGES[range];
  const whole = span(until, minutes, wholeSteps(step, service.stepMinutes));
  const blocks = await blocksOf(engine, service, whole);
  const all = current(await engine.incidents({ services: [service.id], limit: INCIDENTS_MAX }));
  const within = all.filter(({ end }) => (end ?? until) > whole.from);
  const confirmed = within.filter(({ confirmedAt }) => confirmedAt !== null);
  return {
    service: service.id,
    name: service.name,
    range,
    freshness,
    chart: chartOf(blocks, whole, waveRows(wavesSince(confirmed, whole.from, until)), until),
    kinds: kindsView(blocks, whole, service, t),
    incidents: within.flatMap((incident) => cardOf(incident) ?? []),
    summary: {
      confirmed: confirmed.length,
      minutes: confirmed.reduce(
        (sum, { start, end }) => sum + Math.max(0, (end ?? until) - Math.max(start, whole.from)),
        0,
      ),
      medianMinutes: median(confirmed.flatMap(({ start, end }) => (end === null ? [] : [end - start]))),
    },
  };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
