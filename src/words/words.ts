/**
 * All that pages say, in each language. English is written first; another language has its type, so that a key or a hole that
 * is missing does not compile. Pages take these as an argument.
 */
import * as de from './de/index.ts';
import * as en from './en/index.ts';
import { LANGUAGES, type Language, type Tongue } from './tongue.ts';

type Sections = Omit<typeof en, 'english'>;

/** How a language does its figures and times, and what it says. */
export type Words = Tongue & Sections & { readonly name: string };

const { english, ...enSections } = en;
const { german, ...deSections } = de;

export const ENGLISH: Words = { ...english, ...enSections, name: 'English' };
const GERMAN: Words = { ...german, ...deSections, name: 'Deutsch' };

const ALL: Readonly<Record<Language, Words>> = { en: ENGLISH, de: GERMAN };

export const wordsOf = (language: Language): Words => ALL[language];

export const isLanguage = (text: string | undefined): text is Language =>
  (LANGUAGES as readonly (string | undefined)[]).includes(text);

/** More than a browser sends. */
const RANGES_MAX = 16;

/** The language that an Accept-Language header likes best of those there are (RFC 9110, 12.5.4); English where it likes none. */
export function preferredLanguage(header: string | undefined): Language {
  let best: Language = 'en';
  let weight = 0;
  for (const range of (header ?? '').split(',', RANGES_MAX)) {
    const [tag = '', ...parameters] = range.split(';');
    const language = tag.trim().toLowerCase().split('-')[0];
    const q = Number(parameters.find((one) => /^\s*q\s*=/.test(one))?.split('=')[1] ?? 1);
    if (!isLanguage(language) || !(q > weight)) continue;
    best = language;
    weight = q;
  }
  return best;
}
