/**
 * How many waves a stretch holds: which of its pieces are peaks. Every rise is one at first; then the trough that the
 * counts speak for least goes, again and again, until each that is left is believed. What is noise goes first, so that
 * what is left is judged by its whole slopes and not by single high or low pieces.
 */
import { log } from './arithmetic.ts';
import { type Block, isOver, lowestBetween, type Piece, slope } from './pieces.ts';
import { countEvidence, excessEvidence } from './windows.ts';

/**
 * A trough has to be under `share` of the smaller peak, and to speak against having stayed at `stay` of it: with `nats`,
 * and more the longer the waves on both sides, since a long one holds many chances of a trough by chance.
 */
const TROUGH = { share: 0.52, stay: 0.85, nats: 2.5, perLog: 0.5, minutes: 60 };
/** Relative variances of what was expected: of a block alike, of each step apart, and that in terms of the service's own. */
const TROUGH_DOUBT = { slow: 0.001, least: 0.05, fast: 2 };
/** The smaller peak may have been lower than it looks, down to this many twentieths. */
const LOWEST_TWENTIETHS = 8;
/** A wave has to bring this evidence, in nats, over all of it: a burst of a step or two is none. */
const WAVE = { nats: 8.5, slow: 0.02, least: 0.1, fast: 5 };

/** Indices of the pieces that are peaks, from `first` on. `fast` is the relative variance of single steps. */
export function peaksOf(pieces: readonly Piece[], first: number, fast: number, stepMinutes: number): number[] {
  const peaks = heights(pieces, first);
  /** The trough after the peak `k`; the ends of the stretch beyond the first and the last. */
  const trough = (k: number): number => {
    if (k < 0) return first;
    return k + 1 < peaks.length ? lowestBetween(pieces, peaks[k]!, peaks[k + 1]!) : pieces.length - 1;
  };
  const parting = (k: number): number => {
    const [from, to] = [trough(k - 2), trough(k)];
    const minutes = (pieces[to]!.after - pieces[from]!.first) * stepMinutes;
    const price = TROUGH.nats + TROUGH.perLog * log(Math.max(1, minutes / TROUGH.minutes));
    return troughEvidence(pieces, [from, peaks[k - 1]!, trough(k - 1), peaks[k]!, to], fast) - price;
  };
  const strength = (k: number): number => waveEvidence(pieces, trough(k - 1), peaks[k]!, trough(k), fast) - WAVE.nats;
  const partings = peaks.map((_, k) => (k === 0 ? Number.POSITIVE_INFINITY : parting(k)));
  for (let k = weakest(partings); partings[k]! < 0; k = weakest(partings)) {
    const gone = pieces[peaks[k - 1]!]!.excess < pieces[peaks[k]!]!.excess ? k - 1 : k;
    peaks.splice(gone, 1);
    partings.splice(k, 1);
    // A parting looks at the peaks on both sides and at the next beyond them: no other has changed.
    for (let i = Math.max(1, gone - 1); i < Math.min(peaks.length, gone + 3); i++) partings[i] = parting(i);
  }
  while (peaks.length > 1) {
    const strengths = peaks.map((_, k) => strength(k));
    const k = weakest(strengths);
    if (strengths[k]! >= 0) break;
    peaks.splice(k, 1);
  }
  return peaks;
}

/** Index of the least, the first of equals; 0 where there is none. */
const weakest = (values: readonly number[]): number =>
  values.reduce((found, value, k) => (value < values[found]! ? k : found), 0);

/** Pieces above the over-line and above both neighbours. */
function heights(pieces: readonly Piece[], first: number): number[] {
  const found: number[] = [];
  for (let i = first; i < pieces.length; i++) {
    const { excess } = pieces[i]!;
    const rises = i === first || excess > pieces[i - 1]!.excess;
    if (rises && isOver(pieces[i]!) && (i + 1 === pieces.length || excess >= pieces[i + 1]!.excess)) found.push(i);
  }
  return found;
}

/** Whether a piece lies deep enough under the smaller of two peaks. */
export const isTrough = (pieces: readonly Piece[], one: number, trough: number, other: number): boolean =>
  pieces[trough]!.excess < TROUGH.share * Math.min(pieces[one]!.excess, pieces[other]!.excess);

/**
 * Evidence, in nats, that the excess fell between two peaks: the best reading with one rise and fall for each, against the
 * best in which the trough stayed at TROUGH.stay of the smaller peak, however high that was.
 */
function troughEvidence(
  pieces: readonly Piece[],
  [from, one, trough, other, to]: readonly [number, number, number, number, number],
  fast: number,
): number {
  const down = slope(pieces, one, trough, 1);
  const up = slope(pieces, other, trough + 1, -1);
  if (!isTrough(pieces, one, trough, other)) return 0;
  const isFirst = pieces[one]!.excess <= pieces[other]!.excess;
  const smaller = Math.min(pieces[one]!.excess, pieces[other]!.excess);
  const outside = isFirst ? slope(pieces, one - 1, from, -1) : slope(pieces, other + 1, to, 1);
  const hill = [...outside, ...(isFirst ? down : up)];
  const valley = [...down, ...up];
  let least = Number.POSITIVE_INFINITY;
  for (let twentieths = 20; twentieths >= LOWEST_TWENTIETHS; twentieths--) {
    const peak = (smaller * twentieths) / 20;
    const stayed = TROUGH.stay * peak;
    let evidence = 0;
    for (const block of hill) if (block.excess > peak) evidence += against(block, peak, fast);
    for (const block of valley) if (block.excess < stayed) evidence += against(block, stayed, fast);
    least = Math.min(least, evidence);
  }
  return least;
}

/** Evidence against an excess of this height. */
function against({ count, expected, steps }: Block, excess: number, fast: number): number {
  const variance = TROUGH_DOUBT.slow + (TROUGH_DOUBT.least + TROUGH_DOUBT.fast * fast) / steps;
  return countEvidence(count, expected + excess * steps, variance);
}

/** Evidence, in nats, for the excess of a whole wave, from the trough before it to the one behind. */
function waveEvidence(pieces: readonly Piece[], from: number, peak: number, to: number, fast: number): number {
  let evidence = 0;
  for (const block of [...slope(pieces, peak - 1, from, -1), ...slope(pieces, peak, to, 1)]) {
    evidence += blockEvidence(block, fast);
  }
  return evidence;
}

/** Evidence for an excess over the usual, where there is one worth the name. */
export function blockEvidence({ count, expected, steps, excess }: Block, fast: number): number {
  if (excess * steps < 0.5 * expected) return 0;
  return excessEvidence(count, expected, WAVE.slow + (WAVE.least + WAVE.fast * fast) / steps);
}
