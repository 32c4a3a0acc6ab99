/** What a diagnosis says: kinds of failure, what was looked at and found, and what follows. Figures are formatted as each language does. */
import type { CheckPhase } from '../../model/evidence.ts';
import { findings } from './findings.ts';

/** `0.4 %`, `37 %`: no more digits than a reader needs. */
function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return 'under 0.1 %';
  return `${value < 10 && value > 0 ? value.toFixed(1) : value.toFixed(0)} %`;
}

/** `0.23`, `4.1`, `812`, `12,400`. */
function figure(given: number): string {
  const value = Number(given);
  if (Number.isInteger(value) && value < 1000) return String(value);
  if (value < 1) return value.toFixed(2);
  if (value < 10) return value.toFixed(1);
  return value.toFixed(0).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const phases: Readonly<Record<CheckPhase, string>> = {
  dns: 'because the name is not resolved',
  refused: 'because connections are refused',
  connect: 'because no connection comes about in time',
  certificate: 'over the certificate',
  handshake: 'because the TLS handshake breaks off or hangs',
  answer: 'because no answer comes after connecting',
};

export const weighing = {
  percent,
  figure,
  findings,
  names: {
    'network-flood': 'volumetric or protocol flood',
    'application-flood': 'application-layer flood',
    crawler: 'aggressive crawler',
    'flash-crowd': 'flash crowd',
    'origin-failure': 'origin failure',
    'edge-failure': 'edge failure',
    'network-path': 'failure on the network path',
    'dns-tls': 'DNS or TLS failure',
    'client-release': 'client release',
    'nothing-unusual': 'nothing unusual',
  },
  features: {
    volume: 'requests a minute against the usual',
    failures: 'share of requests that fail',
    fault: 'who made the failures',
    order: 'whether requests or failures rose first',
    served: 'requests that were answered well, against the usual',
    connections: 'connections that end before a request',
    answers: 'time to answer',
    gone: 'networks or countries that fell silent',
    policy: "requests refused by the owner's rules",
    'old-prefixes': 'prefixes that had visited before',
    hosting: 'networks that rent out machines',
    countries: 'countries of registration against the usual',
    heaviest: 'share of the heaviest client',
    network: 'share of the heaviest network',
    'per-client': 'requests a client',
    spread: 'how many clients share a prefix',
    'top-path': 'share of the most requested path',
    'new-paths': 'paths never requested before',
    'not-found': 'requests for what does not exist or is not allowed',
    queries: 'variety of query strings',
    parts: 'whether parts of pages follow the pages',
    companions: 'clients that load what belongs to a page',
    referrer: 'share of one outside referrer',
    'no-referrer': 'requests without a referrer',
    'top-agent': 'share of the most frequent agent',
    'new-agents': 'agents never seen before',
    tools: 'tools and libraries as agents',
    'agents-per-client': 'agents a client',
    clockwork: 'clients as regular as a clock',
    odd: 'requests that no browser sends',
    crawlers: 'known crawlers by their own word',
    walks: 'walks through many paths once each',
    writes: 'requests that change something',
    guesses: 'requests that try to change something and are refused',
    holes: 'requests that try for holes in programs',
    once: 'clients that ask a single time',
    checks: 'whether checks succeed',
    places: 'whether checks fail from everywhere',
    phase: 'the phase in which checks fail',
    'check-fault': 'who made the failures that checks met',
    reports: 'reports of people',
    'report-places': 'where people report from',
    symptoms: 'what people say fails',
    'claim-service': "the service's own status",
    'claim-edge': "the edge provider's status",
    'claim-dns': "the DNS provider's status",
    'claim-hosting': "the hosting provider's status",
    'claim-network': "a network provider's status",
  },
  shares: {
    'old-prefixes': 'came from prefixes seen before',
    hosting: 'came from networks that rent out machines',
    heaviest: 'came from one client',
    network: 'came from one network',
    'top-path': 'were for one path',
    'new-paths': 'were for paths never requested before',
    'not-found': 'were answered that there is no such thing, or that it is not allowed',
    referrer: 'name one other site as referrer',
    'no-referrer': 'name no referrer',
    'top-agent': 'name one and the same agent',
    'new-agents': 'name an agent never seen before',
    tools: 'name a tool or library, or nothing, as agent',
    clockwork: 'came from clients that ask as regularly as a clock',
    odd: 'are such as no browser sends',
    crawlers: 'say that they are a known crawler',
    walks: 'walk through paths once each, or ask for robots.txt',
    writes: 'try to change something',
    holes: 'try for holes in programs',
    policy: "were refused by the owner's rules",
  },
  share: (share: string, what: string): string => `${share} of the requests ${what}`,
  shareUsually: (share: string, what: string, usual: string): string =>
    `${share} of the requests ${what}, usually ${usual}`,
  ofExcess: (share: string, what: string): string => `${share} of the additional requests ${what}`,
  ofExcessUsually: (share: string, what: string, usual: string): string =>
    `${share} of the additional requests ${what}, usually ${usual}`,
  volume: (during: string, usual: string, ratio: string): string =>
    `${during} requests a minute, usually ${usual} (${ratio} times)`,
  failed: (share: string): string => `${share} of the requests failed by the server's side`,
  failedUsually: (share: string, usual: string): string =>
    `${share} of the requests failed by the server's side, usually ${usual}`,
  faults: {
    'failures-by-edge': 'were made by the edge itself',
    'failures-by-origin': 'came from the origin',
    'failures-by-overload': 'say that the origin was overloaded',
    'failures-by-names': "are over the origin's name or certificate",
  },
  fault: (share: string, total: string, how: string): string => `${share} of ${total} additional failures ${how}`,
  noMinute: 'no minute stands out',
  onlyRequestsRose: 'requests rose, and failures did not',
  onlyFailuresRose: 'failures rose while requests did not',
  sameMinute: 'requests and failures rose in the same minute',
  requestsFirst: (minutes: string): string => `requests rose ${minutes} min before failures`,
  failuresFirst: (minutes: string): string => `failures rose ${minutes} min before requests`,
  served: (well: string, usual: string): string => `${well} requests a minute were answered well, usually ${usual}`,
  connections: (count: string, usual: string): string =>
    `${count} connections ended before a request, usually ${usual}`,
  answers: (ms: string, usual: string): string => `half of the answers take longer than ${ms} ms, usually ${usual} ms`,
  gone: (share: string, rest: string): string =>
    `networks with ${share} of the usual requests fell silent, the others sent ${rest} times their usual`,
  countries: (shift: string): string =>
    `the addresses are registered in other countries than usual by ${shift} (0 the same, 1 none in common)`,
  perClient: (after: string, before: string): string => `${after} requests for each client, usually ${before}`,
  perAdditional: (after: string, before: string): string =>
    `${after} requests for each additional client, usually ${before}`,
  spread: (after: string, before: string): string =>
    `${after} as many additional prefixes as additional clients, usually ${before}`,
  queries: (share: string): string => `${share} of the queries are different ones`,
  queriesUsually: (share: string, usual: string): string =>
    `${share} of the queries are different ones, usually ${usual}`,
  parts: (share: string, usual: string): string => `${share} of the requests are for parts of pages, usually ${usual}`,
  partsOfExcess: (share: string, usual: string): string =>
    `${share} of the additional requests are for parts of pages, usually ${usual}`,
  companions: (share: string, usual: string): string =>
    `${share} of the clients with a page also loaded a part of one, usually ${usual}`,
  agents: (count: string, usual: string): string => `${count} agents a client, usually ${usual}`,
  guesses: (share: string): string => `at least ${share} of the requests try to change something and are refused`,
  guessesOfExcess: (share: string): string =>
    `at least ${share} of the additional requests try to change something and are refused`,
  once: (share: string, usual: string): string => `${share} of the clients sent a single request, usually ${usual}`,
  checks: (share: string, count: string, usual: string): string =>
    `${share} of ${count} checks failed, usually ${usual}`,
  places: (failing: number, of: number): string => `checks fail from ${failing} of ${of} places`,
  noCheckFailed: 'no check failed',
  phases,
  phase: (count: string, failed: string, how: string): string => `${count} of ${failed} failed checks failed ${how}`,
  noFailingAnswer: 'no check was answered with a failure',
  checkFault: (share: string, total: string, how: string): string =>
    `${share} of ${total} failing answers to checks ${how}`,
  reports: (count: string, expected: string): string => `${count} reports, expected ${expected}`,
  reportPlaces: (network: string, gain: string): string =>
    `the heaviest network sent ${network} of the reports, and no country gained more than ${gain}`,
  unknownShare: 'an unknown share',
  symptoms: {
    'people-cannot-reach': 'say that it cannot be reached',
    'people-see-errors': 'say that they see errors',
    'people-wait': 'say that it is slow',
  },
  symptom: (share: string, what: string): string => `${share} of the reports ${what}`,
  states: { operational: 'operational', maintenance: 'maintenance', degraded: 'degraded', outage: 'outage' },
  ofItself: (name: string, state: string): string => `${name} says of itself: ${state}`,
  claims: (name: string, state: string): string => `${name} says: ${state}`,
  claimsCause: (name: string, state: string, cause: string): string => `${name} says: ${state}, because of ${cause}`,
  notSeen: (what: string): string => `${what} could not be seen`,
  noneAtAll: (what: string, source: string): string => `${what} could not be seen: no ${source} at all`,
  confidence: (seen: string, clear: string): string =>
    `${seen} of what matters for it was seen, and ${clear} of that was clear`,
  change: (would: string, kind: string, then: string, now: string): string =>
    `If ${would}, ${kind} would be worth ${then} instead of ${now}.`,
  changeFirst: (would: string, kind: string, then: string, now: string, first: string, share: string): string =>
    `If ${would}, ${kind} would be worth ${then} instead of ${now}, and ${first} would come first with ${share}.`,
  nothingTells: 'Nothing was seen that tells one kind of failure from another.',
  tooClose: (one: string, share: string, other: string, itsShare: string): string =>
    `What was seen fits more than one explanation: ${one} (${share}) and ${other} (${itsShare}). It does not decide between them.`,
  oneClient:
    'One client sent much of what came on top: that is no crowd, and it behaves too much like a visitor to be called anything else.',
  mimicry: (why: string, crowd: string, flood: string): string =>
    `${why} (flash crowd ${crowd}, application-layer flood ${flood}). Bots that mimic people leave the marks that people leave; nobody can tell them apart from this.`,
  alike: {
    both: 'What was seen fits people and machines alike',
    likePeople: 'They behave like people, and the addresses do not bear out that they are visitors',
    likeMachines: 'They come from where visitors come from, and behave like machines',
    elsewhere: 'They come from elsewhere than visitors do, and nothing in how they behave shows machines',
    machinesFromVisitors: 'They behave like machines, and come from where visitors come from',
  },
  called: (kind: string, likelihood: string, share: string): string => `${upper(kind)} is ${likelihood} (${share}).`,
  calledAndFailed: (kind: string, likelihood: string, share: string): string =>
    `${upper(kind)} is ${likelihood} (${share}), and the service failed under it.`,
  onBehaviour: ' This rests on behaviour, which bots can copy: nothing is known of the addresses.',
  notTestable:
    'Whether this was an attack is not testable from what we have: it would need the traffic as the edge or the origin logged it.',
  attempts: (holes: string, likelihood: string, share: string): string =>
    `${holes} of the requests try for holes in programs: attempts to break in, whatever their number. That it was a flood is ${likelihood} (${share}). Who would be behind it is nothing that telemetry can tell.`,
  attackOpen: (verdict: string): string => `Whether this was an attack cannot be decided: ${verdict}`,
  belowHttp:
    'An attack is not excluded: a flood below HTTP leaves no requests in a log, only missing ones and failing connections, as seen here.',
  noUsual: 'An attack is not excluded: without the usual rate of requests nobody can tell whether they rose.',
  noSign:
    'Nothing here speaks for an attack, and nothing excludes one that is as small as this or was usual here before: it is only the change that is weighed.',
  attack: (likelihood: string, share: string): string =>
    `That this was an attack is ${likelihood} (${share}). Who would be behind it is nothing that telemetry can tell.`,
};
