/** The languages that articles are read in, and which of them a text is written in. */

import { GERMAN } from './de/german.ts';
import { ENGLISH } from './en/english.ts';
import type { Language } from './language.ts';

/** The first reads whatever no other language claims. */
export const LANGUAGES: readonly [Language, ...Language[]] = [ENGLISH, GERMAN];

/** Characters that are looked at to tell a language. */
const LOOKED_AT = 20_000;

export const languageNamed = (code: string): Language | undefined => LANGUAGES.find((one) => one.code === code);

export function languageOf(text: string): Language {
  const sample = text.slice(0, LOOKED_AT);
  const counted = LANGUAGES.map((language) => ({ language, hits: [...sample.matchAll(language.common)].length }));
  return counted.reduce((best, one) => (one.hits > best.hits ? one : best)).language;
}
