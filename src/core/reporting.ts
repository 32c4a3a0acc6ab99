/**
 * How far a reporting clock has come: what is due when, what was handed in, what waits for what. Law: it follows from the
 * recorded steps alone; whether something is late is by the recorded times, not by when they were recorded.
 */
import type { ClockStarted, ClockStep, ReportStage } from '../model/reporting.ts';
import type { EpochMs } from '../model/units.ts';

export type DueState = 'submitted' | 'submitted late' | 'due' | 'due soon' | 'overdue' | 'waiting' | 'stopped';

export interface StageOfClock {
  readonly stage: ReportStage;
  /** null while what it waits for has not come, or where no time was named. */
  readonly due: EpochMs | null;
  readonly submittedAt: EpochMs | null;
  readonly state: DueState;
}

/** Hours are short: what is due within so long is due soon. For the rest it is a week. */
const SOON_MS: Readonly<Partial<Record<ReportStage, number>>> = {
  'early-warning': 6 * 3_600_000,
  notification: 24 * 3_600_000,
};
export const SOON_DAYS_MS = 7 * 24 * 3_600_000;

export const startOfClock = (steps: readonly ClockStep[]): ClockStarted => steps[0] as ClockStarted;

export const isStopped = (steps: readonly ClockStep[]): boolean => steps.at(-1)?.step === 'stopped';

/** The stages that have a time, were asked for or handed in; the two of the first days and the final one always. */
export function stagesOf(steps: readonly ClockStep[], now: EpochMs): StageOfClock[] {
  const due = new Map<ReportStage, EpochMs | null>([['final', null]]);
  const submitted = new Map<ReportStage, EpochMs>();
  for (const step of steps) {
    for (const [stage, at] of Object.entries(step.due ?? {})) due.set(stage as ReportStage, at ?? null);
    if (step.step === 'submitted') submitted.set(step.stage, step.submittedAt);
    // What is asked for again has to be handed in again.
    if (step.step === 'requested') submitted.delete('intermediate');
  }
  const order: readonly ReportStage[] = ['early-warning', 'notification', 'intermediate', 'progress', 'final'];
  return order
    .filter((stage) => due.has(stage) || submitted.has(stage))
    .map((stage) => {
      const [at, submittedAt] = [due.get(stage) ?? null, submitted.get(stage) ?? null];
      const state =
        submittedAt === null && isStopped(steps) ? 'stopped' : dueState(at, submittedAt, now, SOON_MS[stage]);
      return { stage, due: at, submittedAt, state };
    });
}

export function dueState(
  due: EpochMs | null,
  submittedAt: EpochMs | null,
  now: EpochMs,
  soonMs = SOON_DAYS_MS,
): Exclude<DueState, 'stopped'> {
  if (submittedAt !== null) return due !== null && submittedAt > due ? 'submitted late' : 'submitted';
  if (due === null) return 'waiting';
  if (now > due) return 'overdue';
  return due - now <= soonMs ? 'due soon' : 'due';
}
