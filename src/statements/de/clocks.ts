/** How German texts write times: 9.15 Uhr, 08:12 Uhr MEZ, von 12 bis 14 Uhr, 19 Uhr 30, halb acht am Abend, Mitternacht. */
import { clockReader } from '../clocks.ts';
import { ZONE_LETTERS, zoneNamed } from '../zones.ts';

const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/^MESZ|mitteleuropäischer Sommer/i, 'CEST'],
  [/^MEZ|mitteleuropäischer Zeit/i, 'CET'],
  [/deutscher|schweizer|österreichischer|berliner|wiener/i, 'Europe/Berlin'],
  [/ostküste|new yorker|eastern/i, 'ET'],
  [/pazifik|kalifornischer|pacific/i, 'PT'],
  [/britischer|londoner/i, 'Europe/London'],
  [/moskauer/i, 'MSK'],
  [/weltzeit/i, 'UTC'],
];
const ZONE = `(?:MESZ|MEZ|${ZONE_LETTERS}|(?:[Mm]itteleuropäischer (?:Sommerzeit|Zeit)|[Dd]eutscher|Schweizer|[Öö]sterreichischer|Berliner|Wiener|US-Ostküsten-?|New Yorker|[Kk]alifornischer|[Bb]ritischer|Londoner|Moskauer)\\s?(?:[Zz]eit)|Weltzeit|Ortszeit)`;
const HOURS = Object.fromEntries(
  'ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ').map((word, i) => [word, i + 1]),
);
const HOUR = '(?<h>[01]?\\d|2[0-4])';
const TAIL = `(?:\\s?Uhr\\b)(?:,?\\s?\\(?(?<zone>${ZONE})(?![\\p{L}])\\)?)?`;
const SPOKEN_HOUR = `(?<h>${Object.keys(HOURS).join('|')})`;
const EARLY = '(?<morning>morgens|früh|vormittags|am Morgen|am Vormittag)';
const LATE = '(?<later>nachmittags|abends|am Nachmittag|am Abend)';
/** "Am Freitagabend um kurz nach sieben": the part of the day stands before. */
const LATE_BEFORE = '(?<=(?<later>abend|nachmittag)s?\\b[^.\\d“”]{0,30})';
/** The first of two times that share one "Uhr". */
const SHARED = '(?=\\s?(?:bis|und|oder|[-–—])(?: (?:etwa|gegen|kurz nach))? ?\\d{1,2}(?:[.:]\\d{2})?\\s?Uhr)';

const FORMS: readonly RegExp[] = [
  new RegExp(`(?<![\\d.,:])${HOUR}[.:](?<m>[0-5]\\d)(?:[.:][0-5]\\d)?${TAIL}`, 'gu'),
  new RegExp(`(?<![\\d.,:])${HOUR}\\s?Uhr (?<m>[0-5]\\d)(?!\\d|[.,]\\d|\\s?(?:Uhr|Prozent|%|\\p{Lu}))`, 'gu'),
  new RegExp(`(?<![\\d.,:])${HOUR}${TAIL}`, 'gu'),
  new RegExp(`(?<![\\d.,:])${HOUR}(?:[.:](?<m>[0-5]\\d))?${SHARED}`, 'gu'),
  new RegExp(`(?<![\\d.,:])${HOUR}:(?<m>[0-5]\\d)(?![\\d:])(?:\\s\\(?(?<zone>${ZONE})(?![\\p{L}])\\)?)?`, 'gu'),
  new RegExp(
    `\\b(?<halb>halb )?${SPOKEN_HOUR}(?: Uhr)? (?:${EARLY}|${LATE})|${LATE_BEFORE}\\b(?<halb>halb )?${SPOKEN_HOUR}\\b(?! \\p{L}+(?:en|er|e)\\b)`,
    'gu',
  ),
  /\b(?<midnight>Mitternacht)\b/gu,
];

export const clocksIn = clockReader({
  forms: FORMS,
  hours: HOURS,
  zoneName: (words) => zoneNamed(words, SPOKEN),
  about: /(?:gegen|etwa|ungefähr|circa|ca\.|rund|kurz (?:vor|nach)|~)\s*$/iu,
});
