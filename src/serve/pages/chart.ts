/**
 * A chart as a figure: the picture, what its marks mean, and the same counts as a table. The <count-chart> element
 * adds a read-out by pointer and keyboard; without it nothing is missing.
 */
import { gaps, grouped } from '../../chart/steps.ts';
import { chartSvg, peakOf } from '../../chart/svg.ts';
import type { Words } from '../../words/words.ts';
import type { ChartView } from '../schema.ts';
import { type Html, html, trusted } from './html.ts';
import { pictureWords } from './picture-words.ts';
import { clock, moment } from './when.ts';

/** A longer table is not read; the API has every step. */
const TABLE_ROWS_MAX = 48;
const ROW_MINUTES = [1, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440];

/** What a reader may do with a chart: choose another length, and look closer where there is the module for it. */
interface Ways {
  /** Lengths to choose from, as links. */
  readonly ranges?: Html;
  /** The module that draws a part of the chart in the browser. */
  readonly zoom?: string | undefined;
}

export function countChart(t: Words, chart: ChartView, id: string, label: string, { ranges, zoom }: Ways = {}): Html {
  const step = t.duration(chart.stepMinutes);
  return html`<figure class="chart" id="${id}">
<count-chart data-start="${chart.start}" data-step="${chart.stepMinutes}" data-counts="${list(chart.counts)}" data-expected="${list(chart.expected)}" data-high="${list(chart.high)}"${
    chart.now === null ? '' : html` data-now="${chart.now}"`
  }${chart.waves.length === 0 ? '' : html` data-waves="${wavesText(chart)}"`}${zoom === undefined ? '' : html` data-zoom="${zoom}"`} data-say="${JSON.stringify(spoken(t))}">
${ranges ?? ''}
<p class="readout" data-keep><span class="hint">${peakOf(chart) === undefined ? t.chart.notCounted : t.chart.inThisTime(t.counts.reports(total(chart)))}</span></p>
<div class="plot">${trusted(chartSvg(chart, { id, label, summary: summary(t, chart) }, pictureWords(t)))}</div>
<div class="scrub" data-keep></div>
${zoom === undefined ? '' : html`<div class="zoom" data-keep></div>`}
</count-chart>
<figcaption>${legend(t, chart, step, id)}</figcaption>
${table(t, chart, label)}
</figure>`;
}

/** What the read-out says, with holes that the browser fills. */
function spoken({ chart }: Words) {
  const { readOut, toCome, uncounted, one, other, withUsual, withRange } = chart;
  const { closer, wider, all, shown, shownAll, dragHint, now, gap, nothingHere } = chart;
  const zooming = { closer, wider, all, shown, shownAll, dragHint, now, gap, nothingHere };
  return { readOut, toCome, uncounted, one, other, withUsual, withRange, ...zooming };
}

/** Number, start and end of each wave; no end while it goes on. */
const wavesText = ({ waves }: ChartView): string =>
  waves.map(({ number, start, end }) => `${number},${start},${end ?? ''}`).join(' ');

const list = (values: readonly (number | null)[]): string =>
  values.map((value) => (value === null ? '' : String(Math.round(value * 10) / 10))).join(',');

const total = (chart: ChartView): number => chart.counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** The chart in words, for those who cannot see it. */
function summary(t: Words, chart: ChartView): string {
  const peak = peakOf(chart);
  if (peak === undefined) return t.chart.nothing;
  const holes = gaps(chart.counts).length;
  return [
    t.chart.inSteps(t.counts.reports(total(chart)), t.duration(chart.stepMinutes)),
    highest(t, peak, chart.expected[peak.index] ?? null),
    chart.waves.length === 0 ? t.chart.noWave : t.chart.waves(t.counts.waves(chart.waves.length)),
    ...(holes > 0 ? [t.chart.holes(holes)] : []),
  ].join(' ');
}

function highest(t: Words, peak: { at: string; count: number }, expected: number | null): string {
  if (peak.count === 0) return t.chart.noReport;
  const words = t.chart.highest(t.clockText(peak.at), t.dayText(peak.at), peak.count);
  return expected === null ? t.chart.usualUnknown(words) : t.chart.wouldBeUsual(words, t.counts.usual(expected));
}

function legend(t: Words, chart: ChartView, step: string, id: string): Html {
  const future = chart.now === null ? Number.POSITIVE_INFINITY : Date.parse(chart.now);
  const hasGap = gaps(chart.counts).some(
    ([first]) => Date.parse(chart.start) + first * chart.stepMinutes * 60_000 < future - chart.stepMinutes * 60_000,
  );
  return html`<ul class="legend">
<li>${swatch('<rect class="counts" width="18" height="10" y="2"/><path class="counts-top" d="M0 2H18"/>')}${t.chart.reportsPer(step)}</li>
<li>${swatch('<path class="usual" d="M0 7H18"/>')}${t.chart.usual}</li>
<li>${swatch('<rect class="band" width="18" height="12"/>')}${t.chart.range}</li>
${chart.waves.length === 0 ? '' : html`<li>${swatch('<rect class="wave" width="18" height="12"/><rect class="wave-top" width="18" height="2"/>')}${t.chart.wave}</li>`}
${hasGap ? html`<li>${swatch(`<rect class="gap" width="18" height="12" fill="url(#${id}-hatch)"/>`)}${t.chart.notCounted}</li>` : ''}
<li class="zone" data-zone="${t.frame.ownZone}">${t.frame.utc}</li>
</ul>`;
}

const swatch = (marks: string): Html =>
  html`<svg class="swatch" viewBox="0 0 18 12" aria-hidden="true">${trusted(marks)}</svg>`;

function table(t: Words, chart: ChartView, label: string): Html {
  const span = chart.counts.length * chart.stepMinutes;
  const wanted = ROW_MINUTES.find((minutes) => minutes % chart.stepMinutes === 0 && span / minutes <= TABLE_ROWS_MAX);
  const rowMinutes = wanted ?? Math.ceil(span / TABLE_ROWS_MAX / chart.stepMinutes) * chart.stepMinutes;
  const size = Math.max(1, Math.round(rowMinutes / chart.stepMinutes));
  const expected = grouped(chart.expected, size);
  return html`<details class="figures"><summary>${t.chart.asTable}</summary>
<table><caption class="unseen">${t.chart.by(label, t.duration(size * chart.stepMinutes))}</caption>
<thead><tr><th scope="col">${t.chart.from}</th><th scope="col" class="num">${t.chart.reports}</th><th scope="col" class="num">${t.chart.usual}</th></tr></thead>
<tbody>${grouped(chart.counts, size).map((count, index) => {
    const at = new Date(Date.parse(chart.start) + index * size * chart.stepMinutes * 60_000).toISOString();
    const mid = expected[index] ?? null;
    const when = index === 0 || at.includes('T00:00') ? moment(t, at) : clock(t, at);
    return html`<tr><th scope="row">${when}</th><td class="num">${count === null ? t.counts.notCounted : t.number(count)}</td><td class="num">${mid === null ? '–' : t.mean(mid)}</td></tr>`;
  })}</tbody></table></details>`;
}
