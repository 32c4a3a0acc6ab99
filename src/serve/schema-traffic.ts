/** What the API answers about traffic and about the kind of a failure, as schemas. Nullable means that it could not be seen. */
import { z } from 'zod';
import { HYPOTHESES } from '../diagnosis/hypotheses.ts';
import { LIKELIHOODS } from '../diagnosis/likelihood.ts';
import { FAULTS } from '../model/fault.ts';
import type { TrafficSummary } from '../model/traffic.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');
const Count = z.number().int().nonnegative();
const Probability = z.number().min(0).max(1);
const Part = Probability.nullable();

const SHARES = [
  'oldPrefixShare',
  'oldPrefixes',
  'topClientShare',
  'topPrefixShare',
  'topNetworkShare',
  'hostingShare',
  'countryShift',
  'goneShare',
  'oneRequestClients',
  'topPathShare',
  'newPathShare',
  'queryVariety',
  'assetShare',
  'companionship',
  'topAgentShare',
  'newAgentShare',
  'toolShare',
  'emptyReferrerShare',
  'topReferrerShare',
  'clockworkShare',
  'oddShare',
  'crawlerShare',
  'verifiedCrawlerShare',
  'crawlShare',
  'writeShare',
  'holeShare',
] as const;
type SharesShape = Record<(typeof SHARES)[number], typeof Part>;

const TrafficSummaryView: z.ZodType<TrafficSummary> = z
  .object({
    minutes: Count.describe('Minutes that were counted'),
    requests: Count,
    bytes: z.number().nonnegative(),
    statuses: z.object({
      informational: Count,
      success: Count,
      redirect: Count,
      clientError: Count,
      serverError: Count,
      other: Count,
    }),
    faults: z.partialRecord(z.enum(FAULTS), Count),
    clients: Count.describe('Distinct clients: IPv4 addresses, IPv6 /64 or names; an estimate'),
    prefixes: Count.describe('Distinct prefixes, /24 or /48; an estimate'),
    agentsPerClient: z.number().nullable(),
    answerMs: z.number().nullable().describe('Median time to answer'),
    failedConnections: z.number().nullable(),
    ...(Object.fromEntries(SHARES.map((name) => [name, Part])) as SharesShape),
  })
  .meta({ id: 'TrafficSummary', description: 'Shares are null where the log does not hold what it takes to know' });

export const TrafficEvidenceView = z
  .object({
    during: TrafficSummaryView,
    usual: TrafficSummaryView.nullable().describe('Right before the incident'),
    spread: z.number().nullable().describe('How much the usual rate scatters: standard deviation over mean'),
    onset: z
      .array(z.object({ requests: Count, failed: Count }))
      .nullable()
      .describe('The minutes around the start, in order'),
  })
  .meta({ id: 'TrafficEvidence' });

const OriginShare = z
  .object({ key: z.string(), name: z.string(), count: Count, share: Probability })
  .meta({ id: 'OriginShare' });

export const TrafficView = z
  .object({
    chart: z.object({
      start: Iso,
      stepMinutes: z.number().int().positive(),
      requests: z.array(Count.nullable()).describe('Null where no source counted, which is not zero'),
      failed: z.array(Count.nullable()).describe('Answers 500 to 599'),
      now: Iso.nullable(),
    }),
    lastHour: z.object({ requests: Count.nullable(), failed: Count.nullable(), minutes: Count }),
    countries: z
      .array(OriginShare)
      .describe('Requests of the last 24 hours by the country that their address is registered in'),
    networks: z.array(OriginShare).describe('... by network'),
    sources: Count.describe('How many sources have counted'),
    countedUntil: Iso.nullable().describe('End of the last minute that any of them has counted'),
    late: Count.describe('Minutes that came more than a day late; they are in the journal and not in the figures'),
  })
  .meta({ id: 'Traffic' });

const Source = z.enum(['traffic', 'checks', 'reports', 'claims']);
const Word = z.enum(LIKELIHOODS.map(({ word }) => word));
const Hypothesis = z.enum(HYPOTHESES);
const Inferred = z.literal('inferred');

export const DiagnosisView = z
  .object({
    scale: z.string().describe('Whose words for likelihoods these are'),
    verdict: z.discriminatedUnion('kind', [
      z.object({
        basis: Inferred,
        kind: z.literal('called'),
        cause: Hypothesis,
        consequence: Hypothesis.nullable(),
        words: z.string(),
      }),
      z.object({
        basis: Inferred,
        kind: z.literal('undecidable'),
        why: z.enum(['too-close', 'mimicry', 'too-little']),
        between: z.array(Hypothesis),
        words: z.string(),
      }),
    ]),
    attack: z.object({
      basis: z.enum(['inferred', 'observed']),
      kind: z.enum(['not-testable', 'undecidable', 'answered', 'attempts']),
      posterior: Probability.optional(),
      likelihood: Word.optional(),
      words: z.string(),
    }),
    hypotheses: z
      .array(
        z.object({
          basis: Inferred,
          hypothesis: Hypothesis,
          name: z.string(),
          posterior: Probability,
          likelihood: Word,
          confidence: z
            .enum(['low', 'moderate', 'high'])
            .describe('How much of what matters was seen; kept apart from likelihood'),
          confidenceWords: z.string(),
          bearings: z.array(z.object({ side: z.enum(['for', 'against']), finding: z.string(), nats: z.number() })),
          changes: z.array(
            z.object({ finding: z.string(), words: z.string(), posterior: Probability, first: Hypothesis }),
          ),
        }),
      )
      .describe('All of them, the most likely first'),
    findings: z.array(
      z.object({
        basis: z.enum(['observed', 'claimed']),
        id: z.string(),
        source: Source,
        words: z.string(),
        strength: Probability,
        observed: z.number().nullable(),
        usual: z.number().nullable(),
        because: z.string(),
        reference: z.string(),
      }),
    ),
    unseen: z.array(z.object({ feature: z.string(), source: Source, whole: z.boolean(), words: z.string() })),
    claims: z.array(z.object({ basis: z.literal('claimed'), by: z.string(), words: z.string() })),
  })
  .meta({ id: 'Diagnosis', description: 'Observed, inferred and claimed are kept apart by `basis`' });

export type TrafficBody = z.infer<typeof TrafficView>;
export type DiagnosisBody = z.infer<typeof DiagnosisView>;
export type TrafficFigures = z.infer<typeof TrafficSummaryView>;
export type TrafficEvidenceBody = z.infer<typeof TrafficEvidenceView>;
