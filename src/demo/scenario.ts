/**
 * Scenarios: pasts that the demo plays again. A scenario only produces data: the services, and every tally in time
 * order by the end of its step. Two readings of the same scenario give the same tallies.
 */
import type { Tally } from '../model/entry.ts';
import type { Service } from '../model/service.ts';
import type { Statement } from '../model/statement.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';

/** Something said about the scenario's failure, and when the replay has come so far that it is told. */
export type SaidStatement = Omit<Statement, 'kind' | 'at' | 'version' | 'service' | 'incident'> & {
  readonly dueAt: EpochMs;
};

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
  /** About the first service's latest incident, in the order of `dueAt` or not. */
  readonly statements?: readonly SaidStatement[] | undefined;
}

/** The moment at which a tally is complete and may be told. */
export const closesAt = (tally: Tally): EpochMs => (tally.at + tally.stepMinutes * MINUTE_MS) as EpochMs;
