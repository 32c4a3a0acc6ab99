/**
 * The roster: which symptoms, countries and networks of a service are followed apart, and which share of the budget each has. The
 * most active ones are kept, and activity is heard over hours, so that a burst of odd names can't fill the places.
 * Those that wait are counted as Misra and Gries do (1982): what comes often is never lost among what comes once.
 */
import type { Scope } from '../model/incident.ts';

/** Followed apart, at most, and once their activity is so much; the rest counts in the whole only. */
const PLACES = {
  symptom: { most: 8, least: 0 },
  country: { most: 32, least: 0 },
  // A network's trouble can only be told from its usual, and never confirms: few, and those that are heard of for hours.
  network: { most: 8, least: 48 },
};
type Kind = keyof typeof PLACES;
/** Names that wait for a place, at most. */
const WAITING_MAX = 64;
/** Of one hour, at most so many reports count as activity; more for networks, of which the largest are wanted. */
const HOUR_MAX = 12;
const NETWORK_HOUR_MAX = 600;
/** A day later, activity counts this much of itself; below the least, a part is forgotten. */
const KEEP_ACTIVITY = 0.97;
const ACTIVITY_LEAST = 0.5;
/** Who takes another's place has to be so many times as active. */
const STRONGER = 2;
/** Networks together have this part of the budget; symptoms and countries the rest. */
export const NETWORKS_SHARE = 0.1;
/** Of each, this part is shared equally; the rest by activity. */
const EQUAL = 0.5;

export interface Heard {
  /** Reports, at most so many an hour, forgotten over weeks. */
  activity: number;
  /** The hour in which it was last heard of, and what counted in that hour. */
  hour: number;
  inHour: number;
}

export interface Followed extends Heard {
  readonly scope: Scope;
  /** Its share of the service's budget. */
  share: number;
  /** Its detector; who is in an incident keeps the place. */
  readonly series: { readonly running: object | null };
}

export interface Roster {
  readonly waiting: Record<string, Heard>;
  day: number;
}

export const emptyRoster = (): Roster => ({ waiting: {}, day: 0 });

export function noteActivity(heard: Heard, scope: Scope, at: number, count: number): void {
  const most = scope.startsWith('network:') ? NETWORK_HOUR_MAX : HOUR_MAX;
  const hour = Math.floor(at / 60);
  if (heard.hour !== hour) {
    heard.hour = hour;
    heard.inHour = 0;
  }
  const more = Math.min(count, most - heard.inHour);
  heard.inHour += more;
  heard.activity = hundredths(heard.activity + more);
}

/** Notes a part that is not followed. Where it may be followed from now on, what was heard of it so far. */
export function mayFollow(
  { waiting }: Roster,
  parts: Followed[],
  scope: Scope,
  at: number,
  count: number,
): Heard | undefined {
  const kind = scope.slice(0, scope.indexOf(':')) as Kind;
  const mine = parts.filter((part) => part.scope.startsWith(`${kind}:`));
  const heard = waiting[scope] ?? { activity: 0, hour: 0, inHour: 0 };
  noteActivity(heard, scope, at, count);
  if (heard.activity < PLACES[kind].least) {
    wait(waiting, scope, heard);
    return undefined;
  }
  if (mine.length >= PLACES[kind].most) {
    const idle = mine.filter(({ series }) => series.running === null);
    const weakest = idle.reduce<Followed | undefined>((a, b) => (a && a.activity <= b.activity ? a : b), undefined);
    if (weakest === undefined || heard.activity < STRONGER * weakest.activity) {
      wait(waiting, scope, heard);
      return undefined;
    }
    parts.splice(
      parts.findIndex((part) => part.scope === weakest.scope),
      1,
    );
    const { activity, hour, inHour } = weakest;
    wait(waiting, weakest.scope, { activity, hour, inHour });
  }
  delete waiting[scope];
  return heard;
}

function wait(waiting: Record<string, Heard>, scope: string, heard: Heard): void {
  if (!Object.hasOwn(waiting, scope) && Object.keys(waiting).length >= WAITING_MAX) {
    for (const name in waiting) {
      waiting[name]!.activity = hundredths(waiting[name]!.activity - 1);
      if (waiting[name]!.activity <= 0) delete waiting[name];
    }
    return;
  }
  waiting[scope] = heard;
}

/** True when a new day has begun; activity then fades, and what is hardly heard of any more loses its place. */
export function turnDay(roster: Roster, parts: Followed[], at: number): boolean {
  const day = Math.floor(at / 1440);
  if (day <= roster.day) return false;
  roster.day = day;
  const { waiting } = roster;
  for (const name in waiting) if (isForgotten(waiting[name]!)) delete waiting[name];
  for (let i = parts.length - 1; i >= 0; i -= 1) {
    if (isForgotten(parts[i]!) && parts[i]!.series.running === null) parts.splice(i, 1);
  }
  return true;
}

function isForgotten(heard: Heard): boolean {
  heard.activity = hundredths(heard.activity * KEEP_ACTIVITY);
  return heard.activity < ACTIVITY_LEAST;
}

/** Gives `budget` to those followed: half of it in equal shares, half in proportion to activity. */
export function shareOut(parts: readonly Followed[], budget: number): void {
  const networks = parts.filter(({ scope }) => scope.startsWith('network:'));
  const others = parts.filter((part) => !networks.includes(part));
  const some = networks.length > 0 ? NETWORKS_SHARE * budget : 0;
  shareAmong(networks, some);
  shareAmong(others, budget - some);
}

function shareAmong(parts: readonly Followed[], budget: number): void {
  const active = parts.reduce((sum, { activity }) => sum + activity, 0);
  for (const part of parts) {
    const byActivity = active > 0 ? part.activity / active : 1 / parts.length;
    part.share = budget * (EQUAL / parts.length + (1 - EQUAL) * byActivity);
  }
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
