/** Reporting clocks as pages, the API and the terminal show them: each report, when it is due, and how it stands in words. */
import { type DueState, isStopped, type StageOfClock, stagesOf, startOfClock } from '../core/reporting.ts';
import type { Engine } from '../engine/engine.ts';
import type { ClockStep, ReportStage } from '../model/reporting.ts';
import type { EpochMs } from '../model/units.ts';
import { timeText } from './due-words.ts';
import type { ClockRow } from './schema-calendar.ts';

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export const STAGE_NAMES: Readonly<Record<ReportStage, string>> = {
  'early-warning': 'Early warning',
  notification: 'Notification',
  intermediate: 'Intermediate report',
  progress: 'Progress report',
  final: 'Final report',
};

const RULE_WORDS = { 'nis2-23-4': 'Directive (EU) 2022/2555 (NIS 2), Article 23(4)' } as const;

export const clocksHref = (incident: string): string => `/incidents/${encodeURIComponent(incident)}/clocks`;

/** @param incident only the clocks of this one; the last one started first */
export function clockRows({ state }: Engine, now: EpochMs, incident?: string): ClockRow[] {
  return [...state.clocks.values()]
    .toReversed()
    .filter(([start]) => incident === undefined || start!.incident === incident)
    .map((steps) => clockRow(steps, now));
}

function clockRow(steps: readonly ClockStep[], now: EpochMs): ClockRow {
  const { id, rule, service, incident, awareAt, awareBy, zone } = startOfClock(steps);
  return {
    id,
    url: `${clocksHref(incident)}#${encodeURIComponent(id)}`,
    rule,
    ruleWords: RULE_WORDS[rule],
    service,
    incident,
    awareAt: iso(awareAt),
    awareBy,
    zone,
    stopped: isStopped(steps),
    stages: stagesOf(steps, now).map((one) => ({
      stage: one.stage,
      name: STAGE_NAMES[one.stage],
      due: isoOrNull(one.due),
      submittedAt: isoOrNull(one.submittedAt),
      state: one.state,
      words: stageWords(one, steps, now),
    })),
    steps: steps.map((step) => ({
      step: step.version,
      recordedAt: iso(step.at),
      what: whatOf(step),
      words: step.words,
      decidedBy: step.decidedBy,
    })),
  };
}

function stageWords(stage: StageOfClock, steps: readonly ClockStep[], now: EpochMs): string {
  if (stage.state === 'waiting') return WAITS[waitOf(stage.stage, steps)];
  return dueWords(stage.state, stage.due, stage.submittedAt, now);
}

const WAITS = {
  notification: 'No date yet: one month after the notification',
  handling: 'No date yet: one month after the incident is handled',
  request: 'Asked for, without a date',
} as const;

function waitOf(stage: ReportStage, steps: readonly ClockStep[]): keyof typeof WAITS {
  if (stage !== 'final') return 'request';
  return steps.some((step) => step.step === 'submitted' && step.stage === 'progress') ? 'handling' : 'notification';
}

/** `Due in 5 h`, `Overdue by 2 days`, `Submitted 3 h before it was due`. */
export function dueWords(state: DueState, due: number | null, submittedAt: number | null, now: number): string {
  const apart = (a: number, b: number): string => timeText(Math.abs(a - b));
  switch (state) {
    case 'overdue':
      return `Overdue by ${apart(now, due!)}`;
    case 'due soon':
      return `Due soon: in ${apart(due!, now)}`;
    case 'due':
      return `Due in ${apart(due!, now)}`;
    case 'submitted':
      return due === null ? 'Submitted' : `Submitted, ${apart(due, submittedAt!)} before it was due`;
    case 'submitted late':
      return `Submitted ${apart(due!, submittedAt!)} late`;
    case 'waiting':
      return 'No date yet';
    case 'stopped':
      return 'Not due any more';
  }
}

function whatOf(step: ClockStep): string {
  switch (step.step) {
    case 'started':
      return `Started: ${step.awareBy} became aware at ${iso(step.awareAt)}`;
    case 'submitted':
      return `${STAGE_NAMES[step.stage]} submitted at ${iso(step.submittedAt)}`;
    case 'requested':
      return `Intermediate report asked for${step.due?.intermediate == null ? '' : `, due at ${iso(step.due.intermediate)}`}`;
    case 'handled':
      return `Incident handled at ${iso(step.handledAt)}`;
    case 'stopped':
      return 'Stopped';
  }
}
