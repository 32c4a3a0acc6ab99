/**
 * Places in a sentence: countries by their English names and usual short forms, and areas that somebody only names. A
 * country has its ISO code; an area keeps its words, for nothing can be counted by it.
 */

export interface PlaceSpan {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** ISO 3166-1 alpha-2; undefined for what is no country. */
  readonly country?: string | undefined;
}

const SHORT: Readonly<Record<string, string>> = {
  US: 'US',
  'U.S.': 'US',
  'U.S': 'US',
  USA: 'US',
  America: 'US',
  'the States': 'US',
  UK: 'GB',
  'U.K.': 'GB',
  Britain: 'GB',
  'Great Britain': 'GB',
  Vietnam: 'VN',
  Russia: 'RU',
  Turkey: 'TR',
  'Czech Republic': 'CZ',
  'South Korea': 'KR',
  'North Korea': 'KP',
  UAE: 'AE',
  'Ivory Coast': 'CI',
  Myanmar: 'MM',
  Burma: 'MM',
  Palestine: 'PS',
  'Hong Kong': 'HK',
  Macau: 'MO',
  Congo: 'CD',
  Holland: 'NL',
};

const COUNTRIES: ReadonlyMap<string, string> = new Map([...named(), ...Object.entries(SHORT)]);
const NAMES = new RegExp(
  `(?<![\\p{L}-])(?:${[...COUNTRIES.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'))
    .join('|')})(?![\\p{L}])`,
  'gu',
);

function named(): [string, string][] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return [...letters].flatMap((first) =>
    [...letters].flatMap((second): [string, string][] => {
      const name = names.of(first + second);
      // User-assigned and exceptional codes name no country.
      return name === undefined ||
        /^(?:EU|EZ|UN|Q[M-Z]|X[A-JL-Z]|ZZ|AA|UK|DD|FX|SU|TP|YU|ZR|BU|DY|HV|NH|NQ|RH|VD|YD|AN|CS|CT|FQ|JT|MI|NT|PC|PU|PZ|WK)$/.test(
          first + second,
        )
        ? []
        : [[name, first + second]];
    }),
  );
}

export function countriesIn(text: string): PlaceSpan[] {
  return [...text.matchAll(NAMES)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    name: match[0],
    country: COUNTRIES.get(match[0]),
  }));
}

const PROPER = "\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+)*";
const AREA = new RegExp(
  `\\b(?:in|from|within|near|around) (?:the )?[“‘]?(?:the )?(${PROPER})(?:[”’])? (?:area|region|territory)\\b`,
  'gu',
);

/** "the X area": a place that its speaker only names. */
export function areasIn(text: string): PlaceSpan[] {
  return [...text.matchAll(AREA)].map((match) => {
    const start = match.index + match[0].indexOf(match[1]!);
    return { start, end: start + match[1]!.length, name: match[1]!, country: COUNTRIES.get(match[1]!) };
  });
}

const LISTED = new RegExp(`^(?:the )?${PROPER}(?:(?:, | and |, and )(?:the |parts of )?${PROPER})*`, 'u');

/** Proper names that are listed from a position on: "Scotland and Northern Ireland". */
export function listedAt(text: string, at: number): PlaceSpan[] {
  const list = LISTED.exec(text.slice(at))?.[0] ?? '';
  return [...list.matchAll(new RegExp(PROPER, 'gu'))].map((match) => ({
    start: at + match.index,
    end: at + match.index + match[0].length,
    name: match[0],
    country: COUNTRIES.get(match[0]),
  }));
}
