/**
 * Origins: in which countries and networks the addresses of a stretch of traffic are registered, against the usual. Every
 * table carries its database, what is not listed, and how far a second database disagrees on this very traffic.
 */
import type {
  Disagreement,
  DisagreementTally,
  OriginCount,
  OriginDatabase,
  OriginRow,
  OriginShares,
  Origins,
  OriginTally,
} from '../model/origin.ts';
import { rateChange, type Sample, shareChange } from './origins/change.ts';
import { shiftOf } from './origins/shift.ts';

/** Rows of the list of disagreements. */
const DISAGREEMENTS_MAX = 10;

export interface OriginsInput {
  readonly kind: Origins['kind'];
  readonly database: OriginDatabase;
  /** Name of a network. */
  readonly nameOf?: ((code: string) => string | undefined) | undefined;
  readonly now: OriginTally;
  readonly usual?: OriginTally | undefined;
  /** The usual once more, in stretches about as long as the one looked at: they tell how much it scatters by itself. */
  readonly slices?: readonly OriginTally[];
  readonly second?: { readonly database: OriginDatabase; readonly tally: DisagreementTally } | undefined;
}

export function originsOf({ kind, database, nameOf, now, usual, slices = [], second }: OriginsInput): Origins {
  const total = totalOf(now);
  const usualTotal = usual === undefined ? undefined : totalOf(usual);
  const usualRanks = new Map(usual === undefined ? [] : ranked(usual).map(([code], index) => [code, index + 1]));
  const sliceTotals = slices.map((slice) => totalOf(slice).requests);

  const rowOf = ([code, count]: [string, OriginCount], index: number): OriginRow => {
    const row = { code, name: nameOf?.(code) ?? null, rank: index + 1, count, share: sharesOf(count, total) };
    const before = usual?.byCode[code] ?? NOTHING;
    if (usual === undefined || usualTotal === undefined || usualTotal.requests === 0) {
      return { ...row, usualRank: null, usualShare: null, rateChange: null, shareChange: null };
    }
    const here: Sample = { ...count, total: total.requests, minutes: now.minutes };
    const there: Sample = { ...before, total: usualTotal.requests, minutes: usual.minutes };
    const scatter = slices.map((slice, i) => ({
      ...(slice.byCode[code] ?? NOTHING),
      total: sliceTotals[i]!,
      minutes: slice.minutes,
    }));
    return {
      ...row,
      usualRank: usualRanks.get(code) ?? null,
      usualShare: before.requests / usualTotal.requests,
      rateChange: rateChange(here, there, scatter),
      shareChange: shareChange(here, there, scatter),
    };
  };

  const rows = ranked(now).map(rowOf);
  // Where requests used to come from and now none do: said where that is more than chance.
  const fallenAway = ranked(usual ?? now)
    .filter(([code]) => (now.byCode[code]?.requests ?? 0) === 0)
    .map(([code], index) => rowOf([code, NOTHING], rows.length + index))
    .filter(({ rateChange }) => rateChange !== null && rateChange.high < 1)
    .map((row, index) => ({ ...row, rank: rows.length + index + 1 }));

  return {
    kind,
    database,
    minutes: now.minutes,
    total,
    rows: [...rows, ...fallenAway],
    unknown: sharesOf(now.unknown, total),
    notPublic: sharesOf(now.notPublic, total),
    rest: sharesOf(now.rest, total),
    shift: usual === undefined ? null : shiftOf(now, usual, slices),
    disagreement: second === undefined ? null : disagreementOf(second.database, second.tally),
  };
}

export const NOTHING: OriginCount = { requests: 0, clients: 0, bytes: 0 };

/** By requests, then clients, then code, so that the order is the same everywhere. */
function ranked(tally: OriginTally): [string, OriginCount][] {
  return Object.entries(tally.byCode)
    .filter(([, count]) => count.requests > 0)
    .sort(([one, a], [other, b]) => b.requests - a.requests || b.clients - a.clients || (one < other ? -1 : 1));
}

/** Of all requests, wherever their address is listed. Clients of several origins are different addresses, so they add up. */
function totalOf({ byCode, unknown, notPublic, rest }: OriginTally): OriginCount {
  return [...Object.values(byCode), unknown, notPublic, rest].reduce((sum, { requests, clients, bytes }) => ({
    requests: sum.requests + requests,
    clients: sum.clients + clients,
    bytes: sum.bytes + bytes,
  }));
}

function sharesOf(count: OriginCount, total: OriginCount): OriginShares {
  return {
    requests: shareOf(count.requests, total.requests),
    clients: shareOf(count.clients, total.clients),
    bytes: shareOf(count.bytes, total.bytes),
  };
}

const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

function disagreementOf(database: OriginDatabase, { compared, byPair }: DisagreementTally): Disagreement {
  const rows = Object.entries(byPair)
    .map(([pair, count]) => {
      const [first = '', second = ''] = pair.split('>');
      return {
        first,
        second,
        requestShare: shareOf(count.requests, compared.requests),
        clientShare: shareOf(count.clients, compared.clients),
      };
    })
    .filter(({ first, second }) => first !== second)
    .sort((a, b) => b.requestShare - a.requestShare || (a.first + a.second < b.first + b.second ? -1 : 1));
  const sum = (of: 'requestShare' | 'clientShare'): number => rows.reduce((all, row) => all + row[of], 0);
  return {
    database,
    requestShare: Math.min(1, sum('requestShare')),
    clientShare: Math.min(1, sum('clientShare')),
    largest: rows.slice(0, DISAGREEMENTS_MAX),
  };
}
