/**
 * Clock times in a sentence, with their zones, and pairs that cannot both be right: "6:00 ET (3:00 PM IST)". Law: the same
 * time gives the same `HH:MM`, whichever of the press's ways it is written in.
 */
import type { ClockTime } from '../model/statement.ts';
import { measures as ENGLISH } from '../words/en/measures.ts';
import type { Span } from './found.ts';
import { LOOSE, offsetsOf } from './zones.ts';

export interface ClockSpan extends ClockTime, Span {}

/** Two times said to be the same moment, which cannot be. */
export interface Impossible {
  readonly words: string;
  readonly why: string;
}

/** How a language writes times. */
export interface ClockWords {
  /**
   * Searched for in this order; groups: `h` hour, `m` minutes, `half` a or p, `morning` or `later` for the part of the day
   * in words, `noon`, `midnight`, `zone`; `halb` for half an hour before the hour that is named; `part` minutes in words, and `to` where
   * they are before the hour: "twenty to seven".
   */
  readonly forms: readonly RegExp[];
  /** Hours in words. */
  readonly hours: Readonly<Record<string, number>>;
  /** Minutes in words, where they stand before the hour: half, quarter, ten. */
  readonly minutes?: Readonly<Record<string, number>>;
  zoneName(words: string): string;
  /** Before a time that is meant roughly. */
  readonly about: RegExp;
}

const BEFORE_MAX = 40;

export function clockReader({
  forms,
  hours,
  minutes = {},
  zoneName,
  about,
}: ClockWords): (text: string) => ClockSpan[] {
  return (text) => {
    const found: ClockSpan[] = [];
    for (const form of forms) {
      for (const match of text.matchAll(form)) {
        const start = match.index;
        const end = start + match[0].trimEnd().length;
        const clock = clockOf(match.groups ?? {}, hours, minutes);
        if (clock === undefined || found.some((one) => start < one.end && end > one.start)) continue;
        const said = match.groups?.zone;
        const approximation = about.test(text.slice(Math.max(0, start - BEFORE_MAX), start)) ? 'about' : 'exact';
        found.push({ start, end, clock, zone: said === undefined ? undefined : zoneName(said), approximation });
      }
    }
    return found.toSorted((a, b) => a.start - b.start);
  };
}

function clockOf(
  groups: Readonly<Record<string, string | undefined>>,
  hours: Readonly<Record<string, number>>,
  minutes: Readonly<Record<string, number>>,
): string | undefined {
  if (groups.midnight !== undefined) return '00:00';
  if (groups.noon !== undefined) return '12:00';
  let hour = hours[groups.h!.toLowerCase()] ?? Number(groups.h);
  const before = groups.halb !== undefined;
  const part = groups.part === undefined ? undefined : (minutes[groups.part.toLowerCase()] ?? Number(groups.part));
  const minute =
    part === undefined ? (before ? 30 : Number(groups.m ?? 0)) : groups.to === undefined ? part : 60 - part;
  if (groups.to !== undefined) hour = hour === 1 ? 12 : hour - 1;
  if (before) hour = (hour + 11) % 12;
  const half =
    groups.half?.toLowerCase()[0] ??
    (groups.morning !== undefined ? 'a' : groups.later !== undefined && hour <= 12 ? 'p' : undefined);
  if (half !== undefined) {
    if ((hour < 1 && !before) || hour > 12)
      return hour < 24 && groups.m !== undefined ? padded(hour, minute) : undefined;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  return hour > 24 || (hour === 24 && minute > 0) || minute > 59 ? undefined : padded(hour % 24, minute);
}

const padded = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

const PARENTHESIS = /^\s*(?:\(|=|\/|,? or |;|–|-|, i\.e\.,? )\s*$/u;

/** Pairs of zoned times in one sentence that stand for the same moment and differ, whatever their zones may mean. */
export function impossiblePairs(
  text: string,
  clocks: readonly ClockSpan[],
  day?: number,
  say: typeof ENGLISH = ENGLISH,
): Impossible[] {
  return clocks.flatMap((second, i): Impossible[] => {
    const first = clocks[i - 1];
    if (first === undefined || first.zone === undefined || second.zone === undefined || first.zone === second.zone)
      return [];
    const apart = text.slice(first.end, second.start);
    if (!PARENTHESIS.test(apart) && !(apart === ' ' && text[second.start - 1] === '(')) return [];
    const ones = utcOf(first, day);
    const others = utcOf(second, day);
    if (ones.length === 0 || others.length === 0) return [];
    if (ones.some((one) => others.some((other) => (one - other) % 1440 === 0))) return [];
    const words = text.slice(first.start, second.end);
    const right = ones.map((utc) => inZone(utc, offsetsOf(second.zone!, day)[0]!));
    return [
      {
        words,
        why: say.notBoth(`${first.clock} ${first.zone}`, [...new Set(right)], second.zone, second.clock),
      },
    ];
  });
}

/** Minutes of the UTC day that a clock time may mean: none where its zone is not known. Zones in loose use count as both. */
export function utcOf({ clock, zone }: ClockTime, day?: number): number[] {
  if (zone === undefined) return [];
  const minutes = minutesOf(clock);
  const loose = LOOSE[zone];
  const offsets = loose === undefined ? offsetsOf(zone, day) : [...offsetsOf(zone, day), ...offsetsOf(loose, day)];
  return [...new Set(offsets.map((offset) => (minutes - offset + 1440) % 1440))];
}

export const minutesOf = (clock: string): number => 60 * Number(clock.slice(0, 2)) + Number(clock.slice(3, 5));

const inZone = (utc: number, offset: number): string => {
  const minutes = (utc + offset + 1440) % 1440;
  return padded(Math.floor(minutes / 60), minutes % 60);
};
