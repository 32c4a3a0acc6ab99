/** Blocks of an hour into the arrays that a chart is drawn from. What is not in any block was not counted: null. */
import { BAND_MINUTES, type Block, HOUR_MINUTES } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import type { Minute } from '../model/units.ts';

/** Quiet time drawn on both sides of an incident. */
const INCIDENT_MARGIN = 0.25;
const INCIDENT_MARGIN_MINUTES = 30;
const INCIDENT_POINTS_MAX = 480;

export interface Span {
  /** Start of the first step. */
  readonly from: Minute;
  /** End of the last one. */
  readonly to: Minute;
  readonly stepMinutes: number;
}

export interface Stretch {
  readonly counts: (number | null)[];
  readonly expected: (number | null)[];
  readonly high: (number | null)[];
}

/** The span's step is a multiple of the blocks' own. */
export function stretchOf(blocks: readonly Block[], { from, to, stepMinutes }: Span): Stretch {
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

/** Requests, and those of them that failed. */
export function trafficStretch(blocks: readonly Block[], { from, to, stepMinutes }: Span) {
  const length = Math.max(0, Math.ceil((to - from) / stepMinutes));
  const requests: (number | null)[] = new Array(length).fill(null);
  const failed: (number | null)[] = new Array(length).fill(null);
  for (const { hour, traffic } of blocks) {
    traffic?.requests.forEach((count, index) => {
      const step = Math.floor((hour * HOUR_MINUTES + index - from) / stepMinutes);
      if (count === null || step < 0 || step >= length) return;
      requests[step] = (requests[step] ?? 0) + count;
      failed[step] = (failed[step] ?? 0) + (traffic.failed[index] ?? 0);
    });
  }
  return { requests, failed };
}

/** The stretch of an incident's chart: some quiet time on both sides, and no more points than are told apart. */
export function aroundIncident(incident: Incident, until: Minute, stepMinutes: number): Span {
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
