/**
 * The door for reporting clocks: a recorded decision starts one, and steps follow. The times that a law sets are worked out
 * here, where zones are known, and stand in the entry.
 */
import { z } from 'zod';
import type { FoldState } from '../core/fold.ts';
import { isStopped, startOfClock } from '../core/reporting.ts';
import type { Incident } from '../model/incident.ts';
import {
  CLOCK_RULES,
  CLOCK_STEPS_MAX,
  CLOCKS_MAX,
  type ClockStarted,
  type ClockStep,
  REPORT_STAGES,
  type ReportStage,
} from '../model/reporting.ts';
import { ID_PATTERN } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';
import { readTime } from './bounds.ts';
import { invalid, isRefusal, type Reason, type Refusal, refuse } from './refusal.ts';
import { text } from './text.ts';
import { isZone, monthAfter } from './zoned.ts';

const HOUR_MS = 3_600_000;
const EARLY_WARNING_HOURS = 24;
const NOTIFICATION_HOURS = 72;

const Time = text(40).describe('A time with its offset, such as 2026-03-10T14:05+01:00');
const decidedBy = text(120).describe('Who decided it');

export const ClockBody = z.strictObject({
  id: z.string().regex(ID_PATTERN, 'lower-case letters, digits and hyphens, at most 64').optional(),
  rule: z.enum(CLOCK_RULES).default('nis2-23-4').describe('Directive (EU) 2022/2555, Article 23(4)'),
  awareAt: Time.describe('When it became known; the times run from here'),
  awareBy: text(200).describe('Who became aware'),
  zone: text(60).describe('The zone in which a month is counted, such as Europe/Brussels'),
  words: text(600).describe('Why it has to be reported'),
  decidedBy,
});

export const ClockStepBody = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('submitted'),
    stage: z.enum(REPORT_STAGES),
    submittedAt: Time.optional().describe('Now, where nothing is said'),
    words: text(600).describe('To whom, under which reference'),
    decidedBy,
  }),
  z.strictObject({
    step: z.literal('requested'),
    due: Time.optional().describe('Where the authority named a time for the intermediate report'),
    words: text(600).describe('By whom, and what was asked'),
    decidedBy,
  }),
  z.strictObject({
    step: z.literal('handled'),
    handledAt: Time.optional().describe('Now, where nothing is said'),
    words: text(600),
    decidedBy,
  }),
  z.strictObject({ step: z.literal('stopped'), words: text(600).describe('Why nothing more is due'), decidedBy }),
]);

export interface ClockContext {
  readonly state: Pick<FoldState, 'clocks'>;
  readonly now: EpochMs;
}

export function readClock(
  body: unknown,
  { state, now, incident }: ClockContext & { readonly incident: Pick<Incident, 'id' | 'service'> },
): ClockStarted | Refusal {
  const parsed = ClockBody.safeParse(body);
  if (!parsed.success) return invalid('bad-clock', 'Not the start of a clock', parsed.error);
  const { id = freeId(state.clocks, incident.id), awareAt, zone, ...said } = parsed.data;
  if (state.clocks.has(id)) return conflict((r) => r.clocks.exists(id));
  if (state.clocks.size >= CLOCKS_MAX) return conflict((r) => r.clocks.most(CLOCKS_MAX));
  if (!isZone(zone)) return unclear((r) => r.field('zone', r.times.noZone(zone)));
  const aware = readPast('awareAt', awareAt, now);
  if (isRefusal(aware)) return aware;
  return {
    kind: 'clock',
    step: 'started',
    at: now,
    id,
    version: 1,
    service: incident.service,
    incident: incident.id,
    ...said,
    zone,
    awareAt: aware.at,
    due: {
      'early-warning': (aware.at + EARLY_WARNING_HOURS * HOUR_MS) as EpochMs,
      notification: (aware.at + NOTIFICATION_HOURS * HOUR_MS) as EpochMs,
    },
  };
}

