/**
 * A service's traffic: requests and failures by time, and where the addresses behind them are registered. Law: what no source counted is
 * not zero, and an address says where a machine is registered, never who sends.
 */

import { gaps, grouped } from '../../chart/steps.ts';
import { chartSvg, peakOf } from '../../chart/svg.ts';
import type { TrafficBody } from '../schema-traffic.ts';
import { type Html, html, trusted } from './html.ts';
import { shareList } from './lists.ts';
import { clock, clockText, duration, moment, near } from './time.ts';
import { number, percent, plural, shortNumber } from './words.ts';

const ROW_MINUTES = 30;

export function trafficSection(traffic: TrafficBody, name: string): Html {
  const { lastHour, countries, networks } = traffic;
  const { requests, failed } = lastHour;
  const known = countries.length + networks.length > 0;
  return html`<section class="traffic"><h2>Traffic</h2>
  <dl class="stats">
    <div><dt>Requests, last hour</dt><dd>${requests === null ? '–' : shortNumber(requests)} <span class="quiet">${requests === null ? 'not counted' : lastHour.minutes < 60 ? `in ${plural(lastHour.minutes, 'minute', 'minutes')} that were counted` : ''}</span></dd></div>
    <div><dt>Failed</dt><dd>${requests === null || failed === null || requests === 0 ? '–' : percent(failed / requests)} <span class="quiet">${failed === null ? '' : `${shortNumber(failed)} answers 5xx`}</span></dd></div>
  </dl>
  ${trafficChart(traffic, name)}
  ${known ? origins(traffic) : html`<p class="quiet">Where the addresses are registered is not known: there is no database, and the log does not say.</p>`}
  <p class="quiet small">From access logs, as counts a minute: no request and no address is kept. ${counted(traffic)}</p>
</section>`;
}

function counted({ sources, countedUntil, late, chart: { now: asOf } }: TrafficBody): Html {
  const until = countedUntil === null ? '' : html`, until ${near(countedUntil, asOf)}`;
  const tardy =
    late === 0 ? '' : ` ${plural(late, 'minute', 'minutes')} came more than a day late and could not be counted.`;
  return html`${plural(sources, 'source has', 'sources have')} counted${until}.${tardy}`;
}

function origins({ countries, networks }: TrafficBody): Html {
  return html`<h3>Addresses registered in</h3>
<div class="columns">
${shareList('Countries', countries, 'Not known.')}
${shareList('Networks', networks, 'Not known.')}
</div>
<p class="quiet small">Of the requests of the last 24 hours. A registry says where an address is registered; that is not where its user is, and not who sends.</p>`;
}

function trafficChart({ chart }: TrafficBody, name: string): Html {
  const { requests, failed, ...rest } = chart;
  const none = requests.map(() => null);
  const view = { ...rest, counts: requests, expected: none, high: none, waves: [] };
  const label = `Requests to ${name} in the last 24 hours`;
  const step = duration(chart.stepMinutes);
  return html`<figure class="chart" id="traffic">
<div class="plot">${trusted(chartSvg(view, { id: 'traffic', label, summary: summary(chart), overlay: failed }))}</div>
<figcaption><ul class="legend">
<li>${swatch('<rect class="counts" width="18" height="10" y="2"/><path class="counts-top" d="M0 2H18"/>')}Requests per ${step}</li>
<li>${swatch('<rect class="failed" width="18" height="10" y="2"/>')}Failed (5xx)</li>
${gaps(requests).length > 0 ? html`<li>${swatch('<rect class="gap" width="18" height="12" fill="url(#traffic-hatch)"/>')}Not counted</li>` : ''}
<li class="zone" data-zone>Times in UTC</li>
</ul></figcaption>
${table(chart, label)}
</figure>`;
}

function summary(chart: TrafficBody['chart']): string {
  const peak = peakOf({ start: chart.start, stepMinutes: chart.stepMinutes, counts: chart.requests });
  if (peak === undefined) return 'No request was counted in this time.';
  const sum = (series: readonly (number | null)[]): number =>
    series.reduce<number>((all, count) => all + (count ?? 0), 0);
  return `${plural(sum(chart.requests), 'request', 'requests')}, of which ${number(sum(chart.failed))} failed. Most at ${clockText(peak.at)} UTC: ${number(peak.count)} in ${duration(chart.stepMinutes)}.`;
}

const swatch = (marks: string): Html =>
  html`<svg class="swatch" viewBox="0 0 18 12" aria-hidden="true">${trusted(marks)}</svg>`;

function table(chart: TrafficBody['chart'], label: string): Html {
  const size = Math.max(1, Math.round(ROW_MINUTES / chart.stepMinutes));
  const failed = grouped(chart.failed, size);
  return html`<details class="figures"><summary>The same as a table</summary>
<table><caption class="unseen">${label}, by ${duration(size * chart.stepMinutes)}</caption>
<thead><tr><th scope="col">From</th><th scope="col" class="num">Requests</th><th scope="col" class="num">Failed</th></tr></thead>
<tbody>${grouped(chart.requests, size).map((count, index) => {
    const at = new Date(Date.parse(chart.start) + index * size * chart.stepMinutes * 60_000).toISOString();
    const when = index === 0 || at.includes('T00:00') ? moment(at) : clock(at);
    return html`<tr><th scope="row">${when}</th><td class="num">${count === null ? 'not counted' : number(count)}</td><td class="num">${count === null ? '–' : number(failed[index] ?? 0)}</td></tr>`;
  })}</tbody></table></details>`;
}
