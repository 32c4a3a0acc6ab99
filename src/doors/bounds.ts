/** Bounds of periods as people write them: a day in a zone, which belongs to its period as a whole, or a time with its offset. */
import type { Bound } from '../model/hold.ts';
import type { EpochMs } from '../model/units.ts';
import { endOfDay, isZone, readDay, startOfDay } from './zoned.ts';

const TIME_PATTERN = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** A time with its offset from UTC; undefined for anything else. */
export function readTime(said: string): EpochMs | undefined {
  const day = TIME_PATTERN.exec(said)?.[1];
  const at = Date.parse(said);
  return day !== undefined && readDay(day) !== undefined && at >= 0 ? (at as EpochMs) : undefined;
}

/** The bound, or what is wrong with the words. @param side of a period: its first instant, or the first one behind it */
export function readBound(said: string, zone: string | undefined, side: 'from' | 'until'): Bound | string {
  const at = readTime(said);
  if (at !== undefined) return { said, at };
  const day = readDay(said);
  if (day === undefined) {
    return `"${said}" is no day such as 2025-12-31, and no time with its offset such as 2025-12-31T18:00+01:00`;
  }
  if (zone === undefined) return `${said} is a day; name the zone that it is meant in, such as Europe/Brussels`;
  if (!isZone(zone)) return `there is no zone "${zone}"; a zone is named such as Europe/Brussels or UTC`;
  return { said, zone, at: side === 'from' ? startOfDay(day, zone) : endOfDay(day, zone) };
}
