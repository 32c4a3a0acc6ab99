/** Figures in words of at most a few signs: counts, shares, and changes with their bounds. */
import type { Change } from '../model/origin.ts';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumSignificantDigits: 3 });

export const count = (value: number): string => whole.format(value);
export const shortCount = (value: number): string => (value < 10_000 ? whole.format(value) : short.format(value));

/** In per cent. Something is never shown as nothing, nor a part as the whole. */
export function share(value: number): string {
  if (value <= 0) return '0 %';
  if (value < 0.001) return '< 0.1 %';
  if (value < 1 && value > 0.9995) return '> 99.9 %';
  return `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`;
}

/** `× 3.2`; `÷ 4` where it is less than the usual. */
export function times(ratio: number): string {
  if (ratio === 0) return 'none';
  return ratio >= 0.95 ? `× ${digits(ratio)}` : `÷ ${digits(1 / ratio)}`;
}

/** Factor and bounds: `× 3.2 the usual (2.8 to 3.7)`. */
export function changeWords(change: Change): string {
  return change.ratio === null
    ? `none usually, ${bounds(change)}`
    : `${times(change.ratio)} the usual (${bounds(change)})`;
}

/** Of what had none before, no upper bound can be told. */
export function bounds({ ratio, low, high }: Change): string {
  return ratio === null ? `at least × ${factor(low)}` : `${factor(low)} to ${factor(high)}`;
}

function factor(ratio: number): string {
  return ratio >= 100 ? shortCount(Math.round(ratio)) : ratio.toPrecision(2).replace(/\.0$/, '');
}

function digits(value: number): string {
  return value < 9.95 ? value.toFixed(1) : shortCount(Math.round(value));
}
