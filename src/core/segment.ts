/**
 * Waves inside an incident, from its counts and expectations: where the excess rises and falls. Works on the whole
 * window at once, so it refines as more of the incident is known. The definitions are the product's: see OVER, TROUGH, EDGE.
 */
import type { Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import { isotonic, partition } from './partition.ts';
import { countEvidence, excessEvidence } from './windows.ts';

/** Counts of consecutive steps from `from` on; null is unknown. */
export interface Stretch {
  from: number;
  stepMinutes: number;
  /** Steps that the last entry already holds, where entries have been merged. */
  fill: number;
  readonly counts: (number | null)[];
  readonly expected: number[];
}

export interface Segmentation {
  readonly start: number;
  /** First step after the excess; null while it lasts. */
  readonly end: number | null;
  readonly waves: Wave[];
}

/** The excess is over where it is below this share of the usual rate, or below this rate a minute if that is larger. */
export const OVER = { share: 0.5, perMinute: 0.05 };
/** Two peaks are two waves when the trough between them is below this share of the smaller peak. */
const TROUGH = 0.5;
/** A wave's edges are where the excess passes trough + this share of (peak - trough). */
const EDGE = 0.1;
/** What a further piece has to bring, in nats, before it is believed. */
const PIECE_PRICE = 5;
/** A further wave has to bring this evidence, in nats, with the rate allowed relative variances, of all steps alike and of each apart. */
const WAVE_EVIDENCE = { nats: 8, slow: 0.03, fast: 0.4 };

/** A trough has to speak against an excess of this share of the smaller peak, with this evidence in nats. */
const SHALLOW = 0.7;
const TROUGH_EVIDENCE = { nats: 2, slow: 0.02, least: 0.1, fast: 3 };
/** What lies further out belongs to a wave if it brings this evidence of its own, in nats. */
const EDGE_EVIDENCE = { nats: 1.5, variance: 0.01 };
/** How far past a wave's last edge the incident's end may lie: at least this, at most as long as the wave. */
const TAIL_MINUTES = 30;
/** How far before its first wave's edge an incident may start. */
const HEAD_MINUTES = 5;
/** A rise that began longer before the window which gave the evidence is a lift of its own, ... */
const BEFORE_MINUTES = 45;
/** ... unless it speaks for itself: too little for an alarm of its own, enough beside a decided incident. */
const EARLIER = { minutes: 120, nats: 6 };

interface Piece {
  readonly first: number;
  /** First index after the piece. */
  readonly after: number;
  readonly count: number;
  readonly expected: number;
  /** Excess over the usual a step. */
  readonly excess: number;
  /** Excess a step below which nothing is the matter. */
  readonly over: number;
}

/** Waves of a stretch that holds an incident whose evidence began at `onset`. */
export function segment(stretch: Stretch, onset: number, fast: number): Segmentation {
  const { stepMinutes, from } = stretch;
  const counts = withoutSpikes(stretch);
  const pieces = piecesOf(counts, stretch);
  const length = counts.length;
  let first = pieces.findIndex((piece) => from + piece.after * stepMinutes > onset);
  if (first < 0) first = pieces.length - 1;
  let earliest = (onset - BEFORE_MINUTES - from) / stepMinutes;
  while (first > 0 && pieces[first - 1]!.first >= earliest && isOver(pieces[first - 1]!)) first--;
  const before = earlierRise(pieces, first, (onset - EARLIER.minutes - from) / stepMinutes);
  if (before < first) {
    first = before;
    earliest = pieces[before]!.first - BEFORE_MINUTES / stepMinutes;
  }
  const peaks = findPeaks(pieces, first, fast);
  if (peaks.length === 0) return { start: onset, end: null, waves: [] };
  const waves: Wave[] = [];
  let start = onset;
  let end: number | null = null;
  let left = Math.min(pieces[peaks[0]!]!.first, Math.max(0, Math.floor(earliest)));
  for (let k = 0; k < peaks.length; k++) {
    const peak = pieces[peaks[k]!]!;
    const next = k + 1 < peaks.length ? lowestBetween(pieces, peaks[k]!, peaks[k + 1]!) : null;
    const right = next === null ? length : Math.floor((next.first + next.after) / 2);
    const rise = outwards(counts, stretch.expected, peak.first - 1, left - 1);
    const fall = outwards(counts, stretch.expected, peak.after, right);
    const before = k === 0 ? 0 : Math.max(0, lowestBetween(pieces, peaks[k - 1]!, peaks[k]!).excess);
    const behind = next === null ? 0 : Math.max(0, next.excess);
    const waveStart = peak.first - reach(rise, before + EDGE * (peak.excess - before));
    const waveEnd = peak.after + reach(fall, behind + EDGE * (peak.excess - behind));
    if (k === 0) {
      const furthest = waveStart - HEAD_MINUTES / stepMinutes;
      start = from + Math.max(furthest, Math.min(waveStart, peak.first - reach(rise, peak.over))) * stepMinutes;
    }
    waves.push(waveOf(stretch, waveStart, waveEnd, next === null && waveEnd >= length));
    if (next === null) {
      const longest = waveEnd + Math.max(TAIL_MINUTES / stepMinutes, waveEnd - waveStart);
      const overAt = Math.min(longest, Math.max(waveEnd, peak.after + reach(fall, peak.over)));
      end = overAt >= length ? null : from + overAt * stepMinutes;
    }
    left = right;
  }
  return { start, end, waves };
}

/** The first piece between `earliest` and the piece `first` that is an excess of its own; `first` where there is none. */
function earlierRise(pieces: readonly Piece[], first: number, earliest: number): number {
  const found = pieces.findIndex(
    (piece) => piece.first >= earliest && isOver(piece) && evidenceOf(piece) >= EARLIER.nats,
  );
  return found < 0 ? first : Math.min(first, found);
}

/** Counts and expectations from a peak's edge outwards, and their falling isotonic fit. */
interface Slope {
  readonly counts: number[];
  readonly expected: number[];
  readonly fit: number[];
}

function outwards(counts: readonly (number | null)[], expected: readonly number[], from: number, to: number): Slope {
  const slope: Slope = { counts: [], expected: [], fit: [] };
  const step = to >= from ? 1 : -1;
  for (let i = from; i !== to; i += step) {
    slope.counts.push(counts[i] ?? expected[i]!);
    slope.expected.push(expected[i]!);
  }
  const rising = isotonic(slope.counts.map((count, i) => slope.expected[i]! - count));
  for (const value of rising) slope.fit.push(-value);
  return slope;
}

/** How far the fit stays above the line, as far as counts speak for it: a lone count far out does not stretch a wave. */
function reach(slope: Slope, line: number): number {
  let reached = 0;
  let n = 0;
  let m = 0;
  for (let i = 0; i < slope.fit.length && slope.fit[i]! > line; i++) {
    n += slope.counts[i]!;
    m += slope.expected[i]!;
    if (slope.fit[i + 1] === slope.fit[i]) continue;
    if (excessEvidence(n, m, EDGE_EVIDENCE.variance) < EDGE_EVIDENCE.nats) continue;
    reached = i + 1;
    n = 0;
    m = 0;
  }
  return reached;
}

function piecesOf(counts: readonly (number | null)[], stretch: Stretch): Piece[] {
  const count = [0];
  const expected = [0];
  const known = [0];
  for (let i = 0; i < counts.length; i++) {
    const here = counts[i] ?? null;
    count.push(count[i]! + (here ?? 0));
    expected.push(expected[i]! + (here === null ? 0 : stretch.expected[i]!));
    known.push(known[i]! + (here === null ? 0 : 1));
  }
  const firsts = partition(count, expected, PIECE_PRICE);
  return firsts.map((first, k) => {
    const after = firsts[k + 1] ?? counts.length;
    const n = count[after]! - count[first]!;
    const m = expected[after]! - expected[first]!;
    const steps = Math.max(1, known[after]! - known[first]!);
    const over = Math.max((OVER.share * m) / steps, OVER.perMinute * stretch.stepMinutes);
    return { first, after, count: n, expected: m, excess: (n - m) / steps, over };
  });
}

const isOver = (piece: Piece): boolean => piece.excess > piece.over;

/** Indices of the pieces that are peaks: above the over-line, strong enough, with deep troughs between them. */
function findPeaks(pieces: readonly Piece[], first: number, fast: number): number[] {
  const peaks: number[] = [];
  for (let i = first; i < pieces.length; i++) {
    const piece = pieces[i]!;
    const top = peaks.at(-1);
    if (top === undefined) {
      if (isOver(piece)) peaks.push(i);
    } else if (isOver(piece) && isStrong(piece) && isParted(pieces, top, i, fast)) {
      peaks.push(i);
    } else if (piece.excess > pieces[top]!.excess && !isParted(pieces, top, i, fast)) {
      peaks[peaks.length - 1] = i;
    }
  }
  return peaks;
}

const evidenceOf = (piece: Piece): number =>
  excessEvidence(piece.count, piece.expected, WAVE_EVIDENCE.slow + WAVE_EVIDENCE.fast / (piece.after - piece.first));

/** A burst of a step or two on its own is no wave. */
const isStrong = (piece: Piece): boolean => evidenceOf(piece) >= WAVE_EVIDENCE.nats;

/**
 * Whether the trough between two pieces is deep enough under the smaller of them, and not by chance: what lies below
 * SHALLOW of the smaller peak has to speak against an excess of that height.
 */
function isParted(pieces: readonly Piece[], one: number, other: number, fast: number): boolean {
  const smaller = Math.min(pieces[one]!.excess, pieces[other]!.excess);
  let lowest = smaller;
  let count = 0;
  let shallow = 0;
  let steps = 0;
  for (let i = one + 1; i < other; i++) {
    const piece = pieces[i]!;
    lowest = Math.min(lowest, piece.excess);
    if (piece.excess >= SHALLOW * smaller) continue;
    const length = piece.after - piece.first;
    count += piece.count;
    shallow += piece.expected + SHALLOW * smaller * length;
    steps += length;
  }
  if (lowest >= TROUGH * smaller) return false;
  const variance = TROUGH_EVIDENCE.slow + (TROUGH_EVIDENCE.least + TROUGH_EVIDENCE.fast * fast) / steps;
  return countEvidence(count, shallow, variance) >= TROUGH_EVIDENCE.nats;
}

function lowestBetween(pieces: readonly Piece[], from: number, to: number): Piece {
  let lowest = pieces[from]!;
  for (let i = from; i <= to; i++) if (pieces[i]!.excess < lowest.excess) lowest = pieces[i]!;
  return lowest;
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

const SPIKE = { stepMinutes: 5, nats: 6, ratio: 3 };

function waveOf(stretch: Stretch, first: number, after: number, running: boolean): Wave {
  const { counts, expected, from, stepMinutes } = stretch;
  let total = 0;
  let usual = 0;
  let peak = first;
  let peakCount = -1;
  for (let i = first; i < after; i++) {
    const count = counts[i] ?? null;
    usual += expected[i]!;
    if (count === null) continue;
    total += count;
    if (count > peakCount) {
      peakCount = count;
      peak = i;
    }
  }
  const minute = (i: number) => (from + i * stepMinutes) as Minute;
  return {
    start: minute(first),
    peak: minute(peak),
    end: running ? null : minute(after),
    peakCount: Math.max(0, peakCount),
    total,
    expected: usual,
  };
}
