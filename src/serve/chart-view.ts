/** Blocks of an hour into the arrays that a chart is drawn from. What is not in any block was not counted: null. */
import { BAND_MINUTES, type Block, HOUR_MINUTES } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import { isoMinute as iso, type Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import type { ChartView, ShareView, WaveRow } from './schema.ts';

/** Quiet time drawn on both sides of an incident. */
const INCIDENT_MARGIN = 0.25;
const INCIDENT_MARGIN_MINUTES = 30;
const INCIDENT_POINTS_MAX = 480;

export interface Stretch {
  readonly counts: (number | null)[];
  readonly expected: (number | null)[];
  readonly high: (number | null)[];
}

/**
 * @param from start of the first step, @param to end of the last
 * @param stepMinutes of the chart: a multiple of the blocks' own step
 */
export function stretchOf(blocks: readonly Block[], from: Minute, to: Minute, stepMinutes: number): Stretch {
  const length = Math.max(0, Math.ceil((to - from) / stepMinutes));
  const stretch: Stretch = {
    counts: new Array(length).fill(null),
    expected: new Array(length).fill(null),
    high: new Array(length).fill(null),
  };
  for (const block of blocks) addBlock(stretch, block, from, stepMinutes, length);
  return stretch;
}

function addBlock(stretch: Stretch, block: Block, from: Minute, stepMinutes: number, length: number): void {
  const band = Math.max(BAND_MINUTES, block.stepMinutes);
  block.counts.forEach((count, index) => {
    const at = block.hour * HOUR_MINUTES + index * block.stepMinutes;
    const to = Math.floor((at - from) / stepMinutes);
    if (count === null || to < 0 || to >= length) return;
    const slot = Math.floor((index * block.stepMinutes) / band);
    stretch.counts[to] = (stretch.counts[to] ?? 0) + count;
    // Sums of expectations; of upper edges only roughly, but a band that is drawn wide is the honest side to err on.
    stretch.expected[to] = sum(stretch.expected[to], block.expected[slot]);
    stretch.high[to] = sum(stretch.high[to], block.high[slot]);
  });
}

const sum = (a: number | null | undefined, b: number | null | undefined): number | null =>
  b === null || b === undefined ? (a ?? null) : Number(((a ?? 0) + b).toPrecision(4));

export function chartOf(
  blocks: readonly Block[],
  span: { from: Minute; to: Minute; stepMinutes: number },
  waves: readonly WaveRow[],
  now: Minute | null,
): ChartView {
  const inside = now !== null && now >= span.from && now <= span.to;
  return {
    start: iso(span.from),
    stepMinutes: span.stepMinutes,
    ...stretchOf(blocks, span.from, span.to, span.stepMinutes),
    waves: [...waves],
    now: inside ? iso(now) : null,
  };
}

export function waveRows(waves: readonly Wave[]): WaveRow[] {
  return waves.map((wave, index) => ({
    number: index + 1,
    start: iso(wave.start),
    startRange: isoRange(wave.startRange),
    peak: iso(wave.peak),
    end: wave.end === null ? null : iso(wave.end),
    endRange: wave.end === null ? null : isoRange(wave.endRange),
    peakCount: wave.peakCount,
    total: wave.total,
    expected: wave.expected,
    excessRange: [...wave.excessRange],
  }));
}

const isoRange = ([from, to]: readonly [Minute, Minute]): [string, string] => [iso(from), iso(to)];

/** Largest first; names where there are better ones than the keys. */
export function shares(counts: Readonly<Record<string, number>>, nameOf: (key: string) => string): ShareView[] {
  const total = Object.values(counts).reduce((all, count) => all + count, 0);
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([keyA, a], [keyB, b]) => b - a || (keyA < keyB ? -1 : 1))
    .map(([key, count]) => ({ key, name: nameOf(key), count, share: count / total }));
}

/** The stretch of an incident's chart: some quiet time on both sides, and no more points than are told apart. */
export function aroundIncident(incident: Incident, until: Minute, stepMinutes: number) {
  const end = incident.end ?? until;
  const margin = Math.max(INCIDENT_MARGIN_MINUTES, Math.round(INCIDENT_MARGIN * (end - incident.start)));
  const from = incident.start - margin;
  const to = Math.min(until, end + margin);
  const step = stepMinutes * Math.max(1, Math.ceil((to - from) / stepMinutes / INCIDENT_POINTS_MAX));
  return {
    from: (Math.floor(from / step) * step) as Minute,
    to: (Math.ceil(to / step) * step) as Minute,
    stepMinutes: step,
  };
}
