/**
 * Scenarios: pasts that the demo plays again. A scenario only produces data: the services, and every tally in time
 * order by the end of its step. Two readings of the same scenario give the same tallies.
 */
import type { Tally } from '../model/entry.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';

export interface Scenario {
  /** The clock that its services live by, for instance `x-2025-03-10`. */
  readonly timeline: string;
  readonly name: string;
  readonly services: readonly Service[];
  /** Everything before this moment is history, which the demo loads at once. */
  readonly playFrom: EpochMs;
  readonly end: EpochMs;
  /** Seconds of the timeline that pass in one second, unless the reader chooses otherwise. */
  readonly speed: number;
  tallies(): Iterable<Tally>;
}

/** The moment at which a tally is complete and may be told. */
export const closesAt = (tally: Tally): EpochMs => (tally.at + tally.stepMinutes * MINUTE_MS) as EpochMs;
