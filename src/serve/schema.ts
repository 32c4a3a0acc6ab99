/**
 * What the API answers, as schemas: the pages are drawn from the same objects, and OpenAPI is made from them.
 * Times are ISO 8601 UTC. Nullable means not known or not yet.
 */
import { z } from 'zod';
import { ComparedView } from './compared-view.ts';
import { KindsView } from './kind-view.ts';
import { ClockView } from './schema-calendar.ts';
import { MaintenanceView } from './schema-maintenance.ts';
import { INCIDENT_OUTSIDE, ScheduleView, SERVICE_OUTSIDE } from './schema-outside.ts';
import { StatementView } from './schema-statements.ts';
import { DiagnosisView, TrafficEvidenceView, TrafficView } from './schema-traffic.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');
const Count = z.number().int().nonnegative();

export const Freshness = z
  .object({
    timeline: z.string().describe('The clock that this answer lives by: live, or the name of a replay'),
    asOf: Iso.nullable().describe('Everything until this moment of the timeline is counted in'),
    updatedAt: Iso.nullable().describe("Server's clock when that was so"),
    staleAfter: Iso.nullable().describe("Server's clock after which this answer should not be trusted"),
    stale: z.boolean(),
    speed: z.number().nullable().describe('Replays: seconds of the timeline per second; null for live'),
  })
  .meta({ id: 'Freshness' });

export const ServiceStateWord = z
  .enum(['unknown', 'none', 'possible', 'confirmed', 'over'])
  .meta({ id: 'ServiceState' });

export const ProvenanceView = z
  .object({
    kind: z.enum(['measured', 'replayed', 'reconstruction']),
    note: z.string().optional(),
    sources: z.array(z.object({ title: z.string(), url: z.string() })),
  })
  .meta({ id: 'Provenance' });

export const Share = z
  .object({ key: z.string(), name: z.string(), count: Count, share: z.number().min(0).max(1) })
  .meta({ id: 'Share' });

export const WaveView = z
  .object({
    number: z.number().int().positive(),
    start: Iso,
    startRange: z.tuple([Iso, Iso]).describe('Earliest and latest start that the counts allow: true nine times of ten'),
    peak: Iso,
    end: Iso.nullable(),
    endRange: z
      .tuple([Iso, Iso])
      .nullable()
      .describe('Earliest and latest end that the counts allow; null while it runs'),
    peakCount: Count.describe('Count in the highest step, as observed'),
    total: Count.describe('Everything counted from start to end'),
    expected: z.number().describe('What the baseline expected from start to end'),
    excessRange: z.tuple([Count, Count]).describe('Fewest and most reports beyond the usual that it may have brought'),
  })
  .meta({ id: 'Wave' });

export const IndependenceWord = z.enum(['several', 'few', 'unknown']).meta({
  id: 'Independence',
  description: 'several: without the few networks that bring most, the other reports are an excess too',
});

export const BudgetView = z
  .object({ possiblePerMonth: z.number(), confirmedPerYear: z.number() })
  .meta({ id: 'Budget', description: 'False alarms accepted' });

export const DecisionView = z
  .object({
    tier: z.enum(['possible', 'confirmed']),
    at: Iso,
    windowMinutes: z.number(),
    observed: z.number(),
    expected: z.number(),
    evidence: z.number().describe('Log likelihood ratio in nats, corrected for over-dispersion'),
    threshold: z.number().describe('What the false-alarm budget asks for, in nats'),
    hindsight: z
      .literal(true)
      .optional()
      .describe('It began before anything usual was known; what was expected of it is the rate after it'),
    scope: z.string().describe('Whose counts decided: all, symptom:KIND, country:CC or network:AS'),
    scopeName: z.string(),
    budget: BudgetView.describe('In force when the decision fell, for one service'),
    share: z.number().describe('Of that budget, what this scope had'),
    words: z.string().describe('The same in a sentence'),
  })
  .meta({ id: 'Decision' });

export const Chart = z
  .object({
    start: Iso,
    stepMinutes: z.number().int().positive(),
    counts: z.array(Count.nullable()).describe('Reports a step; null where nothing was counted'),
    expected: z.array(z.number().nullable()).describe('Baseline for the same steps'),
    high: z.array(z.number().nullable()).describe("Upper edge of the baseline's band"),
    waves: z.array(WaveView),
    now: Iso.nullable().describe('As-of, when it lies inside the chart'),
  })
  .meta({ id: 'Chart' });

export const IncidentCard = z
  .object({
    id: z.string(),
    url: z.string(),
    service: z.string(),
    serviceName: z.string(),
    provenance: ProvenanceView,
    state: z.enum(['possible', 'confirmed', 'over', 'withdrawn']),
    wasConfirmed: z.boolean(),
    independence: IndependenceWord.describe('few: it stays possible, however strong the evidence'),
    start: Iso,
    detected: Iso.nullable().describe('When it was confirmed'),
    possibleAt: Iso,
    end: Iso.nullable(),
    durationMinutes: z.number(),
    waves: Count,
    observed: Count,
    expected: z.number(),
    peakCount: Count.describe('Count in the highest step'),
    stepMinutes: z.number().int().positive().describe('Length of a counted step'),
    timeline: z.string(),
  })
  .meta({ id: 'IncidentCard' });

