/**
 * Counts a stretch of simulated requests by hand, with nothing of what reads real logs, so that either can be checked
 * against the other. What a log does not hold is null.
 */
import type { Fault } from '../../src/model/fault.ts';
import type { TrafficSummary } from '../../src/model/traffic.ts';
import type { Request } from './request.ts';
import { isKnownPrefix } from './site.ts';

/** What the log and the databases at hand can tell. */
export interface Columns {
  readonly history: boolean;
  readonly countries: boolean;
  readonly networks: boolean;
  readonly agents: boolean;
  readonly times: boolean;
  readonly connections: boolean;
}

export interface Stretch {
  readonly requests: readonly Request[];
  readonly minutes: number;
  readonly failedConnections: number;
  /** One request here stands for so many. */
  readonly scale: number;
}

/** A client with so many requests of like distance is a clock. */
const CLOCK_REQUESTS = 5;
const CLOCK_VARIATION = 0.25;
/** A client that walks: so many requests, hardly a path twice, no parts. */
const WALK_REQUESTS = 8;

interface Client {
  count: number;
  pages: number;
  parts: number;
  times: number[];
  paths: Set<string>;
  agents: Set<string>;
  isCrawling: boolean;
}

export function summarise(
  { requests, minutes, failedConnections, scale }: Stretch,
  columns: Columns,
  usual: Stretch | null,
): TrafficSummary {
  const n = requests.length;
  const clients = new Map<number, Client>();
  const paths = new Map<string, number>();
  const agents = new Map<string, number>();
  const referrers = new Map<string, number>();
  const queries = new Map<string, number>();
  const networks = new Map<string, number>();
  const prefixes = new Map<number, number>();
  const faults: Partial<Record<Fault, number>> = {};
  const statuses = { informational: 0, success: 0, redirect: 0, clientError: 0, serverError: 0, other: 0 };
  const sum = {
    old: 0,
    hosting: 0,
    newPath: 0,
    part: 0,
    newAgent: 0,
    tool: 0,
    empty: 0,
    odd: 0,
    crawler: 0,
    verified: 0,
    write: 0,
    bytes: 0,
    queried: 0,
  };
  for (const one of requests) {
    const { from } = one;
    let client = clients.get(from.client);
    if (client === undefined) {
      client = { count: 0, pages: 0, parts: 0, times: [], paths: new Set(), agents: new Set(), isCrawling: false };
      clients.set(from.client, client);
    }
    client.count++;
    if (one.kind === 'page') client.pages++;
    if (one.kind === 'part') client.parts++;
    if (one.kind === 'robots') client.isCrawling = true;
    client.times.push(one.at);
    client.paths.add(one.path);
    client.agents.add(one.agent);
    add(paths, one.path);
    add(agents, one.agent);
    add(networks, from.network);
    add(prefixes, from.prefix);
    if (one.referrer === '') sum.empty++;
    else if (one.referrer !== 'own') add(referrers, one.referrer);
    if (one.query !== '') {
      sum.queried++;
      add(queries, one.query);
    }
    if (one.fault !== null) faults[one.fault] = (faults[one.fault] ?? 0) + scale;
    statuses[classOf(one.status)] += scale;
    sum.bytes += one.bytes;
    sum.old += Number(isKnownPrefix(from.prefix));
    sum.hosting += Number(from.hosting);
    sum.newPath += Number(one.newPath);
    sum.part += Number(one.kind === 'part');
    sum.newAgent += Number(one.newAgent);
    sum.tool += Number(one.tool || one.agent === '');
    sum.odd += Number(one.odd);
    sum.crawler += Number(one.crawler !== 'no');
    sum.verified += Number(one.crawler === 'verified');
    sum.write += Number(one.method !== 'GET');
  }
  const share = (count: number) => (n === 0 ? null : count / n);
  const given = (known: boolean, count: number) => (known ? share(count) : null);
  const of = [...clients.values()];
  const withPage = of.filter(({ pages }) => pages > 0);
  const largest = (counts: Map<unknown, number>) => Math.max(0, ...counts.values());
  const requestsOf = (chosen: readonly Client[]) => chosen.reduce((total, { count }) => total + count, 0);
  return {
    minutes,
    requests: n * scale,
    bytes: sum.bytes * scale,
    statuses,
    faults,
    clients: clients.size * scale,
    prefixes: prefixes.size * scale,
    oldPrefixShare: given(columns.history, sum.old),
    oldPrefixes:
      columns.history && prefixes.size > 0 ? [...prefixes.keys()].filter(isKnownPrefix).length / prefixes.size : null,
    topClientShare: share(largest(new Map([...clients].map(([id, { count }]) => [id, count])))),
    topPrefixShare: share(largest(prefixes)),
    topNetworkShare: given(columns.networks, largest(networks)),
    hostingShare: given(columns.networks, sum.hosting),
    countryShift: columns.countries && usual !== null ? shiftOf(requests, usual.requests) : null,
    goneShare: columns.networks && usual !== null ? goneShareOf(requests, minutes, usual) : null,
    oneRequestClients: of.length === 0 ? null : of.filter(({ count }) => count === 1).length / of.length,
    topPathShare: share(largest(paths)),
    newPathShare: given(columns.history, sum.newPath),
    queryVariety: sum.queried < 5 ? null : queries.size / sum.queried,
    assetShare: share(sum.part),
    companionship: withPage.length === 0 ? null : withPage.filter(({ parts }) => parts > 0).length / withPage.length,
    topAgentShare: given(columns.agents, largest(agents)),
    newAgentShare: given(columns.agents && columns.history, sum.newAgent),
    toolShare: given(columns.agents, sum.tool),
    agentsPerClient:
      columns.agents && of.length > 0 ? of.reduce((total, { agents: some }) => total + some.size, 0) / of.length : null,
    emptyReferrerShare: given(columns.agents, sum.empty),
    topReferrerShare: given(columns.agents, largest(referrers)),
    clockworkShare: share(requestsOf(of.filter(isClock))),
    oddShare: share(sum.odd),
    crawlerShare: given(columns.agents, sum.crawler),
    verifiedCrawlerShare: given(columns.agents, sum.verified),
    crawlShare: share(requestsOf(of.filter(walks))),
    writeShare: share(sum.write),
    holeShare: null,
    answerMs: columns.times && n > 0 ? middle(requests.map(({ ms }) => ms)) : null,
    failedConnections: columns.connections ? Math.round(failedConnections * scale) : null,
  };
}

