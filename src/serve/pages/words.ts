/** Counts in English, for the parts of pages whose sentences are not in the catalogue yet. */
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const rules = new Intl.PluralRules('en');

export const number = (value: number): string => whole.format(value);
export const plural = (count: number, one: string, other: string): string =>
  `${number(count)} ${rules.select(count) === 'one' ? one : other}`;
export const reports = (count: number): string => plural(count, 'report', 'reports');
