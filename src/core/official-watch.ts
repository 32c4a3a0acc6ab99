/**
 * What vendors say of a service, as the fold keeps it: the last word of each page, and what was said around a running incident. It decides nothing;
 * it is set beside what is measured, with the time that lies between.
 */
import type { Claim } from '../model/evidence.ts';
import type { Incident } from '../model/incident.ts';
import type { Official, OfficialWord } from '../model/official.ts';
import { type EpochMs, type Minute, minuteOf } from '../model/units.ts';

const SOURCES_MAX = 16;
/** Words of a page that are remembered. */
const WORDS_MAX = 64;
/** Trouble that a vendor told longer before is another matter. */
export const TOLD_BEFORE_MINUTES = 60;

export interface OfficialSource {
  last: Official;
  /** What it said when that changed, oldest first. */
  readonly words: Official[];
}

export type OfficialWatch = Record<string, OfficialSource>;

export function takeOfficial(sources: OfficialWatch, official: Official): void {
  const known = Object.hasOwn(sources, official.source) ? sources[official.source] : undefined;
  if (known === undefined) {
    if (Object.keys(sources).length < SOURCES_MAX) sources[official.source] = { last: official, words: [official] };
    return;
  }
  if (official.at <= known.last.at) return;
  if (official.state !== known.last.state) known.words.push(official);
  if (known.words.length > WORDS_MAX) known.words.shift();
  known.last = official;
}

/** Whether a reading is too old to be believed. */
export const isOutdated = ({ at, freshSeconds }: Official, now: EpochMs): boolean => now - at > freshSeconds * 1_000;

const isTrouble = ({ state }: Official): boolean => state === 'degraded' || state === 'outage';

/** What each page said of an incident, and how long after the crowd. */
export function officialWords(sources: OfficialWatch, incident: Incident): OfficialWord[] {
  const from = incident.start - TOLD_BEFORE_MINUTES;
  const until = incident.end ?? Number.POSITIVE_INFINITY;
  return Object.entries(sources).map(([source, { last, words }]) => {
    // What was in force when the stretch begins counts too, where it is of the hour before.
    const around = words.filter(({ at }) => minuteOf(at) >= from && minuteOf(at) <= until);
    const first = around.find(isTrouble);
    const cleared = first && words.find((word) => word.at > first.at && word.state === 'operational');
    const saidAt = first === undefined ? null : minuteOf(first.at);
    return {
      source,
      by: last.by,
      saidAt,
      said: first?.said ?? null,
      since: first?.since === undefined ? null : minuteOf(first.since),
      clearedAt: cleared === undefined ? null : minuteOf(cleared.at),
      lagMinutes: saidAt === null ? null : saidAt - incident.possibleAt,
      unreadable: around.some(({ state }) => state === 'unknown') || (around.length === 0 && last.state === 'unknown'),
    };
  });
}

/** For the diagnosis; what is unknown claims nothing, and a page without a fresh word is left out. Null where nobody was heard. */
export function claimsOf(sources: OfficialWatch, now: Minute): Claim[] | null {
  const heard = Object.values(sources).filter(
    ({ last }) => last.state !== 'unknown' && minuteOf(last.at) >= now - last.freshSeconds / 60,
  );
  if (heard.length === 0) return null;
  return heard.map(({ last: { source, by, state, said, since } }) => ({
    by,
    name: source,
    state: state as Claim['state'],
    cause: said ?? null,
    since: since === undefined ? null : minuteOf(since),
  }));
}
