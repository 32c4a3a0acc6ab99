/** What the API says of looking from outside: places, their checks, and what an incident looked like from there. */
import { z } from 'zod';
import { EventView } from './schema-event.ts';
import { MaintenanceView } from './schema-maintenance.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');
const Count = z.number().int().nonnegative();

const Times = z
  .object({
    dns: Count.nullable(),
    connect: Count.nullable(),
    tls: Count.nullable(),
    firstByte: Count.nullable(),
    transfer: Count.nullable(),
    total: Count,
  })
  .describe('Milliseconds; null for a phase that was not reached or is not part of the check');

/** A place, as the operator describes it. */
const PLACE = {
  vantage: z.string(),
  name: z.string(),
  country: z.string().nullable(),
  latitude: z.number().nullable().describe('Degrees; null where the operator does not state it'),
  longitude: z.number().nullable(),
};

const PlaceView = z
  .object({
    ...PLACE,
    state: z
      .enum(['well', 'failing', 'inconclusive', 'silent'])
      .describe('failing: two conclusive checks in a row. silent: no check for long, so nothing is known'),
    targets: z.array(
      z.object({
        target: z.string(),
        at: Iso,
        outcome: z.enum(['ok', 'failed', 'inconclusive']),
        words: z.string(),
        fault: z.string().nullable(),
        among: z.array(z.string()).describe('All faults that look alike from outside'),
        answeredBy: z.string().nullable(),
        status: z.number().int().nullable(),
        failedInARow: Count,
        times: Times,
        certificateDays: z.number().int().nullable(),
        everySeconds: Count,
        silent: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Place' });

const OutsideView = z
  .object({ places: z.array(PlaceView), late: Count.describe('Checks that came twice or out of order') })
  .meta({ id: 'Outside' });

const CountsView = z.object({ ok: Count, failed: Count, inconclusive: Count });

const IncidentOutsideView = z
  .object({
    sentence: z.string(),
    places: z.array(
      z.object({
        ...PLACE,
        state: z
          .enum(['well', 'failing', 'inconclusive'])
          .describe('During the incident. failing: any check failed. inconclusive: none told anything'),
        during: CountsView,
        usual: CountsView.nullable(),
        words: z.string().nullable().describe('The last failed check, in words'),
      }),
    ),
  })
  .meta({ id: 'IncidentOutside', description: 'Checks from outside during the incident' });

const OfficialView = z
  .object({
    pages: z.array(
      z.object({
        source: z.string(),
        by: z.enum(['service', 'edge', 'dns', 'hosting', 'network']),
        state: z
          .enum(['operational', 'degraded', 'outage', 'maintenance', 'unknown'])
          .describe('unknown: it could not be read, or not for long'),
        said: z.string().nullable(),
        since: Iso.nullable().describe('When it began, as the vendor says'),
        readAt: Iso,
        record: z
          .object({
            incidents: Count.describe('Confirmed incidents of this service while the page was read'),
            told: Count.describe('Of these, told by the vendor'),
            medianLagMinutes: z.number().nullable(),
          })
          .describe('How long the crowd knew before the vendor said so'),
      }),
    ),
  })
  .meta({ id: 'OfficialPages', description: "What vendors' own status pages say: claims, each with its freshness" });

const OfficialWordView = z
  .object({
    source: z.string(),
    saidAt: Iso.nullable(),
    said: z.string().nullable(),
    since: Iso.nullable(),
    clearedAt: Iso.nullable(),
    lagMinutes: z
      .number()
      .nullable()
      .describe('From the first sign in reports until the vendor said so; negative where it was first'),
    unreadable: z.boolean(),
  })
  .meta({ id: 'OfficialWord' });

export const ScheduleView = z
  .object({
    targets: Count,
    running: Count,
    started: Count.describe('Since the start'),
    overlaps: Count.describe('Rounds left out since the last one was still under way'),
    lag: z.object({ p50: z.number(), p99: z.number(), max: z.number() }).describe('Milliseconds from due to started'),
    overdueMs: z.number().describe('How long the next probe is overdue'),
  })
  .meta({ id: 'ProbeSchedule' });

/** What looking from outside adds to a service. */
export const SERVICE_OUTSIDE = {
  learnt: z
    .array(z.object({ id: z.string(), name: z.string(), weak: z.boolean() }))
    .describe(
      'What answers to probes showed within a week of who serves it; weak: shared by so many that it hardly tells',
    ),
  outside: OutsideView.nullable().describe('What probes see; null where nobody looks'),
  maintenance: z.array(MaintenanceView).describe('Work that runs or is announced for the next 14 days'),
  official: OfficialView.nullable().describe("What vendors' status pages say; null where none is read"),
};

/** What it adds to an incident. */
export const INCIDENT_OUTSIDE = {
  confirmedBy: z
    .enum(['reports', 'checks'])
    .nullable()
    .describe('checks: failing from several places, together with the reports'),
  outside: IncidentOutsideView.nullable().describe('What probes saw during the incident; null where nobody looked'),
  official: z
    .array(OfficialWordView)
    .nullable()
    .describe('What vendors said of it, and when; null where no page was read'),
  together: EventView.nullable().describe('Other services that fail with it; null where none does'),
};

export type OutsideBody = z.infer<typeof OutsideView>;
export type IncidentOutsideBody = z.infer<typeof IncidentOutsideView>;
export type OfficialBody = z.infer<typeof OfficialView>;
export type OfficialWordBody = z.infer<typeof OfficialWordView>;
