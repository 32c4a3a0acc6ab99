/** All incidents, to be searched. A form that asks by its address, so that a search can be kept and passed on. */
import { SYMPTOMS } from '../../model/symptom.ts';
import type { Words } from '../../words/words.ts';
import { type IncidentSearch, type IncidentsFound, KINDS, ORDERS } from '../search-view.ts';
import type { PageContext } from './context.ts';
import { countries } from './countries.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { incidentList } from './lists.ts';
import { turning } from './turning.ts';

export function incidentsPage(body: IncidentsFound, context: PageContext): string {
  const { t } = context;
  const words = t.search;
  const { search, found, incidents, lookedAt, complete } = body;
  const query = queryOf(search);
  const main = html`
<div class="title"><p class="eyebrow"><a href="/">${t.frame.allServices}</a></p><h1>${words.heading}</h1></div>
${form(t, search)}
<section class="found"><h2>${words.found(found)}</h2>
${complete ? '' : html`<p class="quiet">${words.lookedAt(lookedAt)}</p>`}
${incidents.length === 0 ? html`<p class="quiet">${words.none}</p>` : incidentList(t, incidents, 'service')}
${turning(t, '/incidents', query, body)}
<p class="quiet"><a href="/api/v1/incidents?${new URLSearchParams(query).toString()}">${t.service.asData}: JSON</a></p>
</section>`;
  return page({
    title: words.heading,
    description: words.description,
    context,
    main,
    current: 'incidents',
    query,
    live: '/api/v1/live',
  });
}

const queryOf = (search: IncidentSearch): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );

function form(t: Words, { q = '', kind, from = '', to = '', country, symptom, order }: IncidentSearch): Html {
  const words = t.search;
  const places = countries(t.locale).map(({ code, name }) => [code, name] as const);
  return html`<form class="finder" role="search" action="/incidents" method="get" data-keep>
${field('q', words.service, html`<input id="find-q" name="q" type="search" value="${q}" maxlength="64" autocomplete="off">`)}
${field(
  'kind',
  words.kind,
  choice(
    'kind',
    words.any,
    KINDS.map((one) => [one, words.kinds[one]] as const),
    kind,
  ),
)}
${field('from', words.from, html`<input id="find-from" name="from" type="date" value="${from}">`)}
${field('to', words.to, html`<input id="find-to" name="to" type="date" value="${to}">`)}
${field('country', words.country, choice('country', words.any, places, country))}
${field(
  'symptom',
  words.symptom,
  choice(
    'symptom',
    words.any,
    SYMPTOMS.map((one) => [one, t.states.symptoms[one]] as const),
    symptom,
  ),
)}
${field(
  'order',
  words.order,
  choice(
    'order',
    undefined,
    ORDERS.map((one) => [one, words.orders[one]] as const),
    order,
  ),
)}
<p class="finder-go"><button class="primary">${words.go}</button> <a href="/incidents">${words.clear}</a></p>
</form>`;
}

const field = (name: string, label: string, control: Html): Html =>
  html`<p><label for="find-${name}">${label}</label>${control}</p>`;

/** @param any what is said for no choice; undefined where the first one is it */
function choice(
  name: string,
  any: string | undefined,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string | undefined,
): Html {
  return html`<select id="find-${name}" name="${name}">${any === undefined ? '' : html`<option value="">${any}</option>`}${options.map(
    ([value, label]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`,
  )}</select>`;
}
