/**
 * Days and months in a named zone, as exact instants. Law: a day lasts from the first instant at which the zone's clocks show
 * it to the last, also where they are put back over midnight, or jump over it.
 */
import type { EpochMs } from '../model/units.ts';

const HOUR_MS = 3_600_000;
/** No zone is further from UTC than this, in hours, ahead or behind. */
const AHEAD_MAX = 15;
const BEHIND_MAX = 13;
/** No zone changes its offset twice within so many hours. */
const APART_MIN = 7;
const YEARS = { first: 1970, last: 2199 };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether there is a zone of this name: `Europe/Brussels`, `UTC`. An offset is no zone: it knows no summer. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Midnight of a day as it is written, `2025-12-31`; undefined where there is no such day. */
export function readDay(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== text) return undefined;
  return Number(year) >= YEARS.first && Number(year) <= YEARS.last ? wall : undefined;
}

/** The first instant of a day. @param day from `readDay` */
export function startOfDay(day: number, zone: string): EpochMs {
  return (instantsOf(day, zone)[0] ?? jumpOver(day, zone)) as EpochMs;
}

/** The first instant behind a day: where midnight comes twice, behind the second. @param day from `readDay` */
export function endOfDay(day: number, zone: string): EpochMs {
  const next = day + 24 * HOUR_MS;
  return (instantsOf(next, zone).at(-1) ?? jumpOver(next, zone)) as EpochMs;
}

/** The same clock time on the same day of the next month, or on its last day. Of two such instants, the earlier. */
export function monthAfter(at: EpochMs, zone: string): EpochMs {
  const wall = wallAt(at, zone);
  const date = new Date(wall);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Date.UTC(year, month, Math.min(date.getUTCDate(), last));
  const later = day + (wall % (24 * HOUR_MS));
  return (instantsOf(later, zone)[0] ?? jumpOver(later, zone)) as EpochMs;
}

/** What the zone's clocks show, written as the milliseconds at which they would show it in UTC. */
function wallAt(at: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) part[type] = Number(value);
  const { year, month, day, hour, minute, second } = part;
  return Date.UTC(year!, month! - 1, day, hour, minute, second) + (at % 1_000);
}

/** When the clocks show this: once, twice where they were put back, never where they jumped over it. Earliest first. */
function instantsOf(wall: number, zone: string): number[] {
  const found = new Set<number>();
  for (let hour = -AHEAD_MAX; hour <= BEHIND_MAX; hour += APART_MIN) {
    const near = wall + hour * HOUR_MS;
    const at = wall - (wallAt(near, zone) - near);
    if (wallAt(at, zone) === wall) found.add(at);
  }
  return [...found].toSorted((a, b) => a - b);
}

/** The instant at which the clocks jump over what they never show. */
function jumpOver(wall: number, zone: string): number {
  let [before, behind] = [wall - AHEAD_MAX * HOUR_MS, wall + BEHIND_MAX * HOUR_MS];
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2);
    if (wallAt(middle, zone) < wall) before = middle;
    else behind = middle;
  }
  return behind;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const key = zone.toLowerCase();
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(key, made);
  return made;
}
