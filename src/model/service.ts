/** Services: what people use and report about. */

/** The clock that runs on the server's time; every other timeline is a replay of some past. */
export const LIVE = 'live';

export interface Component {
  readonly id: string;
  readonly name: string;
}

export interface SourceLink {
  readonly title: string;
  readonly url: string;
}

/** Where a service's signals come from, shown wherever the service is. */
export interface Provenance {
  /**
   * measured: signals arrive here as things happen. replayed: real signals of the past, played again.
   * reconstruction: made from published figures; nobody measured these counts.
   */
  readonly kind: 'measured' | 'replayed' | 'reconstruction';
  readonly note?: string | undefined;
  readonly sources: readonly SourceLink[];
}

export interface Service {
  /** Lower-case letters, digits and hyphens; at most 64. */
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly home?: string | undefined;
  readonly components: readonly Component[];
  /** Ids or names of what the service depends on. */
  readonly providers: readonly string[];
  /** The clock this service lives by: `live`, or a replay's name. */
  readonly timeline: string;
  /** Length of one counted step in minutes, 1 to 60. */
  readonly stepMinutes: number;
  readonly provenance: Provenance;
}

export const ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
