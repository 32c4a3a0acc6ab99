/**
 * Every method that the accuracy bench compares, in one form: labelled case in, incidents in minutes since its start out.
 */
import { detectAll, type Row } from '../../src/core/detect.ts';
import type { Minute } from '../../src/model/units.ts';
import type { Found, LabelledCase } from './cases.ts';
import { bocpd } from './peers/bocpd.ts';
import { cusum } from './peers/cusum.ts';
import { downdetector } from './peers/downdetector.ts';
import { earsC1, earsC2, earsC3 } from './peers/ears.ts';
import { alarmsOf, episodesOf } from './peers/episodes.ts';
import { farrington } from './peers/farrington.ts';
import { kleinberg } from './peers/kleinberg.ts';
import { rateOracle, seasonOracle } from './peers/oracle.ts';
import { type Params, type Peer, Series } from './peers/peer.ts';
import { robustZ } from './peers/robust-z.ts';
import { seasonOf } from './peers/season.ts';

export const peers: readonly Peer[] = [
  downdetector,
  earsC1,
  earsC2,
  earsC3,
  farrington,
  robustZ,
  cusum,
  bocpd,
  kleinberg,
];

export const oracles: readonly Peer[] = [seasonOracle, rateOracle];

export interface Setting {
  readonly params: Params;
  readonly threshold: number;
}

/** What a peer sees of a case; undefined for an oracle where the truth is not known. */
export function seriesFor(peer: Peer, one: LabelledCase): Series | undefined {
  if (!oracles.includes(peer)) return new Series(one.counts, one.startMinute, seasonOf(one.counts, one.startMinute));
  if (one.truth === undefined) return undefined;
  const { usual, calm, noise } = one.truth;
  if (peer === seasonOracle) return new Series(one.counts, one.startMinute, usual, noise);
  return new Series(one.counts, one.startMinute, calm, { sigma: 0, alpha: noise.alpha });
}

export function runPeer(peer: Peer, series: Series, { params, threshold }: Setting): Found[] {
  return episodesOf(series, alarmsOf(series, peer.score(series, params), threshold));
}

export function runOurs(one: LabelledCase): Found[] {
  const rows: Row[] = [];
  one.counts.forEach((count, t) => {
    if (count >= 0) rows.push({ at: (one.startMinute + t) as Minute, count });
  });
  const off = (minute: number | null) => (minute === null ? one.label.minutes : minute - one.startMinute);
  return detectAll(rows).incidents.map((incident) => ({
    start: off(incident.start),
    detected: off(incident.detected),
    end: off(incident.end),
    waves: incident.waves.map((wave) => ({ start: off(wave.start), peak: off(wave.peak), end: off(wave.end) })),
  }));
}
