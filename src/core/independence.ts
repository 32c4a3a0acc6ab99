/**
 * Whether the reports behind an excess come from independent places. A crowd on one network can be one office, one
 * script or one grudge; alone it never confirms an incident.
 */
import type { Independence } from '../model/incident.ts';
import type { Rollup } from './rollup.ts';

/** So many networks, and so many reports outside the busiest one, make a crowd. */
export const NETWORKS_MIN = 3;
const OUTSIDE_MIN = 3;

/**
 * @param recent everything counted in the evidence's window
 * @param expected what the baseline expected there
 */
export function independenceOf(recent: Rollup, expected: number): Independence {
  const counts = Object.values(recent.networks);
  // Tallies come without networks: whoever counted them took each person once.
  if (counts.length === 0 || recent.tallied.length > 0) return 'unknown';
  const busiest = Math.max(...counts);
  const outside = counts.reduce((sum, count) => sum + count, 0) - busiest;
  const share = 1 - busiest / (outside + busiest);
  const enough = counts.length >= NETWORKS_MIN && outside >= OUTSIDE_MIN && outside > 2 * expected * share;
  return enough ? 'several' : 'few';
}
