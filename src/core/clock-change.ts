/**
 * Summer time. A week's shape is kept in UTC, people live by their clocks: twice a year the shape moves by an hour. Which
 * way, and whether at all, the counts tell; on the days on which clocks usually change every possibility is allowed for.
 */
import { log } from './arithmetic.ts';

const DAY = 1440;

/** Evidence, in nats, that the shape has moved an hour earlier or later, forgetting over EVIDENCE_MINUTES. */
export interface ClockChange {
  /** Minutes by which the shape is read ahead. */
  shift: number;
  earlier: number;
  later: number;
}

export const createClockChange = (): ClockChange => ({ shift: 0, earlier: 0, later: 0 });

const EVIDENCE_MINUTES = 2 * DAY;
/** Odds asked for before the shape is moved, in nats; less in the weeks in which clocks do change. */
const MOVE = { ever: 7, season: 5 };
/** A doubt cannot grow further than this, so that a change is noticed within a day or so. */
const DOUBT = -2;
/** A quarter of an hour brings no more than this: a burst of an hour is no clock. */
const SLOT_MOST = 0.5;
/** How long a service's own drift lasts: counts this close together are one observation of it. */
const DRIFT_MINUTES = 120;

/** Weighs one slot's count against what the shape expects now, an hour ahead and an hour behind. */
export function weighClock(
  clock: ClockChange,
  at: number,
  count: number,
  expected: { now: number; ahead: number; behind: number },
  variance: number,
  minutes: number,
): void {
  const keep = 1 - minutes / EVIDENCE_MINUTES;
  const weight = 1 / (1 + (variance * expected.now * DRIFT_MINUTES) / minutes);
  const gain = (other: number) => {
    const evidence = weight * (count * log(other / expected.now) - (other - expected.now));
    return Math.max(-SLOT_MOST, Math.min(SLOT_MOST, evidence));
  };
  clock.earlier = Math.max(DOUBT, clock.earlier * keep + gain(expected.ahead));
  clock.later = Math.max(DOUBT, clock.later * keep + gain(expected.behind));
  if (Math.max(clock.earlier, clock.later) < (isClockSeason(at) ? MOVE.season : MOVE.ever)) return;
  const move = clock.earlier >= clock.later ? 60 : -60;
  clock.earlier = DOUBT;
  clock.later = DOUBT;
  if (Math.abs(clock.shift + move) <= 60) clock.shift += move;
}

/** The weeks in which most clocks change or have just changed: 8 March to 14 April, 1 October to 14 November. */
export function isClockSeason(at: number): boolean {
  const day = dayFromMarch(at);
  return (day >= 7 && day < 45) || (day >= 214 && day < 259);
}

/**
 * From Saturday evening to Tuesday around a Sunday on which many clocks change: in March the second and the last, in
 * October the first and the last, the first in April and in November.
 */
export function isClockDay(at: number): boolean {
  if (!isClockSeason(at)) return false;
  // Minutes since the last Sunday 00:00, moved six hours ahead; 1970-01-01 was a Thursday.
  const sinceSunday = (at + 6 * 60 + 4 * DAY) % (7 * DAY);
  if (sinceSunday > 2.5 * DAY) return false;
  const day = dayFromMarch(at + 6 * 60 - sinceSunday);
  const within = (first: number, last: number) => day >= first && day <= last;
  return within(7, 13) || within(24, 37) || within(214, 220) || within(238, 251);
}

/** Whole days since the last 1 March, by the civil calendar (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
function dayFromMarch(at: number): number {
  const days = Math.floor(at / DAY) + 719468;
  const ofEra = days - Math.floor(days / 146097) * 146097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  return ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
}
