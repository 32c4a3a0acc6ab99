/** Services that fail together: one event with its members, how sure that is and why. */
import type { Words } from '../../words/words.ts';
import type { EventBody } from '../schema-event.ts';
import { type Html, html, incidentHref } from './html.ts';

export function togetherSection(t: Words, { sentence, members }: EventBody, own?: string): Html {
  return html`<p>${sentence}</p>
<table class="wide"><caption class="unseen">${t.together.services}</caption>
<thead><tr><th scope="col">${t.together.service}</th><th scope="col">${t.together.belongs}</th><th scope="col" class="num">${t.chart.reports}</th></tr></thead>
<tbody>${members.map(
    (member) =>
      html`<tr><th scope="row">${member.incident === own ? member.name : html`<a href="${incidentHref(member.incident)}">${member.name}</a>`}</th><td>${member.words}.</td><td class="num">${t.number(member.observed)}</td></tr>`,
  )}</tbody></table>
<p class="quiet small">${t.together.basis} <a href="/methodology#together">${t.together.how}</a></p>`;
}
