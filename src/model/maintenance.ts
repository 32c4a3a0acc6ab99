/**
 * Maintenance windows: work that was announced. They change no figure: what people report and probes see counts in them as at any
 * other time. They are told beside it.
 */
import type { EpochMs } from './units.ts';

/** One version of a window: a window that is moved or called off is the next version. */
export interface Maintenance {
  readonly kind: 'maintenance';
  /** When this version was recorded. */
  readonly at: EpochMs;
  readonly id: string;
  /** From 1, without gaps. */
  readonly version: number;
  readonly service: string;
  /** Of the service; empty is the whole of it. */
  readonly components: readonly string[];
  /** Its first instant, and the first one behind it. */
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** What is done, in words. */
  readonly words: string;
  readonly decidedBy: string;
  /** The account that sent it; absent where it was recorded from the machine's own terminal. */
  readonly account?: string | undefined;
  /** True from the version that calls it off; nothing follows. */
  readonly calledOff?: boolean | undefined;
}

/** Windows kept, versions of one, and how long one may last. A door refuses what goes beyond. */
export const WINDOWS_MAX = 5_000;
export const WINDOW_VERSIONS_MAX = 50;
export const WINDOW_DAYS_MAX = 31;
