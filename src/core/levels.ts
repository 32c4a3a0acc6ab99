/**
 * Levels that a service has kept for days, and may come back to. Who collects reports changes whom he asks, and a service its
 * ways, for weeks and back again: what it usually got some weeks ago is usual for it, though nothing of it is left in the level.
 */
import { shortened } from './arithmetic.ts';

/** Levels are counts a minute with the shape of the week taken out; days are counted since 1970. */
export interface Levels {
  /** The day that is being filled: its counts, and its minutes times their shape. */
  day: number;
  count: number;
  exposure: number;
  /** The level of the last days in a row that were alike, and how many those were, a week at most. */
  held: number;
  days: number;
  /** The highest level that was kept, and how many days ago it was so last. */
  high: number;
  highAgo: number;
}

const DAY = 1440;
/** Days are alike when they differ by less than this factor. */
export const ALIKE = 1.5;
/** A level is one that was kept for so many days in a row: an outage rarely lasts as long. */
export const KEPT_DAYS = 3;
/** The mean of a row of days follows the last ones. */
const MEAN_DAYS = 7;
/** So long it is remembered. */
export const MEMORY_DAYS = 90;
/** A return to less than so many times the level now is a mood. */
const RETURN_LEAST = 1.25;
/** What is more than so many times the level now is an outage, whatever was before. */
export const RETURN_MOST = 5;

export const createLevels = (): Levels => ({ day: 0, count: 0, exposure: 0, held: 0, days: 0, high: 0, highAgo: 0 });

/** Takes the counts of a slot that ended at `until`, in minutes since 1970, and its minutes times their shape. */
export function addSlot(levels: Levels, until: number, count: number, exposure: number): void {
  const day = Math.floor((until - 1) / DAY);
  if (day !== levels.day) {
    levels.highAgo = Math.min(MEMORY_DAYS + 1, levels.highAgo + Math.max(1, day - levels.day));
    // Of a day that is known by less than a half, nothing is concluded.
    if (levels.exposure >= DAY / 2) endDay(levels, levels.count / levels.exposure);
    levels.day = day;
    levels.count = 0;
    levels.exposure = 0;
  }
  levels.count = Math.round(levels.count + count);
  levels.exposure = Math.round(10 * (levels.exposure + exposure)) / 10;
}

function endDay(levels: Levels, level: number): void {
  const alike = (other: number): boolean => level < other * ALIKE && level > other / ALIKE;
  const before = alike(levels.held) ? levels.days : 0;
  levels.days = Math.min(MEAN_DAYS, before + 1);
  levels.held = shortened(levels.held + (level - levels.held) / levels.days);
  const kept = levels.days >= KEPT_DAYS;
  if (kept && (levels.held >= levels.high || isForgotten(levels))) {
    levels.high = levels.held;
    levels.highAgo = 1;
  } else if (alike(levels.high)) levels.highAgo = 1;
}

const isForgotten = ({ highAgo }: Levels): boolean => highAgo > MEMORY_DAYS;

/** How many times the level now the service would get if it were back at its highest; 1 where that is no more than a mood. */
export function timesIfBack(levels: Levels, level: number): number {
  if (isForgotten(levels)) return 1;
  const times = Math.min(RETURN_MOST, levels.high / level);
  return times >= RETURN_LEAST ? times : 1;
}
