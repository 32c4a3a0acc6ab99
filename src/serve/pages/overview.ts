/**
 * The overview: what is failing now, in one glance. Law: what is live and what is replayed are never added up, and a
 * search result never says "nothing is failing" about what it left out.
 */
import { LIVE } from '../../model/service.ts';
import type { Words } from '../../words/words.ts';
import type { FreshnessView, ServiceCardView } from '../schema.ts';
import type { OverviewBody, StandingView } from '../schema-overview.ts';
import type { PageContext } from './context.ts';
import { eventCard, membersShown } from './event-card.ts';
import { type Html, html, serviceHref } from './html.ts';
import { page } from './layout.ts';
import { incidentList } from './lists.ts';
import { provenanceMark, serviceStateMark } from './marks.ts';
import { countedUntil } from './replay.ts';
import { spark } from './spark.ts';
import { turning } from './turning.ts';
import { near } from './when.ts';

const INCIDENTS_MAX = 20;
/** A headline names so many; the cards have all. */
const NAMES_MAX = 4;
const ORDER = { confirmed: 0, possible: 1, unknown: 2, over: 3, none: 4 } as const;

export function overviewPage(body: OverviewBody, context: PageContext, query = ''): string {
  const { t } = context;
  const asked: Record<string, string> = query === '' ? {} : { q: query };
  const main = html`
<div class="lead">
  ${headline(t, body, query)}
  <form class="search" role="search" action="/" method="get">
    <label for="q">${t.overview.find}</label>
    <input id="q" name="q" type="search" value="${query}" autocomplete="off" maxlength="80" data-keep>
    <button>${t.overview.search}</button>
  </form>
</div>
${body.pages === 1 ? '' : html`<p class="quiet">${t.overview.worstFirst(body.standing.live.services + body.standing.replayed.services)}</p>`}
<service-filter>
${body.services.length === 0 ? nothingListed(t, query) : timelinesOf(body).map((freshness) => timelineSection(freshness, body, context))}
<p class="quiet no-match" data-keep hidden>${t.overview.noMatch}</p>
${turning(t, '/', asked, body)}
</service-filter>
<section class="recent">
  <h2>${t.overview.recent}</h2>
  ${
    body.incidents.length === 0
      ? html`<p class="quiet">${t.overview.noIncident}</p>`
      : incidentList(t, body.incidents.slice(0, INCIDENTS_MAX), 'service')
  }
  <p><a href="/incidents">${t.search.all}</a></p>
</section>`;
  return page({
    title: query === '' ? t.overview.title : `“${query}”`,
    description: plainHeadline(t, body),
    context,
    main,
    current: 'overview',
    query: body.page === 1 ? asked : { ...asked, page: String(body.page) },
    live: '/api/v1/live',
    feeds: '/history',
  });
}

function headline(t: Words, body: OverviewBody, query: string): Html {
  const { live, replayed } = body.standing;
  if (query !== '') {
    const matching = live.services + replayed.services;
    return html`<div><h1>${t.overview.matches(matching, query)}</h1><p><a href="/">${t.overview.showAll}</a></p></div>`;
  }
  const lead = html`<p class="eyebrow">${t.overview.title}</p><h1>${plainHeadline(t, body)}</h1>`;
  // The worst of all stand on the first page.
  if (body.page > 1) return html`<div>${lead}</div>`;
  const failing = failingOf(body.services);
  const ofReplays = failing.filter((service) => !isLive(service));
  return html`<div>${lead}
  ${
    speaksOfLive(body)
      ? html`${names(t, '', failing.filter(isLive), live, body)}${names(t, t.overview.inReplays, ofReplays, replayed, body)}`
      : names(t, '', ofReplays, replayed, body)
  }</div>`;
}

/** @param failing of those whom `standing` counts, the worst first */
function names(
  t: Words,
  lead: string,
  failing: readonly ServiceCardView[],
  standing: StandingView,
  body: OverviewBody,
): Html | '' {
  if (failing.length === 0) return '';
  const rest = standing.confirmed + standing.possible - NAMES_MAX;
  return html`<p class="names">${lead}${failing.slice(0, NAMES_MAX).map((service, index) => {
    const link = html`<a href="${serviceHref(service.id)}">${service.name}</a>`;
    const since = service.since === null ? null : near(t, service.since, asOf(body, service.timeline));
    const end = index < Math.min(failing.length, NAMES_MAX) - 1 ? ', ' : rest > 0 ? '' : '.';
    return html`<span>${since === null ? link : t.overview.since(link, since)}${end}</span>`;
  })}${rest > 0 ? html`<span>${t.overview.andMore(rest)}.</span>` : ''}</p>`;
}

