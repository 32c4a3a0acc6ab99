/** Services that fail together, in words that say how sure they are. A likely victim is said to be that, and not failing itself. */
import { isAuthority } from '../core/common-cause.ts';
import type { FoldState } from '../core/fold.ts';
import { edgeName } from '../edges/edge.ts';
import type { CommonEvent, EventMember } from '../model/event.ts';
import { isoMinute } from '../model/units.ts';
import type { EventBody } from './schema-event.ts';

/** The event that an incident belongs to; null where it fails alone. */
export function togetherView(state: FoldState, incident: string, timeline: string): EventBody | null {
  const events = state.timelines.get(timeline)?.events ?? [];
  const event = events.find(({ members }) => members.some((member) => member.incident === incident));
  return event === undefined ? null : eventView(event, nameIn(state));
}

/** Events that are under way, and of which any of these services is part. */
export function runningEvents(state: FoldState, services: ReadonlySet<string>): EventBody[] {
  return [...state.timelines.values()].flatMap(({ events }) =>
    events
      .filter(({ end, members }) => end === null && members.some(({ service }) => services.has(service)))
      .map((event) => eventView(event, nameIn(state))),
  );
}

const nameIn =
  ({ watches }: FoldState) =>
  (service: string): string =>
    watches.get(service)?.service.name ?? service;

/** @param nameOf the name of a service by its id */
export function eventView(event: CommonEvent, nameOf: (service: string) => string): EventBody {
  const members = event.members.map((member) => ({
    ...member,
    name: nameOf(member.service),
    expected: Math.round(member.expected * 10) / 10,
    words: memberWords(member, nameOf),
  }));
  return {
    id: event.id,
    timeline: event.timeline,
    start: isoMinute(event.start),
    end: event.end === null ? null : isoMinute(event.end),
    provider: event.provider === null ? null : dependenceName(event.provider),
    sentence: sentenceOf(event, nameOf),
    members,
  };
}

/** `likely`, as the diagnosis says it. */
const sure = (weight: number): string => (weight >= 0.95 ? 'very likely' : weight >= 0.8 ? 'likely' : 'possibly');
const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

function memberWords({ role, of, weight, ofRoot }: EventMember, nameOf: (service: string) => string): string {
  const figures = `(${percent(weight)} of the weight)`;
  switch (role) {
    case 'root':
      return 'The most reports beyond the usual';
    case 'member':
      return `Fails ${sure(weight)} for the same reason: it shares ${dependenceName(of ?? '')} ${figures}`;
    case 'victim':
      return `Is ${sure(weight)} blamed for ${nameOf(of ?? '')}, at ${percent(ofRoot)} of the largest excess ${figures}`;
    case 'separate':
      return `Fails ${sure(weight)} at the same time by chance ${figures}`;
    case 'unclear':
      return 'No explanation has half of the weight';
  }
}

function sentenceOf({ provider, members }: CommonEvent, nameOf: (service: string) => string): string {
  const names = (is: (member: EventMember) => boolean): string =>
    listed(members.filter(is).map(({ service }) => nameOf(service)));
  const root = names(({ role }) => role === 'root');
  const victims = names(({ role }) => role === 'victim');
  const blamed = victims === '' ? '' : ` ${victims} may only be blamed for another.`;
  if (provider === null) return `${root} fails, and others are reported at the same time.${blamed}`;
  const sharing = names(({ role, of }) => of === provider && (role === 'root' || role === 'member'));
  const apart = members.some(({ role, of }) => role === 'root' && of === null) ? ` ${root} fails besides.` : '';
  return `${sharing} fail together, and share ${dependenceName(provider)}.${apart}${blamed}`;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** As a reader knows it: networks and places by their code, edges by their name, the rest as it was configured. */
export function dependenceName(name: string): string {
  if (name.startsWith('network:')) return `the network ${name.slice('network:'.length)}`;
  if (name.startsWith('country:')) return `the country ${name.slice('country:'.length)}`;
  if (isAuthority(name)) return `certificates of ${name.slice('issuer:'.length)}`;
  const edge = edgeName(name);
  return edge === name ? name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()) : edge;
}
