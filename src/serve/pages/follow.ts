/** How a service is followed from elsewhere: feeds, the API in shapes that others know, a badge, and what to put into another page. */
import { LANGUAGES } from '../../words/tongue.ts';
import { DAY, RANGES } from '../range-view.ts';
import type { PageContext } from './context.ts';
import { type Html, html, serviceHref } from './html.ts';

export function followSection({ t, url, tellsReaders }: PageContext, id: string, name: string): Html {
  const words = t.follow;
  const href = serviceHref(id);
  const from = `${url ?? ''}/embed${href}?lang=${t.language}&range=${DAY}&scheme=light`;
  const frame = `<iframe src="${from.replaceAll('&', '&amp;')}" title="${name.replaceAll('"', '&quot;')}" width="600" height="420"></iframe>`;
  return html`<section class="follow"><h2>${words.heading}</h2>
<ul class="plain">
<li>${words.feeds} <a href="${href}/history.atom">Atom</a> · <a href="${href}/history.rss">RSS</a> · <a href="${href}/history.json">JSON Feed</a></li>
<li>${words.programs} <a href="/api/v1${href}">JSON</a> · <a href="${href}/api/v2/summary.json">Statuspage</a> · <a href="/v2/companies/${encodeURIComponent(id)}">Downdetector</a></li>
<li>${words.pictures} <a href="${href}/chart.svg?lang=${t.language}">SVG</a> · <a href="${href}/chart.png?lang=${t.language}">PNG</a> · <a href="${href}/badge.svg">${words.badge}</a></li>
${
  tellsReaders === true
    ? html`<li><a href="/subscribe?service=${encodeURIComponent(id)}">${t.subscribe.link}</a></li>
`
    : ''
}</ul>
<details><summary>${words.embed}</summary>
<p>${words.embedHow}${url === undefined ? ` ${words.embedWhere}` : ''}</p><pre><code>${frame}</code></pre>
<p class="quiet">${words.embedChoices(RANGES.join(', '), LANGUAGES.join(', '))}</p></details></section>`;
}
