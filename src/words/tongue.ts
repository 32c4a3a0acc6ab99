/**
 * What a language needs before it has sentences: plurals, figures, times, names of countries. Law: whatever is counted is
 * said with the plural that the language's own rules choose (CLDR, through Intl).
 */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence whose holes are filled with whatever a page puts there: text, a time, a link. */
export type Rich<T> = readonly (string | T)[];

/** Puts a sentence together: ``say`Failing since ${since}.` ``. Empty holes leave nothing behind. */
export function say<T>(parts: TemplateStringsArray, ...holes: readonly (T | string | Rich<T>)[]): Rich<T> {
  return parts.flatMap((part, index) => {
    const hole = holes[index];
    const filling = hole === undefined ? [] : Array.isArray(hole) ? (hole as Rich<T>) : [hole as T];
    return part === '' ? filling : [part, ...filling];
  });
}

/** English and German tell one from the rest; a language with more forms names them here. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}

/** The few words that figures and lengths of time need. */
interface Units {
  readonly underOnePercent: string;
  readonly days: Forms;
  /** Numbers below ten, for headlines; zero first. */
  readonly spelled: readonly string[];
}

export type Tongue = ReturnType<typeof tongueOf>;

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** @param locale whose customs figures and dates follow; it begins with the language's code */
export function tongueOf(language: Language, locale: string, units: Units) {
  const rules = new Intl.PluralRules(locale);
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const threeDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3, useGrouping: false });
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const utc = { timeZone: 'UTC' } as const;
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...utc });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...utc });
  const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...utc });
  const regions = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });

  const number = (value: number): string => whole.format(value);
  /** `#` stands for the count. */
  const plural = (count: number, forms: Forms): string =>
    (rules.select(count) === 'one' ? forms.one : forms.other).replaceAll('#', number(count));
  return {
    language,
    locale,
    number,
    plural,
    shortNumber: (value: number): string => (value < 10_000 ? tenth.format(value) : compact.format(value)),
    /** No more digits than a reader needs: `0.0123`, `4.1`, `812`. */
    figure: (value: number): string => threeDigits.format(value),
    percent: (share: number): string =>
      share > 0 && share < 0.01 ? units.underOnePercent : `${whole.format(share * 100)} %`,
    /** A mean: one decimal while that says something. */
    mean: (value: number): string => (value < 9.95 ? tenth.format(value) : whole.format(value)),
    spelled: (count: number): string => units.spelled[count] ?? number(count),
    country: (code: string): string => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code),
    clockText: (iso: string): string => clock.format(new Date(iso)),
    dayText: (iso: string): string => day.format(new Date(iso)),
    shortDayText: (iso: string): string => shortDay.format(new Date(iso)),
    duration(minutes: number): string {
      const all = Math.max(0, Math.round(minutes));
      if (all < HOUR_MINUTES) return `${all} min`;
      if (all < 2 * DAY_MINUTES) {
        const rest = all % HOUR_MINUTES;
        return `${Math.floor(all / HOUR_MINUTES)} h${rest > 0 ? ` ${rest} min` : ''}`;
      }
      const hours = Math.round((all % DAY_MINUTES) / HOUR_MINUTES);
      return `${plural(Math.floor(all / DAY_MINUTES), units.days)}${hours > 0 ? ` ${hours} h` : ''}`;
    },
  };
}

/** `{name}` in a sentence is replaced by the value of that name; the browser fills its sentences in the same way. */
export const filled = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);

/** The first letter large: for what begins a line. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
/** And small, for what goes on in a sentence. */
export const small = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
