/** Incidents: stretches in which a service fails, and what the observatory knows of each. */
import type { Budget } from './budget.ts';
import type { Evidence } from './evidence.ts';
import type { OfficialWord } from './official.ts';
import type { Minute } from './units.ts';
import type { Decision, Wave } from './wave.ts';

/** What was counted: every report of the service, or only those with one symptom, from one country or from one network. */
export type Scope = 'all' | `symptom:${string}` | `country:${string}` | `network:${string}`;

/**
 * possible and confirmed run; over is past, though a new rise may still join it; withdrawn is a possible one whose excess came to nothing.
 * What a service shows beyond these: none (counted, no evidence) and unknown (not counted).
 */
export type IncidentState = 'possible' | 'confirmed' | 'over' | 'withdrawn';
export type ServiceState = 'unknown' | 'none' | 'possible' | 'confirmed' | 'over';

/** One scope's part in an incident. */
export interface IncidentPart {
  readonly scope: Scope;
  /** confirmed: by evidence and by networks that are independent. */
  readonly tier: 'possible' | 'confirmed';
  readonly independence: Independence;
  readonly start: Minute;
  readonly end: Minute | null;
  readonly observed: number;
  readonly expected: number;
}

/**
 * How independent the reports are. several: without the few networks that bring most, the others' reports are an excess
 * too. few: they are not, so it stays possible. unknown: counted elsewhere, or no networks known.
 */
export type Independence = 'several' | 'few' | 'unknown';

/** Who holds an excess up: the few networks that bring most of it, and what is left without them. */
export interface Concentration {
  /** Networks that were left out, those with the most excess first. */
  readonly leftOut: number;
  /** Their share of the excess, 0 to 1. */
  readonly share: number;
  /** Reports of all others since the incident began, or of the last hours where those confirmed it; and how many are usual for those. */
  readonly others: number;
  readonly othersExpected: number;
}

/** A decision with all that it stood on when it fell. */
export interface ScopedDecision extends Decision {
  readonly scope: Scope;
  /** What the evidence was enough for. */
  readonly tier: 'possible' | 'confirmed';
  /** The budget of one service then in force, and the share of it that this scope had. */
  readonly budget: Budget;
  readonly share: number;
}

export interface Incident {
  /** `SERVICE-YYYYMMDDTHHMMZ` of the moment it was first seen as possible; never changes. */
  readonly id: string;
  readonly service: string;
  readonly state: IncidentState;
  /** Whether it ever was confirmed; an incident that is over may never have been. */
  readonly start: Minute;
  readonly possibleAt: Minute;
  readonly confirmedAt: Minute | null;
  /** What confirmed it: independent reports, or checks that fail from several places. Absent where nothing did. */
  readonly confirmedBy?: 'reports' | 'checks' | undefined;
  readonly end: Minute | null;
  /** The scope whose waves these are: `all` where the total shows the incident, else the part that shows it first. */
  readonly scope: Scope;
  readonly waves: readonly Wave[];
  readonly observed: number;
  readonly expected: number;
  readonly peakCount: number;
  /** The decision that opened it, and the first one whose evidence was enough to confirm. */
  readonly decisions: readonly ScopedDecision[];
  readonly parts: readonly IncidentPart[];
  /** Of the part that confirmed it, or else of the leading one. */
  readonly independence: Independence;
  /** null where no networks are known. */
  readonly concentration: Concentration | null;
  /** Distinct networks among the reports of the incident, counted up to a limit. */
  readonly networks: number;
  readonly symptoms: Readonly<Record<string, number>>;
  readonly countries: Readonly<Record<string, number>>;
  readonly components: Readonly<Record<string, number>>;
  /** What is known that a diagnosis can be made from; it is a view of this. */
  readonly evidence?: Evidence | undefined;
  /** What vendors said of it, and when; empty where their pages said nothing, absent where nobody reads them. */
  readonly official?: readonly OfficialWord[] | undefined;
}

/** The order of every list of incidents; the id decides between two of one minute. */
export const newestFirst = (a: Incident, b: Incident): number => b.possibleAt - a.possibleAt || (a.id < b.id ? 1 : -1);
