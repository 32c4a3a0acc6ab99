/** Countries by the names and short forms that German texts use, and lists of them. */
import { type PlaceSpan, placeReader } from '../places.ts';

export const { countriesIn } = placeReader('de', {
  USA: 'US',
  US: 'US',
  'Vereinigten Staaten': 'US',
  Amerika: 'US',
  Großbritannien: 'GB',
  Grossbritannien: 'GB',
  England: 'GB',
  Niederlanden: 'NL',
  Holland: 'NL',
  Tschechien: 'CZ',
  Südkorea: 'KR',
  Nordkorea: 'KP',
  Elfenbeinküste: 'CI',
  Emiraten: 'AE',
  Philippinen: 'PH',
  Weißrussland: 'BY',
});

const JOINED = /^(?:, |,? und |,? oder |,? sowie )(?:auch )?(?:aus |in )?(?:der |den |dem )?$/u;

/** The countries that are listed from a position on: "Österreich und der Schweiz". */
export function listedAt(text: string, at: number): PlaceSpan[] {
  const listed: PlaceSpan[] = [];
  for (const place of countriesIn(text)) {
    if (place.start < at) continue;
    const apart = text.slice(listed.at(-1)?.end ?? at, place.start);
    if (!(listed.length === 0 ? /^(?:der |den |dem |Teilen |ganz )*$/u : JOINED).test(apart)) break;
    listed.push(place);
  }
  return listed;
}
