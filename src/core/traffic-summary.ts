/** A stretch of traffic minutes as the figures that a diagnosis is made from; what no source could tell is null. */
import type { Fault } from '../model/fault.ts';
import type { Share, Statuses, TrafficSummary } from '../model/traffic.ts';
import type { Measure } from '../model/traffic-minute.ts';
import { ANSWER_STEPS, answerAt } from './answer-times.ts';
import { log } from './arithmetic.ts';
import type { Counts } from './rollup.ts';
import { sketchSize } from './sketch-text.ts';
import type { Totals } from './traffic-totals.ts';

/** Keys of the lists of countries and networks that are no place. */
export const NO_PLACE = ['unknown', 'not public'] as const;

/** @param usual for the figures that are a distance from it */
export function summaryOf(totals: Totals, usual: Totals | null): TrafficSummary {
  const { requests, top, measures } = totals;
  const of = (measure: Measure): number => measures[measure] ?? 0;
  const share = (part: number, whole: number): Share => (whole > 0 ? Math.min(1, part / whole) : null);
  const paths = requests - of('raw');
  const agents = of('agents');
  const sampled = sampleFigures(totals);
  const old = (known: Measure, all: Measure): Share => share(of(known), of(all));
  const invert = (known: Share): Share => (known === null ? null : 1 - known);
  return {
    minutes: totals.minutes,
    requests,
    bytes: totals.bytes,
    statuses: statusesOf(totals.statuses),
    faults: { ...(totals.faults as Partial<Record<Fault, number>>) },
    clients: Math.round(sketchSize(totals.clients)),
    prefixes: Math.round(sketchSize(totals.prefixes)),
    oldPrefixShare: old('oldPrefixRequests', 'lookedBack'),
    oldPrefixes: old('oldPrefixes', 'prefixesSeen'),
    topClientShare: heaviestShare(top.clients, requests),
    topPrefixShare: heaviestShare(top.prefixes, requests),
    topNetworkShare: heaviestShare(placed(top.networks), requests),
    hostingShare: old('hosting', 'networked'),
    countryShift: usual === null ? null : shiftBetween(placed(top.countries), placed(usual.top.countries)),
    goneShare: usual === null ? null : goneBetween(totals, usual),
    oneRequestClients: sampled.once,
    topPathShare: heaviestShare(top.paths, paths),
    newPathShare: invert(old('oldPathRequests', 'pathsSeen')),
    queryVariety: old('queryTexts', 'queries'),
    assetShare: share(of('parts'), paths),
    companionship: sampled.accompanied,
    topAgentShare: heaviestShare(top.agents, agents),
    newAgentShare: invert(old('oldAgentRequests', 'agentsSeen')),
    toolShare: share(of('tools'), agents),
    agentsPerClient: of('pairedClients') > 0 ? Math.max(1, of('pairs') / of('pairedClients')) : null,
    emptyReferrerShare: old('unreferred', 'referrers'),
    topReferrerShare: of('referrers') > 0 ? (heaviestShare(top.referrers, of('referrers')) ?? 0) : null,
    // A minute from elsewhere, as bare counts, says nothing of how its clients behave.
    clockworkShare: sampled.known ? share(of('clockwork'), requests) : null,
    oddShare: sampled.known ? share(of('odd'), requests) : null,
    crawlerShare: share(of('crawlers'), agents),
    verifiedCrawlerShare: share(of('verified'), agents),
    crawlShare: sampled.known ? share(of('walking') + of('robots'), requests) : null,
    writeShare: sampled.known ? share(of('writes'), paths) : null,
    holeShare: sampled.known ? share(of('holes'), paths) : null,
    answerMs: of('timed') > 0 ? medianAnswer(totals.answers, of('timed')) : null,
    failedConnections: sampled.known ? of('raw') : null,
  };
}

function statusesOf(counts: Counts): Statuses {
  const of = (name: keyof Statuses): number => counts[name] ?? 0;
  return {
    informational: of('informational'),
    success: of('success'),
    redirect: of('redirect'),
    clientError: of('clientError'),
    serverError: of('serverError'),
    other: of('other'),
  };
}

function sampleFigures({ sample }: Totals): { known: boolean; once: Share; accompanied: Share } {
  const clients = Object.values(sample.clients);
  const withPages = clients.filter(([, pages]) => pages > 0);
  const shareOf = (some: number, all: number): Share => (all > 0 ? some / all : null);
  return {
    known: clients.length > 0,
    once: shareOf(clients.filter(([requests]) => requests === 1).length, clients.length),
    accompanied: shareOf(withPages.filter(([, , parts]) => parts > 0).length, withPages.length),
  };
}

/** Null where nobody kept such a list. */
function heaviestShare(list: Readonly<Counts>, total: number): Share {
  const most = Math.max(0, ...Object.values(list));
  return most > 0 && total > 0 ? Math.min(1, most / total) : null;
}

const placed = (list: Readonly<Counts>): Counts =>
  Object.fromEntries(Object.entries(list).filter(([key]) => !NO_PLACE.some((none) => none === key)));

function medianAnswer(answers: Readonly<Counts>, total: number): number {
  let sum = 0;
  for (let step = 0; step < ANSWER_STEPS; step += 1) {
    sum += answers[step] ?? 0;
    if (2 * sum >= total) return Math.round(answerAt(step));
  }
  return Math.round(answerAt(ANSWER_STEPS - 1));
}

const sumOf = (list: Readonly<Counts>): number => Object.values(list).reduce((sum, count) => sum + count, 0);

/** Jensen-Shannon divergence of two distributions, in bits. */
function shiftBetween(during: Readonly<Counts>, usual: Readonly<Counts>): Share {
  const [duringSum, usualSum] = [sumOf(during), sumOf(usual)];
  if (duringSum === 0 || usualSum === 0) return null;
  const term = (a: number, b: number): number => (a === 0 ? 0 : (a * log((2 * a) / (a + b))) / (2 * Math.LN2));
  let bits = 0;
  for (const place of [...new Set([...Object.keys(during), ...Object.keys(usual)])].sort()) {
    const a = (during[place] ?? 0) / duringSum;
    const b = (usual[place] ?? 0) / usualSum;
    bits += term(a, b) + term(b, a);
  }
  return Math.min(1, Math.max(0, bits));
}

/** A place sends almost none when its rate is below this share of its usual one, and at least so many were due. */
const GONE = { share: 0.1, dueMin: 5 };

function goneBetween(during: Totals, usual: Totals): Share {
  const kind = Object.keys(placed(usual.top.networks)).length > 0 ? 'networks' : 'countries';
  const [before, now] = [placed(usual.top[kind]), placed(during.top[kind])];
  const total = sumOf(before);
  if (total === 0 || usual.minutes === 0) return null;
  let gone = 0;
  for (const [place, count] of Object.entries(before)) {
    const due = (count / usual.minutes) * during.minutes;
    if (due >= GONE.dueMin && (now[place] ?? 0) < GONE.share * due) gone += count;
  }
  return gone / total;
}
