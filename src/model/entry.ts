/**
 * Entries: all that the journal can hold. Signals (dated observations of a service) and decisions (what the operator
 * set). A new kind is added here, and the compiler then names every place that has to know it.
 */
import type { Budget } from './budget.ts';
import type { Check } from './check.ts';
import type { Hold } from './hold.ts';
import type { KeepingDecision } from './keeping.ts';
import type { Maintenance } from './maintenance.ts';
import type { Official } from './official.ts';
import type { Pruning } from './pruning.ts';
import type { Redaction } from './redaction.ts';
import type { ClockStep } from './reporting.ts';
import type { Service } from './service.ts';
import type { Statement } from './statement.ts';
import type { Symptom } from './symptom.ts';
import type { TrafficMinute } from './traffic-minute.ts';
import type { EpochMs } from './units.ts';

/** First entry of every journal: what its bytes mean. */
export interface Genesis {
  readonly kind: 'genesis';
  readonly at: EpochMs;
  readonly format: 1;
}

/** A service is watched from now on, or its description changed. */
export interface ServiceDefined {
  readonly kind: 'service';
  readonly at: EpochMs;
  readonly service: Service;
}

/** A service is no longer watched; its past stays. */
export interface ServiceRetired {
  readonly kind: 'retired';
  readonly at: EpochMs;
  readonly service: string;
}

/** The operator's false-alarm budget, for every service defined before and after. */
export interface BudgetSet {
  readonly kind: 'budget';
  readonly at: EpochMs;
  readonly budget: Budget;
}

/**
 * Time has come this far on a timeline: all that was heard until `at` stands before this entry. Steps close by it.
 * A stretch that no tick's `since` covers is unknown, not quiet.
 */
export interface Tick {
  readonly kind: 'tick';
  readonly at: EpochMs;
  readonly timeline: string;
  /** Listening without a break since then; absent where nothing is claimed (a first tick, or tallies alone). */
  readonly since?: EpochMs | undefined;
}

/** One person says that a service fails. */
export interface Report {
  readonly kind: 'report';
  readonly at: EpochMs;
  readonly id: string;
  readonly service: string;
  readonly symptom: Symptom;
  readonly component?: string | undefined;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string | undefined;
  /** Where the reporter's address is announced: `AS64500`, or a keyed pseudonym of its prefix. Never an address. */
  readonly network?: string | undefined;
  /** Keyed pseudonym of the reporter; the key is destroyed on schedule. */
  readonly reporter: string;
}

/** Reports that somebody else counted, over one step. Each person in it is taken to be counted once. */
export interface Tally {
  readonly kind: 'tally';
  /** Start of the counted step. */
  readonly at: EpochMs;
  readonly service: string;
  /** Who counted; a step is taken once from each source. */
  readonly source: string;
  readonly stepMinutes: number;
  readonly count: number;
  readonly symptoms?: Readonly<Partial<Record<Symptom, number>>> | undefined;
  readonly countries?: Readonly<Record<string, number>> | undefined;
  readonly components?: Readonly<Record<string, number>> | undefined;
}

export type Signal = Report | Tally | TrafficMinute | Check | Official;
export type Decided =
  | Genesis
  | ServiceDefined
  | ServiceRetired
  | BudgetSet
  | KeepingDecision
  | Statement
  | Hold
  | Maintenance
  | Redaction
  | Pruning
  | ClockStep;
export type Entry = Decided | Tick | Signal;

/** What people decide and what is decided about the journal: it changes no figure, and is never removed. */
export const DECISIONS: ReadonlySet<Entry['kind']> = new Set([
  'log-key',
  'handed-over',
  'statement',
  'hold',
  'clock',
  'maintenance',
  'redaction',
  'pruning',
]);
