/**
 * Services of one timeline that fail together, followed from tick to tick: one event with its members while their incidents overlap. It changes no
 * incident; it is said beside them. Law: a chance meeting is no event.
 */
import type { CommonEvent, EventMember } from '../model/event.ts';
import type { Incident } from '../model/incident.ts';
import type { Minute } from '../model/units.ts';
import { explain, type Failing } from './common-cause.ts';
import { incidentOf } from './incident.ts';
import { dependenciesOf, isDistrusted } from './outside.ts';
import type { Watch } from './watch.ts';

/** Incidents whose starts lie further apart are not one event's. */
export const EVENT_MINUTES = 60;
/** Services that are weighed together; the largest. */
const WEIGHED_MAX = 24;
/** A place's share of the excess, and at most of what is usual, from which on the failure is that place's. */
const MOST = 0.8;
const USUALLY = 0.5;
/** Past events that are remembered. */
const KEPT_MAX = 100;

interface Now {
  readonly watch: Watch;
  readonly incident: Incident;
}

/** The timeline's events after a tick; those that are past stay as they were. */
export function followEvents(events: readonly CommonEvent[], watches: readonly Watch[], at: Minute): CommonEvent[] {
  const running = watches.filter(({ incident, retired }) => incident !== null && !retired);
  const open = events.filter(({ end }) => end === null);
  if (running.length < 2 && open.length === 0) return events as CommonEvent[];
  const failing = running
    .map((watch): Now => ({ watch, incident: incidentOf(watch.service.id, watch.incident!) }))
    .toSorted((a, b) => a.incident.start - b.incident.start || (a.incident.id < b.incident.id ? -1 : 1));
  const isOpen = ({ incident }: Now): boolean =>
    open.some(({ members }) => members.some((one) => one.incident === incident.id));
  const groups = groupsOf(failing).filter((group) => group.length > 1 || isOpen(group[0]!));
  const found = groups.flatMap((group) => eventOf(group, watches, events, at) ?? []);
  // What is not found any more has ended with its incidents, or come to nothing: then its last word stays.
  const ended = open
    .filter(({ id }) => !found.some((event) => event.id === id))
    .map((event) => ({ ...event, end: at }));
  const past = events.filter(({ id, end }) => end !== null && !found.some((event) => event.id === id));
  return [...past, ...ended, ...found].slice(-KEPT_MAX);
}

/** One that is seen when a gap ends may have begun in it. */
const earliestStart = ({ start, waves }: Incident): Minute =>
  Math.min(start, waves[0]?.startRange[0] ?? start) as Minute;

/** Whose starts follow one another closely, as far as is known. */
function groupsOf(failing: readonly Now[]): Now[][] {
  const groups: Now[][] = [];
  for (const one of failing) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (last !== undefined && earliestStart(one.incident) - last.incident.start <= EVENT_MINUTES) group!.push(one);
    else groups.push([one]);
  }
  return groups;
}

function eventOf(
  group: readonly Now[],
  watches: readonly Watch[],
  events: readonly CommonEvent[],
  at: Minute,
): CommonEvent | undefined {
  const ids = new Set(group.map(({ incident }) => incident.id));
  const known = events.find(({ end, members }) => end === null && members.some(({ incident }) => ids.has(incident)));
  const parts = [
    ...group.map(({ watch, incident }) => partOf(watch, incident, { start: incident.start, at })),
    // Whose incident has ended before the others' still belongs to it.
    ...(known?.members ?? [])
      .filter(({ incident }) => !ids.has(incident))
      .flatMap((member) => pastPart(member, watches, { start: known!.start, at })),
  ];
  const weighed = parts
    .toSorted((a, b) => excessOf(b) - excessOf(a) || (a.incident < b.incident ? -1 : 1))
    .slice(0, WEIGHED_MAX);
  const counted = new Map<string, number>();
  for (const watch of watches) for (const one of dependsOf(watch)) counted.set(one, (counted.get(one) ?? 0) + 1);
  const explained = explain(weighed, (dependence) => counted.get(dependence) ?? 0);
  if (known === undefined && !explained.some(({ role }) => role === 'member' || role === 'victim')) return undefined;
  const rootExcess = Math.max(1, excessOf(weighed[0]!));
  const members = explained.map(({ service, ...said }, index): EventMember => {
    const { incident, observed, expected } = weighed[index]!;
    return {
      service,
      incident,
      ...said,
      observed,
      expected,
      ofRoot: Number((excessOf(weighed[index]!) / rootExcess).toPrecision(3)),
    };
  });
  const provider = sharedBy(members, weighed[0]!);
  return {
    id: known?.id ?? `together-${members[0]!.incident}`,
    timeline: group[0]!.watch.service.timeline,
    start: Math.min(known?.start ?? group[0]!.incident.start, ...group.map(({ incident }) => incident.start)) as Minute,
    end: null,
    provider,
    // The root is the largest, and may share it or not.
    members: members.map((one) =>
      one.role === 'root' && weighed[0]!.depends.includes(provider ?? '') ? { ...one, of: provider } : one,
    ),
  };
}

interface Part extends Failing {
  readonly incident: string;
}

const excessOf = ({ observed, expected }: Failing): number => Math.max(0, observed - expected);

interface Stretch {
  readonly start: Minute;
  readonly at: Minute;
}

function partOf(
  watch: Watch,
  { id, observed, expected }: Pick<Incident, 'id' | 'observed' | 'expected'>,
  { start, at }: Stretch,
): Part {
  const { id: service, category } = watch.service;
  const distrusted = isDistrusted(watch.outside, start, at);
  return { service, category, depends: dependsOf(watch), distrusted, incident: id, observed, expected };
}

function pastPart(
  { service, incident, observed, expected }: EventMember,
  watches: readonly Watch[],
  stretch: Stretch,
): Part[] {
  const watch = watches.find((one) => one.service.id === service);
  return watch === undefined ? [] : [partOf(watch, { id: incident, observed, expected }, stretch)];
}

/** What most members share, where the root or a second member shares it too. */
function sharedBy(members: readonly EventMember[], root: Failing): string | null {
  const counts = new Map<string, number>();
  for (const { role, of } of members) if (role === 'member' && of !== null) counts.set(of, (counts.get(of) ?? 0) + 1);
  const [first] = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (first === undefined) return null;
  const [name, count] = first;
  return count > 1 || root.depends.includes(name) ? name : null;
}

/** Names of the configuration in small letters, so that a learnt one is the same; and where it fails, if that is no failure of all. */
function dependsOf({ service, outside, incident }: Watch): string[] {
  const learnt = outside === null ? [] : dependenciesOf(outside);
  const places = incident === null ? [] : placesOf(incidentOf(service.id, incident));
  return [...new Set([...service.providers.map((name) => name.trim().toLowerCase()), ...learnt, ...places])];
}

/** Countries and networks from which nearly all of the excess comes, though less than half of what is usual does. */
function placesOf({ parts, observed, expected }: Incident): string[] {
  const places = parts.filter(({ scope }) => scope.startsWith('country:') || scope.startsWith('network:'));
  const alone = parts.every(({ scope }) => scope !== 'all');
  const mostly = places.filter(
    (part) => part.observed - part.expected >= MOST * (observed - expected) && part.expected <= USUALLY * expected,
  );
  return (alone ? places : mostly).map(({ scope }) => scope);
}
