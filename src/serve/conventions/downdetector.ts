/**
 * A service in the shape that programs know from Downdetector's API, version 2, as far as its users have described it: status, the last fifteen
 * minutes, the baseline, the indicators that people chose, what was expected and what came. Figures are ours, and so is the method.
 */
import type { ServiceBody, ServiceCardView } from '../schema.ts';

const SLOT_MINUTES = 15;
const STATUS = {
  confirmed: 'danger',
  possible: 'warning',
  over: 'success',
  none: 'success',
  /** Their API has no word for it. */
  unknown: null,
} as const;

export interface Point {
  /** ISO 8601, start of the slot. */
  readonly date: string;
  readonly value: number | null;
}

/** Whole slots of a quarter of an hour, the last one open: a slot in which a step was not counted is null. */
export function quarters({ chart }: Pick<ServiceBody, 'chart'>, of: 'counts' | 'expected'): Point[] {
  const perSlot = Math.max(1, SLOT_MINUTES / chart.stepMinutes);
  const points: Point[] = [];
  for (let from = 0; from < chart.counts.length; from += perSlot) {
    // Ahead of now there is nothing yet, which is not zero.
    const slot = chart[of].slice(from, from + perSlot);
    const date = new Date(Date.parse(chart.start) + from * chart.stepMinutes * 60_000).toISOString();
    if (chart.now !== null && date > chart.now) break;
    const known = slot.filter((value) => value !== null);
    const value = known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
    points.push({ date, value: value === null ? null : Number(value.toFixed(2)) });
  }
  return points;
}

export const companyCard = ({ id, name, url, category }: ServiceCardView, origin: string) => ({
  id,
  slug: id,
  name,
  url: `${origin}${url}`,
  category_id: category,
});

export const statusWord = ({ state }: Pick<ServiceCardView, 'state'>): string | null => STATUS[state];

export const indicatorsOf = ({ id, symptoms }: ServiceBody): object[] =>
  symptoms.map(({ key, name, count, share }) => ({
    slug: id,
    key,
    indicator: name,
    amount: count,
    percentage: Number((100 * share).toFixed(1)),
  }));

/** Reports of the newest fifteen minutes that were counted; null while none were. */
export function last15(body: ServiceBody): number | null {
  const { chart } = body;
  const until = chart.now === null ? chart.counts.length : slotsUntil(chart.start, chart.now, chart.stepMinutes);
  const wanted = Math.max(1, SLOT_MINUTES / chart.stepMinutes);
  const slot = chart.counts.slice(Math.max(0, until - wanted), until).filter((count) => count !== null);
  return slot.length === 0 ? null : slot.reduce((sum, count) => sum + count, 0);
}

const slotsUntil = (start: string, now: string, stepMinutes: number): number =>
  Math.ceil((Date.parse(now) - Date.parse(start)) / (stepMinutes * 60_000));

export function company(body: ServiceBody, origin: string): object {
  const baseline = quarters(body, 'expected');
  const stats = quarters(body, 'counts');
  return {
    ...companyCard(body, origin),
    status: statusWord(body),
    baseline_current: baseline.at(-1)?.value ?? null,
    last_15: last15(body),
    stats_24: stats.map(({ value }) => value),
    baseline: baseline.map(({ value }) => value),
    indicators: indicatorsOf(body),
    freshness: body.freshness,
  };
}

/** Events as measurements: what was expected, what came. */
export const eventsOf = ({ incidents }: ServiceBody): object[] =>
  incidents.map(({ id, start, end, observed, expected, wasConfirmed }) => ({
    id,
    is_active: end === null,
    severity: wasConfirmed ? 'danger' : 'warning',
    measurement: { started_on: start, ended_on: end, expected: Math.round(expected), actual: observed },
  }));
