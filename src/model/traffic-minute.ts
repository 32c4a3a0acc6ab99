/**
 * Traffic minutes: what one source counted of one service's minute, as it stands in the journal. Everything in it adds up, so
 * that minutes of several sources, and many minutes, are one. No request and no address: keys of lists are pseudonyms,
 * unless the operator asked for names.
 */
import type { Fault } from './fault.ts';
import type { Statuses } from './traffic.ts';
import type { EpochMs } from './units.ts';

/** Counts of requests (or of what is named) that a log may hold besides status and size; absent is none. */
export const MEASURES = [
  /** Lines that hold an agent, those of a tool or without one, those that name a crawler, and verified ones. */
  'agents',
  'tools',
  'crawlers',
  'verified',
  /** Lines that hold a referrer, and those where it is empty. */
  'referrers',
  'unreferred',
  /** Requests with a query, and different queries in a minute. */
  'queries',
  'queryTexts',
  'parts',
  'robots',
  'odd',
  'writes',
  /** Requests that try for holes in programs. */
  'holes',
  /** Connections that ended before a request was read. */
  'raw',
  /** Lines that say how long the answer took. */
  'timed',
  /** Different pairs of client and agent in a minute, and different clients of such minutes. */
  'pairs',
  'pairedClients',
  /** Requests of clients that ask like a clock, and of clients that walk through the pages. */
  'clockwork',
  'walking',
  /** Requests from networks that rent out machines, and those whose network is known well enough to say. */
  'hosting',
  'networked',
  /** Requests (prefixes) of minutes before which the source had looked on for long enough, and those known from before. */
  'lookedBack',
  'oldPrefixRequests',
  'prefixesSeen',
  'oldPrefixes',
  'pathsSeen',
  'oldPathRequests',
  'agentsSeen',
  'oldAgentRequests',
] as const;
export type Measure = (typeof MEASURES)[number];

/** What the heaviest keys are kept of. */
export const LISTS = ['clients', 'prefixes', 'paths', 'agents', 'referrers', 'countries', 'networks'] as const;
export type List = (typeof LISTS)[number];

/** Keys of a minute's list at most. */
export const LISTED_MAX: Readonly<Record<List, number>> = {
  clients: 16,
  prefixes: 16,
  paths: 16,
  agents: 16,
  referrers: 16,
  countries: 64,
  networks: 48,
};

/** Some clients of a minute, chosen by a hash: each with its requests, pages, parts of pages, and how deep it lies in the sampling. */
export interface ClientSample {
  /** One in 2^level clients is in it. */
  readonly level: number;
  readonly clients: Readonly<Record<string, SampledClient>>;
}
export type SampledClient = readonly [requests: number, pages: number, parts: number, level: number];
export const SAMPLED_MAX = 32;

export type Counted<Key extends string> = Readonly<Partial<Record<Key, number>>>;

export interface TrafficCounts {
  readonly requests: number;
  readonly bytes: number;
  readonly statuses: Counted<keyof Statuses>;
  readonly faults: Counted<Fault>;
  readonly measures: Counted<Measure>;
  /** Requests by the step of their time to answer (core/answer-times.ts). */
  readonly answers: Readonly<Record<string, number>>;
  readonly top: Readonly<Partial<Record<List, Readonly<Record<string, number>> | undefined>>>;
  /** Distinct clients and prefixes, as sketches (core/sketch-text.ts); empty where nobody counted them. */
  readonly clients: string;
  readonly prefixes: string;
  readonly sample?: ClientSample | undefined;
}

export interface TrafficMinute {
  readonly kind: 'traffic';
  /** Start of the minute. */
  readonly at: EpochMs;
  readonly service: string;
  /** Who counted. A minute counts once from each source, or once from each of its parts. */
  readonly source: string;
  /** Which part of the source's minute this is, where it came in several. */
  readonly part?: string | undefined;
  /** Where the source goes on reading after a restart; in the same entry, so that both are durable or neither. */
  readonly mark?: string | undefined;
  readonly counts: TrafficCounts;
}
