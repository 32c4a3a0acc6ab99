/** What feeds each service, for operators: what has fallen silent stands out, in words and not by colour alone. */
import type { ServiceSourcesRow, SourceRow } from '../schema-sources.ts';
import { SILENT_MINUTES } from '../sources-view.ts';
import type { PageContext } from './context.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { serviceStateMark } from './marks.ts';
import { moment } from './when.ts';

export function sourcesPage(services: readonly ServiceSourcesRow[], context: PageContext): string {
  const words = context.t.sources;
  const main = html`
<div class="title"><p class="eyebrow"><a href="/desk">${context.t.desk.heading}</a></p><h1>${words.heading}</h1></div>
<p class="lede">${words.lede}</p>
${services.length === 0 ? html`<p class="quiet">${words.none}</p>` : services.map((service) => part(context, service))}
<p class="quiet">${words.silentAfter(SILENT_MINUTES)} <a href="/api/v1/sources">${words.asJson}</a></p>`;
  return page({ title: words.heading, description: words.lede, context, main });
}

function part({ t }: PageContext, service: ServiceSourcesRow): Html {
  const words = t.sources;
  const { name, url, state, countedUntil, sources, duplicates, lateSignals } = service;
  return html`<section><h2><a href="${url}">${name}</a></h2>
<p>${serviceStateMark(t, state, null)}. ${countedUntil === null ? words.neverCounted : html`${words.countedUntil} ${moment(t, countedUntil)}.`}</p>
${sources.length === 0 ? html`<p class="quiet">${words.reportsAlone}</p>` : html`<ul class="plain">${sources.map((source) => item(t, source))}</ul>`}
${duplicates + lateSignals === 0 ? '' : html`<p class="quiet">${words.leftOut(duplicates, lateSignals)}</p>`}</section>`;
}

const item = (t: PageContext['t'], { kind, name, lastAt, silent }: SourceRow): Html =>
  html`<li>${t.sources.kinds[kind]}${name === '' ? '' : html` <code>${name}</code>`}: ${silent ? html`<strong>${t.sources.silentSince}</strong> ` : `${t.sources.heard} `}${moment(t, lastAt)}</li>`;
