/** What a simulated server makes of requests: load, queues, failures, and the people who give up or try again. */
import type { Chance } from '../../bench/accuracy/simulator/chance.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { Request } from './request.ts';
import type { Site } from './site.ts';

const BIN_SECONDS = 15;

export interface Failure {
  readonly status: number;
  readonly fault: Fault;
  readonly ms: number;
}

export const OVERLOADS: readonly Failure[] = [
  { status: 503, fault: 'origin-overload', ms: 3 },
  { status: 504, fault: 'origin-timeout-response', ms: 30_000 },
  { status: 502, fault: 'origin-bad-response', ms: 200 },
];

/** Answers requests in the order of time. What is above the capacity fails, and all slows down towards it. */
export function serve(site: Site, chance: Chance, requests: Request[], overload: Failure): Request[] {
  requests.sort((a, b) => a.at - b.at);
  const load = new Map<number, number>();
  const binOf = ({ at }: Request) => Math.floor(at / BIN_SECONDS);
  for (const one of requests) load.set(binOf(one), (load.get(binOf(one)) ?? 0) + one.cost / BIN_SECONDS);
  for (const one of requests) {
    const use = load.get(binOf(one))! / site.capacity;
    const excess = use > 1 ? 1 - 0.9 / use : 0;
    one.ms = (site.answerMs * one.cost * Math.exp(0.6 * chance.normal())) / (1 - Math.min(0.94, use * 0.9));
    if (one.status === 200 && one.cost >= 0.1 && chance.happens(excess * (one.kind === 'part' ? 0.3 : 1)))
      fail(site, one, overload, chance);
    else if (one.status === 200 && chance.happens(0.0008)) {
      one.status = 500;
      one.fault = 'origin-app';
    }
  }
  return requests;
}

/** What a bare status says to those who read it: 502 and 504 are a gateway's word on its origin, 503 may be anybody's. */
const BARE: Readonly<Record<number, Fault>> = {
  500: 'origin-app',
  502: 'origin-bad-response',
  504: 'origin-timeout-response',
};

/** Without marks a log tells no more than the status. */
export function fail(site: Site, one: Request, { status, fault, ms }: Failure, chance: Chance): void {
  one.status = status;
  one.fault = site.marks ? fault : (BARE[status] ?? 'unknown');
  one.ms = ms * Math.exp(0.3 * chance.normal());
  one.bytes = 500;
}

/**
 * Lets requests fail by a rule of the story. A page that fails brings none of its parts; some people load it again,
 * others leave.
 */
export function failWhere(
  site: Site,
  chance: Chance,
  requests: readonly Request[],
  probability: (one: Request) => number,
  failure: (one: Request) => Failure,
  seconds: number,
): Request[] {
  const out: Request[] = [];
  const gone = new Map<number, number>();
  for (const one of requests) {
    const since = gone.get(one.from.client);
    if (since !== undefined && one.at > since && (one.kind === 'part' ? one.at < since + 3 : chance.happens(0.4)))
      continue;
    out.push(one);
    if (!chance.happens(probability(one))) continue;
    fail(site, one, failure(one), chance);
    if (one.kind === 'page') gone.set(one.from.client, one.at);
    if (one.crawler !== 'no' || one.tool) continue;
    for (let at = one.at + 2 + 10 * chance.unit(); at < seconds && chance.happens(0.35); at += 3 + 15 * chance.unit())
      out.push({ ...one, at, referrer: one.referrer === '' ? '' : 'own' });
  }
  return out.sort((a, b) => a.at - b.at);
}

/** How those whose request failed try again. */
export interface Retrying {
  /** Share of the clients that try again, and how often at most. */
  readonly share: number;
  readonly most: number;
  /** Seconds before the next attempt, and how many times longer each further wait is. */
  readonly wait: number;
  readonly backoff: number;
}

/** A retry storm: what fails is asked again by those who asked, until it is answered or they leave; it adds to the load. */
export function askedAgain(
  site: Site,
  chance: Chance,
  requests: readonly Request[],
  probability: (one: Request) => number,
  failure: (one: Request) => Failure,
  { share, most, wait, backoff }: Retrying,
  seconds: number,
): Request[] {
  const stubborn = new Map<number, boolean>();
  const failing = new Map<Request, Failure>();
  const asked: Request[] = [];
  for (const first of requests) {
    let pause = wait;
    let one: Request = first;
    if (!stubborn.has(one.from.client)) stubborn.set(one.from.client, chance.happens(share));
    for (let attempt = 0; ; attempt++) {
      asked.push(one);
      if (!chance.happens(probability(one))) break;
      failing.set(one, failure(one));
      const at = one.at + pause * (0.5 + chance.unit());
      if (attempt >= most || at >= seconds || one.crawler !== 'no' || !stubborn.get(one.from.client)) break;
      one = { ...one, at };
      pause *= backoff;
    }
  }
  const served = serve(site, chance, asked, chance.pick(OVERLOADS));
  for (const [one, how] of failing) fail(site, one, how, chance);
  return served;
}

/** Keeps clients whole: one either gets through or does not, with a chance that may change in time. */
export function getThrough(
  chance: Chance,
  requests: readonly Request[],
  probability: (one: Request) => number,
): Request[] {
  const fates = new Map<number, number>();
  return requests.filter((one) => {
    let fate = fates.get(one.from.client);
    if (fate === undefined) {
      fate = chance.unit();
      fates.set(one.from.client, fate);
    }
    return fate < probability(one);
  });
}
