/**
 * Stories: what happens to a simulated site during a stretch, told as its mechanism, with the label that a diagnosis
 * should come to. A label is what happened, whether or not anyone could see it.
 */
import type { Chance } from '../../bench/accuracy/simulator/chance.ts';
import type { CheckPhase, Claim } from '../../src/diagnosis/evidence.ts';
import type { Hypothesis } from '../../src/diagnosis/hypotheses.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { Symptom } from '../../src/model/symptom.ts';
import type { Request } from './request.ts';
import type { Address, Addresses, Site } from './site.ts';
import { arrivals, type World } from './visitors.ts';

export interface Vantage {
  readonly name: string;
  readonly country: string;
  readonly network: string;
}

/** What is seen from outside. */
export interface Outside {
  /** Share of checks that fail from a place. */
  readonly fails: (vantage: Vantage) => number;
  readonly ways: Readonly<Partial<Record<`phase:${CheckPhase}` | `fault:${Fault}`, number>>>;
  /** Additional reports as a multiple of those of a full outage; 0 where nobody notices. */
  readonly noticed: number;
  readonly symptoms: Readonly<Partial<Record<Symptom, number>>>;
  /** Where those who notice are; null for the audience. */
  readonly where: { readonly country: string | null; readonly network: string | null } | null;
  readonly claims: readonly Omit<Claim, 'since'>[];
}

export interface Told {
  readonly requests: Request[];
  /** Connections that end before a request, for each usual request. */
  readonly failedConnections: number;
  readonly outside: Outside;
  readonly consequence?: Hypothesis;
  /** Share of the usual requests that it touches; all where it is not told. */
  readonly touched?: number;
}

export interface Stage extends World {
  readonly site: Site;
  readonly chance: Chance;
  readonly addresses: Addresses;
  /** Drawn rise, for stories that bring requests: times the usual rate. */
  readonly rise: number;
  /** The usual traffic of the stretch, as it would have been. */
  readonly everyday: (level?: number) => Request[];
}

export interface Story {
  readonly name: string;
  readonly cause: Hypothesis | 'undecidable';
  readonly weight: number;
  /** Sources of which one has to be there, all of its parts, so that the cause can be seen at all. */
  readonly shows: (seen: Seen) => boolean;
  readonly brings: boolean;
  readonly tell: (stage: Stage) => Told;
}

/** What an observer of this world has; checks and reports only where one of them met what happened. */
export interface Seen {
  readonly traffic: boolean;
  readonly usual: boolean;
  readonly history: boolean;
  readonly networks: boolean;
  /** Share of the usual requests that is touched. */
  readonly touched: number;
  readonly agents: boolean;
  readonly connections: boolean;
  readonly marks: boolean;
  readonly logAt: 'edge' | 'origin';
  readonly checks: boolean;
  readonly reports: boolean;
  readonly claims: boolean;
}

export const QUIET: Outside = {
  fails: () => 0.003,
  ways: { 'phase:answer': 1, 'phase:connect': 1, 'fault:origin-app': 1 },
  noticed: 0,
  symptoms: { slow: 1, error: 1, other: 1 },
  where: null,
  claims: [],
};

export const outside = (given: Partial<Outside>): Outside => ({ ...QUIET, ...given });

/** Clear enough to see who asks and how: a log, what is usual, and either a history or what clients say of themselves. */
export const showsLoad = (seen: Seen): boolean =>
  seen.traffic && seen.usual && (seen.history || seen.networks) && (seen.agents || seen.history);

/** Requests on top of the usual ones, `rise − 1` times the usual rate at the height of `shape`. */
export function burst(
  stage: Stage,
  shape: (at: number) => number,
  make: (at: number, i: number) => Request | Request[],
) {
  const highest = stage.site.rate * (stage.rise - 1);
  let i = 0;
  const out: Request[] = [];
  for (const at of arrivals(stage, (when) => highest * shape(when), highest)) {
    const made = make(at, i++);
    if (Array.isArray(made)) out.push(...made);
    else out.push(made);
  }
  return out;
}

/** How a rise begins: at once, over minutes, or in pulses. */
export function shapeOf(chance: Chance, kind: 'machine' | 'people'): (at: number) => number {
  if (kind === 'people') {
    const middle = chance.between(20, 150);
    const width = middle / chance.between(2, 4);
    return (at) => 1 / (1 + Math.exp(-(at - middle) / width));
  }
  const ramp = chance.logBetween(1, 60);
  if (chance.happens(0.2)) {
    const period = chance.between(60, 240);
    return (at) => (at % period < period * 0.7 ? Math.min(1, at / ramp) : 0.1);
  }
  return (at) => Math.min(1, at / ramp);
}

/** How outsiders meet an origin that is above its capacity, by the share of requests that failed. */
export function overloaded(requests: readonly Request[], ways: Outside['ways'] = {}): Outside {
  const failed = requests.filter(({ fault }) => fault !== null && fault !== 'policy' && fault !== 'client').length;
  const share = failed / Math.max(1, requests.length);
  return outside({
    fails: () => Math.min(0.95, 0.003 + share),
    ways: { 'phase:answer': 2, 'fault:origin-overload': 3, 'fault:origin-timeout-response': 1, ...ways },
    noticed: share * 0.5,
    symptoms: { slow: 5, error: 3, unreachable: 1, other: 1 },
  });
}

/** A pool of machines to draw from; each is asked for again and again. */
export const poolOf = (count: number, draw: () => Address): readonly Address[] => Array.from({ length: count }, draw);
