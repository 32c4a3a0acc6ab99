/** What a vendor's own status page says. It is a claim, kept apart from what is measured; what cannot be read is unknown, never operational. */
import type { ClaimSource } from './evidence.ts';
import type { EpochMs, Minute } from './units.ts';

export const OFFICIAL_STATES = ['operational', 'degraded', 'outage', 'maintenance', 'unknown'] as const;
export type OfficialState = (typeof OFFICIAL_STATES)[number];

/** One reading of one page. It is kept when what it says is new, and at least every ten minutes. */
export interface Official {
  readonly kind: 'official';
  /** When it was read. */
  readonly at: EpochMs;
  readonly service: string;
  /** The page, as the operator names it. */
  readonly source: string;
  readonly by: ClaimSource;
  readonly state: OfficialState;
  /** The vendor's headline for what is open; or why the page could not be read. */
  readonly said?: string | undefined;
  /** When it began, as the vendor says. */
  readonly since?: EpochMs | undefined;
  /** How long it is believed without another reading. */
  readonly freshSeconds: number;
}

/** What a vendor said of one incident, and when. */
export interface OfficialWord {
  readonly source: string;
  readonly by: ClaimSource;
  /** When trouble was first read there; null while nothing is admitted. */
  readonly saidAt: Minute | null;
  readonly said: string | null;
  /** When it began, as the vendor says: it may be set back afterwards. */
  readonly since: Minute | null;
  /** When it was first read as operational again. */
  readonly clearedAt: Minute | null;
  /** Minutes from the moment at which reports made it possible until the vendor said so; negative where the vendor was first. */
  readonly lagMinutes: number | null;
  /** The page was not readable at some time of the incident. */
  readonly unreadable: boolean;
}
