/** Bounds of periods as people write them: a day in a zone, which belongs to its period as a whole, or a time with its offset. */
import type { Bound } from '../model/hold.ts';
import type { EpochMs } from '../model/units.ts';
import type { Reason } from './refusal.ts';
import { endOfDay, isZone, readDay, startOfDay } from './zoned.ts';

const TIME_PATTERN = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** A time with its offset from UTC; undefined for anything else. */
export function readTime(said: string): EpochMs | undefined {
  const day = TIME_PATTERN.exec(said)?.[1];
  const at = Date.parse(said);
  return day !== undefined && readDay(day) !== undefined && at >= 0 ? (at as EpochMs) : undefined;
}

/** The bound, or what is wrong with the words, in a reader's language. @param side of a period: its first instant, or the first one behind it */
export function readBound(said: string, zone: string | undefined, side: 'from' | 'until'): Bound | Reason {
  const at = readTime(said);
  if (at !== undefined) return { said, at };
  const day = readDay(said);
  if (day === undefined) return (r) => r.times.neither(said);
  if (zone === undefined) return (r) => r.times.zoneless(said);
  if (!isZone(zone)) return (r) => r.times.noZone(zone);
  return { said, zone, at: side === 'from' ? startOfDay(day, zone) : endOfDay(day, zone) };
}
