/** What vendors say, as pages and the API show it. Law: what was not read for long is unknown, whatever was read last. */
import { isOutdated } from '../core/official-watch.ts';
import type { OutsideWatch } from '../core/outside.ts';
import type { Incident } from '../model/incident.ts';
import type { OfficialWord } from '../model/official.ts';
import { type EpochMs, isoMinute, type Minute } from '../model/units.ts';
import type { OfficialBody, OfficialWordBody } from './schema-outside.ts';

/** @param past the service's past incidents, of which the record is made */
export function officialView(
  outside: OutsideWatch | null,
  past: readonly Incident[],
  now: EpochMs,
): OfficialBody | null {
  if (outside === null || Object.keys(outside.official).length === 0) return null;
  const pages = Object.entries(outside.official).map(([source, { last }]) => {
    const outdated = isOutdated(last, now);
    return {
      source,
      by: last.by,
      state: outdated ? ('unknown' as const) : last.state,
      said: outdated ? 'it has not been read for long' : (last.said ?? null),
      since: last.since === undefined ? null : new Date(last.since).toISOString(),
      readAt: new Date(last.at).toISOString(),
      record: recordOf(source, past),
    };
  });
  return { pages };
}

function recordOf(source: string, past: readonly Incident[]): OfficialBody['pages'][number]['record'] {
  const words = past
    .filter(({ confirmedAt }) => confirmedAt !== null)
    .flatMap(({ official = [] }) =>
      official.filter((word) => word.source === source && !(word.unreadable && word.saidAt === null)),
    );
  const lags = words.flatMap(({ lagMinutes }) => lagMinutes ?? []).toSorted((a, b) => a - b);
  const middle = Math.floor(lags.length / 2);
  const medianLagMinutes =
    lags.length === 0 ? null : lags.length % 2 === 1 ? lags[middle]! : (lags[middle - 1]! + lags[middle]!) / 2;
  return { incidents: words.length, told: lags.length, medianLagMinutes };
}

const isoOrNull = (at: Minute | null): string | null => (at === null ? null : isoMinute(at));

export function officialWordViews(words: readonly OfficialWord[] | undefined): OfficialWordBody[] | null {
  if (words === undefined) return null;
  return words.map(({ source, saidAt, said, since, clearedAt, lagMinutes, unreadable }) => ({
    source,
    saidAt: isoOrNull(saidAt),
    said,
    since: isoOrNull(since),
    clearedAt: isoOrNull(clearedAt),
    lagMinutes,
    unreadable,
  }));
}
