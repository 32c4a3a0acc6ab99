/**
 * Places in a sentence: countries by their names in a language and usual short forms, and areas that somebody only names. A
 * country has its ISO code; an area keeps its words, for nothing can be counted by it.
 */
import type { Span } from './found.ts';

export interface PlaceSpan extends Span {
  readonly name: string;
  /** ISO 3166-1 alpha-2; undefined for what is no country. */
  readonly country?: string | undefined;
}

export interface PlaceReader {
  countriesIn(text: string): PlaceSpan[];
  /** The code of exactly this name. */
  countryOf(name: string): string | undefined;
}

/** @param short names beside those that Unicode's data has for the language */
export function placeReader(language: string, short: Readonly<Record<string, string>>): PlaceReader {
  const countries: ReadonlyMap<string, string> = new Map([...named(language), ...Object.entries(short)]);
  const names = new RegExp(
    `(?<![\\p{L}-])(?:${[...countries.keys()]
      .toSorted((a, b) => b.length - a.length)
      .map((name) => name.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'))
      .join('|')})(?![\\p{L}])`,
    'gu',
  );
  return {
    countryOf: (name) => countries.get(name),
    countriesIn: (text) =>
      [...text.matchAll(names)].map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
        name: match[0],
        country: countries.get(match[0]),
      })),
  };
}

function named(language: string): [string, string][] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
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
