/**
 * Waves inside an incident, from its counts and expectations: where the excess rises and falls. Works on the whole
 * window at once, so it refines as more of the incident is known. The definitions are the product's: see OVER, TROUGH, EDGE.
 */
import type { Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import { type Flank, flank, plausible, reach } from './edges.ts';
import { blockEvidence, isTrough, peaksOf } from './peaks.ts';
import { isOver, lowestBetween, type Piece, piecesOf } from './pieces.ts';
import type { Stretch } from './stretch.ts';
import { excessEvidence } from './windows.ts';

export interface Segmentation {
  readonly start: number;
  /** First step after the excess; null while it lasts. */
  readonly end: number | null;
  readonly waves: Wave[];
}

/** The window whose counts decided, in minutes; `until` is the first one after it. */
export interface DecidedBy {
  readonly from: number;
  readonly until: number;
}

/** A wave's edges are where the excess passes trough + this share of (peak - trough). */
export const EDGE = 0.1;
/** What lies further out belongs to a wave, or to the incident before or after its waves, if it brings this in nats. */
const NATS = { wave: 1.2, start: 0.5, end: 0.5 };
/** How far past a wave's last edge the incident's end may lie: at least this, at most as long as the wave. */
const TAIL_MINUTES = 30;
/** How far before its first wave's edge an incident may start. */
const HEAD_MINUTES = 4;
/** A rise that began longer before the window which gave the evidence is a lift of its own, ... */
const BEFORE_MINUTES = 45;
/** ... unless it speaks for itself: too little for an alarm of its own, enough beside a decided incident. */
const EARLIER = { minutes: 120, nats: 6 };
/** The usual part of a wave is off by this relative variance and by chance; nine of ten lie within these deviations. */
const SIZE = { variance: 0.03, deviations: 1.65 };

/**
 * Waves of a stretch that holds an incident, which the counts of a window decided. What decided is a wave, or the
 * foot of one, also where it is so little that no piece of the stretch stands out there: an incident that began after it was confirmed would be none.
 */
export function segment(stretch: Stretch, window: DecidedBy, fast: number): Segmentation {
  const { stepMinutes, from, expected } = stretch;
  const counts = withoutSpikes(stretch);
  const indexOf = (minute: number): number => (minute - from) / stepMinutes;
  const pieces = piecesOf(counts, expected, stepMinutes);
  const { first, earliest } = beginning(pieces, indexOf, window.from, fast);
  const peaks = peaksOf(pieces, first, fast, stepMinutes);
  const found = wavesOf(stretch, counts, pieces, peaks, earliest);
  if (found.waves.length > 0 && found.waves[0]!.start < window.until) return found;
  // A clock that was put back may have left the window outside.
  const begins = Math.max(0, Math.min(counts.length - 1, Math.floor(indexOf(window.from))));
  const ends = Math.max(begins + 1, Math.ceil(indexOf(window.until)));
  const cut = piecesOf(counts, expected, stepMinutes, [begins, ends]);
  const highest = highestOf(cut, begins, ends);
  const known = new Set(peaks.map((peak) => pieces[peak]!.first));
  const later = cut.flatMap((piece, k) => (known.has(piece.first) ? [k] : []));
  const rises = later.length > 0 && !isTrough(cut, highest, lowestBetween(cut, highest, later[0]!), later[0]!);
  if (rises) return { ...found, start: Math.max(from, window.from) };
  return wavesOf(stretch, counts, cut, [highest, ...later], earliest);
}

/** Index of the highest piece of those that lie between two indices. */
function highestOf(pieces: readonly Piece[], from: number, to: number): number {
  let highest = -1;
  for (const [k, { first, after, excess }] of pieces.entries()) {
    if (after > from && first < to && (highest < 0 || excess > pieces[highest]!.excess)) highest = k;
  }
  return highest;
}

/** @param earliest index before which the first wave does not begin */
function wavesOf(
  stretch: Stretch,
  counts: readonly (number | null)[],
  pieces: readonly Piece[],
  peaks: readonly number[],
  earliest: number,
): Segmentation {
  const { stepMinutes, from } = stretch;
  const length = counts.length;
  const waves: Wave[] = [];
  let start = from;
  let end: number | null = null;
  if (peaks.length === 0) return { start, end, waves };
  let left = Math.min(pieces[peaks[0]!]!.first, Math.max(0, Math.floor(earliest)));
  // A gap that ends there is looked through to its beginning.
  while (left > 0 && counts[left - 1] === null && counts[left] === null) left--;
  let before = 0;
  for (let k = 0; k < peaks.length; k++) {
    const peak = pieces[peaks[k]!]!;
    const next = k + 1 < peaks.length ? pieces[lowestBetween(pieces, peaks[k]!, peaks[k + 1]!)]! : null;
    const right = next === null ? length : Math.floor((next.first + next.after) / 2);
    const behind = next === null ? 0 : Math.max(0, next.excess);
    const { first, after } = knownPart(peak, counts);
    const rise = flank(counts, stretch.expected, first - 1, left - 1);
    const fall = flank(counts, stretch.expected, after, right);
    const rises = edgeOf(rise, before + EDGE * (peak.excess - before));
    const falls = edgeOf(fall, behind + EDGE * (peak.excess - behind));
    const edges: Edges = {
      start: { at: first - rises.at, range: [first - rises.most, first - rises.least] },
      end: { at: after + falls.at, range: [after + falls.least, after + falls.most] },
    };
    if (k === 0) {
      const furthest = edges.start.at - HEAD_MINUTES / stepMinutes;
      const overAt = Math.min(edges.start.at, first - reach(rise, peak.over, NATS.start));
      start = from + Math.max(furthest, overAt) * stepMinutes;
    }
    waves.push(waveOf(stretch, edges, next === null && edges.end.at >= length));
    if (next === null) {
      const longest = edges.end.at + Math.max(TAIL_MINUTES / stepMinutes, edges.end.at - edges.start.at);
      const overAt = Math.min(longest, Math.max(edges.end.at, after + reach(fall, peak.over, NATS.end)));
      end = overAt >= length ? null : from + overAt * stepMinutes;
    }
    left = right;
    before = behind;
  }
  return { start, end, waves };
}

/** Where a piece's counts begin and end: that it was so in a gap beside them, nobody knows. */
function knownPart(piece: Piece, counts: readonly (number | null)[]): { first: number; after: number } {
  let { first, after } = piece;
  while (first < after - 1 && counts[first] === null) first++;
  while (after > first + 1 && counts[after - 1] === null) after--;
  return { first, after };
}

/** First piece of the incident, and the index before which it does not begin. */
function beginning(
  pieces: readonly Piece[],
  indexOf: (minute: number) => number,
  onset: number,
  fast: number,
): { first: number; earliest: number } {
  let first = pieces.findIndex((piece) => piece.after > indexOf(onset));
  if (first < 0) first = pieces.length - 1;
  const earliest = indexOf(onset - BEFORE_MINUTES);
  while (first > 0 && pieces[first - 1]!.first >= earliest && isOver(pieces[first - 1]!)) first--;
  const oldest = indexOf(onset - EARLIER.minutes);
  const before = pieces.findIndex(
    (piece) => piece.first >= oldest && isOver(piece) && blockEvidence(piece, fast) >= EARLIER.nats,
  );
  if (before < 0 || before >= first) return { first, earliest };
  return { first: before, earliest: pieces[before]!.first - (indexOf(BEFORE_MINUTES) - indexOf(0)) };
}

/** Steps from the peak to the edge, and the least and most that are plausible. */
function edgeOf(side: Flank, line: number): { at: number; least: number; most: number } {
  const at = reach(side, line, NATS.wave);
  const [least, most] = plausible(side, line, at);
  return { at, least, most };
}

interface Edge {
  readonly at: number;
  readonly range: readonly [number, number];
}

interface Edges {
  readonly start: Edge;
  readonly end: Edge;
}

/** A single short step that stands far above both neighbours is not part of a wave: it counts as they do. */
function withoutSpikes(stretch: Stretch): (number | null)[] {
  const { counts, expected, stepMinutes } = stretch;
  if (stepMinutes >= SPIKE.stepMinutes) return [...counts];
  return counts.map((count, i) => {
    if (count === null) return null;
    const beside = Math.max(counts[i - 1] ?? 0, counts[i + 1] ?? 0, expected[i]!);
    return excessEvidence(count, beside, 0) > SPIKE.nats && count > SPIKE.ratio * beside ? Math.round(beside) : count;
  });
}

/** A wave that was over earlier: what came after that is not of it. */
export function endedAt(stretch: Stretch, { start, startRange, endRange }: Wave, end: number): Wave {
  const indexOf = (minute: number): number => Math.round((minute - stretch.from) / stretch.stepMinutes);
  const last = indexOf(end);
  return waveOf(
    stretch,
    {
      start: { at: indexOf(start), range: [indexOf(startRange[0]), indexOf(startRange[1])] },
      end: { at: last, range: [Math.min(indexOf(endRange[0]), last), last] },
    },
    false,
  );
}

const SPIKE = { stepMinutes: 5, nats: 6, ratio: 3 };

function waveOf(stretch: Stretch, { start, end }: Edges, running: boolean): Wave {
  const { counts, expected, from, stepMinutes } = stretch;
  let total = 0;
  let usual = 0;
  let peak = start.at;
  let peakCount = -1;
  for (let i = start.at; i < end.at; i++) {
    const count = counts[i] ?? null;
    if (count === null) continue;
    total += count;
    usual += expected[i]!;
    if (count > peakCount) {
      peakCount = count;
      peak = i;
    }
  }
  const minute = (i: number) => (from + i * stepMinutes) as Minute;
  const off = SIZE.deviations * Math.sqrt(usual + SIZE.variance * usual * usual);
  return {
    start: minute(start.at),
    startRange: [minute(start.range[0]), minute(start.range[1])],
    peak: minute(peak),
    end: running ? null : minute(end.at),
    endRange: [minute(end.range[0]), minute(end.range[1])],
    peakCount: Math.max(0, peakCount),
    total,
    expected: usual,
    excessRange: [
      Math.max(0, Math.floor(total - usual - off)),
      Math.max(0, Math.ceil(Math.min(total, total - usual + off))),
    ],
  };
}
