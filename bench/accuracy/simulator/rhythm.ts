/**
 * A simulated service's usual rate, minute by minute: level, growth, day and week shape in local time with
 * daylight saving and holidays, and the habits that come back (bumps at odd hours, cron-like spikes).
 */
import type { Chance } from './chance.ts';
import type { Harmless } from './labels.ts';

export const DAY = 1440;

export interface Rhythm {
  /** Where clocks change, the series is moved in the calendar to a day on which they do. */
  startMinute: number;
  /** Expected count of each minute without incidents and without passing noise. */
  usual: Float64Array;
  harmless: Harmless[];
  meta: { base: number; profile: Profile; weekend: Weekend; nightFloor: number; growth: number; dst: number | null };
}

const profiles = { office: 3, evening: 3, flat: 2, 'two-peaks': 2, day: 2 } as const;
type Profile = keyof typeof profiles;
const weekends = { consumer: 3, business: 3, flat: 1 } as const;
type Weekend = keyof typeof weekends;

export function drawRhythm(chance: Chance, drawnStart: number, minutes: number): Rhythm {
  // Log-uniform from 0.02 to 200 a minute, the small ones somewhat more often.
  const base = 0.02 * 10_000 ** (chance.unit() ** 1.25);
  const profile = chance.weighted(profiles);
  const weekend = chance.weighted(weekends);
  const nightFloor = profile === 'flat' ? chance.between(0.5, 0.9) : chance.logBetween(0.03, 0.35);
  const phase = chance.between(-90, 90);
  const sharpness = chance.between(0.8, 1.6);
  const zone = 30 * chance.whole(-16, 18);
  const dst = chance.happens(0.25) ? chance.whole(Math.floor(minutes * 0.3), minutes - DAY) : null;
  const dstShift = chance.pick([60, -60]);
  const startMinute = dst === null ? drawnStart : clockChangeNear(drawnStart + dst, zone, dstShift) - dst;
  const harmless: Harmless[] = [];
  const level = drawLevel(chance, minutes, harmless);
  const holiday = drawHoliday(chance, minutes, harmless);
  const bumps = drawBumps(chance, startMinute + zone, minutes, harmless);
  const cron = drawCron(chance);
  const usual = new Float64Array(minutes);
  for (let t = 0; t < minutes; t++) {
    const local = startMinute + t + zone + (dst !== null && t >= dst ? dstShift : 0);
    const restDay = local % 10080 >= 0 && isWeekend(local);
    const isHoliday = holiday !== null && t >= holiday.from && t < holiday.from + DAY;
    const minuteOfDay = (((local - phase) % DAY) + DAY) % DAY;
    const shape = nightFloor + (1 - nightFloor) * dayShape(profile, minuteOfDay) ** sharpness;
    const day = isHoliday ? holiday.factor : restDay ? weekendFactor(weekend) : 1;
    usual[t] = shape * day * level.at(t) * bumps[t]! * cron(local);
  }
  const mean = usual.reduce((sum, rate) => sum + rate, 0) / minutes;
  for (let t = 0; t < minutes; t++) usual[t] = (usual[t]! * base) / mean;
  return { startMinute, usual, harmless, meta: { base, profile, weekend, nightFloor, growth: level.growth, dst } };
}

/**
 * The change of clocks nearest to a minute, forward (+60) or back (-60), by the zone's usual rule: Europe's and its
 * neighbours' (01:00 UTC on a last Sunday), North America's or the southern ones (02:00 on a Sunday, local time). One zone
 * in ten, by its drawn half hour, changes on a day that no rule names, as governments do.
 */
function clockChangeNear(minute: number, zone: number, shift: number): number {
  const rule = zone <= -180 ? 'america' : zone % 300 === 30 ? 'none' : zone <= 240 ? 'europe' : 'south';
  if (rule === 'none') return minute;
  const spring = shift > 0;
  const year = new Date(minute * 60_000).getUTCFullYear();
  const sunday = (y: number, month: number, nth: number) => nthSunday(y, month, nth);
  const dates = [year - 1, year, year + 1].map((y) => {
    if (rule === 'europe') return sunday(y, spring ? 2 : 9, -1) + 60;
    if (rule === 'america') return (spring ? sunday(y, 2, 2) : sunday(y, 10, 1)) + 120 - zone;
    return (spring ? sunday(y, 9, 1) : sunday(y, 3, 1)) + 120 - zone;
  });
  return dates.reduce((best, date) => (Math.abs(date - minute) < Math.abs(best - minute) ? date : best));
}

/** Minute at which the nth Sunday of a month begins in UTC; -1 is the last. Months count from 0. */
function nthSunday(year: number, month: number, nth: number): number {
  const day = nth > 0 ? Date.UTC(year, month, 7 * nth) : Date.UTC(year, month + 1, 0);
  const back = new Date(day).getUTCDay();
  return day / 60_000 - back * DAY;
}

