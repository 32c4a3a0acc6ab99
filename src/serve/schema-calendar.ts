/** What the API answers about reporting clocks and due dates, as schemas. */
import { z } from 'zod';
import { CLOCK_RULES, REPORT_STAGES } from '../model/reporting.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');
export const DUE_STATES = ['submitted', 'submitted late', 'due', 'due soon', 'overdue', 'waiting', 'stopped'] as const;

export const ClockView = z
  .object({
    id: z.string(),
    url: z.string(),
    rule: z.enum(CLOCK_RULES),
    ruleWords: z.string(),
    service: z.string(),
    incident: z.string(),
    awareAt: Iso,
    awareBy: z.string(),
    zone: z.string().describe('In which a month is counted'),
    stopped: z.boolean(),
    stages: z.array(
      z.object({
        stage: z.enum(REPORT_STAGES),
        name: z.string(),
        due: Iso.nullable().describe('null while what it waits for has not come'),
        submittedAt: Iso.nullable(),
        state: z.enum(DUE_STATES),
        words: z.string().describe('How it stands, in words'),
      }),
    ),
    steps: z
      .array(
        z.object({
          step: z.number().int(),
          recordedAt: Iso,
          what: z.string(),
          words: z.string(),
          decidedBy: z.string(),
        }),
      )
      .describe('Every recorded decision, the start first'),
  })
  .meta({ id: 'ReportingClock' });

export const ClockList = z.object({ asOf: Iso, clocks: z.array(ClockView) }).meta({ id: 'ReportingClockList' });

export const ClockAccepted = z
  .object({
    id: z.string(),
    version: z.number().int().describe('Number of the step'),
    seq: z.number().int(),
    url: z.string(),
  })
  .meta({ id: 'ClockAccepted' });

export const CalendarItem = z
  .object({
    id: z.string().describe('Stays the same when the date moves'),
    kind: z.enum(['hold', 'report', 'maintenance']),
    at: Iso.nullable().describe('null where no date is set yet'),
    said: z.string().nullable().describe('The date as it was written, with its zone'),
    title: z.string(),
    url: z.string(),
    state: z.enum(['overdue', 'due soon', 'due', 'waiting', 'done']),
    words: z.string().describe('How it stands, in words'),
    note: z.string().nullable().describe('What may change it'),
    changedAt: Iso,
    version: z.number().int().describe('How often what it stands for was changed'),
  })
  .meta({ id: 'CalendarItem' });

export const CalendarView = z.object({ asOf: Iso, items: z.array(CalendarItem) }).meta({ id: 'Calendar' });

export type ClockRow = z.infer<typeof ClockView>;
export type StageRow = ClockRow['stages'][number];
export type CalendarRow = z.infer<typeof CalendarItem>;
