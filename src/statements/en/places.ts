/** Countries by the short names that English texts use, areas that are only named, and lists of proper names. */
import { type PlaceSpan, placeReader } from '../places.ts';

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

export const { countriesIn, countryOf } = placeReader('en', SHORT);

const PROPER = "\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+)*";
const AREA = new RegExp(
  `\\b(?:in|from|within|near|around) (?:the )?[“‘]?(?:the )?(${PROPER})(?:[”’])? (?:area|region|territory)\\b`,
  'gu',
);

/** "the X area": a place that its speaker only names. */
export function areasIn(text: string): PlaceSpan[] {
  return [...text.matchAll(AREA)].map((match) => {
    const start = match.index + match[0].indexOf(match[1]!);
    return { start, end: start + match[1]!.length, name: match[1]!, country: countryOf(match[1]!) };
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
    country: countryOf(match[0]),
  }));
}
