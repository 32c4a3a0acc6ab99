/**
 * The frame of every page: head, skip link, header, main, footer. Law: complete without the script, nothing from any
 * other host, and <main> alone changes when the page is brought up to date.
 */
import { LIVE } from '../../model/service.ts';
import { LANGUAGES } from '../../words/tongue.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import type { FreshnessView } from '../schema.ts';
import type { PageContext } from './context.ts';
import { databasesNote } from './databases.ts';
import { asText, type Html, html } from './html.ts';
import { clock, moment } from './when.ts';

interface Frame {
  readonly title: string;
  readonly description: string;
  readonly context: PageContext;
  readonly main: Html;
  readonly current?: 'overview' | 'incidents' | 'methodology' | 'api';
  /** What the address holds besides its path, kept when the language is changed. */
  readonly query?: Readonly<Record<string, string>>;
  /** Where changes are announced; a page without it does not change. */
  readonly live?: string;
  /** Where its feeds are, without their ending. */
  readonly feeds?: string;
  /** A picture of it, for previews. */
  readonly picture?: string;
}

export function page({ title, description, context, main, current, query = {}, live, feeds, picture }: Frame): string {
  const { assets, name, t } = context;
  return asText(html`<!doctype html>
<html lang="${t.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === name ? name : `${title} – ${name}`}</title>
<meta name="description" content="${description}">
<meta name="color-scheme" content="light dark">
${feeds === undefined ? '' : FEED_TYPES.map(([ending, type]) => html`<link rel="alternate" type="${type}" title="${title}" href="${feeds}.${ending}">`)}
${preview(context, title, description, picture)}
${assets.icon === undefined ? '' : html`<link rel="icon" type="image/svg+xml" href="${assets.icon}">`}
<link rel="stylesheet" href="${assets.css}">
<script type="module" src="${assets.js}"></script>
${(assets.preload ?? []).map((href) => html`<link rel="modulepreload" href="${href}">`)}
</head>
<body>
<a class="skip" href="#main">${t.frame.skip}</a>
<header class="top">
  <a class="brand" href="/">${logo}<span>${name}</span></a>
  <nav aria-label="${t.frame.site}"><ul>
    <li><a href="/"${here(current === 'overview')}>${t.frame.overview}</a></li>
    <li><a href="/incidents"${here(current === 'incidents')}>${t.frame.incidents}</a></li>
    <li><a href="/methodology"${here(current === 'methodology')}>${t.frame.method}</a></li>
    <li><a href="/api"${here(current === 'api')}>${t.frame.api}</a></li>
  </ul></nav>
  ${context.account === undefined ? '' : html`<form class="account" method="post" action="/sign-out"><a href="/desk">${t.frame.desk}</a> <button>${t.frame.signOut(context.account.name)}</button></form>`}
  ${languages(t, query)}
</header>
<main id="main" tabindex="-1">${main}</main>
<footer class="foot">
  ${live === undefined ? '' : html`<live-updates src="${live}" data-live="${t.frame.live}" data-lost="${t.frame.lost}"><p class="live"></p><p class="unseen" role="status"></p></live-updates>`}
  <p>${t.frame.promise(name)} <a href="/methodology">${t.frame.howFigures}</a></p>
  <nav aria-label="${t.frame.more}"><ul>
    <li><a href="/holds">${t.frame.holds}</a></li>
    <li><a href="/calendar">${t.frame.calendar}</a></li>
    <li><a href="/maintenance">${t.maintenance.heading}</a></li>
    <li><a href="/redactions">${t.redactions.heading}</a></li>
    <li><a href="/retention">${t.retention.heading}</a></li>
    <li><a href="/desk">${t.frame.desk}</a></li>
    <li><a href="/openapi.json">OpenAPI</a></li>
  </ul></nav>
  ${context.placedWith === undefined ? '' : databasesNote(t, context.placedWith)}
</footer>
</body>
</html>
`);
}

const FEED_TYPES = [
  ['atom', 'application/atom+xml'],
  ['rss', 'application/rss+xml'],
  ['json', 'application/feed+json'],
] as const;

/** What a messenger shows of a link. A picture's address has to be whole, so there is none where nobody said how we are reached. */
function preview(
  { url, name }: PageContext,
  title: string,
  description: string,
  picture: string | undefined,
): Html | '' {
  if (picture === undefined) return '';
  return html`<meta property="og:site_name" content="${name}"><meta property="og:title" content="${title}"><meta property="og:description" content="${description}">${
    url === undefined
      ? ''
      : html`<meta property="og:image" content="${url}${picture}"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630"><meta name="twitter:card" content="summary_large_image">`
  }`;
}

const here = (is: boolean): Html | '' => (is ? html` aria-current="page"` : '');

/** The other languages, each by its own name: who looks for it may not read the page's. */
function languages(t: Words, query: Readonly<Record<string, string>>): Html {
  return html`<nav class="languages" aria-label="${t.frame.language}"><ul>${LANGUAGES.filter(
    (language) => language !== t.language,
  ).map(
    (language) =>
      html`<li><a href="?${new URLSearchParams({ ...query, lang: language }).toString()}" lang="${language}" hreflang="${language}">${wordsOf(language).name}</a></li>`,
  )}</ul></nav>`;
}

const logo = html`<svg class="logo" viewBox="0 0 28 20" aria-hidden="true"><path d="M1 15c4 0 4.500-11 8.500-11S14 15 18 15s4-6 9-6" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round"/></svg>`;

/**
 * Until when everything is counted in, and when not to trust that any more. A replay's reader is spared the second:
 * it is by the server's clock, not by the replay's.
 */
export function freshnessLine(t: Words, freshness: FreshnessView): Html {
  const { asOf, staleAfter, stale, timeline } = freshness;
  if (asOf === null) return html`<p class="fresh">${t.frame.nothingCounted}</p>`;
  const live = timeline === LIVE;
  const until = live ? clock(t, asOf) : moment(t, asOf);
  if (stale) {
    return html`<p class="fresh fresh-stale"><strong>${t.frame.outOfDate}</strong> ${t.frame.staleSince(until)}</p>`;
  }
  return html`<p class="fresh"${staleAfter === null ? '' : html` data-stale-after="${staleAfter}"`}>${
    staleAfter === null || !live ? t.frame.countedUntil(until) : t.frame.countedUntilThen(until, clock(t, staleAfter))
  }</p>`;
}
