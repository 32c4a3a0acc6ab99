/** Services that fail together, in words that say how sure they are. A likely victim is said to be that, and not failing itself. */
import { isAuthority } from '../core/common-cause.ts';
import type { FoldState } from '../core/fold.ts';
import { edgeName } from '../edges/edge.ts';
import type { CommonEvent, EventMember } from '../model/event.ts';
import { isoMinute } from '../model/units.ts';
import { ENGLISH, type Words } from '../words/words.ts';
import type { EventBody } from './schema-event.ts';

/** The event that an incident belongs to; null where it fails alone. */
export function togetherView(
  state: FoldState,
  incident: string,
  timeline: string,
  t: Words = ENGLISH,
): EventBody | null {
  const events = state.timelines.get(timeline)?.events ?? [];
  const event = events.find(({ members }) => members.some((member) => member.incident === incident));
  return event === undefined ? null : eventView(event, nameIn(state), t);
}

/** Events that are under way, and of which any of these services is part. */
export function runningEvents(state: FoldState, services: ReadonlySet<string>, t: Words = ENGLISH): EventBody[] {
  return [...state.timelines.values()].flatMap(({ events }) =>
    events
      .filter(({ end, members }) => end === null && members.some(({ service }) => services.has(service)))
      .map((event) => eventView(event, nameIn(state), t)),
  );
}

const nameIn =
  ({ watches }: FoldState) =>
  (service: string): string =>
    watches.get(service)?.service.name ?? service;

/** @param nameOf the name of a service by its id */
export function eventView(event: CommonEvent, nameOf: (service: string) => string, t: Words = ENGLISH): EventBody {
  const members = event.members.map((member) => ({
    ...member,
    name: nameOf(member.service),
    expected: Math.round(member.expected * 10) / 10,
    words: memberWords(t, member, nameOf),
  }));
  return {
    id: event.id,
    timeline: event.timeline,
    start: isoMinute(event.start),
    end: event.end === null ? null : isoMinute(event.end),
    provider: event.provider === null ? null : dependenceName(event.provider, t),
    sentence: sentenceOf(t, event, nameOf),
    members,
  };
}

/** From these weights on. */
export const VERY_LIKELY = 0.95;
export const LIKELY = 0.8;

const percent = ({ percent: whole, figure }: Words, share: number): string =>
  share >= 0.1 || share === 0 ? whole(share) : `${figure(Number((100 * share).toPrecision(2)))} %`;

function memberWords(t: Words, { role, of, weight, ofRoot }: EventMember, nameOf: (service: string) => string): string {
  const { sure: words, ...say } = t.together;
  const sure = weight >= VERY_LIKELY ? words.veryLikely : weight >= LIKELY ? words.likely : words.possibly;
  const share = percent(t, weight);
  switch (role) {
    case 'root':
      return say.root;
    case 'member':
      return say.member(sure, dependenceName(of ?? '', t), share);
    case 'victim':
      return say.victim(sure, nameOf(of ?? ''), percent(t, ofRoot), share);
    case 'separate':
      return say.separate(sure, share);
    case 'unclear':
      return say.unclear;
  }
}

function sentenceOf(t: Words, { provider, members }: CommonEvent, nameOf: (service: string) => string): string {
  const { together: say } = t;
  const names = (is: (member: EventMember) => boolean): string =>
    say.listed(members.filter(is).map(({ service }) => nameOf(service)));
  const root = names(({ role }) => role === 'root');
  const victims = names(({ role }) => role === 'victim');
  const blamed = victims === '' ? [] : [say.blamed(victims)];
  if (provider === null) return [say.alone(root), ...blamed].join(' ');
  const sharing = names(({ role, of }) => of === provider && (role === 'root' || role === 'member'));
  const isApart = members.some(({ role, of }) => role === 'root' && of === null);
  return [say.sharing(sharing, dependenceName(provider, t)), ...(isApart ? [say.besides(root)] : []), ...blamed].join(
    ' ',
  );
}

/** As a reader knows it: networks and places by their code, edges by their name, the rest as it was configured. */
export function dependenceName(name: string, { together: say }: Words): string {
  if (name.startsWith('network:')) return say.network(name.slice('network:'.length));
  if (name.startsWith('country:')) return say.country(name.slice('country:'.length));
  if (isAuthority(name)) return say.certificates(name.slice('issuer:'.length));
  const edge = edgeName(name);
  return edge === name ? name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()) : edge;
}
