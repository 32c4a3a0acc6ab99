/** Rules for what edge logs show. Columns: NF AF CR FC OF EF NP DT CL NO, the order of HYPOTHESES. */
import { FROM, type Table } from './rule.ts';

export const AMOUNT: Table = {
  'requests-up': [
    [-0.5, 2, 1.6, 2, -0.5, -0.7, -1.5, -1.5, 1.3, -2.5],
    'floods, crawlers, crowds and retrying clients bring requests; failures keep them away, apart from some retries',
    FROM.crowds,
    'requests rose to three times the usual',
  ],
  'requests-down': [
    [1.5, -2, -2, -2.5, 0.3, 1.2, 1.3, 1.5, -1.5, -2],
    'what keeps people from connecting shows in a log as missing requests, be it a flood, a path, a name or an edge',
    FROM.march,
    'requests fell to a quarter of the usual',
  ],
  'requests-usual': [
    [-1, -1, -1, -2, 0.7, 0.5, 0, -0.3, -0.5, 1],
    'people keep asking a service that answers with errors; what lives on volume would show in it',
    FROM.judgement,
    'requests were back at the usual rate',
  ],
  'networks-gone': [
    [-0.5, -1, -1, -1, -1, 0, 3, 0, -1, -1],
    'a broken path silences the networks behind it and leaves the others alone',
    FROM.judgement,
    'whole networks had fallen silent while others came as usual',
  ],
  'networks-stay': [
    [0.2, 0, 0, 0, 0.3, 0, -1.5, 0, 0, 0.2],
    'no network is missing',
    FROM.judgement,
    'every network still came',
  ],
};

export const FAILING: Table = {
  'failures-up': [
    [-0.3, 0.2, -0.2, 0.2, 2, 1.8, -1.5, 0, 0, -2.5],
    'something answers with failures; overload by a flood or a crowd looks the same, so this alone does not tell them apart',
    FROM.crowds,
    'one request in eight failed',
  ],
  'failures-none': [
    [0, -0.2, 0.2, 0, -2, -0.8, 0.3, 0.2, 0.2, 0.8],
    'an origin that fails shows it in its answers; an edge may fail before it logs',
    FROM.judgement,
    'no more requests failed than usually',
  ],
  'failures-by-edge': [
    [0, -0.7, -0.7, -0.7, -1.5, 3, -0.5, -0.5, -0.7, -1],
    "the edge's own marks are on the failures",
    FROM.cloudflare,
    'the failures bore the marks of the edge',
  ],
  'failures-by-origin': [
    [-0.2, 0, 0, 0, 1.8, -2, -1, -1, 0, -1],
    'the edge reports that the origin refused, hung or answered badly',
    FROM.cloudflare,
    'the failures came from the origin',
  ],
  'failures-by-overload': [
    [0, 0.8, 0.4, 0.8, 0.5, -1.5, -1, -1, 0.5, -1],
    'requests queued until they expired: more came than the origin could serve',
    FROM.haproxy,
    'requests expired in the queue before the origin',
  ],
  'failures-by-names': [
    [-1, -1.5, -1, -1.5, -0.5, -1, -0.5, 3, -1, -1.5],
    "the edge could not resolve the origin's name or trust its certificate",
    FROM.cloudflare,
    'the edge could not resolve or trust the origin',
  ],
  'requests-first': [
    [0, 1.2, 0.7, 1.2, -2, -1.5, -1, -1, 0.6, -1],
    'failures that follow a rise of requests are its consequence',
    FROM.judgement,
    'requests had risen before failures did',
  ],
  'failures-first': [
    [0, -1.3, -1, -2, 1.8, 1.4, 0, 0.5, -0.3, -1],
    'requests that rise after failures are retries',
    FROM.judgement,
    'failures had risen before requests did',
  ],
  'failures-without-requests': [
    [0.2, -1.5, -1.2, -2.5, 2, 1.5, 0, 0.5, -0.8, -1],
    'nothing came that could have overloaded the service',
    FROM.judgement,
    'failures had risen without requests',
  ],
  'serves-less': [
    [0, -0.8, -0.8, -1.6, 1.4, 1.2, 0, 0.3, -0.6, -1],
    'requests rose, and fewer than usually were answered well: a load leaves a service at its limit, so something failed and was asked again',
    FROM.judgement,
    'requests had risen and fewer than usually were answered well',
  ],
  'serves-more': [
    [0, 0.9, 0.8, 0.9, -0.9, -0.8, 0, -0.3, 0.6, -0.5],
    'requests failed, and more than usually were answered well: more came than the service could bear',
    FROM.judgement,
    'more requests than usually were answered well, beside those that failed',
  ],
  'connections-fail': [
    [1.8, 0, -0.3, -0.3, -0.3, 0.2, 0.3, 1.6, 0.2, -2],
    'handshakes that never become requests are what a flood below HTTP leaves at the door, and a bad certificate too',
    FROM.haproxy,
    'connections ended before a request far more often than usual',
  ],
  'connections-flood': [
    [3.4, 0, -0.3, -0.3, -0.5, 0, 0.2, 0.3, 0.2, -2],
    'several broken connections for each request that usually comes are more than visitors would try',
    FROM.haproxy,
    'several connections broke for each usual request',
  ],
  'connections-hold': [
    [-2, 0.1, 0.1, 0.1, 0.2, 0.1, 0.1, -0.3, 0.1, 0.2],
    'a flood below HTTP would show in connections that end early, where these are logged',
    FROM.haproxy,
    'no more connections ended early than usually',
  ],
  'answers-slow': [
    [-0.2, 0.5, 0.2, 0.4, 0.5, -0.1, -0.2, -0.5, 0.2, -0.8],
    'whatever overloads or hampers the origin makes it slow',
    FROM.judgement,
    'answers took ten times as long',
  ],
  'answers-usual': [
    [0, -0.2, 0, -0.2, -0.4, 0.1, 0.2, 0.2, 0, 0.4],
    'the origin is at ease',
    FROM.judgement,
    'answers were as quick as usual',
  ],
  'rules-refuse': [
    [0, 1, 0.8, -0.5, -0.5, 0, -0.5, -0.5, 0.3, -0.5],
    "the owner's rules against floods and robots took hold, for whatever that is worth",
    FROM.judgement,
    "the owner's rules refused many requests",
  ],
};