const add = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);

function classOf(status: number): 'informational' | 'success' | 'redirect' | 'clientError' | 'serverError' | 'other' {
  return (
    (['other', 'informational', 'success', 'redirect', 'clientError', 'serverError'] as const)[
      Math.floor(status / 100)
    ] ?? 'other'
  );
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function isClock({ count, times }: Client): boolean {
  if (count < CLOCK_REQUESTS) return false;
  const sorted = times.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((at, i) => at - sorted[i]!);
  const mean = gaps.reduce((total, gap) => total + gap, 0) / gaps.length;
  const variance = gaps.reduce((total, gap) => total + (gap - mean) ** 2, 0) / gaps.length;
  return mean > 0.5 && Math.sqrt(variance) < CLOCK_VARIATION * mean;
}

const walks = ({ isCrawling, count, paths, parts }: Client): boolean =>
  isCrawling || (count >= WALK_REQUESTS && paths.size >= 0.9 * count && parts === 0);

/** Jensen-Shannon divergence of the countries, in bits. */
function shiftOf(during: readonly Request[], usual: readonly Request[]): number | null {
  if (during.length === 0 || usual.length === 0) return null;
  const shares = [during, usual].map((requests) => {
    const counts = new Map<string, number>();
    for (const { from } of requests) add(counts, from.country);
    return new Map([...counts].map(([country, count]) => [country, count / requests.length]));
  });
  let bits = 0;
  for (const country of new Set([...shares[0]!.keys(), ...shares[1]!.keys()])) {
    const [p, q] = shares.map((one) => one.get(country) ?? 0) as [number, number];
    const m = (p + q) / 2;
    bits += (p === 0 ? 0 : (p / 2) * Math.log2(p / m)) + (q === 0 ? 0 : (q / 2) * Math.log2(q / m));
  }
  return Math.min(1, Math.max(0, bits));
}

/** Share of the usual requests of networks that now send less than a quarter, of those with enough clients to tell. */
function goneShareOf(during: readonly Request[], minutes: number, usual: Stretch): number | null {
  if (usual.requests.length === 0) return null;
  const now = new Map<string, number>();
  const before = new Map<string, number>();
  for (const { from } of during) add(now, from.network);
  const clients = new Map<string, Set<number>>();
  for (const { from } of usual.requests) {
    add(before, from.network);
    clients.set(from.network, (clients.get(from.network) ?? new Set()).add(from.client));
  }
  let gone = 0;
  for (const [network, count] of before) {
    const expected = (count / usual.minutes) * minutes;
    if (expected >= 8 && clients.get(network)!.size >= 10 && (now.get(network) ?? 0) < 0.25 * expected) gone += count;
  }
  return gone / usual.requests.length;
}