const isLive = (service: ServiceCardView): boolean => service.timeline === LIVE;

const failingOf = (services: readonly ServiceCardView[]): ServiceCardView[] =>
  bySeverity(services.filter((service) => service.state === 'confirmed' || service.state === 'possible'));

/** The headline is about what is live; about replays while no live service has been counted yet. */
const speaksOfLive = ({ standing: { live } }: OverviewBody): boolean => live.counted > 0;

function plainHeadline(t: Words, body: OverviewBody): string {
  const { live, replayed } = body.standing;
  if (live.services + replayed.services === 0) return t.overview.noService;
  if (live.counted + replayed.counted === 0) return t.overview.nothingYet;
  const { confirmed, possible, unknown, counted } = speaksOfLive(body) ? live : replayed;
  const sentence = stateSentence(t, confirmed, possible, unknown, counted);
  return speaksOfLive(body) ? sentence : t.overview.failingInReplays(sentence);
}

function stateSentence(
  { overview: words }: Words,
  confirmed: number,
  possible: number,
  unknown: number,
  all: number,
): string {
  if (confirmed > 0) return possible > 0 ? words.failingPossibly(confirmed, possible) : words.failing(confirmed);
  if (possible > 0) return words.possiblyFailing(possible);
  return unknown === all ? words.unknown : words.nothing;
}

const asOf = (body: OverviewBody, timeline: string): string | null =>
  body.freshness.find((one) => one.timeline === timeline)?.asOf ?? null;

/** Live first; a timeline whose services were all filtered away has no section. */
function timelinesOf(body: OverviewBody): FreshnessView[] {
  return body.freshness
    .filter((one) => body.services.some((service) => service.timeline === one.timeline))
    .toSorted((one, other) => Number(other.timeline === LIVE) - Number(one.timeline === LIVE));
}

function timelineSection(freshness: FreshnessView, body: OverviewBody, context: PageContext): Html {
  const { timeline } = freshness;
  const services = bySeverity(body.services.filter((service) => service.timeline === timeline));
  const events = body.events
    .filter((event) => event.timeline === timeline)
    .map((event) => ({ event, shown: membersShown(event, services) }))
    .filter(({ shown }) => shown.length > 0);
  const inEvents = new Set(events.flatMap(({ shown }) => shown.map(({ service }) => service)));
  const name = context.replay?.timelines.find((one) => one.id === timeline)?.name ?? timeline;
  return html`<section class="timeline">
  <div class="timeline-head"><h2>${timeline === LIVE ? context.t.overview.live : name}</h2>${countedUntil(context, freshness)}</div>
  <ul class="cards">${events.map(({ event, shown }) => eventCard(context.t, event, shown, freshness.asOf))}
  ${services.filter((service) => !inEvents.has(service)).map((service) => card(context.t, service, freshness))}</ul>
</section>`;
}

function card(t: Words, service: ServiceCardView, freshness: FreshnessView): Html {
  const { id, name, category, state, since, provenance, independence } = service;
  return html`<li class="card card-${state}" id="service-${id}" data-name="${`${name} ${id} ${category}`.toLowerCase()}">
<h3><a href="${serviceHref(id)}">${name}</a></h3>
<p class="card-kind">${category}${provenanceMark(t, provenance)}</p>
<p class="card-state">${serviceStateMark(t, state, independence)}${since === null || state === 'none' || state === 'unknown' ? '' : html` <span class="since">${t.overview.sinceOf(near(t, since, freshness.asOf))}</span>`}</p>
${spark(service.spark)}
<p class="card-figures">${lastHour(t, service)}</p>
</li>`;
}

function lastHour(t: Words, { state, newSince, lastHour: { observed, expected } }: ServiceCardView): Html {
  if (observed === null)
    return html`${state === 'unknown' && newSince === null ? t.overview.notInLastHour : t.overview.noFullHour}`;
  const came = html`<b>${t.counts.reports(observed)}</b>`;
  return html`${expected === null ? t.overview.lastHour(came) : t.overview.lastHourUsual(came, t.counts.usual(expected))}`;
}

function bySeverity(services: readonly ServiceCardView[]): ServiceCardView[] {
  return services.toSorted((one, other) => ORDER[one.state] - ORDER[other.state]);
}

const nothingListed = (t: Words, query: string): Html =>
  query === ''
    ? html`<section class="empty-page"><h2>${t.overview.noService}</h2><p>${t.overview.nameServices(html`<code>groundswell serve --config services.yaml</code>`)}</p></section>`
    : html`<section class="empty-page"><h2>${t.overview.nothingFound}</h2><p>${t.overview.noServiceHas} <a href="/">${t.overview.showAll}</a></p></section>`;
