/** A service's past: its counts over a time that the reader chooses, what was reported when, and every incident of that time. */
import { type HistoryBody, RANGE_NAMES } from '../history-view.ts';
import { countChart } from './chart.ts';
import type { PageContext } from './context.ts';
import { html, serviceHref } from './html.ts';
import { multiples } from './kinds.ts';
import { page } from './layout.ts';
import { incidentList } from './lists.ts';
import { countedUntil } from './replay.ts';

export function historyPage(body: HistoryBody, context: PageContext): string {
  const { t } = context;
  const words = t.history;
  const title = words.title(body.name);
  const { confirmed, minutes, medianMinutes } = body.summary;
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">${t.frame.allServices}</a> · <a href="${serviceHref(body.service)}">${body.name}</a></p>
<h1>${title}</h1></div>
<nav class="ranges" aria-label="${words.range}"><ul>${RANGE_NAMES.map(
    (range) =>
      html`<li><a href="?range=${range}" data-range${range === body.range ? html` aria-current="page"` : ''}>${words.ranges[range]}</a></li>`,
  )}</ul></nav>
<section class="day"><h2>${words.ranges[body.range]}</h2>
  ${countedUntil(context, body.freshness)}
  ${countChart(t, body.chart, 'history', words.reports(body.name), { zoom: context.assets.zoom })}
  <p>${confirmed === 0 ? words.noneConfirmed : words.confirmed(confirmed, t.duration(minutes))}${medianMinutes === null ? '' : ` ${words.median(t.duration(medianMinutes))}`}</p>
</section>
<section class="mix"><h2>${words.mix}</h2>
  ${body.kinds.symptoms.length === 0 ? html`<p class="quiet">${t.service.noSymptoms}</p>` : multiples(t, body.kinds, words.symptoms, body.kinds.symptoms)}
  ${body.kinds.components.length === 0 ? '' : multiples(t, body.kinds, words.components, body.kinds.components)}
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
