/** A day of a service in the space of a word: counts against the usual, for cards. Decoration to the figures beside it. */

import { area, gaps, grouped, outline, ridge } from '../../chart/steps.ts';
import type { ServiceCardView } from '../schema.ts';
import { type Html, html, trusted } from './html.ts';

const STEPS_MAX = 96;
const HEIGHT = 40;
/** Below this many reports a step the picture stays flat: three reports are not a mountain. */
const TOP_MIN = 6;

export function spark({ counts, expected }: ServiceCardView['spark']): Html {
  const size = Math.max(1, Math.ceil(counts.length / STEPS_MAX));
  const sums = grouped(counts, size);
  const usuals = grouped(expected, size);
  const top = [...sums, ...usuals].reduce<number>((most, value) => Math.max(most, value ?? 0), TOP_MIN);
  const y = (value: number): number => (HEIGHT - 1) * (1 - value / (top * 1.05));
  const width = Math.max(1, sums.length);
  const holes = gaps(sums)
    .map(([from, to]) => `M${from} 0h${to - from}v${HEIGHT}h${from - to}z`)
    .join('');
  return html`<svg class="spark" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${
    holes === '' ? '' : html`<path class="spark-gap" d="${trusted(holes)}"/>`
  }<path class="counts" d="${trusted(area(sums, y))}"/><path class="counts-top" vector-effect="non-scaling-stroke" d="${trusted(outline(sums, y))}"/><path class="usual" vector-effect="non-scaling-stroke" d="${trusted(ridge(usuals, y))}"/></svg>`;
}
