/**
 * A chart as a figure: the picture, what its marks mean, and the same counts as a table. The <count-chart> element
 * adds a read-out by pointer and keyboard; without it nothing is missing.
 */

import { gaps, grouped } from '../../chart/steps.ts';
import { chartSvg, peakOf } from '../../chart/svg.ts';
import type { ChartView } from '../schema.ts';
import { type Html, html, trusted } from './html.ts';
import { clock, clockText, dayText, duration, moment } from './time.ts';
import { mean, number, plural, reports, usual } from './words.ts';

/** A longer table is not read; the API has every step. */
const TABLE_ROWS_MAX = 48;
const ROW_MINUTES = [1, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440];

export function countChart(chart: ChartView, id: string, label: string): Html {
  const step = duration(chart.stepMinutes);
  return html`<figure class="chart" id="${id}">
<count-chart data-start="${chart.start}" data-step="${chart.stepMinutes}" data-counts="${list(chart.counts)}" data-expected="${list(chart.expected)}" data-high="${list(chart.high)}"${
    chart.now === null ? '' : html` data-now="${chart.now}"`
  }>
<p class="readout" data-keep><span class="hint">${peakOf(chart) === undefined ? 'Not counted' : `${reports(total(chart))} in this time`}</span></p>
<div class="plot">${trusted(chartSvg(chart, { id, label, summary: summary(chart) }))}</div>
<div class="scrub" data-keep></div>
</count-chart>
<figcaption>${legend(chart, step, id)}</figcaption>
${table(chart, label)}
</figure>`;
}

const list = (values: readonly (number | null)[]): string =>
  values.map((value) => (value === null ? '' : String(Math.round(value * 10) / 10))).join(',');

const total = (chart: ChartView): number => chart.counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** The chart in words, for those who cannot see it. */
function summary(chart: ChartView): string {
  const peak = peakOf(chart);
  if (peak === undefined) return 'Nothing was counted in this time.';
  const expected = chart.expected[peak.index] ?? undefined;
  const highest =
    peak.count === 0
      ? 'No report came in.'
      : `Highest at ${clockText(peak.at)} UTC on ${dayText(peak.at)}: ${number(peak.count)}, where ${expected === undefined ? 'the usual is not known' : `${usual(expected)} would be usual`}.`;
  const holes = gaps(chart.counts).length;
  const waves = chart.waves.length === 0 ? 'No wave.' : `${plural(chart.waves.length, 'wave', 'waves')}.`;
  return `${reports(total(chart))} counted in steps of ${duration(chart.stepMinutes)}. ${highest} ${waves}${
    holes > 0 ? ` ${plural(holes, 'stretch was', 'stretches were')} not counted.` : ''
  }`;
}

function legend(chart: ChartView, step: string, id: string): Html {
  const future = chart.now === null ? Number.POSITIVE_INFINITY : Date.parse(chart.now);
  const hasGap = gaps(chart.counts).some(
    ([first]) => Date.parse(chart.start) + first * chart.stepMinutes * 60_000 < future - chart.stepMinutes * 60_000,
  );
  return html`<ul class="legend">
<li>${swatch('<rect class="counts" width="18" height="10" y="2"/><path class="counts-top" d="M0 2H18"/>')}Reports per ${step}</li>
<li>${swatch('<path class="usual" d="M0 7H18"/>')}Usual</li>
<li>${swatch('<rect class="band" width="18" height="12"/>')}Range of the usual</li>
${chart.waves.length === 0 ? '' : html`<li>${swatch('<rect class="wave" width="18" height="12"/><rect class="wave-top" width="18" height="2"/>')}Wave, numbered</li>`}
${hasGap ? html`<li>${swatch(`<rect class="gap" width="18" height="12" fill="url(#${id}-hatch)"/>`)}Not counted</li>` : ''}
<li class="zone" data-zone>Times in UTC</li>
</ul>`;
}

const swatch = (marks: string): Html =>
  html`<svg class="swatch" viewBox="0 0 18 12" aria-hidden="true">${trusted(marks)}</svg>`;

function table(chart: ChartView, label: string): Html {
  const span = chart.counts.length * chart.stepMinutes;
  const wanted = ROW_MINUTES.find((minutes) => minutes % chart.stepMinutes === 0 && span / minutes <= TABLE_ROWS_MAX);
  const rowMinutes = wanted ?? Math.ceil(span / TABLE_ROWS_MAX / chart.stepMinutes) * chart.stepMinutes;
  const size = Math.max(1, Math.round(rowMinutes / chart.stepMinutes));
  const expected = grouped(chart.expected, size);
  return html`<details class="figures"><summary>The same as a table</summary>
<table><caption class="unseen">${label}, by ${duration(size * chart.stepMinutes)}</caption>
<thead><tr><th scope="col">From</th><th scope="col" class="num">Reports</th><th scope="col" class="num">Usual</th></tr></thead>
<tbody>${grouped(chart.counts, size).map((count, index) => {
    const at = new Date(Date.parse(chart.start) + index * size * chart.stepMinutes * 60_000).toISOString();
    const mid = expected[index] ?? null;
    const when = index === 0 || at.includes('T00:00') ? moment(at) : clock(at);
    return html`<tr><th scope="row">${when}</th><td class="num">${count === null ? 'not counted' : number(count)}</td><td class="num">${mid === null ? '–' : mean(mid)}</td></tr>`;
  })}</tbody></table></details>`;
}