/** Minute 0 of the epoch was a Thursday. */
function isWeekend(local: number): boolean {
  const weekday = (Math.floor(local / DAY) + 4) % 7;
  return weekday === 0 || weekday === 6;
}

function weekendFactor(weekend: Weekend): number {
  switch (weekend) {
    case 'consumer':
      return 1.2;
    case 'business':
      return 0.5;
    case 'flat':
      return 1;
  }
}

/** From 0 in the depth of the night to about 1 at the top of the day. */
function dayShape(profile: Profile, minute: number): number {
  const hump = (hour: number, width: number) => {
    const away = Math.min(Math.abs(minute / 60 - hour), 24 - Math.abs(minute / 60 - hour));
    return Math.exp(-0.5 * (away / width) ** 2);
  };
  switch (profile) {
    case 'office':
      return 1 / (1 + Math.exp(-(minute - 510) / 25)) / (1 + Math.exp((minute - 1050) / 35));
    case 'evening':
      return Math.min(1, 0.45 * hump(14, 4) + 0.85 * hump(20.5, 2.2));
    case 'two-peaks':
      return Math.min(1, 0.9 * hump(9, 1.6) + hump(19, 2));
    case 'day':
      return 0.5 - 0.5 * Math.cos((2 * Math.PI * (minute - 180)) / DAY);
    case 'flat':
      return 0.5 - 0.5 * Math.cos((2 * Math.PI * (minute - 240)) / DAY);
  }
}

/** Slow growth or decay over the whole series, and at most one lasting shift of level. */
function drawLevel(chance: Chance, minutes: number, harmless: Harmless[]): { at(t: number): number; growth: number } {
  const growth = chance.between(-0.25, 0.4);
  const shiftFrom = chance.happens(0.2) ? chance.whole(DAY, minutes - 2 * DAY) : null;
  const shiftMinutes = Math.round(chance.logBetween(180, DAY));
  const factor = chance.logBetween(0.6, 1.5);
  if (shiftFrom !== null)
    harmless.push({ type: 'shift', startMin: shiftFrom, endMin: shiftFrom + shiftMinutes, size: factor });
  const at = (t: number) => {
    const done = shiftFrom === null ? 0 : Math.min(1, Math.max(0, (t - shiftFrom) / shiftMinutes));
    return Math.exp(Math.log1p(growth) * (t / minutes) + Math.log(factor) * done);
  };
  return { at, growth };
}

function drawHoliday(chance: Chance, minutes: number, harmless: Harmless[]): { from: number; factor: number } | null {
  if (!chance.happens(0.15)) return null;
  const from = chance.whole(DAY, minutes - 2 * DAY);
  const factor = chance.between(0.4, 1.2);
  harmless.push({ type: 'holiday', startMin: from, endMin: from + DAY, size: factor });
  return { from, factor };
}

/** Daily and weekly bumps at odd hours, whose time and height jitter. */
function drawBumps(chance: Chance, localStart: number, minutes: number, harmless: Harmless[]): Float64Array {
  const factor = new Float64Array(minutes).fill(1);
  if (!chance.happens(0.35)) return factor;
  const kinds = chance.pick([[DAY], [7 * DAY], [DAY, 7 * DAY]]);
  for (const period of kinds) {
    const at = chance.whole(0, period - 1);
    const size = chance.between(1.4, 2);
    const length = chance.whole(30, period === DAY ? 75 : 150);
    const jitter = chance.pick([0, 0, 4, 10, 20]);
    const uneven = chance.pick([0, 0.1, 0.2]);
    for (let due = at - (localStart % period); due < minutes; due += period) {
      const from = Math.round(due + jitter * chance.between(-1, 1));
      const height = 1 + (size - 1) * (1 + uneven * chance.between(-1, 1));
      if (from < 0 || from + length > minutes) continue;
      for (let t = 0; t < length; t++) factor[from + t]! *= 1 + (height - 1) * rounded(t, length, 6);
      harmless.push({ type: 'recurring', startMin: from, endMin: from + length, size: height });
    }
  }
  return factor;
}

/** Every half hour or hour a job sends a little more, always in the same minute or two. */
function drawCron(chance: Chance): (local: number) => number {
  if (!chance.happens(0.15)) return () => 1;
  const period = chance.pick([30, 60]);
  const at = chance.whole(0, period - 1);
  const length = chance.whole(1, 2);
  const factor = chance.between(1.5, 3);
  return (local) => ((((local - at) % period) + period) % period < length ? factor : 1);
}

/** A box of `length` minutes with edges of `edge` minutes. */
export function rounded(t: number, length: number, edge: number): number {
  return Math.min(1, (t + 1) / edge, (length - t) / edge);
}
