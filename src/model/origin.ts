/**
 * Origins: the countries and networks in which the addresses behind traffic are registered. Never who sends it: a
 * machine's address says where a registry entered it, and a database of such entries is wrong for some.
 */

/** What one country or network amounts to. Clients are distinct addresses (IPv6: /64), mostly an estimate. */
export interface OriginCount {
  readonly requests: number;
  readonly clients: number;
  readonly bytes: number;
}

/** A stretch of traffic by country, or by network: what counting hands to the reckoning of origins. */
export interface OriginTally {
  /** Minutes of the stretch in which the log was being written. */
  readonly minutes: number;
  /** By country (ISO 3166-1 alpha-2, upper case) or by network (`AS64500`). */
  readonly byCode: Readonly<Record<string, OriginCount>>;
  /** Public addresses that the database does not list. */
  readonly unknown: OriginCount;
  /** Private, loopback, link-local, documentation and other addresses that nobody can have on the internet. */
  readonly notPublic: OriginCount;
  /** Public and listed, but without a row of its own, where only the heaviest networks are kept. */
  readonly rest: OriginCount;
}

/** Where a second database says otherwise about the same addresses; those count that both databases list. */
export interface DisagreementTally {
  readonly compared: OriginCount;
  /** By `DE>US`: the first database says DE, the second US. */
  readonly byPair: Readonly<Record<string, OriginCount>>;
}

/** A database of addresses, as it has to be named wherever its answers are shown. */
export interface OriginDatabase {
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly builtAt: number;
  /** Whose data it is and on which terms, where known. */
  readonly licence: string | null;
  /** What its publisher or we warn of, where there is a warning. */
  readonly warning: string | null;
}

/** Indices of `OriginLookup.codes` that are no country and no network. */
export const UNKNOWN_ORIGIN = 0;
export const NOT_PUBLIC = 1;

/**
 * Country or network of an address, asked and answered in numbers, so that counting makes no garbage. IPv4 inside IPv6
 * (mapped, 6to4, Teredo, NAT64) is answered as the IPv4 address that it carries.
 */
export interface OriginLookup {
  readonly database: OriginDatabase;
  /** What an answer stands for; `codes[0]` and `codes[1]` are unknown and not public. */
  readonly codes: readonly string[];
  /** @param address as an unsigned number, 0 to 2^32 - 1 */
  of4(address: number): number;
  /** The four 32-bit words of an IPv6 address, first to last, unsigned. */
  of6(a: number, b: number, c: number, d: number): number;
  /** Name of a code's network where the database has one. */
  nameOf(code: string): string | undefined;
}

/** How many times the usual, with the bounds between which it lies 95 times in 100. Null where the usual had none. */
export interface Change {
  readonly ratio: number | null;
  readonly low: number;
  readonly high: number;
}

/** Shares of all requests, clients and bytes of the stretch, listed or not. */
export interface OriginShares {
  readonly requests: number;
  readonly clients: number;
  readonly bytes: number;
}

export interface OriginRow {
  readonly code: string;
  /** Of a network, where the database has one. */
  readonly name: string | null;
  /** By requests, from 1. */
  readonly rank: number;
  readonly count: OriginCount;
  readonly share: OriginShares;
  /** Null without a usual, or where the usual had no request from here. */
  readonly usualRank: number | null;
  readonly usualShare: number | null;
  /** Requests a minute against the usual. */
  readonly rateChange: Change | null;
  /** Share of requests against the usual. */
  readonly shareChange: Change | null;
}

/** How far a distribution of origins lies from the usual one. */
export interface OriginShift {
  /** Jensen-Shannon divergence, 0 to 1. */
  readonly bits: number;
  /** What 95 in 100 samples of this size stay under when nothing changed, or the most that stretches of the usual show. */
  readonly chanceBits: number;
  readonly beyondChance: boolean;
  /** The origins that contribute most to it, most first. */
  readonly drivers: readonly string[];
}

export interface Disagreement {
  readonly database: OriginDatabase;
  /** Of requests and clients whose address both databases list, the shares on which they differ. */
  readonly requestShare: number;
  readonly clientShare: number;
  readonly largest: readonly DisagreementRow[];
}

export interface DisagreementRow {
  readonly first: string;
  readonly second: string;
  readonly requestShare: number;
  readonly clientShare: number;
}

/** One table of origins, complete with what has to be said beside it. */
export interface Origins {
  readonly kind: 'country' | 'network';
  readonly database: OriginDatabase;
  readonly minutes: number;
  readonly total: OriginCount;
  readonly rows: readonly OriginRow[];
  readonly unknown: OriginShares;
  readonly notPublic: OriginShares;
  readonly rest: OriginShares;
  readonly shift: OriginShift | null;
  /** Null without a second database. */
  readonly disagreement: Disagreement | null;
}
