/**
 * A service's traffic: requests and failures by time, and where the addresses behind them are registered. Law: what no source counted is
 * not zero, and an address says where a machine is registered, never who sends.
 */
import { gaps, grouped } from '../../chart/steps.ts';
import { chartSvg, peakOf } from '../../chart/svg.ts';
import type { Words } from '../../words/words.ts';
import type { TrafficBody } from '../schema-traffic.ts';
import { type Html, html, trusted } from './html.ts';
import { shareList } from './lists.ts';
import { pictureWords } from './picture-words.ts';
import { clock, moment, near } from './when.ts';

const ROW_MINUTES = 30;

export function trafficSection(t: Words, traffic: TrafficBody, name: string): Html {
  const { lastHour, countries, networks } = traffic;
  const { requests, failed } = lastHour;
  const known = countries.length + networks.length > 0;
  return html`<section class="traffic"><h2>${t.traffic.heading}</h2>
  <dl class="stats">
    <div><dt>${t.traffic.lastHour}</dt><dd>${requests === null ? '–' : t.shortNumber(requests)} <span class="quiet">${requests === null ? t.counts.notCounted : lastHour.minutes < 60 ? t.traffic.inMinutes(t.counts.minutes(lastHour.minutes)) : ''}</span></dd></div>
    <div><dt>${t.traffic.failed}</dt><dd>${requests === null || failed === null || requests === 0 ? '–' : t.percent(failed / requests)} <span class="quiet">${failed === null ? '' : t.traffic.answers5xx(t.shortNumber(failed))}</span></dd></div>
  </dl>
  ${trafficChart(t, traffic, name)}
  ${known ? origins(t, traffic) : html`<p class="quiet">${t.traffic.noOrigins}</p>`}
  <p class="quiet small">${t.traffic.fromLogs} ${counted(t, traffic)}</p>
</section>`;
}

function counted(t: Words, { sources, countedUntil, late, chart: { now: asOf } }: TrafficBody): Html {
  const { traffic: words } = t;
  const named = words.sources(sources);
  const until = countedUntil === null ? words.counted(named) : words.countedUntil(named, near(t, countedUntil, asOf));
  return html`${until}${late === 0 ? '' : ` ${words.late(late)}`}`;
}

function origins(t: Words, { countries, networks }: TrafficBody): Html {
  return html`<h3>${t.traffic.registeredIn}</h3>
<div class="columns">
${shareList(t, t.traffic.countries, countries, t.traffic.notKnown)}
${shareList(t, t.traffic.networks, networks, t.traffic.notKnown)}
</div>
<p class="quiet small">${t.traffic.registered}</p>`;
}

function trafficChart(t: Words, { chart }: TrafficBody, name: string): Html {
  const { requests, failed, ...rest } = chart;
  const none = requests.map(() => null);
  const view = { ...rest, counts: requests, expected: none, high: none, waves: [] };
  const label = t.traffic.requestsTo(name);
  const step = t.duration(chart.stepMinutes);
  return html`<figure class="chart" id="traffic">
<div class="plot">${trusted(chartSvg(view, { id: 'traffic', label, summary: summary(t, chart), overlay: failed }, pictureWords(t)))}</div>
<figcaption><ul class="legend">
<li>${swatch('<rect class="counts" width="18" height="10" y="2"/><path class="counts-top" d="M0 2H18"/>')}${t.traffic.requestsPer(step)}</li>
<li>${swatch('<rect class="failed" width="18" height="10" y="2"/>')}${t.traffic.failed5xx}</li>
${gaps(requests).length > 0 ? html`<li>${swatch('<rect class="gap" width="18" height="12" fill="url(#traffic-hatch)"/>')}${t.chart.notCounted}</li>` : ''}
<li class="zone" data-zone="${t.frame.ownZone}">${t.frame.utc}</li>
</ul></figcaption>
${table(t, chart, label)}
</figure>`;
}

function summary(t: Words, chart: TrafficBody['chart']): string {
  const peak = peakOf({ start: chart.start, stepMinutes: chart.stepMinutes, counts: chart.requests });
  if (peak === undefined) return t.traffic.none;
  const sum = (series: readonly (number | null)[]): number =>
    series.reduce<number>((all, count) => all + (count ?? 0), 0);
  return t.traffic.summary(
    sum(chart.requests),
    sum(chart.failed),
    t.clockText(peak.at),
    peak.count,
    t.duration(chart.stepMinutes),
  );
}

const swatch = (marks: string): Html =>
  html`<svg class="swatch" viewBox="0 0 18 12" aria-hidden="true">${trusted(marks)}</svg>`;

function table(t: Words, chart: TrafficBody['chart'], label: string): Html {
  const size = Math.max(1, Math.round(ROW_MINUTES / chart.stepMinutes));
  const failed = grouped(chart.failed, size);
  return html`<details class="figures"><summary>${t.chart.asTable}</summary>
<table><caption class="unseen">${t.chart.by(label, t.duration(size * chart.stepMinutes))}</caption>
<thead><tr><th scope="col">${t.chart.from}</th><th scope="col" class="num">${t.traffic.requests}</th><th scope="col" class="num">${t.traffic.failed}</th></tr></thead>
<tbody>${grouped(chart.requests, size).map((count, index) => {
    const at = new Date(Date.parse(chart.start) + index * size * chart.stepMinutes * 60_000).toISOString();
    const when = index === 0 || at.includes('T00:00') ? moment(t, at) : clock(t, at);
    return html`<tr><th scope="row">${when}</th><td class="num">${count === null ? t.counts.notCounted : t.number(count)}</td><td class="num">${count === null ? '–' : t.number(failed[index] ?? 0)}</td></tr>`;
  })}</tbody></table></details>`;
}
