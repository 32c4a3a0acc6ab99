/** Lists of the most frequent keys, by name. Ties are in the order of their names, so the same traffic gives the same list. */
import { clientText, isName, prefixText } from './client.ts';
import type { Counts, KeyedName } from './counts.ts';
import { type Heavy, heavyEntry } from './heavy.ts';
import { countryText, networkText, PLACE_NOT_PUBLIC, PLACE_UNKNOWN } from './place-codes.ts';
import type { Top } from './top.ts';

export interface Ranked {
  readonly name: string;
  readonly requests: number;
  /** By how much `requests` may be short; 0 where it is exact. */
  readonly missed: number;
  /** Where it was counted. */
  readonly bytes?: number;
}

const decoder = new TextDecoder('utf-8');

export function topOf({ keyed }: Counts, kind: KeyedName, length: number): Ranked[] {
  const list = keyed[kind].heavy;
  const withBytes = kind !== 'paths' && kind !== 'agents' && kind !== 'referrers';
  return ranked(list.size, length, (i) => list.counts[i]!).map((i) => ({
    name: nameOf(list, kind, list.keys[2 * i]!, list.keys[2 * i + 1]!),
    requests: list.counts[i]!,
    missed: list.missed[i]!,
    ...(withBytes ? { bytes: list.bytes[i]! } : {}),
  }));

  function ranked(size: number, most: number, countOf: (i: number) => number): number[] {
    return order(
      Array.from({ length: size }, (_, i) => i),
      countOf,
      (i) => nameOf(list, kind, list.keys[2 * i]!, list.keys[2 * i + 1]!),
    ).slice(0, most);
  }
}

/** The list of one merged cell; names are those that the whole log's list still knows. */
export function topOfCell({ keyed }: Counts, top: Top, kind: KeyedName, length: number): Ranked[] {
  const entries = Array.from({ length: top.sizes[0]! }, (_, i) => i);
  const name = (i: number): string => nameOf(keyed[kind].heavy, kind, top.keys[2 * i]!, top.keys[2 * i + 1]!);
  return order(entries, (i) => top.counts[i]!, name)
    .slice(0, length)
    .map((i) => ({ name: name(i), requests: top.counts[i]!, missed: top.missed[i]! }));
}

/** Names are made only of those that can be in the list. */
function order(entries: number[], countOf: (i: number) => number, nameOf: (i: number) => string): number[] {
  const sorted = entries.sort((a, b) => countOf(b) - countOf(a));
  const NEAR = 200;
  const head = sorted.slice(0, NEAR);
  const names = new Map(head.map((i) => [i, nameOf(i)]));
  return head.sort((a, b) => countOf(b) - countOf(a) || (names.get(a)! < names.get(b)! ? -1 : 1));
}

/** The text of a key, as far as the list still knows it. */
export function nameOf(list: Heavy, kind: KeyedName, high: number, low: number): string {
  if (kind === 'countries')
    return low === PLACE_UNKNOWN ? 'unknown' : low === PLACE_NOT_PUBLIC ? 'not public' : countryText(low);
  if (kind === 'networks')
    return low === PLACE_UNKNOWN ? 'unknown' : low === PLACE_NOT_PUBLIC ? 'not public' : networkText(low);
  if (kind === 'clients' && !isName(high)) return clientText(high, low);
  if (kind === 'prefixes' && !isName(high)) return prefixText(high, low);
  const entry = heavyEntry(list, high, low);
  const names = list.names;
  if (entry < 0 || names === null) return '(name not kept)';
  const text = decoder.decode(names.text.subarray(names.spans[2 * entry]!, names.spans[2 * entry + 1]!));
  if (kind === 'prefixes') return `*.${text}`;
  return text === '' ? '(none)' : text;
}

/**
 * Keys (`high:low`) of referrers that are the site itself: parts of pages are asked for by the site's own pages, so the host
 * that refers to most of them, and hosts that differ from it by `www.` only.
 */
export function ownReferrers({ keyed }: Counts): Set<string> {
  const referrers = keyed.referrers.heavy;
  const { bytes: referred, keys } = referrers;
  // Of two that refer alike often, the smaller key, so that the order of the lines decides nothing.
  const isBefore = (a: number, b: number): boolean =>
    (referred[a]! - referred[b]! || keys[2 * b]! - keys[2 * a]! || keys[2 * b + 1]! - keys[2 * a + 1]!) > 0;
  let most = -1;
  let parts = 0;
  for (let i = 0; i < referrers.size; i += 1) {
    parts += referrers.bytes[i]!;
    if (most < 0 || isBefore(i, most)) most = i;
  }
  const own = new Set<string>();
  if (most < 0 || referrers.bytes[most]! * 2 < parts || parts < OWN_PARTS_MIN) return own;
  const bare = (i: number): string =>
    nameOf(referrers, 'referrers', referrers.keys[2 * i]!, referrers.keys[2 * i + 1]!)
      .toLowerCase()
      .replace(/^www\./, '');
  const host = bare(most);
  for (let i = 0; i < referrers.size; i += 1) {
    if (bare(i) === host) own.add(`${referrers.keys[2 * i]}:${referrers.keys[2 * i + 1]}`);
  }
  return own;
}

const OWN_PARTS_MIN = 5;
