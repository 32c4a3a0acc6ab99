/**
 * Reporting clocks: times that a law sets from the moment at which somebody became aware of an incident. A clock is started by
 * a recorded decision; every step of it is an entry, and the times that follow from a step are in it.
 */
import type { EpochMs } from './units.ts';

/** Directive (EU) 2022/2555 (NIS 2), Article 23(4). */
export const CLOCK_RULES = ['nis2-23-4'] as const;
export type ClockRule = (typeof CLOCK_RULES)[number];

/** In the order of the article: points (a), (b), (c), (e) and (d). */
export const REPORT_STAGES = ['early-warning', 'notification', 'intermediate', 'progress', 'final'] as const;
export type ReportStage = (typeof REPORT_STAGES)[number];

interface Step {
  readonly kind: 'clock';
  /** When the step was recorded. */
  readonly at: EpochMs;
  /** Of the clock. */
  readonly id: string;
  /** Number of the step: from 1, without gaps. */
  readonly version: number;
  readonly service: string;
  /** The evidence that the decision rests on. */
  readonly incident: string;
  /** The account that sent it; absent where it was recorded from the machine's own terminal. */
  readonly account?: string | undefined;
  readonly decidedBy: string;
  /** Why, or under which reference it was handed in. */
  readonly words: string;
  /** Times that are due from this step on; null where what they wait for has not come. */
  readonly due?: Readonly<Partial<Record<ReportStage, EpochMs | null>>> | undefined;
}

/** Somebody became aware of an incident that has to be reported. */
export interface ClockStarted extends Step {
  readonly step: 'started';
  readonly rule: ClockRule;
  readonly awareAt: EpochMs;
  readonly awareBy: string;
  /** The zone in which a month is counted. */
  readonly zone: string;
}

/** A report was handed in. Of one stage the last step counts: that is how a mistake is put right. */
export interface ReportSubmitted extends Step {
  readonly step: 'submitted';
  readonly stage: ReportStage;
  readonly submittedAt: EpochMs;
}

/** The authority asked for an intermediate report. */
export interface ReportRequested extends Step {
  readonly step: 'requested';
}

/** The incident is handled, from which the final report counts where a progress report stood in its place. */
export interface IncidentHandled extends Step {
  readonly step: 'handled';
  readonly handledAt: EpochMs;
}

/** Nothing more is due, for instance because the incident turned out not to be significant. */
export interface ClockStopped extends Step {
  readonly step: 'stopped';
}

export type ClockStep = ClockStarted | ReportSubmitted | ReportRequested | IncidentHandled | ClockStopped;

/** Clocks, and steps of one; a door refuses what goes beyond. */
export const CLOCKS_MAX = 1_000;
export const CLOCK_STEPS_MAX = 100;
