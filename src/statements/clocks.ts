/**
 * Clock times in a sentence, with their zones, and pairs that cannot both be right: "6:00 ET (3:00 PM IST)". Law: the same
 * time gives the same `HH:MM`, whichever of the press's ways it is written in.
 */
import type { Approximation, ClockTime } from '../model/statement.ts';
import { LOOSE, offsetsOf, ZONE, zoneName } from './zones.ts';

export interface ClockSpan extends ClockTime {
  readonly start: number;
  readonly end: number;
}

/** Two times said to be the same moment, which cannot be. */
export interface Impossible {
  readonly words: string;
  readonly why: string;
}

const HOURS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const HALF = '([ap])\\.?\\s?m\\b\\.?';
const TAIL = `(?:\\s?o'clock|\\s?(?:hrs|hours|h|Uhr)\\b(?! later))?(?:,?\\s?\\(?(?:in )?(?<zone>${ZONE})(?![\\p{L}])\\)?)?`;
const LEADS = '(?:at|since|from|until|till|by|around|about|before|after|between|to|and|of|~|am|um)';

const FORMS: readonly RegExp[] = [
  new RegExp(
    `(?<![\\d.,:])(?<h>\\d{1,2})(?:[:.h](?<m>\\d{2}))?(?::\\d{2})?\\s?(?<half>${HALF.replace('(', '(?:')})${TAIL}`,
    'giu',
  ),
  new RegExp(`(?<![\\d.,:])(?<h>[01]?\\d|2[0-3])[:h](?<m>[0-5]\\d)(?::[0-5]\\d)?(?![\\d:])${TAIL}`, 'gu'),
  new RegExp(`(?<![\\d.,:])(?<h>[01]\\d|2[0-3])(?<m>[0-5]\\d)\\s?(?:hrs\\s?)?(?<zone>${ZONE})(?![\\p{L}])`, 'gu'),
  new RegExp(
    `(?:(?<=\\b${LEADS} ~?)|^)(?<h>[01]?\\d|2[0-3])\\.(?<m>[0-5]\\d)(?!\\d|%|[.,]\\d|\\s?(?:%|per|million|billion|lakh|crore|[TGM]bps|times|hours|minutes))${TAIL}`,
    'gu',
  ),
  new RegExp(`(?<word>noon|midday|midnight)\\b${TAIL}`, 'giu'),
  new RegExp(
    `\\b(?<h>${HOURS.join('|')}|\\d{1,2})(?: o'clock)? (?:in the (?<part>morning|afternoon|evening)|(?<part2>at night))${TAIL}`,
    'giu',
  ),
];
const PARENTHESIS = /^\s*(?:\(|=|\/|,? or |;|–|-|, i\.e\.,? )\s*$/u;

export function clocksIn(text: string): ClockSpan[] {
  const found: ClockSpan[] = [];
  for (const form of FORMS) {
    for (const match of text.matchAll(form)) {
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      const clock = clockOf(match.groups ?? {});
      if (clock === undefined || found.some((one) => start < one.end && end > one.start)) continue;
      const said = match.groups?.zone;
      found.push({
        start,
        end,
        clock,
        zone: said === undefined ? undefined : zoneName(said),
        approximation: meant(text.slice(0, start)),
      });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function clockOf(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  if (groups.word !== undefined) return /midnight/i.test(groups.word) ? '00:00' : '12:00';
  const word = HOURS.indexOf(groups.h!.toLowerCase());
  let hour = word < 0 ? Number(groups.h) : word + 1;
  const minute = Number(groups.m ?? 0);
  const part = groups.part ?? groups.part2;
  const half =
    groups.half?.toLowerCase()[0] ?? (part === undefined ? undefined : part.toLowerCase() === 'morning' ? 'a' : 'p');
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return hour < 24 && groups.m !== undefined ? padded(hour, minute) : undefined;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  return hour > 23 || minute > 59 ? undefined : padded(hour, minute);
}

const padded = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

function meant(before: string): Approximation {
  if (
    /(?:shortly|just|a little|soon) (?:before|after)\s*$|(?:around|about|roughly|approximately|circa|~)\s*$/iu.test(
      before,
    )
  )
    return 'about';
  return 'exact';
}

/** Pairs of zoned times in one sentence that stand for the same moment and differ, whatever their zones may mean. */
export function impossiblePairs(text: string, clocks: readonly ClockSpan[], day?: number): Impossible[] {
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
        why: `${first.clock} ${first.zone} is ${[...new Set(right)].join(' or ')} ${second.zone}, not ${second.clock}`,
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
