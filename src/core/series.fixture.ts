/** For tests: seeded counts, so that a failure can be run again. Its arithmetic is the engine's, not the detector's. */
import type { Minute } from '../model/units.ts';

export interface Dice {
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
}

/** xorshift32 and textbook samplers. */
export function dice(seed: number): Dice {
  let state = (seed * 2654435761 + 1) >>> 0 || 1;
  const uniform = () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return (state + 0.5) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const poisson = (mean: number) => {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count++;
    return count;
  };
  return { uniform, normal, poisson };
}

/** Monday, 6 May 2024, 00:00 UTC: no clock changes near. */
export const MONDAY = 28_582_560 as Minute;

/** Rate by time of day, lowest at night, with the given mean. */
export const daily = (mean: number) => (minute: number) =>
  mean * (1 + 0.6 * Math.sin(((minute % 1440) / 1440) * 2 * Math.PI - 1.5));

/** Counts of consecutive steps from MONDAY on. */
export function quietCounts(
  seed: number,
  steps: number,
  stepMinutes: number,
  rate: (minute: number) => number,
): number[] {
  const { poisson } = dice(seed);
  return Array.from({ length: steps }, (_, k) => poisson(stepMinutes * rate(k * stepMinutes)));
}
