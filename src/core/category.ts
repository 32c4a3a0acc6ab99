/**
 * What services of a category have in common: how much they usually get and how their day runs. A new service borrows
 * both until it has a history of its own, and the less they agree the less it borrows.
 */
import { exp, log } from './arithmetic.ts';
import type { Baseline } from './baseline.ts';
import { type Borrowed, WIDE_HOURS } from './shape.ts';

/** What services of a category look like; a new service borrows from it until it has its own history. */
export interface CategoryPrior {
  /** Typical rate, in counts a minute. */
  readonly ratePerMinute: number;
  /** How many minutes of own data that typical rate is worth. */
  readonly weightMinutes: number;
  /** Rate of each hour of the day in UTC against the day's, 24 numbers with mean 1; a flat day where it is left out. */
  readonly hours?: readonly number[];
}

/** A service younger than this teaches others nothing. */
export const TEACHES_MINUTES = 7 * 1440;
/** Before it's known, services of a category differ by a factor e (one standard deviation); worth as many services. */
const SPREAD_PRIOR = { variance: 1, services: 2 };
/** An hour of a service's day counts as flat until this many counts speak. */
const FLAT_COUNTS = 4;
const HOURS = 24;

/** Undefined where nobody in the category is old enough to lend anything. */
export function categoryPrior(peers: Iterable<Baseline>): CategoryPrior | undefined {
  const grown = [...peers].filter((peer) => peer.age >= TEACHES_MINUTES);
  if (grown.length === 0) return undefined;
  const rates = grown.map((peer) => log(peer.levelCount / peer.levelExposure));
  const typical = mean(rates);
  const squares = rates.reduce((sum, rate) => sum + (rate - typical) * (rate - typical), 0);
  const spread = (squares + SPREAD_PRIOR.variance * SPREAD_PRIOR.services) / (grown.length - 1 + SPREAD_PRIOR.services);
  const ratePerMinute = exp(typical);
  // A gamma prior of relative variance `spread` is worth 1 / spread counts.
  return { ratePerMinute, weightMinutes: 1 / (spread * ratePerMinute), hours: hoursOf(grown) };
}

/** The geometric mean of the services' days, each hour shrunk towards a flat day. */
function hoursOf(grown: readonly Baseline[]): number[] {
  const hours = Array.from({ length: HOURS }, (_, hour) => exp(mean(grown.map((peer) => log(ofHour(peer, hour))))));
  const level = mean(hours);
  return hours.map((hour) => hour / level);
}

function ofHour({ shape }: Baseline, hour: number): number {
  const perHour = 60 / shape.slotMinutes;
  let count = FLAT_COUNTS;
  let exposure = FLAT_COUNTS;
  for (let slot = hour * perHour; slot < 2 * HOURS * perHour; slot++) {
    if (Math.floor(slot / perHour) % HOURS !== hour) continue;
    count += shape.kindCounts[slot]!;
    exposure += shape.kindExposures[slot]!;
  }
  return count / exposure;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The factor at a time of the day, in minutes since 1970, between the middles of its hours. */
export function hourFactor(hours: readonly number[], at: number): number {
  const place = ((((at - 30) % 1440) + 1440) % 1440) / 60;
  const before = Math.floor(place);
  const share = place - before;
  return hours[before]! * (1 - share) + hours[(before + 1) % HOURS]! * share;
}

/** The category's day at a time, and the mean of the hours around it. */
export function borrowedAt(hours: readonly number[], at: number): Borrowed {
  let around = 0;
  for (let hour = -WIDE_HOURS; hour <= WIDE_HOURS; hour++) around += hourFactor(hours, at + 60 * hour);
  return { here: hourFactor(hours, at), wide: around / (2 * WIDE_HOURS + 1) };
}
