/**
 * Which language a page is in: what the address asks for, else what was chosen before, else what the browser prefers.
 * The choice is kept in a cookie that holds the language's code and nothing else.
 */
import type { Language } from '../words/tongue.ts';
import { isLanguage, preferredLanguage } from '../words/words.ts';

const YEAR_SECONDS = 365 * 86_400;

/** @param asked the value of `?lang=`, if there is one */
export function languageOf(
  asked: string | undefined,
  cookie: string | undefined,
  acceptLanguage: string | undefined,
): Language {
  if (isLanguage(asked)) return asked;
  const chosen = cookie === undefined ? undefined : /(?:^|;\s*)lang=([a-z]+)/.exec(cookie)?.[1];
  return isLanguage(chosen) ? chosen : preferredLanguage(acceptLanguage);
}

export const languageCookie = (language: Language): string =>
  `lang=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;

/** Pages of one address in several languages lie under keys of their own. */
export const languageKey = (language: Language, key: string): string =>
  language === 'en' ? key : `${language} ${key}`;
