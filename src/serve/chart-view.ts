/** Charts, waves and shares as the API and the pages show them. */
import { type Span, stretchOf } from '../chart/stretch.ts';
import type { Block } from '../model/block.ts';
import { isoMinute as iso, type Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import type { ChartView, ShareView, WaveRow } from './schema.ts';

export function chartOf(
  blocks: readonly Block[],
  span: Span,
  waves: readonly WaveRow[],
  now: Minute | null,
): ChartView {
  const inside = now !== null && now >= span.from && now <= span.to;
  return {
    start: iso(span.from),
    stepMinutes: span.stepMinutes,
    ...stretchOf(blocks, span),
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

/** The last `minutes` until now, on the grid of whole steps; the last step may still be filling. */
export function span(until: Minute, minutes: number, stepMinutes: number): Span {
  const to = (Math.ceil(until / stepMinutes) * stepMinutes) as Minute;
  return { from: (to - Math.ceil(minutes / stepMinutes) * stepMinutes) as Minute, to, stepMinutes };
}

/** A length of about `minutes` that holds whole steps, so that every bar holds as many as its neighbour. */
export const wholeSteps = (minutes: number, stepMinutes: number): number =>
  Math.ceil(minutes / stepMinutes) * stepMinutes;
