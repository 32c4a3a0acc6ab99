/**
 * Services that fail together as one card on the overview, in the place of an alarm for each: what they share, and every member with its own
 * state. A service that only fails at the same time keeps a card of its own.
 */
import type { Words } from '../../words/words.ts';
import type { ServiceCardView } from '../schema.ts';
import type { EventBody } from '../schema-event.ts';
import { type Html, html, incidentHref, serviceHref } from './html.ts';
import { serviceStateMark } from './marks.ts';
import { near } from './when.ts';

const TOGETHER = new Set<string>(['root', 'member', 'victim']);

interface Shown {
  readonly member: EventBody['members'][number];
  readonly service: ServiceCardView;
}

/** Members whose cards the event stands for; fewer than two where a search has left the others out, and then it stands for none. */
export function membersShown(event: EventBody, services: readonly ServiceCardView[]): readonly Shown[] {
  const shown = event.members.flatMap((member): Shown[] => {
    const service = services.find(({ id }) => id === member.service);
    return service === undefined || !TOGETHER.has(member.role) ? [] : [{ member, service }];
  });
  return shown.length < 2 ? [] : shown;
}

export function eventCard(
  t: Words,
  { id, start, sentence, members }: EventBody,
  shown: readonly Shown[],
  asOf: string | null,
): Html {
  const isConfirmed = shown.some(({ service }) => service.state === 'confirmed');
  const names = shown.map(({ service: { id: service, name, category } }) => `${name} ${service} ${category}`);
  return html`<li class="card card-event card-${isConfirmed ? 'confirmed' : 'possible'}" id="event-${id}" data-name="${names.join(' ').toLowerCase()}">
<h3>${sentence}</h3>
<p class="card-kind"><span>${t.together.oneEventSince(near(t, start, asOf))}</span> <a href="${incidentHref(members[0]!.incident)}#together">${t.together.howSure}</a></p>
<ul class="members">${shown.map(
    ({ member, service: { id: service, name, state, since, independence } }) => html`<li id="service-${service}">
<a class="member-name" href="${serviceHref(service)}">${name}</a>
<span class="card-state">${serviceStateMark(t, state, independence)}${since === null ? '' : html` <span class="since">${t.overview.sinceOf(near(t, since, asOf))}</span>`}</span>
<span class="member-words">${member.words}. ${t.counts.reports(member.observed)}.</span></li>`,
  )}</ul>
</li>`;
}
