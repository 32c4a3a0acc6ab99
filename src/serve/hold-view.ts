/** Holds as pages, the API and the terminal show them: the current version, what it covers, and how it came to be so. */
import { holdsInForce, takenOver } from '../core/holds.ts';
import type { Engine } from '../engine/engine.ts';
import type { HeldCount, HeldCounts } from '../engine/held-counts.ts';
import type { Bound, Hold } from '../model/hold.ts';
import type { EpochMs } from '../model/units.ts';
import type { BoundRow, HoldRow, HoldVersionRow } from './schema-holds.ts';

const iso = (at: number): string => new Date(at).toISOString();
export const holdHref = (id: string): string => `/holds/${encodeURIComponent(id)}`;

/** All holds, the last one recorded first. */
export async function holdRows(engine: Engine, counts: HeldCounts, now: EpochMs): Promise<HoldRow[]> {
  const { holds } = engine.state;
  const all = [...holds.values()].toReversed();
  const counted = await counts.of(all.map((versions) => versions.at(-1)!));
  const inForce = new Set(holdsInForce(holds, now).map(({ id }) => id));
  const taken = takenOver(holds, now);
  return all.map((versions, index) => {
    const last = versions.at(-1)!;
    const { id } = last;
    return {
      id,
      url: holdHref(id),
      state: inForce.has(id) ? 'in force' : stateOf(last, taken.has(id), now),
      current: versionRow(last),
      supersedes: [...last.supersedes],
      supersededBy: taken.get(id)?.id ?? null,
      covers: coversRow(counted[index]!, engine.size),
      gaps: gapsOf(versions),
      versions: versions.map(versionRow),
    };
  });
}

/** Of a hold that is not in force. */
function stateOf({ closed, duty }: Hold, superseded: boolean, now: EpochMs): HoldRow['state'] {
  if (closed === true) return 'closed';
  if (superseded) return 'superseded';
  return now < duty.from.at ? 'not begun' : 'ended';
}

const coversRow = ({ entries, byKind, before }: HeldCount, of: number): HoldRow['covers'] => ({
  entries,
  byKind,
  countedBefore: before,
  of,
});

/** Between the end of a version and the moment at which the next one was recorded nothing was kept for its sake. */
function gapsOf(versions: readonly Hold[]): HoldRow['gaps'] {
  return versions.slice(1).flatMap((next, index) => {
    const ended = versions[index]!.duty.until?.at;
    return ended === undefined || next.at <= ended || next.closed === true
      ? []
      : [{ from: iso(ended), until: iso(next.at) }];
  });
}

function versionRow(hold: Hold): HoldVersionRow {
  const { version, at, authority, basis, scope, query, duty, unlessClosedBefore, decidedBy, reason, closed } = hold;
  const { services, kinds, of, entries } = query;
  return {
    version,
    recordedAt: iso(at),
    authority,
    basis,
    scope,
    query: {
      services: services === 'all' ? services : [...services],
      kinds: kinds === 'all' ? kinds : [...kinds],
      of: { from: boundRow(of.from), until: boundRow(of.until) },
      entries: entries ?? null,
    },
    duty: { from: boundRow(duty.from)!, until: boundRow(duty.until) },
    unlessClosedBefore: unlessClosedBefore ?? null,
    decidedBy,
    reason,
    closed: closed === true,
  };
}

const boundRow = (bound: Bound | undefined): BoundRow | null =>
  bound === undefined ? null : { said: bound.said, zone: bound.zone ?? null, at: iso(bound.at) };
