/**
 * Traffic: what edge logs say about a stretch of time, without a single request or address in it. Counts are exact;
 * figures marked "estimate" come from sketches whose error is stated where they are made.
 */
import type { Fault } from './fault.ts';

/** Requests by the class of their answer; `other` has no status, or one outside 100 to 599. */
export interface Statuses {
  readonly informational: number;
  readonly success: number;
  readonly redirect: number;
  readonly clientError: number;
  readonly serverError: number;
  readonly other: number;
}

/** A share from 0 to 1; null where the log does not hold what it would take to know. */
export type Share = number | null;

/** One stretch of traffic of one service, from one minute to many. */
export interface TrafficSummary {
  /** Minutes of the stretch in which the log was being written. */
  readonly minutes: number;
  readonly requests: number;
  readonly bytes: number;
  readonly statuses: Statuses;
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
  /** Distinct clients, estimate: IPv4 addresses, IPv6 /64, or host names. */
  readonly clients: number;
  /** Distinct prefixes, /24 or /48, estimate. */
  readonly prefixes: number;
  /** Requests that came from prefixes seen before the stretch; null without history. */
  readonly oldPrefixShare: Share;
  /** Prefixes (each counting once) seen before the stretch; null without history. */
  readonly oldPrefixes: Share;
  /** Requests of the heaviest client, prefix and network. */
  readonly topClientShare: Share;
  readonly topPrefixShare: Share;
  readonly topNetworkShare: Share;
  /** Requests from networks that rent out machines. */
  readonly hostingShare: Share;
  /** Distance of the countries' distribution from the usual one: Jensen-Shannon divergence, bits, 0 to 1. */
  readonly countryShift: Share;
  /**
   * Of the usual requests, those from networks (or countries, without networks) that now send under a quarter of what they
   * usually do. Only networks with ten clients and eight expected requests count. null without history.
   */
  readonly goneShare: Share;
  /** Of the clients, those that sent a single request, estimate. */
  readonly oneRequestClients: Share;
  /** Requests for the most requested path, and for paths (without query) never requested before the stretch. */
  readonly topPathShare: Share;
  readonly newPathShare: Share;
  /** Distinct query strings a request, among requests with a query. */
  readonly queryVariety: Share;
  /** Requests for parts of pages (style sheets, scripts, images, fonts). */
  readonly assetShare: Share;
  /** Of the clients that asked for a page, those that also asked for a part of one. */
  readonly companionship: Share;
  readonly topAgentShare: Share;
  /** Requests with a user agent (whole string) never seen before the stretch; null without history. */
  readonly newAgentShare: Share;
  /** Requests with an agent that is a tool or library (curl, python-requests, Go-http-client), or with none. */
  readonly toolShare: Share;
  /** Distinct user agents a client, estimate. */
  readonly agentsPerClient: number | null;
  readonly emptyReferrerShare: Share;
  /** Requests that name the most frequent referrer of another site. */
  readonly topReferrerShare: Share;
  /** Requests of clients that ask with the regularity of a clock. */
  readonly clockworkShare: Share;
  /** Requests with a method or protocol version that browsers do not send, or with a request line that is none. */
  readonly oddShare: Share;
  /** Requests that say they are a known crawler, and those of them whose address bears it out. */
  readonly crawlerShare: Share;
  readonly verifiedCrawlerShare: Share;
  /** Requests for robots.txt, or walking through many paths once each, as crawlers do. */
  readonly crawlShare: Share;
  /** Requests whose method changes something (POST, PUT, PATCH, DELETE). */
  readonly writeShare: Share;
  /** Requests that try for holes in programs: injected orders, paths out of the site, files and programs that others were broken into by. */
  readonly holeShare: Share;
  /** Median time to answer, ms; null where not logged. */
  readonly answerMs: number | null;
  /** Connections that ended before a request was read (failed handshakes, bad requests); null where not logged. */
  readonly failedConnections: number | null;
}