export const POPULATION: Table = {
  'new-prefixes': [
    [0, 1.8, 0.6, 0, -0.5, -0.5, -0.5, -0.5, -1.5, -0.5],
    'floods come from where nobody visited before; the first viral crowd does so too, so it is no more than neutral on crowds',
    FROM.novelty,
    'the additional requests came from prefixes never seen before',
  ],
  'old-prefixes': [
    [-0.5, -2, -0.6, 1, 0.9, 0.9, 0, 0, 1.5, 0.2],
    'crowds, installed clients and those who ask again come from where visitors come from; nobody can choose to have visited last week',
    FROM.crowds,
    'the additional requests came from prefixes that had visited before',
  ],
  'same-prefixes': [
    [0, -0.7, -0.3, -0.2, 0.3, 0.3, 0, 0.1, 0.2, 0.5],
    'the visitors are the usual ones',
    FROM.crowds,
    'the visitors came from the usual prefixes',
  ],
  'hosting-sources': [
    [0, 1, 1.3, -1.5, -0.3, -0.3, -0.3, -0.3, -1, -0.5],
    'people browse from access networks; rented machines run programs',
    FROM.judgement,
    'the additional requests came from networks that rent out machines',
  ],
  'access-sources': [
    [0, 0, -1.2, 0.8, 0.2, 0.2, 0.1, 0.1, 0.8, 0.2],
    'crawlers run on rented machines; floods out of homes exist, so it says little on them',
    FROM.judgement,
    'the additional requests came from access networks',
  ],
  'countries-shift': [
    [0, 1.2, 0.6, -0.2, -0.4, 0, 0.5, -0.3, -0.8, -0.5],
    'machines of a flood are registered where machines are badly kept, not where the audience lives',
    FROM.judgement,
    'the addresses were registered in other countries than usual',
  ],
  'countries-stay': [
    [0, -0.9, -0.2, 0.4, 0.3, 0.2, -0.3, 0.2, 0.6, 0.4],
    'the addresses are registered where the audience is',
    FROM.judgement,
    'the addresses were registered in the usual countries',
  ],
  'one-network': [
    [0, 0.8, 1.2, -1, -0.2, -0.2, -0.2, -0.2, -0.8, -0.2],
    'a crowd does not sit in one network',
    FROM.crowds,
    'one network sent most of the additional requests',
  ],
  'sources-spread': [
    [0, 0.6, 0.1, -0.3, 0, 0, 0, 0, -0.2, 0],
    'in a crowd clients share prefixes, the machines of a botnet are strewn',
    FROM.crowds,
    'each additional client had a prefix of its own',
  ],
  'sources-cluster': [
    [0, -0.4, 0.1, 0.4, 0, 0, 0, 0, 0.2, 0],
    'the more people come, the more of them share prefixes',
    FROM.crowds,
    'the additional clients shared prefixes',
  ],
};

export const PER_CLIENT: Table = {
  'one-source': [
    [0, 1.2, 1.3, -4, -0.2, -0.2, -0.2, -0.2, -2.5, -0.3],
    'one client is no crowd, unless a large network hides behind it',
    FROM.crowds,
    'one client sent half of the additional requests',
  ],
  'no-heavy-source': [
    [0, 0.1, -1, 0.5, 0.4, 0.4, 0, 0, 0.5, 0],
    'crawlers use few machines; crowds, botnets and visitors who ask again are many',
    FROM.judgement,
    'no client stood out',
  ],
  'clients-ask-more': [
    [0, 1, 1, -1.2, 0.4, 0.4, 0, 0, 1.2, -0.5],
    'in a crowd the clients grow in number, not in appetite; programs and retries ask more each',
    FROM.crowds,
    'each client asked several times more than usual',
  ],
  'clients-ask-once': [
    [0, 1.6, -0.3, -0.5, -0.5, -0.5, 0, 0, -0.5, -0.2],
    'an address for each request is how limits by address are evaded; people who land also load what belongs to the page',
    FROM.judgement,
    'each additional client asked a single time',
  ],
  'clients-ask-as-usual': [
    [0, -0.5, -0.5, 0.8, -0.1, -0.1, 0.1, 0.1, -0.2, 0.3],
    'requests grew as clients did',
    FROM.crowds,
    'requests had grown as clients did',
  ],
  'single-requests': [
    [0, 1, -0.2, -0.1, 0, 0, 0, 0, -0.2, -0.1],
    'a single request is no visit',
    FROM.humans,
    'far more clients than usual asked a single time',
  ],
};
