/** Decisions about the journal itself: under which keys it is published, what has to be kept, what was handed over. */
import type { EpochMs } from './units.ts';

/** From here on checkpoints are signed with this key. The first one also gives the log its name. */
export interface LogKey {
  readonly kind: 'log-key';
  readonly at: EpochMs;
  /** The log's name for ever: the first line of every checkpoint. */
  readonly origin: string;
  /** `name+id+key`, as C2SP signed-note writes verifier keys. */
  readonly key: string;
  /** The key before, signing this one; absent for the first key, and where the one before was lost. */
  readonly endorsement?: string | undefined;
}

/** Evidence left the house. */
export interface HandedOver {
  readonly kind: 'handed-over';
  readonly at: EpochMs;
  readonly incident: string;
  /** Entries that the bundle's checkpoint covers; with the incident it gives the bundle's bytes again. */
  readonly size: number;
  /** SHA-256 of the bundle's manifest, hex. */
  readonly manifest: string;
  readonly by: string;
  readonly to?: string | undefined;
}

export type KeepingDecision = LogKey | HandedOver;
