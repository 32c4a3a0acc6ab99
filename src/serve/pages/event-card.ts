/**
 * Services that fail together as one card on the overview, in the place of an alarm for each: what they share, and every member with its own
 * state. A service that only fails at the same time keeps a card of its own.
 */

import type { ServiceCardView } from '../schema.ts';
import type { EventBody } from '../schema-event.ts';
import { type Html, html, incidentHref, serviceHref } from './html.ts';
import { stateMark } from './marks.ts';
import { near } from './time.ts';
import { reports, stateWords } from './words.ts';

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
  { id, start, sentence, members }: EventBody,
  shown: readonly Shown[],
  asOf: string | null,
): Html {
  const isConfirmed = shown.some(({ service }) => service.state === 'confirmed');
  const names = shown.map(({ service: { id: service, name, category } }) => `${name} ${service} ${category}`);
  return html`<li class="card card-event card-${isConfirmed ? 'confirmed' : 'possible'}" id="event-${id}" data-name="${names.join(' ').toLowerCase()}">
<h3>${sentence}</h3>
<p class="card-kind"><span>One event since ${near(start, asOf)}</span> <a href="${incidentHref(members[0]!.incident)}#together">How sure that is, and why</a></p>
<ul class="members">${shown.map(
    ({ member, service: { id: service, name, state, since, independence } }) => html`<li id="service-${service}">
<a class="member-name" href="${serviceHref(service)}">${name}</a>
<span class="card-state">${stateMark(state, stateWords(state, independence))}${since === null ? '' : html` <span class="since">since ${near(since, asOf)}</span>`}</span>
<span class="member-words">${member.words}. ${reports(member.observed)}.</span></li>`,
  )}</ul>
</li>`;
}
