/** Facts: what the fold says happened. Views, feeds and alerts read them; nothing else leaves the fold. */
import type { Incident, ServiceState } from './incident.ts';
import type { Minute } from './units.ts';

/** An incident opened, changed or ended; it carries the whole incident as known at that moment. */
export interface IncidentFact {
  readonly kind: 'incident';
  readonly at: Minute;
  readonly why: 'opened' | 'confirmed' | 'changed' | 'withdrawn' | 'closed';
  readonly incident: Incident;
}

/** A service's state changed. */
export interface StateFact {
  readonly kind: 'state';
  readonly at: Minute;
  readonly service: string;
  readonly from: ServiceState;
  readonly to: ServiceState;
}

export type Fact = IncidentFact | StateFact;

/** One closed step of one service: the row that charts are drawn from. */
export interface ClosedStep {
  readonly service: string;
  readonly at: Minute;
  readonly stepMinutes: number;
  /** undefined: not counted, which is not zero. */
  readonly count: number | undefined;
  /** undefined: nothing usual is known yet. */
  readonly expected: number | undefined;
  /** Upper edge of the baseline's band: a count above it is rare when nothing is wrong. */
  readonly high: number | undefined;
  readonly symptoms?: Readonly<Record<string, number>> | undefined;
  readonly countries?: Readonly<Record<string, number>> | undefined;
  readonly components?: Readonly<Record<string, number>> | undefined;
}

/** What one source says of one minute's traffic, new to the fold: it adds to the chart. */
export interface TrafficStep {
  readonly service: string;
  readonly at: Minute;
  readonly stepMinutes: number;
  readonly requests: number;
  readonly failed: number;
  readonly countries: Readonly<Record<string, number>>;
  readonly networks: Readonly<Record<string, number>>;
}
