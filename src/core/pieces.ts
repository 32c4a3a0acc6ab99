/** A stretch cut into pieces of constant excess, and the monotone slopes between their heights. */
import { partition } from './partition.ts';

/** Steps in one. */
export interface Block {
  /** Known steps, at least 1. */
  readonly steps: number;
  readonly count: number;
  readonly expected: number;
  /** Excess over the usual a step. */
  readonly excess: number;
}

export interface Piece extends Block {
  readonly first: number;
  /** First index after the piece. */
  readonly after: number;
  /** Excess a step below which nothing is the matter. */
  readonly over: number;
}

/** The excess is over where it is below this share of the usual rate, or below this rate a minute if that is larger. */
export const OVER = { share: 0.5, perMinute: 0.05 };
/** What a further piece has to bring, in nats, before it is believed. */
const PIECE_PRICE = 5;

export const isOver = (piece: Piece): boolean => piece.excess > piece.over;

/** @param cuts indices at which a piece ends, whatever that brings */
export function piecesOf(
  counts: readonly (number | null)[],
  usual: readonly number[],
  stepMinutes: number,
  cuts: readonly number[] = [],
): Piece[] {
  const count = [0];
  const expected = [0];
  const known = [0];
  for (let i = 0; i < counts.length; i++) {
    const here = counts[i] ?? null;
    count.push(count[i]! + (here ?? 0));
    expected.push(expected[i]! + (here === null ? 0 : usual[i]!));
    known.push(known[i]! + (here === null ? 0 : 1));
  }
  const inside = cuts.filter((cut) => cut > 0 && cut < counts.length);
  const firsts = [...new Set([...partition(count, expected, PIECE_PRICE), ...inside])].sort((a, b) => a - b);
  return firsts.map((first, k) => {
    const after = firsts[k + 1] ?? counts.length;
    const n = count[after]! - count[first]!;
    const m = expected[after]! - expected[first]!;
    const steps = Math.max(1, known[after]! - known[first]!);
    const over = Math.max((OVER.share * m) / steps, OVER.perMinute * stepMinutes);
    return { first, after, steps, count: n, expected: m, excess: (n - m) / steps, over };
  });
}

/** Index of the lowest piece of those from one to the other, the first of equals. */
export function lowestBetween(pieces: readonly Piece[], from: number, to: number): number {
  let lowest = from;
  for (let i = from; i <= to; i++) if (pieces[i]!.excess < pieces[lowest]!.excess) lowest = i;
  return lowest;
}

/** The pieces from `from` to `to`, in that direction, pooled so that their excess only falls; none where `to` lies before. */
export function slope(pieces: readonly Piece[], from: number, to: number, direction: 1 | -1): Block[] {
  const blocks: Block[] = [];
  for (let i = from; (to - i) * direction >= 0; i += direction) {
    let block: Block = pieces[i]!;
    while (blocks.length > 0 && blocks.at(-1)!.excess <= block.excess) block = pooled(blocks.pop()!, block);
    blocks.push(block);
  }
  return blocks;
}

function pooled(a: Block, b: Block): Block {
  const steps = a.steps + b.steps;
  const count = a.count + b.count;
  const expected = a.expected + b.expected;
  return { steps, count, expected, excess: (count - expected) / steps };
}
