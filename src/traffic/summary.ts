/** One stretch of the log as the figures that a diagnosis is made from; what the log does not hold is null. */
import { log } from '../core/arithmetic.ts';
import type { Share, TrafficSummary } from '../model/traffic.ts';
import { ANSWER_STEPS, answerAt, CELL_BITS, type CellDistinct } from './cells.ts';
import { clientHabits } from './clients.ts';
import type { Counts } from './counts.ts';
import { estimateDistinct } from './distinct.ts';
import { faultsOf, type Gathered, statusesOf } from './gather.ts';
import { COLUMN, COLUMNS } from './rows.ts';
import { pastOf, seenBefore } from './seen.ts';
import type { Top } from './top.ts';

export interface SummaryOptions {
  /** Keys of referrers (as `high:low`) that are the site itself. */
  readonly ownReferrers: ReadonlySet<string>;
  /** Whether there is enough log before the stretch to say what was there before. */
  readonly history: boolean;
  /** What is usual, for the figures that are a distance from it. */
  readonly usual?: Gathered;
  /** Whether a network rents out machines; undefined where no database names networks. */
  readonly rents?: ((network: number) => boolean) | undefined;
}

export function summaryFrom(
  counts: Counts,
  gathered: Gathered,
  start: number,
  { ownReferrers, history, usual, rents }: SummaryOptions,
): TrafficSummary {
  const { cells, values, minutes, bytes } = gathered;
  const { top, samples } = cells;
  const requests = values[COLUMN.requests]!;
  const logged = loggedFields(counts);
  const agents = logged.agents ? values[COLUMN.agentLogged]! : 0;
  const referrers = logged.referrers ? values[COLUMN.referrerLogged]! : 0;
  const paths = requests - values[COLUMN.raw]!;
  const of = (column: number, total = requests): Share => (total > 0 ? values[column]! / total : null);
  const distinct = (name: CellDistinct): number => estimateDistinct(cells.distinct[name], 0, CELL_BITS[name]);
  const clients = distinct('clients');
  const habits = clientHabits(gathered);
  const { keyed } = counts;
  const prefixes = history ? seenBefore(top.prefixes, samples.prefixes, pastOf(keyed.prefixes), start, requests) : null;
  const oldPaths = history ? seenBefore(top.paths, samples.paths, pastOf(keyed.paths), start, paths) : null;
  const oldAgents = history ? seenBefore(top.agents, samples.agents, pastOf(keyed.agents), start, agents) : null;
  return {
    minutes,
    requests,
    bytes,
    statuses: statusesOf(values),
    faults: faultsOf(values),
    clients: Math.round(clients),
    prefixes: Math.round(distinct('prefixes')),
    oldPrefixShare: prefixes?.requests ?? null,
    oldPrefixes: prefixes?.keys ?? null,
    topClientShare: topShare(top.clients, requests),
    topPrefixShare: topShare(top.prefixes, requests),
    topNetworkShare: placeShare(top.networks, requests),
    hostingShare: rents === undefined ? null : rentedShare(top.networks, rents),
    countryShift: usual === undefined ? null : shiftBetween(top.countries, usual.cells.top.countries),
    goneShare: usual === undefined ? null : goneBetween(gathered, usual),
    oneRequestClients: habits.oneRequest,
    topPathShare: topShare(top.paths, paths),
    newPathShare: oldPaths === null ? null : 1 - oldPaths.requests,
    queryVariety: values[COLUMN.queries]! > 0 ? Math.min(1, distinct('queries') / values[COLUMN.queries]!) : null,
    assetShare: of(COLUMN.parts, paths),
    companionship: habits.companionship,
    topAgentShare: topShare(top.agents, agents),
    newAgentShare: oldAgents === null ? null : 1 - oldAgents.requests,
    toolShare: of(COLUMN.tools, agents),
    agentsPerClient: agents > 0 && clients > 0 ? Math.max(1, distinct('pairs') / clients) : null,
    emptyReferrerShare: of(COLUMN.noReferrer, referrers),
    topReferrerShare: foreignShare(top.referrers, referrers, ownReferrers),
    clockworkShare: requests > 0 ? habits.clockworkShare : null,
    oddShare: of(COLUMN.odd),
    crawlerShare: of(COLUMN.crawlers, agents),
    verifiedCrawlerShare: of(COLUMN.verified, agents),
    crawlShare: requests > 0 ? Math.min(1, habits.walkingShare + values[COLUMN.robotsText]! / requests) : null,
    writeShare: of(COLUMN.writes, paths),
    holeShare: of(COLUMN.holes, paths),
    answerMs: values[COLUMN.timed]! > 0 ? medianAnswer(cells.answers, values[COLUMN.timed]!) : null,
    failedConnections: logged.broken ? values[COLUMN.raw]! : null,
  };
}

