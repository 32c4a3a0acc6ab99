/**
 * Which services fail from one cause. Each failing service is explained by what it shares with others, by being blamed for a larger neighbour,
 * or by chance; the counts decide together with how likely each is beforehand: y ~ NB(usual + w · excess of the neighbour).
 */
import { exp, log } from './arithmetic.ts';

/** One service that fails now. */
export interface Failing {
  readonly service: string;
  readonly category: string;
  /** What it depends on, in small letters; from its configuration and learnt from probes. */
  readonly depends: readonly string[];
  /** Its checks fail in the TLS handshake or by the certificate. */
  readonly distrusted: boolean;
  readonly observed: number;
  readonly expected: number;
}

/** How many watched services depend on a thing, failing or not. */
export type Dependents = (dependence: string) => number;

export interface Explained {
  readonly service: string;
  readonly role: 'root' | 'member' | 'victim' | 'separate' | 'unclear';
  readonly of: string | null;
  readonly weight: number;
}

/**
 * People who can't call somebody at a carrier that fails blame their own: innocent carriers showed 3.4, 7.6 (T-Mobile US, 15 June 2020),
 * 4.2, 5.4 and 3.3 % (Vodafone UK, 9 June 2020) of the culprit's reports. Mean and deviation of the logarithms, the deviation widened for five cases.
 */
export const BLAME = { mean: -3.09, deviation: 0.38 } as const;
/** A small neighbour shows less; of that the published cases say nothing, so it is flat down to a thousandth. */
const BLAME_LEAST = -6.9;
const FLAT_SHARE = 0.3;
/**
 * How often a neighbour's large failure (500 reports beyond the usual) shows at all. Of the same kind: five of five carriers in those cases, one of
 * 17 in the reports of 2019 without 2 June. Of another kind: one of 73 there. One is added to each side.
 */
const BLAMED = 7 / 24;
const BLAMED_OTHERWISE = 2 / 75;
/** One incident a service-month, within an hour of another's. */
const BY_CHANCE = 60 / 43_200;
/** What is shared by many of which few fail is hardly the cause. One share of a failure for each service, laplacian. */
const covered = (failing: number, dependents: number): number => (failing + 1) / (Math.max(failing, dependents) + 2);
/** That what two failing services share is why both fail, before it is known how many others share it and are well. */
const BY_SHARED = 0.5;
/**
 * An authority for certificates is shared by nearly all, and can break nothing but trust. While nothing fails in the handshake, that two services
 * share one says less than chance does.
 */
const BY_AUTHORITY = BY_CHANCE / 10;
export const isAuthority = (dependence: string): boolean => dependence.startsWith('issuer:');
/** Counts scatter more than chance: variance = mean + mean² / SIZE. */
const SIZE = 20;
const GRID_STEP = 0.2;
/** A failure of its own brings anything from one report to a million beyond the usual. */
const OWN_LOG_MAX = 13.8;
export const CLEAR = 0.5;

const excessOf = ({ observed, expected }: Failing): number => Math.max(0, observed - expected);

/** Roles of all, largest first. Equal input in another order gives the same answer. */
export function explain(failing: readonly Failing[], dependents: Dependents): Explained[] {
  const ordered = failing.toSorted((a, b) => excessOf(b) - excessOf(a) || (a.service < b.service ? -1 : 1));
  const said: Explained[] = [];
  // Whom others can be blamed for: who fails by itself. A member's failure is the root's already.
  const culprits: Failing[] = [];
  for (const one of ordered) {
    const is: Explained =
      said.length === 0
        ? { service: one.service, role: 'root', of: null, weight: 1 }
        : explainOne(one, culprits, ordered, dependents);
    if (is.role === 'root' || is.role === 'separate') culprits.push(one);
    said.push(is);
  }
  return said;
}

interface Candidate {
  readonly role: Explained['role'];
  readonly of: string | null;
  readonly nats: number;
}

function explainOne(
  one: Failing,
  culprits: readonly Failing[],
  all: readonly Failing[],
  dependents: Dependents,
): Explained {
  const own = ownLikelihood(one);
  const candidates: Candidate[] = [{ role: 'separate', of: null, nats: log(BY_CHANCE) + own }];
  for (const shared of one.depends) {
    const sharing = all.filter(({ depends }) => depends.includes(shared));
    if (sharing.length < 2) continue;
    const prior = priorOf(shared, one, sharing) * covered(sharing.length, dependents(shared));
    candidates.push({ role: 'member', of: shared, nats: log(prior) + own });
  }
  for (const neighbour of culprits) {
    const prior = neighbour.category === one.category ? BLAMED : BLAMED_OTHERWISE;
    candidates.push({
      role: 'victim',
      of: neighbour.service,
      nats: log(prior / culprits.length) + blameLikelihood(one, neighbour),
    });
  }
  const most = Math.max(...candidates.map(({ nats }) => nats));
  const weights = candidates.map(({ nats }) => exp(nats - most));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  // Whichever thing is shared, it is a member; the heaviest is named.
  const byRole = (role: Explained['role']): number =>
    candidates.reduce((total, candidate, index) => total + (candidate.role === role ? weights[index]! : 0), 0) / sum;
  const [heaviest] = (['member', 'victim', 'separate'] as const)
    .map((role) => ({ role, weight: byRole(role) }))
    .toSorted((a, b) => b.weight - a.weight);
  const { role, weight } = heaviest!;
  const named = candidates.filter((candidate) => candidate.role === role).toSorted((a, b) => b.nats - a.nats)[0]!;
  if (weight < CLEAR) return { service: one.service, role: 'unclear', of: null, weight: rounded(weight) };
  return { service: one.service, role, of: named.of, weight: rounded(weight) };
}

function priorOf(shared: string, one: Failing, sharing: readonly Failing[]): number {
  if (!isAuthority(shared)) return BY_SHARED;
  const distrusted = one.distrusted && sharing.filter((other) => other.distrusted).length > 1;
  return distrusted ? BY_SHARED : BY_AUTHORITY;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Up to what is the same for every mean: NB(y; mean, SIZE). */
function countLikelihood(count: number, mean: number): number {
  return SIZE * log(SIZE / (SIZE + mean)) + count * log(mean / (SIZE + mean));
}

/** Any size of failure is as likely as its tenth. */
function ownLikelihood({ observed, expected }: Failing): number {
  return average(0, OWN_LOG_MAX, observed, expected, () => 1 / OWN_LOG_MAX, 0);
}

function blameLikelihood({ observed, expected }: Failing, neighbour: Failing): number {
  const { mean, deviation } = BLAME;
  const density = (logShare: number): number => {
    const z = (logShare - mean) / deviation;
    const flat = logShare <= mean ? FLAT_SHARE / (mean - BLAME_LEAST) : 0;
    return ((1 - FLAT_SHARE) * exp(-0.5 * z * z)) / (deviation * 2.5066282746) + flat;
  };
  return average(BLAME_LEAST, 0, observed, expected, density, log(Math.max(1, excessOf(neighbour))));
}

/** Log of the likelihood averaged over a logarithmic grid of excesses. */
function average(
  from: number,
  to: number,
  observed: number,
  expected: number,
  density: (at: number) => number,
  scale: number,
): number {
  const terms: number[] = [];
  for (let at = from + GRID_STEP / 2; at < to; at += GRID_STEP) {
    const weight = density(at) * GRID_STEP;
    if (weight > 0) terms.push(log(weight) + countLikelihood(observed, Math.max(0.01, expected) + exp(at + scale)));
  }
  const most = Math.max(...terms);
  return most + log(terms.reduce((sum, term) => sum + exp(term - most), 0));
}
