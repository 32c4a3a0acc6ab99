/**
 * The excess: what came on top of the usual traffic. A flood of twice the usual requests is half of what is seen, so
 * shares are read for the additional requests alone wherever the usual ones are known.
 */
import type { TrafficSummary } from '../model/traffic.ts';
import type { Evidence, TrafficEvidence } from './evidence.ts';
import {
  type ENGLISH,
  type Feature,
  type FeatureId,
  type Reading,
  ramp,
  strongest,
  type Told,
  worth,
} from './reading.ts';

/** Spread of a usual rate where nobody measured it: the rates of busy sites vary by a quarter from day to day. */
const SPREAD_UNKNOWN = 0.3;
/** From this ratio on the additional requests are looked at alone; below it too few of them are additional. */
const EXCESS_RATIO = 1.4;
/** Distinct counts grow more slowly than requests, so they are compared only between stretches of like length. */
const LENGTH_RATIO_MAX = 1.6;
/** Without a usual figure a typical site's is taken, and the finding counts for so much. */
const TYPICAL_WORTH = 0.5;

export interface Rates {
  readonly during: number;
  readonly usual: number;
  /** Requests during the stretch over the requests that its length usually brings. */
  readonly ratio: number;
  /** How many usual standard deviations the rate lies off. */
  readonly deviations: number;
}

/** Requests a minute, compared; null without a usual rate. */
export function ratesOf({ during, usual, spread }: TrafficEvidence): Rates | null {
  if (usual === null || usual.minutes <= 0 || during.minutes <= 0) return null;
  const rate = usual.requests / usual.minutes;
  const expected = rate * during.minutes;
  // One request of doubt, so that a site without any usual request has a ratio too.
  const ratio = (during.requests + 1) / (expected + 1);
  const relative = spread ?? SPREAD_UNKNOWN;
  const deviation = Math.sqrt(expected + 1 + (relative * expected) ** 2);
  return {
    during: during.requests / during.minutes,
    usual: rate,
    ratio,
    deviations: (during.requests - expected) / deviation,
  };
}

/** What is usual over about as many minutes, to compare in what is counted once each; null where nobody knows it. */
export const alikeOf = ({ during, usual, alike }: TrafficEvidence): TrafficSummary | null =>
  [usual, alike].find((one) => one !== null && isAlike(during, one)) ?? null;

const isAlike = (one: TrafficSummary, other: TrafficSummary): boolean =>
  Math.max(one.minutes / other.minutes, other.minutes / one.minutes) <= LENGTH_RATIO_MAX;

/** From this ratio on, a stretch has enough additional requests over another to look at them alone. */
export const hasExcess = (during: TrafficSummary, usual: TrafficSummary): boolean =>
  (during.requests + 1) / ((usual.requests / usual.minutes) * during.minutes + 1) >= EXCESS_RATIO;

/** One share as it is among the additional requests, or among all where there are none, next to the usual share. */
export interface ShareOf {
  readonly share: number;
  readonly usual: number;
  /** Whether the usual share is known, and not a typical site's. */
  readonly known: boolean;
  readonly ofExcess: boolean;
  /** From 0 to 1: few requests and a usual share that is only assumed count for less. */
  readonly worth: number;
  readonly words: (id: ShareId) => Told;
}

export function shareOf(
  traffic: TrafficEvidence,
  pick: (summary: TrafficSummary) => number | null,
  typical: number,
): ShareOf | null {
  const share = pick(traffic.during);
  if (share === null || traffic.during.requests === 0) return null;
  const known = traffic.usual === null ? null : pick(traffic.usual);
  const usual = known ?? typical;
  const rates = ratesOf(traffic);
  const confidence = known === null ? TYPICAL_WORTH : 1;
  if (rates === null || rates.ratio < EXCESS_RATIO) {
    return {
      share,
      usual,
      known: known !== null,
      ofExcess: false,
      worth: confidence * worth(traffic.during.requests),
      words: (id) => (say) =>
        known === null
          ? say.share(say.percent(share), say.shares[id])
          : say.shareUsually(say.percent(share), say.shares[id], say.percent(usual)),
    };
  }
  const excess = rates.during - rates.usual;
  const ofExcess = Math.min(1, Math.max(0, (rates.during * share - rates.usual * usual) / excess));
  return {
    share: ofExcess,
    usual,
    known: known !== null,
    ofExcess: true,
    worth: confidence * worth(excess * traffic.during.minutes),
    words: (id) => (say) =>
      known === null
        ? say.ofExcess(say.percent(ofExcess), say.shares[id])
        : say.ofExcessUsually(say.percent(ofExcess), say.shares[id], say.percent(usual)),
  };
}

type ShareId = keyof typeof ENGLISH.weighing.shares;

/** What a share can show: findings with their strengths, before the worth of the share. */
type Judge = (of: ShareOf) => readonly (readonly [finding: string, strength: number])[];

interface ShareFeature {
  /** Its words follow "37 % of the requests …". */
  readonly id: ShareId;
  readonly pick: (summary: TrafficSummary) => number | null;
  /** The share at a typical site, taken where the usual one is not known. */
  readonly typical: number;
  readonly judge: Judge;
}

/** A feature that is one share of the requests. */
export function shareFeature({ id, pick, typical, judge }: ShareFeature): Feature {
  return trafficFeature(id, (traffic) => {
    const of = shareOf(traffic, pick, typical);
    if (of === null) return null;
    const candidates = judge(of).map(([finding, strength]) => [finding, strength * of.worth] as const);
    return strongest(candidates, of.words(id), of.share, of.usual);
  });
}

export function trafficFeature(id: FeatureId, read: (traffic: TrafficEvidence) => Reading | null): Feature {
  return {
    id,
    source: 'traffic',
    read: (evidence: Evidence) => (evidence.traffic === null ? null : read(evidence.traffic)),
  };
}

/** A share that stands out if it lies well above the usual one: between `from` and `to` above it. */
export const above =
  (finding: string, from: number, to: number): Judge =>
  ({ share, usual }) => [[finding, ramp(share - usual, from, to)]];
