/** A service's past: its counts over a time that the reader chooses, what was reported when, and every incident of that time. */
import { type HistoryBody, type KindSeries, partStart, RANGES, type Range } from '../history-view.ts';
import { countChart } from './chart.ts';
import type { PageContext } from './context.ts';
import { type Html, html, serviceHref, trusted } from './html.ts';
import { page } from './layout.ts';
import { incidentList } from './lists.ts';
import { countedUntil } from './replay.ts';

const BAR_HEIGHT = 32;

export function historyPage(body: HistoryBody, context: PageContext): string {
  const { t } = context;
  const words = t.history;
  const title = words.title(body.name);
  const { confirmed, minutes, medianMinutes } = body.summary;
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">${t.frame.allServices}</a> · <a href="${serviceHref(body.service)}">${body.name}</a></p>
<h1>${title}</h1></div>
<nav class="ranges" aria-label="${words.range}"><ul>${(Object.keys(RANGES) as Range[]).map(
    (range) =>
      html`<li><a href="?range=${range}" data-range${range === body.range ? html` aria-current="page"` : ''}>${words.ranges[range]}</a></li>`,
  )}</ul></nav>
<section class="day"><h2>${words.ranges[body.range]}</h2>
  ${countedUntil(context, body.freshness)}
  ${countChart(t, body.chart, 'history', words.reports(body.name), { zoom: context.assets.zoom })}
  <p>${confirmed === 0 ? words.noneConfirmed : words.confirmed(confirmed, t.duration(minutes))}${medianMinutes === null ? '' : ` ${words.median(t.duration(medianMinutes))}`}</p>
</section>
<section class="mix"><h2>${words.mix}</h2>
  ${body.symptoms.length === 0 ? html`<p class="quiet">${t.service.noSymptoms}</p>` : multiples(context, body, words.symptoms, body.symptoms)}
  ${body.components.length === 0 ? '' : multiples(context, body, words.components, body.components)}
</section>
<section class="history"><h2>${words.incidents}</h2>
  ${body.incidents.length === 0 ? html`<p class="quiet">${words.noIncident}</p>` : incidentList(t, body.incidents, 'day')}
  <p class="quiet"><a href="/api/v1/services/${encodeURIComponent(body.service)}/history?range=${body.range}">${words.asJson}</a></p>
</section>`;
  return page({
    title,
    description: title,
    context,
    main,
    query: { range: body.range },
    feeds: `${serviceHref(body.service)}/history`,
  });
}

/** One row for each kind, all on the same scale of time, each on its own of counts: its total stands beside it. */
function multiples({ t }: PageContext, body: HistoryBody, caption: string, rows: readonly KindSeries[]): Html {
  return html`<table class="multiples"><caption>${caption}</caption>
<thead class="unseen"><tr><th scope="col">${t.history.what}</th><th scope="col">${t.history.when}</th><th scope="col">${t.chart.reports}</th></tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row.name}</th><td>${bars(row)}<span class="unseen">${t.history.most(t.clockText(partStart(body, peakOf(row))), t.dayText(partStart(body, peakOf(row))))}</span></td><td class="num">${t.number(row.total)}</td></tr>`,
  )}</tbody></table>`;
}

const peakOf = ({ counts }: KindSeries): number => counts.indexOf(Math.max(...counts));

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
