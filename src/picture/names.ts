/** Names of countries and networks, in English, as people know them. */
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** A code that is none stands for itself: databases are not ours to correct. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
}
