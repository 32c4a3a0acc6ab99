/** Whether an incident is about a country, a component or a symptom: by its share of the reports that name one. */

/** From this share on it is. */
const ABOUT_SHARE = 0.1;

/** @param key undefined asks for nothing */
export function isAbout(counts: Readonly<Record<string, number>>, key: string | undefined): boolean {
  if (key === undefined) return true;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return Object.hasOwn(counts, key) && counts[key]! >= ABOUT_SHARE * all;
}