/** A field that is empty in every line of the log is not logged, whatever its format says. */
function loggedFields({ keyed, rows }: Counts): { agents: boolean; referrers: boolean; broken: boolean } {
  const agents = keyed.agents.heavy;
  const referrers = keyed.referrers.heavy;
  const onlyEmpty = agents.size === 1 && agents.names!.spans[0] === agents.names!.spans[1];
  // Nor does a log without a single broken connection show that none broke.
  let broken = false;
  for (let row = 0; row < rows.grid.starts.length && !broken; row += 1)
    broken = rows.values[row * COLUMNS + COLUMN.raw]! > 0;
  return { agents: agents.size > 0 && !onlyEmpty, referrers: referrers.size > 0, broken };
}

function heaviest(top: Top, from = 0): number {
  let most = 0;
  for (let i = 0; i < top.sizes[0]!; i += 1) {
    if (top.keys[2 * i + 1]! >= from && top.counts[i]! > most) most = top.counts[i]!;
  }
  return most;
}

const topShare = (top: Top, total: number): Share =>
  total > 0 ? Math.min(1, heaviest(top, -(2 ** 31)) / total) : null;

/** Null where no place is known: without a database everything is unknown, which is no network. */
function placeShare(top: Top, total: number): Share {
  const most = heaviest(top, 2);
  return most > 0 && total > 0 ? Math.min(1, most / total) : null;
}

/** Of the requests whose network is known. */
function rentedShare(networks: Top, rents: (network: number) => boolean): Share {
  const places = placesOf(networks);
  const all = sumOf(places);
  const rented = [...places].reduce((sum, [network, requests]) => sum + (rents(network) ? requests : 0), 0);
  return all > 0 ? rented / all : null;
}

function foreignShare(top: Top, total: number, own: ReadonlySet<string>): Share {
  if (total <= 0) return null;
  let most = 0;
  for (let i = 0; i < top.sizes[0]!; i += 1) {
    if (!own.has(`${top.keys[2 * i]}:${top.keys[2 * i + 1]}`) && top.counts[i]! > most) most = top.counts[i]!;
  }
  return most / total;
}

function medianAnswer(answers: Int32Array, total: number): number {
  let sum = 0;
  for (let step = 0; step < ANSWER_STEPS; step += 1) {
    sum += answers[step]!;
    if (2 * sum >= total) return Math.round(answerAt(step));
  }
  return Math.round(answerAt(ANSWER_STEPS - 1));
}

/** Counts by place, of those that are known. */
function placesOf(top: Top): Map<number, number> {
  const places = new Map<number, number>();
  for (let i = 0; i < top.sizes[0]!; i += 1) {
    if (top.keys[2 * i + 1]! > 1 || top.keys[2 * i + 1]! < 0) places.set(top.keys[2 * i + 1]!, top.counts[i]!);
  }
  return places;
}

const sumOf = (places: ReadonlyMap<number, number>): number => [...places.values()].reduce((sum, n) => sum + n, 0);

/** Jensen-Shannon divergence of two distributions, in bits. */
function shiftBetween(during: Top, usual: Top): Share {
  const p = placesOf(during);
  const q = placesOf(usual);
  const pSum = sumOf(p);
  const qSum = sumOf(q);
  if (pSum === 0 || qSum === 0) return null;
  const term = (a: number, b: number): number => (a === 0 ? 0 : (a * log((2 * a) / (a + b))) / (2 * Math.LN2));
  let bits = 0;
  for (const place of new Set([...p.keys(), ...q.keys()])) {
    const a = (p.get(place) ?? 0) / pSum;
    const b = (q.get(place) ?? 0) / qSum;
    bits += term(a, b) + term(b, a);
  }
  return Math.min(1, Math.max(0, bits));
}

/** A place sends almost none when its rate is below this share of its usual one, and at least so many were due. */
const GONE = { share: 0.1, dueMin: 5 };

function goneBetween(during: Gathered, usual: Gathered): Share {
  const networks = placesOf(usual.cells.top.networks);
  const [before, now] =
    networks.size > 0
      ? [networks, placesOf(during.cells.top.networks)]
      : [placesOf(usual.cells.top.countries), placesOf(during.cells.top.countries)];
  const total = sumOf(before);
  if (total === 0 || usual.minutes === 0) return null;
  let gone = 0;
  for (const [place, count] of before) {
    const due = (count / usual.minutes) * during.minutes;
    if (due >= GONE.dueMin && (now.get(place) ?? 0) < GONE.share * due) gone += count;
  }
  return gone / total;
}
