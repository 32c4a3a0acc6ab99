/** The page's language, as figures and times follow it; sentences come from the page itself. */
const { lang } = document.documentElement;

/** English pages are written with the customs of British English, as on the server. */
export const locale = lang === 'en' ? 'en-GB' : lang;

/** `{name}` in a sentence is replaced by the value of that name. */
export const filled = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
