/**
 * Addresses that the operator gave for crawlers, such as their owners publish them: whoever says to be one and asks from there
 * is verified. Without ranges a crawler is only what says it is one.
 */
import { CRAWLERS } from './agent.ts';
import { isIpv4, isName, readClient } from './client.ts';
import type { Key } from './hash.ts';

/** Plain data, so that it can be posted to a worker. */
export interface CrawlerRange {
  /** Place in CRAWLERS. */
  readonly crawler: number;
  readonly high: number;
  readonly low: number;
  /** Leading bits that count, of 32 or of 64. */
  readonly bits: number;
}

/** Clients of IPv6 are counted by their /64. */
const IPV6_BITS = 64;
const CIDR = /[0-9a-f:.]*[0-9a-f:.]\/\d{1,3}/gi;

/** The place in CRAWLERS of a name, in any letters; undefined where there is none. */
export function crawlerNamed(name: string): number | undefined {
  const index = CRAWLERS.findIndex((crawler) => crawler.name.toLowerCase() === name.trim().toLowerCase());
  return index < 0 ? undefined : index;
}

/** Every range (`192.0.2.0/24`, `2001:db8::/32`) in a text, whatever stands around them: JSON, CSV, a list. */
export function rangesIn(text: string, crawler: number): CrawlerRange[] {
  const encoder = new TextEncoder();
  const key: Key = { high: 0, low: 0 };
  return [...text.matchAll(CIDR)].flatMap(([found]) => {
    const [address = '', length = ''] = found.split('/');
    const bytes = encoder.encode(address);
    readClient(bytes, new DataView(bytes.buffer), 0, bytes.length, key);
    const most = isIpv4(key.high) ? 32 : 128;
    if (isName(key.high) || Number(length) > most) return [];
    return [{ crawler, ...key, bits: Math.min(Number(length), IPV6_BITS) }];
  });
}

/** The crawler (its place, plus one) whose ranges hold a client; 0 for none. */
export function crawlerLookup(ranges: readonly CrawlerRange[]): (high: number, low: number) => number {
  /** By the number of bits, those of IPv6 above 100. */
  const byBits = new Map<number, Map<string, number>>();
  for (const { crawler, high, low, bits } of ranges) {
    const kind = isIpv4(high) ? bits : 100 + bits;
    const known = byBits.get(kind) ?? new Map<string, number>();
    known.set(masked(high, low, kind), crawler + 1);
    byBits.set(kind, known);
  }
  return (high, low) => {
    for (const [kind, known] of byBits) {
      if (kind > 32 === isIpv4(high)) continue;
      const crawler = known.get(masked(high, low, kind));
      if (crawler !== undefined) return crawler;
    }
    return 0;
  };
}

function masked(high: number, low: number, kind: number): string {
  if (kind <= 32) return String(low & maskOf(kind));
  const bits = kind - 100;
  return `${high & maskOf(Math.min(32, bits))}:${low & maskOf(Math.max(0, bits - 32))}`;
}

const maskOf = (bits: number): number => (bits === 0 ? 0 : -1 << (32 - bits));