export const ServiceCard = z
  .object({
    id: z.string(),
    url: z.string(),
    name: z.string(),
    category: z.string(),
    state: ServiceStateWord,
    since: Iso.nullable().describe('When the state began, if it is known'),
    newSince: Iso.nullable().describe(
      'Since when it is counted, where the state is unknown because that is too lately to tell what is usual',
    ),
    incident: z.string().nullable().describe('Id of the running incident'),
    independence: IndependenceWord.nullable().describe('Of the running incident'),
    provenance: ProvenanceView,
    timeline: z.string(),
    arriving: Count.describe('Reports in the running step: counted, not yet judged'),
    lastHour: z.object({ observed: Count.nullable(), expected: z.number().nullable() }),
    spark: z
      .object({
        stepMinutes: z.number().int(),
        counts: z.array(Count.nullable()),
        expected: z.array(z.number().nullable()),
      })
      .describe('Last 24 hours'),
  })
  .meta({ id: 'ServiceCard' });

export const ServiceView = ServiceCard.extend({
  freshness: Freshness,
  home: z.string().nullable(),
  components: z.array(z.object({ id: z.string(), name: z.string() })),
  providers: z.array(z.string()),
  takesReports: z.boolean().describe('False for replays: the past takes no reports'),
  chart: Chart,
  keptBefore: z
    .object({ timesLevel: z.number(), daysAgo: Count })
    .nullable()
    .describe('A higher level that the service kept for days, and when last; what it explains does not stand out'),
  symptoms: z.array(Share).describe('Reports of the last 24 hours by symptom'),
  affected: z.array(Share).describe('... by component'),
  kinds: KindsView,
  countries: z.array(Share).describe('... by country of the address'),
  traffic: TrafficView.nullable().describe('What access logs say; null where there is no source'),
  ...SERVICE_OUTSIDE,
  incidents: z.array(IncidentCard).describe('Newest first'),
  method: z.object({
    stepMinutes: z.number(),
    possiblePerMonth: z.number(),
    confirmedPerYear: z.number(),
    budgetPer: z.enum(['service', 'observatory']).describe('For what these false alarms are accepted'),
  }),
}).meta({ id: 'Service' });

export const PartView = z
  .object({
    scope: z.string().describe('all, symptom:KIND, country:CC or network:AS'),
    name: z.string(),
    tier: z.enum(['possible', 'confirmed']),
    independence: IndependenceWord,
    start: Iso,
    end: Iso.nullable(),
    observed: Count,
    expected: z.number(),
  })
  .meta({ id: 'IncidentPart' });

export const IncidentView = IncidentCard.extend({
  freshness: Freshness,
  scope: z.string(),
  scopeName: z.string(),
  networks: Count,
  concentration: z
    .object({
      leftOut: Count.describe('Networks with the most excess'),
      share: z.number().min(0).max(1).describe('Their share of the excess'),
      others: Count.describe('Reports of all others since the start, or since some hours where those confirmed it'),
      othersExpected: z.number().describe('How many of those are usual'),
    })
    .nullable()
    .describe('null where no networks are known'),
  sources: z.string().describe('How independent the reports are, in a sentence'),
  chart: Chart,
  waveList: z.array(WaveView),
  wavesByGap: z
    .array(z.object({ gapMinutes: z.number(), waves: Count }))
    .describe('How many waves there are when lulls up to this long are not counted as an end'),
  parts: z.array(PartView),
  takesReports: z.boolean().describe('It runs, and people can say that they see the same'),
  symptoms: z.array(Share),
  affected: z.array(Share),
  kinds: KindsView,
  countries: z.array(Share),
  decisions: z.array(DecisionView),
  traffic: TrafficEvidenceView.nullable().describe('Traffic of the incident; null where no source counted it'),
  diagnosis: DiagnosisView.nullable().describe('What kind of failure it was, weighed from all that was seen'),
  statements: z.array(StatementView).describe('What is said about it, and how it holds up'),
  clocks: z.array(ClockView).describe('Reports that a law asks for'),
  compared: ComparedView,
  maintenance: z.array(MaintenanceView).describe('Work that was announced for that time'),
  ...INCIDENT_OUTSIDE,
}).meta({ id: 'Incident' });

export const Accepted = z
  .object({
    id: z.string(),
    seq: z.number().int().nonnegative().describe('Position in the journal'),
    freshness: Freshness,
  })
  .meta({ id: 'Accepted' });

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().optional(),
    nearest: z.array(z.string()).optional().describe('Ids of services with a similar name'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });

export const Health = z
  .object({
    status: z.enum(['ok', 'stale']),
    entries: Count.describe('Entries in the journal'),
    waiting: Count.describe('Entries that wait to be written'),
    freshness: Freshness,
    probes: ScheduleView.nullable().describe('The schedule of probes; null where this machine runs none'),
  })
  .meta({ id: 'Health' });

export type FreshnessView = z.infer<typeof Freshness>;
export type ShareView = z.infer<typeof Share>;
export type ChartView = z.infer<typeof Chart>;
export type WaveRow = z.infer<typeof WaveView>;
export type DecisionRow = z.infer<typeof DecisionView>;
export type IncidentCardView = z.infer<typeof IncidentCard>;
export type ServiceCardView = z.infer<typeof ServiceCard>;
export type ServiceBody = z.infer<typeof ServiceView>;
export type IncidentBody = z.infer<typeof IncidentView>;
export type Accepted = z.infer<typeof Accepted>;
export type ProblemBody = z.infer<typeof Problem>;
