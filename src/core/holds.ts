/**
 * Which signals have to be kept. Whoever removes anything asks here first: `holdsInForce` once for a moment, then `isHeld` of
 * each signal. Law: only a hold's end, or a recorded closing, lets go of what it keeps.
 */
import type { Entry } from '../model/entry.ts';
import type { Bound, HeldKind, Hold, Period } from '../model/hold.ts';
import { type EpochMs, MINUTE_MS, type Seq } from '../model/units.ts';

/** All versions of each hold, by id, oldest first. */
export type Holds = ReadonlyMap<string, readonly Hold[]>;

/** What a hold asks of a signal. */
export interface HeldSignal {
  readonly kind: HeldKind;
  readonly service: string;
  /** First instant that it tells of. */
  readonly at: EpochMs;
  /** The instant behind the last one that it tells of; absent for what tells of a single one. */
  readonly until?: EpochMs | undefined;
  readonly position: Seq;
}

/** The current version of each hold that has to be obeyed at a moment. */
export function holdsInForce(holds: Holds, now: EpochMs): Hold[] {
  const taken = takenOver(holds, now);
  return [...holds.values()]
    .map((versions) => versions.at(-1)!)
    .filter(({ id, duty, closed }) => closed !== true && contains(duty, now) && !taken.has(id));
}

/** Holds whose place another one has taken. It gives nothing back when it ends itself; one that never began took nothing. */
export function takenOver(holds: Holds, now: EpochMs): Map<string, Hold> {
  const taken = new Map<string, Hold>();
  for (const versions of holds.values()) {
    const last = versions.at(-1)!;
    const { from } = last.duty;
    const began = from.at <= now && !(last.closed === true && last.at <= from.at);
    if (began) for (const id of last.supersedes) taken.set(id, last);
  }
  return taken;
}

export const isHeld = (inForce: readonly Hold[], signal: HeldSignal): boolean =>
  inForce.some((hold) => keeps(hold, signal));

/** The holds, of those in force, that keep a signal. */
export const holdsOn = (inForce: readonly Hold[], signal: HeldSignal): Hold[] =>
  inForce.filter((hold) => keeps(hold, signal));

function keeps({ query }: Hold, { kind, service, at, until, position }: HeldSignal): boolean {
  const { services, kinds, of, entries } = query;
  if (services !== 'all' && !services.includes(service)) return false;
  if (kinds !== 'all' && !kinds.includes(kind)) return false;
  if (entries !== undefined && (position < entries.from || position > entries.to)) return false;
  const behind = until ?? at + 1;
  return (of.from === undefined || behind > of.from.at) && (of.until === undefined || at < of.until.at);
}

/** Something that a hold keeps and another one would not. */
export interface Loss {
  readonly what: 'service' | 'kind' | 'signalsBefore' | 'signalsAfter' | 'entries' | 'allBefore' | 'allAfter';
  /** Which one, or from or until when. */
  readonly said: string;
}

/** What a hold keeps that another one would not, in words; empty where nothing is let go of. */
export function letGo(held: Pick<Hold, 'query' | 'duty'>, by: Pick<Hold, 'query' | 'duty'>): Loss[] {
  const { services, kinds, of, entries } = held.query;
  const next = by.query;
  const lost: Loss[] = [
    ...lacking(services, next.services).map((id) => ({ what: 'service', said: id }) as const),
    ...lacking(kinds, next.kinds).map((kind) => ({ what: 'kind', said: kind }) as const),
  ];
  if (next.of.from !== undefined && !(of.from !== undefined && next.of.from.at <= of.from.at)) {
    lost.push({ what: 'signalsBefore', said: next.of.from.said });
  }
  if (isSooner(next.of.until, of.until)) lost.push({ what: 'signalsAfter', said: next.of.until!.said });
  if (
    next.entries !== undefined &&
    !(entries !== undefined && next.entries.from <= entries.from && entries.to <= next.entries.to)
  ) {
    lost.push({ what: 'entries', said: `${next.entries.from}–${next.entries.to}` });
  }
  if (isSooner(by.duty.until, held.duty.until)) lost.push({ what: 'allAfter', said: by.duty.until!.said });
  return lost;
}

function lacking<T extends string>(held: 'all' | readonly T[], next: 'all' | readonly T[]): readonly (T | 'all')[] {
  if (next === 'all') return [];
  return held === 'all' ? ['all'] : held.filter((one) => !next.includes(one));
}

const isSooner = (next: Bound | undefined, held: Bound | undefined): boolean =>
  next !== undefined && (held === undefined || next.at < held.at);

const contains = ({ from, until }: Period, at: EpochMs): boolean =>
  (from === undefined || from.at <= at) && (until === undefined || at < until.at);

/** What an entry is to a hold; undefined for decisions and ticks, which always stay. */
export function heldSignalOf(position: Seq, entry: Entry): HeldSignal | undefined {
  switch (entry.kind) {
    case 'report':
    case 'check':
    case 'official':
      return signal(position, entry, entry.at);
    case 'tally':
      return signal(position, entry, entry.at, entry.stepMinutes);
    case 'traffic':
      return signal(position, entry, entry.at, 1);
    case 'statement':
      // Of when it was said and of when it was recorded: an order may mean either.
      return {
        ...signal(position, entry, Math.min(entry.at, entry.saidAt ?? entry.at) as EpochMs),
        until: (Math.max(entry.at, entry.saidAt ?? entry.at) + 1) as EpochMs,
      };
    default:
      return undefined;
  }
}

function signal(
  position: Seq,
  { kind, service }: { readonly kind: HeldKind; readonly service: string },
  at: EpochMs,
  minutes?: number,
): HeldSignal {
  const until = minutes === undefined ? undefined : ((at + minutes * MINUTE_MS) as EpochMs);
  return { kind, service, at, until, position };
}
