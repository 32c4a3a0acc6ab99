/**
 * Times of log lines. Neighbouring lines carry almost the same time, so all but its seconds is compared with the line
 * before and only read anew where it differs. Every reader gives the place after the time, CUT or BAD.
 */
import {
  BRACKET,
  BRACKET_END,
  COLON,
  COMMA,
  DASH,
  DOT,
  isDigit,
  QUOTE,
  SLASH,
  SPACE,
  twoDigits,
  ZERO,
} from './bytes.ts';

/** The line ends before the time does. */
export const CUT = -1;
/** No time. */
export const BAD = -2;

/** What has a time: a line of any log. */
export interface Timed {
  time: number;
}

/** Reads the time at `at` into `line.time`. */
export type ReadTime = (bytes: Uint8Array, at: number, end: number, line: Timed) => number;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The month, 0 to 11, of the English name of three letters at `at`, or −1. */
export function monthAt(bytes: Uint8Array, at: number): number {
  for (let month = 0; month < 12; month++) {
    if (
      (bytes[at]! | 32) === MONTHS.charCodeAt(3 * month) &&
      (bytes[at + 1]! | 32) === MONTHS.charCodeAt(3 * month + 1) &&
      (bytes[at + 2]! | 32) === MONTHS.charCodeAt(3 * month + 2)
    ) {
      return month;
    }
  }
  return -1;
}

/** Start of a day, ms since 1970 UTC; NaN where there is no such day. Month from 0. */
export function dayStart(year: number, month: number, day: number): number {
  if (month < 0 || month > 11 || day < 1 || day > MONTH_DAYS[month]! || year < 1970) return Number.NaN;
  // Counted from March, so that the leap day is the last of its year (Hinnant, "chrono-compatible date algorithms").
  const y = month < 2 ? year - 1 : year;
  const fromMarch = (month + 10) % 12;
  const days = Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  const start = 365 * y + leaps + days - 719_468;
  if (month === 1 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return Number.NaN;
  return start * DAY;
}

const fourDigits = (bytes: Uint8Array, at: number): number => {
  const high = twoDigits(bytes, at);
  const low = twoDigits(bytes, at + 2);
  return high < 0 || low < 0 ? -1 : 100 * high + low;
};

/** The fraction of a second after `.` or `,` at `at` goes into `line.time`; gives the place after it. */
export function addFraction(bytes: Uint8Array, at: number, end: number, line: Timed): number {
  let scale = 100;
  let place = at + 1;
  while (place < end && isDigit(bytes[place]!)) {
    line.time += (bytes[place]! - ZERO) * scale;
    scale = scale > 1 ? scale / 10 : 0;
    place++;
  }
  return place;
}

/** Packs four bytes into one number for comparing. */
const pack = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;

/** `10/Oct/2000:13:55:36 -0700`, as Apache and nginx write it; with a fraction of the second where one is. */
export function clfTime(zoneMinutes = 0): ReadTime {
  let date = 0;
  let monthYear = 0;
  let year = 0;
  let hourMinute = 0;
  let zone = 0;
  let zoneEnd = 0;
  let minuteStart = Number.NaN;

  return (bytes, at, end, line) => {
    if (end - at < 20) return CUT;
    const second = twoDigits(bytes, at + 18);
    if (bytes[at + 17] !== COLON || second < 0 || second > 60) return BAD;
    // The usual line: a full zone, no fraction, and the same minute as the line before.
    if (
      end - at >= 26 &&
      pack(bytes, at) === date &&
      pack(bytes, at + 4) === monthYear &&
      pack(bytes, at + 8) === year &&
      ((bytes[at + 12]! << 24) | (bytes[at + 13]! << 16) | (bytes[at + 15]! << 8) | bytes[at + 16]!) === hourMinute &&
      bytes[at + 20] === SPACE &&
      pack(bytes, at + 21) === zone &&
      bytes[at + 25] === zoneEnd
    ) {
      line.time = minuteStart + second * 1000;
      return at + 26;
    }
    const hour = twoDigits(bytes, at + 12);
    const minute = twoDigits(bytes, at + 15);
    const start = dayStart(fourDigits(bytes, at + 7), monthAt(bytes, at + 3), twoDigits(bytes, at));
    if (
      bytes[at + 2] !== SLASH ||
      bytes[at + 6] !== SLASH ||
      bytes[at + 11] !== COLON ||
      bytes[at + 14] !== COLON ||
      hour < 0 ||
      hour > 23 ||
      minute < 0 ||
      minute > 59 ||
      Number.isNaN(start)
    ) {
      return BAD;
    }
    const inMinute = start + hour * HOUR + minute * MINUTE;
    line.time = inMinute + second * 1000;
    let place = at + 20;
    const fraction = place < end && bytes[place] === DOT;
    if (fraction) place = addFraction(bytes, place, end, line);
    const after = zoneAt(bytes, place, end, zoneMinutes, line);
    if (after > 0 && !fraction && after === at + 26 && bytes[at + 20] === SPACE) {
      date = pack(bytes, at);
      monthYear = pack(bytes, at + 4);
      year = pack(bytes, at + 8);
      hourMinute = (bytes[at + 12]! << 24) | (bytes[at + 13]! << 16) | (bytes[at + 15]! << 8) | bytes[at + 16]!;
      zone = pack(bytes, at + 21);
      zoneEnd = bytes[at + 25]!;
      minuteStart = line.time - second * 1000;
    }
    return after;
  };
}

/**
 * The time at `at` in whichever way it is written: CLF with or without its bracket, ISO 8601 (a space or `/` for its marks
 * too), or a number of seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by its size.
 */
export function anyTime(zoneMinutes = 0): ReadTime {
  const clf = clfTime(zoneMinutes);
  const iso = isoTime(zoneMinutes);
  return (bytes, at, end, line) => {
    const from = at < end && bytes[at] === BRACKET ? at + 1 : at;
    if (end - from < 1) return CUT;
    if (!isDigit(bytes[from]!)) return BAD;
    const third = end - from > 2 ? bytes[from + 2]! : 0;
    if (third === SLASH) return clf(bytes, from, end, line);
    const fifth = end - from > 4 ? bytes[from + 4]! : 0;
    if (fifth === DASH || fifth === SLASH) return iso(bytes, from, end, line);
    return epochTime(bytes, from, end, line);
  };
}

/** `2000-10-10T13:55:36.123+02:00`; a space for the T and slashes for the dashes, as nginx has them in its error log. */
export function isoTime(zoneMinutes = 0): ReadTime {
  let yearHalf = 0;
  let monthHalf = 0;
  let dayHalf = 0;
  let dayAt = Number.NaN;
  return (bytes, at, end, line) => {
    if (end - at < 19) return CUT;
    const y = pack(bytes, at);
    const m = pack(bytes, at + 4);
    const d = pack(bytes, at + 7);
    if (y !== yearHalf || m !== monthHalf || d !== dayHalf) {
      const start = dayStart(fourDigits(bytes, at), twoDigits(bytes, at + 5) - 1, twoDigits(bytes, at + 8));
      if (Number.isNaN(start) || bytes[at + 4] !== bytes[at + 7]) return BAD;
      yearHalf = y;
      monthHalf = m;
      dayHalf = d;
      dayAt = start;
    }
    const between = bytes[at + 10]! | 32;
    const clock = clockAt(bytes, at + 11);
    if ((between !== 116 && between !== SPACE) || clock < 0) return BAD;
    line.time = dayAt + clock;
    let place = at + 19;
    if (place < end && (bytes[place] === DOT || bytes[place] === COMMA)) place = addFraction(bytes, place, end, line);
    return zoneAt(bytes, place, end, zoneMinutes, line);
  };
}

/** `13:55:36` as ms since midnight, or −1. */
export function clockAt(bytes: Uint8Array, at: number): number {
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 3);
  const second = twoDigits(bytes, at + 6);
  if (bytes[at + 2] !== COLON || bytes[at + 5] !== COLON) return -1;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
  return hour * HOUR + minute * MINUTE + second * 1000;
}

