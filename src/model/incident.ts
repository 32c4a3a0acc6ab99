/** Incidents: stretches in which a service fails, and what the observatory knows of each. */
import type { Evidence } from './evidence.ts';
import type { Minute } from './units.ts';
import type { Decision, Wave } from './wave.ts';

/** What was counted: every report of the service, or only those with one symptom or from one country. */
export type Scope = 'all' | `symptom:${string}` | `country:${string}`;

/**
 * possible and confirmed run; over is past; withdrawn is a possible one whose excess came to nothing.
 * What a service shows beyond these: none (counted, no evidence) and unknown (not counted).
 */
export type IncidentState = 'possible' | 'confirmed' | 'over' | 'withdrawn';
export type ServiceState = 'unknown' | 'none' | 'possible' | 'confirmed' | 'over';

/** One scope's part in an incident. */
export interface IncidentPart {
  readonly scope: Scope;
  readonly tier: 'possible' | 'confirmed';
  readonly start: Minute;
  readonly end: Minute | null;
  readonly observed: number;
  readonly expected: number;
}

/**
 * How independent the reports are. several: enough networks for a confirmation. few: one or two networks hold it
 * up, so it stays possible. unknown: counted elsewhere, or no networks known.
 */
export type Independence = 'several' | 'few' | 'unknown';

export interface Incident {
  /** `SERVICE-YYYYMMDDTHHMMZ` of the moment it was first seen as possible; never changes. */
  readonly id: string;
  readonly service: string;
  readonly state: IncidentState;
  /** Whether it ever was confirmed; an incident that is over may never have been. */
  readonly start: Minute;
  readonly possibleAt: Minute;
  readonly confirmedAt: Minute | null;
  readonly end: Minute | null;
  /** The scope whose waves these are: `all` where the total shows the incident, else the part that shows it first. */
  readonly scope: Scope;
  readonly waves: readonly Wave[];
  readonly observed: number;
  readonly expected: number;
  readonly peakCount: number;
  readonly decisions: readonly Decision[];
  readonly parts: readonly IncidentPart[];
  readonly independence: Independence;
  /** Distinct networks among the reports of the incident, counted up to a limit. */
  readonly networks: number;
  readonly symptoms: Readonly<Record<string, number>>;
  readonly countries: Readonly<Record<string, number>>;
  readonly components: Readonly<Record<string, number>>;
  /** What is known that a diagnosis can be made from; it is a view of this. */
  readonly evidence?: Evidence | undefined;
}

/** The order of every list of incidents; the id decides between two of one minute. */
export const newestFirst = (a: Incident, b: Incident): number => b.possibleAt - a.possibleAt || (a.id < b.id ? 1 : -1);
