/** Common events: several services that fail together, what they have in common, and how sure that is. */
import type { Minute } from './units.ts';

/**
 * root: the largest, whose failure is explained by nothing larger. member: it shares what failed. victim: people blame it for a larger
 * neighbour's failure. separate: it fails at the same time by chance. unclear: no explanation has half of the weight.
 */
export type EventRole = 'root' | 'member' | 'victim' | 'separate' | 'unclear';

export interface EventMember {
  readonly service: string;
  readonly incident: string;
  readonly role: EventRole;
  /** The provider that a root or member shares, or the service that a victim is blamed for. */
  readonly of: string | null;
  /** Weight of this role among all explanations, 0 to 1. */
  readonly weight: number;
  /** Reports of its incident, and how many were usual; it stays when the incident has ended before the others. */
  readonly observed: number;
  readonly expected: number;
  /** Its reports beyond the usual, as a share of the root's. */
  readonly ofRoot: number;
}

export interface CommonEvent {
  /** `together-` and the id of the root's incident as it was first known; never changes. */
  readonly id: string;
  readonly timeline: string;
  readonly start: Minute;
  /** Null while any of its incidents runs. */
  readonly end: Minute | null;
  /** What explains most members: a provider that they share; null where none is shared. */
  readonly provider: string | null;
  readonly members: readonly EventMember[];
}
