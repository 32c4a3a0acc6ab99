/** How English texts write times: 9.30pm, 14:20 UTC, 0915 BST, noon PT, six in the morning Pacific time. */
import { type ClockSpan, clockReader } from '../clocks.ts';
import { ZONE_LETTERS, zoneNamed } from '../zones.ts';

/** Zones in words, and places whose clocks are named. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/^eastern/i, 'ET'],
  [/^central (?!europ)/i, 'CT'],
  [/^mountain/i, 'MT'],
  [/^pacific/i, 'PT'],
  [/^(?:london|uk|british)/i, 'Europe/London'],
  [/^(?:paris|french|german|berlin|central european|swiss|italian|rome|madrid|spanish)/i, 'Europe/Berlin'],
  [/^(?:india|indian)/i, 'IST'],
  [/^(?:tokyo|japan)/i, 'JST'],
  [/^(?:moscow)/i, 'MSK'],
  [/^(?:new york)/i, 'ET'],
];

/** A zone that may follow a clock time. */
const ZONE = `(?:${ZONE_LETTERS}|(?:[Ee]astern|[Pp]acific|[Cc]entral|[Mm]ountain)(?: [Ss]tandard| [Dd]aylight)?(?: [Tt]ime)?|[Ll]ocal [Tt]ime|(?:London|UK|British|Paris|French|German|Berlin|Central European|Swiss|Indian?|Tokyo|Moscow|New York|Rome|Madrid)(?: [Ss]tandard| [Ss]ummer)? [Tt]ime|[A-Z][a-z]+ time)`;

const HOURS = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, i) => [word, i + 1]),
);
const MINUTES = { five: 5, ten: 10, quarter: 15, twenty: 20, 'twenty-five': 25, half: 30 };
const DAY_PART = `(?:,? (?:in the (?:(?<morning>morning)|(?<later>afternoon|evening))|(?<later>at night)|(?<morning>this morning)|(?<later>this afternoon|this evening|tonight)))?`;
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
  new RegExp(
    `\\b(?:(?<part>half|(?:a )?quarter|five|ten|twenty|twenty-five|\\d{1,2})(?: minutes)? (?:past|(?<to>to)))\\s(?<h>${Object.keys(HOURS).join('|')}|\\d{1,2})(?![\\d:.]\\d)\\b${DAY_PART}${TAIL}`,
    'giu',
  ),
  new RegExp(`\\b(?<h>${Object.keys(HOURS).join('|')}|\\d{1,2}) ?o[’']clock${DAY_PART}${TAIL}`, 'giu'),
  new RegExp(
    `(?<=\\b(?:back|restored|fixed|failed|started|began|ended|returned|crashed|resumed)[^.;]{0,20}\\b(?:at|around|by|about|until|since) )(?<h>${Object.keys(HOURS).join('|')})(?=[.,;:)]|$)`,
    'giu',
  ),
  new RegExp(`(?:(?<noon>noon|midday)|(?<midnight>midnight))\\b${TAIL}`, 'giu'),
  new RegExp(
    `\\b(?<h>${Object.keys(HOURS).join('|')}|\\d{1,2})(?: o'clock)? (?:in the (?:(?<morning>morning)|(?<later>afternoon|evening))|(?<later>at night))${TAIL}`,
    'giu',
  ),
];

const readClocks = clockReader({
  forms: FORMS,
  hours: HOURS,
  minutes: { ...MINUTES, 'a quarter': 15 },
  zoneName: (words) => zoneNamed(words, SPOKEN),
  about: /(?:shortly|just|a little|soon) (?:before|after)\s*$|(?:around|about|roughly|approximately|circa|~)\s*$/iu,
});

const RANGE = /^\s?(?:to|and|until|till|[-–—])\s?$/u;
const HALF_DAY = /[ap]\.?\s?m\b/iu;

/** "from 3.00 to 5.30 p.m.": the half of the day is said once, for both. */
export function clocksIn(text: string): ClockSpan[] {
  const clocks = readClocks(text);
  return clocks.map((clock, i) => {
    const next = clocks[i + 1];
    if (next === undefined || !RANGE.test(text.slice(clock.end, next.start))) return clock;
    const half = HALF_DAY.exec(text.slice(next.start, next.end))?.[0][0]?.toLowerCase();
    const [hour, later] = [clock.clock, next.clock].map((at) => Number(at.slice(0, 2))) as [number, number];
    if (half !== 'p' || HALF_DAY.test(text.slice(clock.start, clock.end)) || hour === 0 || hour >= 12) return clock;
    return hour + 12 > later ? clock : { ...clock, clock: `${hour + 12}${clock.clock.slice(2)}` };
  });
}
