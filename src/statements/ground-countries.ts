/**
 * Reports of some countries over any stretch, from what is kept: each country's reports by whole hours, everybody's by step.
 * Law: a figure's ends are bounds that no way of spreading an hour's reports over its steps can break; between them, the
 * value takes the countries' share of the hour to hold throughout it.
 */
import type { Minute } from '../model/units.ts';
import type { Figure, Ground } from './ground.ts';

const HOUR = 60;

/** null where no report of those hours came with its country. */
export function countriesBetween(
  ground: Ground,
  countries: readonly string[],
  from: number,
  to: number,
): Figure | null {
  return between(knownOf(ground, countries), from, to);
}

/** The most that so many minutes in a row held, and where the likeliest of them begin. */
export function countriesPeak(
  ground: Ground,
  countries: readonly string[],
  minutes: number,
): { figure: Figure; at: Minute } | null {
  const { counts, from, stepMinutes } = ground;
  const steps = minutes / stepMinutes;
  if (!Number.isInteger(steps)) return null;
  const known = knownOf(ground, countries);
  let best: { figure: Figure; at: Minute } | null = null;
  let [low, high] = [0, 0];
  for (let i = 0; i + steps <= counts.length; i++) {
    const at = (from + i * stepMinutes) as Minute;
    const figure = between(known, at, at + minutes);
    if (figure === null) continue;
    if (best === null || figure.value > best.figure.value) best = { figure, at };
    low = Math.max(low, figure.low);
    high = Math.max(high, figure.high);
  }
  if (best === null) return null;
  // However an hour's reports lie, one of the stretches that cover it holds its part of them.
  const covers = Math.ceil(HOUR / minutes);
  for (const count of known.byHour.values()) low = Math.max(low, Math.ceil((count?.ours ?? 0) / covers));
  return { figure: { value: Math.max(low, best.figure.value), low, high }, at: best.at };
}

interface Known {
  /** Reports of the countries by whole hour, and of any country; null where none of that hour came with its country. */
  readonly byHour: ReadonlyMap<number, { readonly ours: number; readonly placed: number } | null>;
  /** Everybody's reports from one moment to another; what nobody counted may be any number. */
  readonly everybody: (from: number, to: number) => number;
}

function knownOf({ hours, counts, from, stepMinutes }: Ground, countries: readonly string[]): Known {
  const sums = [0];
  const holes = [0];
  for (const count of counts) {
    sums.push(sums.at(-1)! + (count ?? 0));
    holes.push(holes.at(-1)! + (count === null ? 1 : 0));
  }
  // A step belongs to where it starts; one that is not closed yet holds nothing.
  const stepOf = (at: number): number => Math.min(counts.length, Math.max(0, Math.ceil((at - from) / stepMinutes)));
  return {
    byHour: new Map(
      hours.map((one) => [
        one.hour,
        Object.keys(one.countries).length === 0
          ? null
          : {
              ours: countries.reduce((sum, country) => sum + (one.countries[country] ?? 0), 0),
              placed: Object.values(one.countries).reduce((sum, count) => sum + count, 0),
            },
      ]),
    ),
    everybody: (start, end) => {
      const [first, last] = [stepOf(start), stepOf(end)];
      return holes[last]! > holes[first]! ? Number.POSITIVE_INFINITY : sums[last]! - sums[first]!;
    },
  };
}

function between({ byHour, everybody }: Known, from: number, to: number): Figure | null {
  let [seen, value, least, most] = [false, 0, 0, 0];
  for (let hour = Math.floor(from / HOUR); HOUR * hour < to; hour++) {
    const known = byHour.get(hour);
    if (known === undefined || known === null) continue;
    const { ours: count, placed } = known;
    const [start, end] = [HOUR * hour, HOUR * (hour + 1)];
    const all = everybody(start, end);
    const inside = everybody(Math.max(start, from), Math.min(end, to));
    const outside = everybody(start, Math.max(start, from)) + everybody(Math.min(end, to), end);
    const low = Math.max(0, Math.min(count, count - outside));
    // What came without a country may be from these.
    const unplaced = Number.isFinite(all) ? Math.max(0, all - placed) : 0;
    const high = Math.max(low, Math.min(count + unplaced, inside));
    const even = Number.isFinite(all) && all > 0 ? Math.round((count * inside) / all) : Math.min(count, inside);
    seen = true;
    value += Math.min(high, Math.max(low, even));
    least += low;
    most += high;
  }
  return seen ? { value, low: least, high: most } : null;
}
