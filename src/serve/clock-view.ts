/** Reporting clocks as pages, the API and the terminal show them: each report, when it is due, and how it stands in words. */
import { type DueState, isStopped, type StageOfClock, stagesOf, startOfClock } from '../core/reporting.ts';
import type { Engine } from '../engine/engine.ts';
import type { ClockStep, ReportStage } from '../model/reporting.ts';
import type { EpochMs } from '../model/units.ts';
import { ENGLISH, type Words } from '../words/words.ts';
import { timeText } from './due-words.ts';
import type { ClockRow } from './schema-calendar.ts';

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export const clocksHref = (incident: string): string => `/incidents/${encodeURIComponent(incident)}/clocks`;

/** @param incident only the clocks of this one; the last one started first */
export function clockRows({ state }: Engine, now: EpochMs, incident?: string, t: Words = ENGLISH): ClockRow[] {
  return [...state.clocks.values()]
    .toReversed()
    .filter(([start]) => incident === undefined || start!.incident === incident)
    .map((steps) => clockRow(steps, now, t));
}

function clockRow(steps: readonly ClockStep[], now: EpochMs, t: Words): ClockRow {
  const { id, rule, service, incident, awareAt, awareBy, zone } = startOfClock(steps);
  return {
    id,
    url: `${clocksHref(incident)}#${encodeURIComponent(id)}`,
    rule,
    ruleWords: t.clocks.rules[rule],
    service,
    incident,
    awareAt: iso(awareAt),
    awareBy,
    zone,
    stopped: isStopped(steps),
    stages: stagesOf(steps, now).map((one) => ({
      stage: one.stage,
      name: t.clocks.stages[one.stage],
      due: isoOrNull(one.due),
      submittedAt: isoOrNull(one.submittedAt),
      state: one.state,
      words: stageWords(t, one, steps, now),
    })),
    steps: steps.map((step) => ({
      step: step.version,
      recordedAt: iso(step.at),
      what: whatOf(t, step),
      words: step.words,
      decidedBy: step.decidedBy,
    })),
  };
}

function stageWords(t: Words, stage: StageOfClock, steps: readonly ClockStep[], now: EpochMs): string {
  if (stage.state === 'waiting') return t.clocks.waits[waitOf(stage.stage, steps)];
  return dueWords(t, stage.state, stage.due, stage.submittedAt, now);
}

function waitOf(stage: ReportStage, steps: readonly ClockStep[]): keyof Words['clocks']['waits'] {
  if (stage !== 'final') return 'request';
  return steps.some((step) => step.step === 'submitted' && step.stage === 'progress') ? 'handling' : 'notification';
}

/** `Due in 5 h`, `Overdue by 2 days`, `Submitted 3 h before it was due`. */
function dueWords(t: Words, state: DueState, due: number | null, submittedAt: number | null, now: number): string {
  const { clocks } = t;
  const apart = (a: number, b: number): string => timeText(t, Math.abs(a - b));
  switch (state) {
    case 'overdue':
      return clocks.overdueBy(apart(now, due!));
    case 'due soon':
      return clocks.dueSoon(apart(due!, now));
    case 'due':
      return clocks.dueIn(apart(due!, now));
    case 'submitted':
      return due === null ? clocks.submitted : clocks.submittedBefore(apart(due, submittedAt!));
    case 'submitted late':
      return clocks.submittedLate(apart(due!, submittedAt!));
    case 'waiting':
      return clocks.noDateYet;
    case 'stopped':
      return clocks.notDue;
  }
}

function whatOf({ clocks }: Words, step: ClockStep): string {
  switch (step.step) {
    case 'started':
      return clocks.startedBy(step.awareBy, iso(step.awareAt));
    case 'submitted':
      return clocks.stageSubmitted(clocks.stages[step.stage], iso(step.submittedAt));
    case 'requested':
      return step.due?.intermediate == null ? clocks.requested : clocks.requestedBy(iso(step.due.intermediate));
    case 'handled':
      return clocks.handledAt(iso(step.handledAt));
    case 'stopped':
      return clocks.isStopped;
  }
}
