/**
 * The overview: what is failing now, in one glance. Law: what is live and what is replayed are never added up, and a
 * search result never says "nothing is failing" about what it left out.
 */
import { LIVE } from '../../model/service.ts';
import type { FreshnessView, OverviewBody, ServiceCardView } from '../schema.ts';
import type { PageContext } from './context.ts';
import { eventCard, membersShown } from './event-card.ts';
import { type Html, html, serviceHref } from './html.ts';
import { page } from './layout.ts';
import { incidentList } from './lists.ts';
import { provenanceMark, stateMark } from './marks.ts';
import { countedUntil } from './replay.ts';
import { spark } from './spark.ts';
import { near } from './time.ts';
import { number, plural, reports, spelled, stateWords, usual } from './words.ts';

const INCIDENTS_MAX = 20;
/** A headline names so many; the cards have all. */
const NAMES_MAX = 4;
const ORDER = { confirmed: 0, possible: 1, unknown: 2, over: 3, none: 4 } as const;

export function overviewPage(body: OverviewBody, context: PageContext, query = ''): string {
  const main = html`
<div class="lead">
  ${headline(body, query)}
  <form class="search" role="search" action="/" method="get">
    <label for="q">Find a service</label>
    <input id="q" name="q" type="search" value="${query}" autocomplete="off" maxlength="80" data-keep>
    <button>Search</button>
  </form>
</div>
<service-filter>
${body.services.length === 0 ? nothingListed(query) : timelinesOf(body).map((freshness) => timelineSection(freshness, body, context))}
<p class="quiet no-match" data-keep hidden>No service here has this in its name. Press Enter to search all of them.</p>
</service-filter>
<section class="recent">
  <h2>Recent incidents</h2>
  ${
    body.incidents.length === 0
      ? html`<p class="quiet">No incident yet. One appears here as soon as reports stand out from what is usual.</p>`
      : incidentList(body.incidents.slice(0, INCIDENTS_MAX), 'service')
  }
</section>`;
  return page({
    title: query === '' ? 'What is failing now' : `“${query}”`,
    description: plainHeadline(body.services),
    context,
    main,
    current: 'overview',
    live: '/api/v1/live',
  });
}

function headline(body: OverviewBody, query: string): Html {
  if (query !== '') {
    return html`<div><h1>${plural(body.services.length, 'service matches', 'services match')} “${query}”</h1><p><a href="/">Show all services</a></p></div>`;
  }
  const spoken = judged(body.services);
  const replayed = spoken.some(isLive) ? failingOf(body.services.filter((service) => !isLive(service))) : [];
  return html`<div><p class="eyebrow">What is failing now</p><h1>${plainHeadline(body.services)}</h1>
  ${names('', failingOf(spoken), body)}${names('In the replays: ', replayed, body)}</div>`;
}

function names(lead: string, failing: readonly ServiceCardView[], body: OverviewBody): Html | '' {
  if (failing.length === 0) return '';
  const rest = failing.length - NAMES_MAX;
  return html`<p class="names">${lead}${failing
    .slice(0, NAMES_MAX)
    .map(
      (service, index) =>
        html`${index > 0 ? ', ' : ''}<a href="${serviceHref(service.id)}">${service.name}</a>${
          service.since === null ? '' : html` since ${near(service.since, asOf(body, service.timeline))}`
        }`,
    )}${rest > 0 ? ` and ${number(rest)} more` : ''}.</p>`;
}

const isLive = (service: ServiceCardView): boolean => service.timeline === LIVE;

const failingOf = (services: readonly ServiceCardView[]): ServiceCardView[] =>
  bySeverity(services.filter((service) => service.state === 'confirmed' || service.state === 'possible'));

/** The services that the headline speaks of: the live ones; replayed ones while no live one has been counted yet. */
function judged(services: readonly ServiceCardView[]): readonly ServiceCardView[] {
  const counted = services.filter((service) => !isNew(service));
  const live = counted.filter(isLive);
  return [live, counted].find((some) => some.length > 0) ?? services;
}

function plainHeadline(services: readonly ServiceCardView[]): string {
  if (services.length === 0) return 'No service is watched yet';
  const spoken = judged(services);
  if (spoken.every(isNew)) return 'Nothing has been counted yet';
  const count = (state: ServiceCardView['state']): number => spoken.filter((service) => service.state === state).length;
  const sentence = stateSentence(count('confirmed'), count('possible'), count('unknown'), spoken.length);
  return spoken.some(isLive) ? sentence : `In the replays: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

/** Watched for so short a time that there is nothing to show yet. */
const isNew = ({ state, spark: { counts } }: ServiceCardView): boolean =>
  state === 'unknown' && counts.every((count) => count === null);

function stateSentence(confirmed: number, possible: number, unknown: number, all: number): string {
  if (confirmed > 0) {
    const sure = `${spelled(confirmed)} ${confirmed === 1 ? 'service is' : 'services are'} failing`;
    return possible > 0 ? `${sure}, ${spelled(possible).toLowerCase()} possibly` : sure;
  }
  if (possible > 0) return `${spelled(possible)} ${possible === 1 ? 'service is' : 'services are'} possibly failing`;
  if (unknown === all) return 'Unknown: nothing is being counted';
  return 'Nothing is failing that we can see';
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
  <div class="timeline-head"><h2>${timeline === LIVE ? 'Live' : name}</h2>${countedUntil(context, freshness)}</div>
  <ul class="cards">${events.map(({ event, shown }) => eventCard(event, shown, freshness.asOf))}
  ${services.filter((service) => !inEvents.has(service)).map((service) => card(service, freshness))}</ul>
</section>`;
}

function card(service: ServiceCardView, freshness: FreshnessView): Html {
  const { id, name, category, state, since, provenance, independence } = service;
  return html`<li class="card card-${state}" id="service-${id}" data-name="${`${name} ${id} ${category}`.toLowerCase()}">
<h3><a href="${serviceHref(id)}">${name}</a></h3>
<p class="card-kind">${category}${provenanceMark(provenance)}</p>
<p class="card-state">${stateMark(state, stateWords(state, independence))}${since === null || state === 'none' || state === 'unknown' ? '' : html` <span class="since">since ${near(since, freshness.asOf)}</span>`}</p>
${spark(service.spark)}
<p class="card-figures">${lastHour(service)}</p>
</li>`;
}

function lastHour({ state, lastHour: { observed, expected } }: ServiceCardView): Html {
  if (observed === null)
    return html`${state === 'unknown' ? 'Not counted in the last hour' : 'No full hour has been counted yet'}`;
  return html`<b>${reports(observed)}</b> in the last hour${expected === null ? '' : `, ${usual(expected)} usual`}`;
}

function bySeverity(services: readonly ServiceCardView[]): ServiceCardView[] {
  return services.toSorted((one, other) => ORDER[one.state] - ORDER[other.state]);
}

const nothingListed = (query: string): Html =>
  query === ''
    ? html`<section class="empty-page"><h2>No service is watched yet</h2><p>Name the services to watch in a YAML file and start with
      <code>groundswell serve --config services.yaml</code>.</p></section>`
    : html`<section class="empty-page"><h2>Nothing found</h2><p>No service has this in its name, id or category. <a href="/">Show all services</a></p></section>`;
