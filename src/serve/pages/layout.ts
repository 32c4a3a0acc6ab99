/**
 * The frame of every page: head, skip link, header, main, footer. Law: complete without the script, nothing from any
 * other host, and <main> alone changes when the page is brought up to date.
 */
import { LIVE } from '../../model/service.ts';
import type { FreshnessView } from '../schema.ts';
import type { PageContext } from './context.ts';
import { databasesLine } from './databases.ts';
import { asText, type Html, html } from './html.ts';
import { clock, moment } from './time.ts';

interface Frame {
  readonly title: string;
  readonly description: string;
  readonly context: PageContext;
  readonly main: Html;
  readonly current?: 'overview' | 'methodology' | 'api';
  /** Where changes are announced; a page without it does not change. */
  readonly live?: string;
}

export function page({ title, description, context, main, current, live }: Frame): string {
  const { assets, name } = context;
  return asText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === name ? name : `${title} – ${name}`}</title>
<meta name="description" content="${description}">
<meta name="color-scheme" content="light dark">
${assets.icon === undefined ? '' : html`<link rel="icon" type="image/svg+xml" href="${assets.icon}">`}
<link rel="stylesheet" href="${assets.css}">
<script type="module" src="${assets.js}"></script>
${(assets.preload ?? []).map((href) => html`<link rel="modulepreload" href="${href}">`)}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
  <a class="brand" href="/">${logo}<span>${name}</span></a>
  <nav aria-label="Site"><ul>
    <li><a href="/"${here(current === 'overview')}>Overview</a></li>
    <li><a href="/methodology"${here(current === 'methodology')}>Method</a></li>
    <li><a href="/api"${here(current === 'api')}>API</a></li>
  </ul></nav>
</header>
<main id="main" tabindex="-1">${main}</main>
<footer class="foot">
  ${live === undefined ? '' : html`<live-updates src="${live}"><p class="live"></p><p class="unseen" role="status"></p></live-updates>`}
  <p>${name} shows what is counted, how it was decided, and how sure that is. It never says who is behind a failure.
  <a href="/methodology">How the figures come about</a> · <a href="/holds">Holds</a> · <a href="/calendar">Calendar</a> · <a href="/openapi.json">OpenAPI</a></p>
  ${context.placedWith === undefined ? '' : databasesLine(context.placedWith)}
</footer>
</body>
</html>
`);
}

const here = (is: boolean): Html | '' => (is ? html` aria-current="page"` : '');

const logo = html`<svg class="logo" viewBox="0 0 28 20" aria-hidden="true"><path d="M1 15c4 0 4.500-11 8.500-11S14 15 18 15s4-6 9-6" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round"/></svg>`;

/**
 * Until when everything is counted in, and when not to trust that any more. A replay's reader is spared the second:
 * it is by the server's clock, not by the replay's.
 */
export function freshnessLine(freshness: FreshnessView): Html {
  const { asOf, staleAfter, stale, timeline } = freshness;
  if (asOf === null) return html`<p class="fresh">Nothing has been counted yet.</p>`;
  const live = timeline === LIVE;
  const until = html`Counted until ${live ? clock(asOf) : moment(asOf)}`;
  if (stale) {
    return html`<p class="fresh fresh-stale"><strong>Out of date.</strong> ${until}; nothing newer has arrived.</p>`;
  }
  return html`<p class="fresh"${staleAfter === null ? '' : html` data-stale-after="${staleAfter}"`}>${until}${
    staleAfter === null || !live ? '' : html`, out of date after ${clock(staleAfter)}`
  }.</p>`;
}
