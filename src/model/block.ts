/** Blocks: the counted past of one service, an hour at a time. Charts are drawn from them. */
import type { Seq } from './units.ts';

/** Slots of the baseline are this long, or one step where a step is longer. */
export const BAND_MINUTES = 15;
export const HOUR_MINUTES = 60;

export interface Block {
  /** Every entry before this position is counted in; so a replay can tell what it has to add. */
  readonly until: Seq;
  readonly service: string;
  /** Whole hours since 1970 UTC. */
  readonly hour: number;
  readonly stepMinutes: number;
  /** One for each step of the hour; null where nothing was counted. */
  readonly counts: readonly (number | null)[];
  /** Expected count of a step, one for each slot of BAND_MINUTES; null where nothing was counted. */
  readonly expected: readonly (number | null)[];
  /** Upper edge of the band, likewise. */
  readonly high: readonly (number | null)[];
  readonly symptoms: Readonly<Record<string, number>>;
  readonly countries: Readonly<Record<string, number>>;
  readonly components: Readonly<Record<string, number>>;
  /** What access logs said of this hour; absent where none did. */
  readonly traffic?: BlockTraffic | undefined;
}

/** An hour of traffic, by minute; null where no source counted, which is not zero. */
export interface BlockTraffic {
  readonly requests: readonly (number | null)[];
  /** Answers 500 to 599. */
  readonly failed: readonly (number | null)[];
  /** Requests by where their addresses are registered. */
  readonly countries: Readonly<Record<string, number>>;
  readonly networks: Readonly<Record<string, number>>;
}