const UNITS = [
  { from: 1e17, ms: 1e-6 },
  { from: 1e14, ms: 1e-3 },
  { from: 1e11, ms: 1 },
] as const;

/** A number since 1970; by its size, since seconds of the year 5138 are milliseconds of 1973. */
function epochTime(bytes: Uint8Array, at: number, end: number, line: Timed): number {
  let place = at;
  let value = 0;
  while (place < end && isDigit(bytes[place]!) && place - at < 20) value = value * 10 + (bytes[place++]! - ZERO);
  if (place - at < 9) return place === end && end - at < 9 ? CUT : BAD;
  const unit = UNITS.find(({ from }) => value >= from);
  line.time = Math.floor(value * (unit?.ms ?? 1000));
  if (place < end && bytes[place] === DOT) {
    if (unit === undefined) return addFraction(bytes, place, end, line);
    do place++;
    while (place < end && isDigit(bytes[place]!));
  }
  return place;
}

/**
 * Takes the zone at `at` off `line.time`: ` +0200`, `+02:00`, `Z`, ` GMT`; without one, the zone that the reader was given.
 */
function zoneAt(bytes: Uint8Array, at: number, end: number, zoneMinutes: number, line: Timed): number {
  let place = at;
  if (place < end && bytes[place] === SPACE) {
    const next = place + 1 < end ? bytes[place + 1]! : 0;
    if (next === 43 || next === DASH || next === 90 || next === 71 || next === 85) place++;
  }
  const sign = place < end ? bytes[place]! : 0;
  if (sign === 90) return place + 1;
  if (sign === 71 || sign === 85) return end - place < 3 ? CUT : place + 3;
  if (sign !== 43 && sign !== DASH) {
    line.time -= zoneMinutes * MINUTE;
    return place;
  }
  if (end - place < 3) return CUT;
  const hours = twoDigits(bytes, place + 1);
  if (hours < 0 || hours > 15) return BAD;
  place += 3;
  if (place < end && bytes[place] === COLON) place++;
  let minutes = 0;
  if (place < end && bytes[place] !== BRACKET_END && bytes[place] !== SPACE && bytes[place] !== QUOTE) {
    if (end - place < 2) return CUT;
    minutes = twoDigits(bytes, place);
    if (minutes < 0 || minutes > 59) return BAD;
    place += 2;
  }
  const offset = (hours * 60 + minutes) * MINUTE;
  line.time += sign === DASH ? offset : -offset;
  return place;
}
