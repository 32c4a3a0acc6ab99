/**
 * What was reported when: symptoms stacked, and each kind by itself. Law: no layer is told by its colour alone – the legend has
 * the order of the layers, a line parts them, and each stands by itself with its figures too.
 */
import { timeTicks } from '../../chart/ticks.ts';
import type { Words } from '../../words/words.ts';
import { type KindSeries, type KindsView, partStart } from '../kind-view.ts';
import { type Html, html, trusted } from './html.ts';

const HEIGHT = 150;
const TOP = 18;
const BOTTOM = 22;
const PLOT = HEIGHT - TOP - BOTTOM;
const BAR_HEIGHT = 32;
/** More layers cannot be told apart; the rest is one. */
const LAYERS_MAX = 5;

/**
 * @param id unique on the page
 * @param each where each kind stands by itself; here, where it is left out
 */
export function kindsFigure(t: Words, kinds: KindsView, id: string, each?: string): Html | '' {
  if (kinds.symptoms.length === 0) return '';
  const layers = layersOf(t, kinds.symptoms);
  const step = t.duration(kinds.partMinutes);
  return html`<figure class="chart kinds" id="${id}"><figcaption>${t.kinds.caption(step)}</figcaption>
${stack(t, kinds, layers, id)}
<ol class="legend">${layers.map(
    ({ name, total }, index) =>
      html`<li><svg class="swatch" viewBox="0 0 18 12" aria-hidden="true"><rect class="layer-${index}" width="18" height="12"/></svg>${name} <span class="quiet">${t.number(total)}</span></li>`,
  )}</ol>
${
  each === undefined
    ? html`<details><summary>${t.kinds.each}</summary>
${multiples(t, kinds, t.history.symptoms, kinds.symptoms)}
${kinds.components.length === 0 ? '' : multiples(t, kinds, t.history.components, kinds.components)}
</details>`
    : html`<p><a href="${each}">${t.kinds.each}</a></p>`
}</figure>`;
}

/** The legend goes from the top of the stack down; what is reported most lies at the bottom of both. */
function layersOf(t: Words, rows: readonly KindSeries[]): KindSeries[] {
  const shown = rows.length > LAYERS_MAX ? rows.slice(0, LAYERS_MAX - 1) : rows;
  const rest = rows.slice(shown.length);
  const others: KindSeries = {
    key: '',
    name: t.counts.others(rest.length),
    total: rest.reduce((sum, { total }) => sum + total, 0),
    counts: shown[0]!.counts.map((_, index) => rest.reduce((sum, { counts }) => sum + counts[index]!, 0)),
  };
  return [...(rest.length === 0 ? [] : [others]), ...shown.toReversed()];
}

function stack(t: Words, kinds: KindsView, layers: readonly KindSeries[], id: string): Html {
  const parts = layers[0]!.counts.length;
  const sums = Array.from({ length: parts }, (_, index) => layers.reduce((sum, { counts }) => sum + counts[index]!, 0));
  const top = Math.max(4, ...sums);
  const peak = sums.indexOf(Math.max(...sums));
  const at = partStart(kinds, peak);
  const most = layers.toReversed().toSorted((a, b) => b.counts[peak]! - a.counts[peak]!)[0]!;
  const label = t.kinds.summary(sums[peak]!, t.clockText(at), t.dayText(at), most.name);
  const y = (count: number): number => Math.round(PLOT * (1 - count / top) * 10) / 10;
  let under = new Array<number>(parts).fill(0);
  const shapes = layers
    .map(({ counts }, index) => ({ counts, index }))
    .toReversed()
    .map(({ counts, index }) => {
      const over = under.map((sum, part) => sum + counts[part]!);
      const back = under.map((_, part) => y(under[parts - 1 - part]!));
      const path = `M0 ${y(over[0]!)}${edge(over.map(y), (part) => part)}${edge(back, (part) => parts - part)}z`;
      under = over;
      return `<path class="layer-${index}" vector-effect="non-scaling-stroke" d="${path}"/>`;
    })
    .join('');
  return html`<svg class="picture" width="100%" height="${HEIGHT}" role="img" aria-labelledby="${id}-t"><title id="${id}-t">${label}</title>
<text class="tick" x="2" y="12">${t.shortNumber(top)}</text>
<svg y="${TOP}" width="100%" height="${PLOT}" viewBox="0 0 ${parts} ${PLOT}" preserveAspectRatio="none">${trusted(shapes)}</svg>
<line class="base" x2="100%" y1="${TOP + PLOT}" y2="${TOP + PLOT}"/>${times(t, kinds, parts)}</svg>`;
}

/** Steps at these heights; neighbours of one height are one step. */
function edge(heights: readonly number[], xOf: (part: number) => number): string {
  return heights.map((height, part) => (height === heights[part + 1] ? '' : `V${height}H${xOf(part + 1)}`)).join('');
}

function times(t: Words, kinds: KindsView, parts: number): Html {
  const startMs = Date.parse(kinds.start);
  const endMs = startMs + parts * kinds.partMinutes * 60_000;
  const ticks = timeTicks(startMs, endMs, 4).filter((ms) => ms > startMs && ms < endMs);
  return html`${ticks.map((ms) => {
    const iso = new Date(ms).toISOString();
    const share = Math.round(((ms - startMs) / (endMs - startMs)) * 1000) / 10;
    const anchor = share < 8 ? 'start' : share > 92 ? 'end' : 'middle';
    return html`<text class="tick" x="${share}%" y="${HEIGHT - 6}" text-anchor="${anchor}" data-time="${iso}">${iso.includes('T00:00') ? t.shortDayText(iso) : t.clockText(iso)}</text>`;
  })}`;
}

/** One row for each kind, all on the same scale of time, each on its own of counts: its total stands beside it. */
export function multiples(t: Words, kinds: KindsView, caption: string, rows: readonly KindSeries[]): Html {
  return html`<table class="multiples"><caption>${caption}</caption>
<thead class="unseen"><tr><th scope="col">${t.history.what}</th><th scope="col">${t.history.when}</th><th scope="col">${t.chart.reports}</th></tr></thead>
<tbody>${rows.map((row) => {
    const at = partStart(kinds, row.counts.indexOf(Math.max(...row.counts)));
    return html`<tr><th scope="row">${row.name}</th><td>${bars(row)}<span class="unseen">${t.history.most(t.clockText(at), t.dayText(at))}</span></td><td class="num">${t.number(row.total)}</td></tr>`;
  })}</tbody></table>`;
}

function bars({ counts }: KindSeries): Html {
  const top = Math.max(1, ...counts);
  const shapes = counts
    .map((count, index) => {
      const height = Math.round((BAR_HEIGHT * count * 10) / top) / 10;
      return count === 0 ? '' : `M${index} ${BAR_HEIGHT}v-${height}h1v${height}z`;
    })
    .join('');
  return html`<svg class="bars" viewBox="0 0 ${counts.length} ${BAR_HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path class="counts" d="${trusted(shapes)}"/></svg>`;
}
