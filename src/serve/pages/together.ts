/** Services that fail together: one event with its members, how sure that is and why. */
import type { EventBody } from '../schema-event.ts';
import { type Html, html, incidentHref } from './html.ts';
import { number } from './words.ts';

export function togetherSection({ sentence, members }: EventBody, own?: string): Html {
  return html`<p>${sentence}</p>
<table class="wide"><caption class="unseen">Services of this event</caption>
<thead><tr><th scope="col">Service</th><th scope="col">How it belongs</th><th scope="col" class="num">Reports</th></tr></thead>
<tbody>${members.map(
    (member) =>
      html`<tr><th scope="row">${member.incident === own ? member.name : html`<a href="${incidentHref(member.incident)}">${member.name}</a>`}</th><td>${member.words}.</td><td class="num">${number(member.observed)}</td></tr>`,
  )}</tbody></table>
<p class="quiet small">From the counts, and from what each is known to depend on. <a href="/methodology">How</a></p>`;
}