/** The next step of a clock. */
export function readClockStep(id: string, body: unknown, { state, now }: ClockContext): ClockStep | Refusal {
  const steps = state.clocks.get(id);
  if (steps === undefined) return refuse(404, 'no-such-clock', 'No such clock', `There is no clock "${id}".`);
  const parsed = ClockStepBody.safeParse(body);
  if (!parsed.success) return invalid('bad-clock', 'Not a step of a clock', parsed.error);
  if (isStopped(steps)) return conflict((r) => r.clocks.stopped(id));
  if (steps.length >= CLOCK_STEPS_MAX) return conflict((r) => r.clocks.steps(CLOCK_STEPS_MAX));
  const start = startOfClock(steps);
  const { incident, service } = start;
  const said = parsed.data;
  const step = {
    kind: 'clock' as const,
    at: now,
    id,
    version: steps.length + 1,
    service,
    incident,
    words: said.words,
    decidedBy: said.decidedBy,
  };
  const since = start.awareAt;
  switch (said.step) {
    case 'stopped':
      return { ...step, step: 'stopped' };
    case 'requested': {
      const due = said.due === undefined ? null : readTime(said.due);
      if (due === undefined) return notATime('due', said.due!);
      return { ...step, step: 'requested', due: { intermediate: due } };
    }
    case 'handled': {
      const handled = readPast('handledAt', said.handledAt, now, since);
      if (isRefusal(handled)) return handled;
      const final = monthAfter(handled.at, start.zone);
      const due = hasSubmitted(steps, 'progress') ? { due: { final } } : {};
      return { ...step, step: 'handled', handledAt: handled.at, ...due };
    }
    case 'submitted': {
      const submitted = readPast('submittedAt', said.submittedAt, now, since);
      if (isRefusal(submitted)) return submitted;
      const refusal = refuseStage(said.stage, steps);
      if (refusal !== undefined) return refusal;
      const due = dueAfter(said.stage, submitted.at, start.zone, steps);
      return { ...step, step: 'submitted', stage: said.stage, submittedAt: submitted.at, ...(due && { due }) };
    }
  }
}

/** What the report that was handed in sets for those that follow. */
function dueAfter(
  stage: ReportStage,
  at: EpochMs,
  zone: string,
  steps: readonly ClockStep[],
): Record<'final', EpochMs | null> | undefined {
  // The final report counts from the notification, as long as no progress report stands in its place.
  if (stage === 'notification' && !hasSubmitted(steps, 'progress')) return { final: monthAfter(at, zone) };
  if (stage === 'progress') return { final: null };
  return undefined;
}

function refuseStage(stage: ReportStage, steps: readonly ClockStep[]): Refusal | undefined {
  if ((stage === 'progress' || stage === 'final') && !hasSubmitted(steps, 'notification')) {
    return conflict((r) => r.clocks.notNotified(stage));
  }
  if (stage === 'progress' && steps.some(({ step }) => step === 'handled')) {
    return conflict((r) => r.clocks.handled);
  }
  return undefined;
}

const hasSubmitted = (steps: readonly ClockStep[], stage: ReportStage): boolean =>
  steps.some((step) => step.step === 'submitted' && step.stage === stage);

/** A time that has come already. @param said now, where nothing is said */
function readPast(name: string, said: string | undefined, now: EpochMs, since?: EpochMs): { at: EpochMs } | Refusal {
  const at = said === undefined ? now : readTime(said);
  if (at === undefined) return notATime(name, said!);
  if (at > now) return unclear((r) => r.field(name, r.times.notYet(said!)));
  if (since !== undefined && at < since) return unclear((r) => r.field(name, r.clocks.unaware));
  return { at };
}

const notATime = (name: string, said: string): Refusal => unclear((r) => r.field(name, r.times.noTime(said)));
const conflict = (say: Reason): Refusal => refuse(409, 'clock-conflict', 'Not possible for this clock', say);
const unclear = (say: Reason): Refusal => refuse(422, 'bad-clock', 'Not a clock', say);

function freeId(clocks: FoldState['clocks'], incident: string): string {
  const name = incident.toLowerCase().slice(0, 56);
  let number = 1;
  while (clocks.has(`${name}-c${number}`)) number += 1;
  return `${name}-c${number}`;
}
