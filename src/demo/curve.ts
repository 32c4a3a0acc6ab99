/**
 * A rate through counts in bins: log-linear between the middles of the bins, and such that the rate added up over
 * each given bin is the bin's value.
 */
import { MINUTE_MS } from '../model/units.ts';

/** How much was counted in the bin that begins at `from` (ms). Values are above zero, bins in time order. */
export interface Knot {
  readonly from: number;
  readonly value: number;
}

export interface Curve {
  /** Expected count a minute at a moment (ms); zero outside the curve. */
  perMinute(at: number): number;
}

interface Point {
  readonly at: number;
  readonly perMinute: number;
}

/** The curve begins and ends at this many a minute, times its highest knot's value. */
const EDGE_SHARE = 1 / 40_000;
/** Each round moves every point by the ratio that its bin still misses; steps of up to 1:6 then miss less than 0.1 %. */
const ROUNDS = 400;

export function curveThrough(knots: readonly Knot[], { from, binMs }: { from: number; binMs: number }): Curve {
  const minutes = binMs / MINUTE_MS;
  const edge = Math.max(...knots.map((knot) => knot.value)) * EDGE_SHARE;
  const end = knots[knots.length - 1]!.from + binMs;
  let heights = knots.map((knot) => knot.value / minutes);
  const through = (perMinutes: readonly number[]): Point[] => [
    { at: from, perMinute: edge },
    ...knots.map((knot, index) => ({ at: knot.from + binMs / 2, perMinute: perMinutes[index]! })),
    { at: end, perMinute: edge },
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    const points = through(heights);
    heights = heights.map(
      (height, index) => (height * knots[index]!.value) / binSum(points, knots[index]!.from, minutes),
    );
  }
  const points = through(heights);
  return { perMinute: (at) => rateAt(points, at) };
}

function binSum(points: readonly Point[], from: number, minutes: number): number {
  let sum = 0;
  for (let minute = 0; minute < minutes; minute += 1) sum += rateAt(points, from + (minute + 0.5) * MINUTE_MS);
  return sum;
}

function rateAt(points: readonly Point[], at: number): number {
  const right = points.findIndex((point) => point.at > at);
  if (right < 1) return 0;
  const [before, after] = [points[right - 1]!, points[right]!];
  const share = (at - before.at) / (after.at - before.at);
  return Math.exp((1 - share) * Math.log(before.perMinute) + share * Math.log(after.perMinute));
}
