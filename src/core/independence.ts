/**
 * Whether the reports behind an excess come from independent places. A crowd on one network can be one office, one
 * script or one grudge; alone it never confirms an incident. So the busiest network is left out, and what is left has
 * to be an excess by itself.
 */
import type { Independence } from '../model/incident.ts';
import type { Counts, Rollup } from './rollup.ts';

/** So many networks, and so many reports more than usual outside the busiest one, make a crowd. */
export const NETWORKS_MIN = 3;
const OUTSIDE_MIN = 3;
/** Standard deviations of the usual count, so that the usual reports of other networks never look like a crowd. */
const DEVIATIONS = 3;
/** The busiest network's usual share is only believed as far as this many reports allow. */
const SHARE_WEIGHT = 20;

/**
 * @param mix everything counted since the start
 * @param expected what the baseline expected in that time
 * @param usual reports of the hour before, by group of networks
 */
export function independenceOf(mix: Rollup, expected: number, usual: Counts): Independence {
  const networks = Object.keys(mix.networks).length;
  // Tallies come without networks: whoever counted them took each person once.
  if (networks === 0 || mix.tallied.length > 0) return 'unknown';
  const [group, most] = Object.entries(mix.groups).reduce((a, b) => (b[1] > a[1] ? b : a));
  const outside = sum(mix.groups) - most;
  const usualShare = (usual[group] ?? 0) / (sum(usual) + SHARE_WEIGHT);
  const expectedOutside = expected * (1 - usualShare);
  const excess = outside - expectedOutside;
  const enough = excess >= Math.max(OUTSIDE_MIN, DEVIATIONS * Math.sqrt(expectedOutside));
  return networks >= NETWORKS_MIN && enough ? 'several' : 'few';
}

const sum = (counts: Counts): number => Object.values(counts).reduce((total, count) => total + count, 0);
