/** What the API answers about statements, as schemas: what was said, by whom, and how it holds up. */
import { z } from 'zod';
import { MeasureBody } from '../doors/statements.ts';
import { CONFIDENCES, LIKELIHOOD_WORDS, RELATIONS, RELIABILITIES, TLPS } from '../model/statement.ts';
import { VERDICTS } from '../statements/why.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');
const Clock = z.object({ clock: z.string(), zone: z.string().optional(), approximation: z.string() });
const MeasureView = MeasureBody.meta({
  id: 'Measure',
  description: 'The one thing in a statement that can be measured, or that never can',
});
const VerdictWord = z.enum(VERDICTS).meta({ id: 'VerdictWord' });

export const AnswerView = z
  .object({
    reading: z.string().describe('One precise meaning of the words'),
    outcome: z
      .enum(['holds', 'bound', 'fails', 'unknown', 'untestable'])
      .describe('bound: the words hold literally, and say nothing of the size'),
    words: z.string(),
    aside: z.boolean().optional().describe('Not known, and beside what the words say'),
    wider: z.boolean().optional().describe('Of a reading that may hold where the words do not'),
    figure: z
      .object({
        value: z.number(),
        low: z.number(),
        high: z.number().nullable().describe('null: no upper end is known'),
      })
      .nullable(),
  })
  .meta({ id: 'ReadingAnswer' });

export const WaveCurveView = z
  .object({
    byLull: z.array(z.object({ lullMinutes: z.number(), waves: z.number().int() })),
    byHeight: z.array(z.object({ share: z.number(), waves: z.number().int(), byLull: z.array(z.number().int()) })),
  })
  .meta({
    id: 'WaveCurve',
    description: 'Waves by the lull that is passed over, and by the share of the peak that must be reached',
  });

export const VerdictView = z
  .object({
    verdict: VerdictWord,
    why: z.string(),
    confidence: z.enum(CONFIDENCES).describe('How many of the readings could be answered'),
    answers: z.array(AnswerView),
    curve: WaveCurveView.nullable(),
    counted: z
      .object({ from: Iso, until: Iso, entriesBefore: z.number().int() })
      .describe('Times, and the position in the journal before which every entry is counted in'),
    method: z.string(),
  })
  .meta({ id: 'Verdict' });

export const StatementView = z
  .object({
    id: z.string(),
    url: z.string().describe('Permalink'),
    version: z.number().int().positive(),
    recordedAt: Iso,
    firstRecordedAt: Iso.describe('When its first version was'),
    service: z.string(),
    serviceName: z.string(),
    incident: z.string(),
    quote: z.string(),
    paraphrase: z.boolean(),
    speaker: z.string(),
    role: z.string().nullable(),
    source: z.object({ url: z.string().nullable(), title: z.string().nullable(), digest: z.string().nullable() }),
    saidAt: Iso.nullable(),
    said: z.enum(['before', 'during', 'after', 'unknown']).describe('In relation to the incident'),
    measure: MeasureView,
    says: z.string().describe('The measure in words'),
    mode: z.enum(['asserted', 'hedged', 'question', 'denied']),
    territory: z.array(z.string()),
    as: Clock.nullable(),
    relations: z.array(z.object({ kind: z.enum(RELATIONS), to: z.string() })),
    relatedBy: z
      .array(z.object({ kind: z.enum(RELATIONS), from: z.string() }))
      .describe('Statements that repeat, contradict, retract or cite it'),
    admiralty: z.object({ reliability: z.enum(RELIABILITIES), credibility: z.number().int(), words: z.string() }),
    judgement: z
      .object({ likelihood: z.enum(LIKELIHOOD_WORDS).nullable(), confidence: z.enum(CONFIDENCES).nullable() })
      .nullable()
      .describe("An analyst's own, by ICD 203; the two never stand in one sentence"),
    offered: z.string().nullable().describe('Evidence that the speaker offered'),
    confirmedBy: z.string().nullable(),
    tlp: z.enum(TLPS),
    withdrawn: z.boolean(),
    impossible: z
      .array(z.object({ words: z.string(), why: z.string() }))
      .describe('Times in the words that cannot both be right'),
    verdict: VerdictView,
    citation: z.string(),
  })
  .meta({ id: 'Statement' });

export const StatementList = z
  .object({ incident: z.string(), asOf: Iso, statements: z.array(StatementView) })
  .meta({ id: 'StatementList' });

export const StatementAccepted = z
  .object({ id: z.string(), version: z.number().int(), seq: z.number().int(), url: z.string() })
  .meta({ id: 'StatementAccepted' });

export const StatementHistory = z
  .object({
    statement: StatementView,
    history: z.array(z.object({ since: Iso, verdict: VerdictWord })).describe('How it changed as data came in'),

    versions: z.array(
      z.object({
        version: z.number().int(),
        recordedAt: Iso,
        quote: z.string(),
        says: z.string(),
        withdrawn: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'StatementHistory' });

export const ArticleView = z
  .object({
    format: z.enum(['text', 'html', 'markdown']),
    language: z.string().describe('ISO 639-1, of the rules that read it'),
    statements: z.array(
      z.object({
        quote: z.string(),
        measure: MeasureView,
        measurable: z.boolean(),
        mode: z.enum(['asserted', 'hedged', 'question', 'denied']),
        speaker: z.string().nullable(),
        role: z.string().nullable(),
        quoted: z.boolean(),
        territory: z.array(z.string()),
        as: Clock.nullable(),
        because: z.array(z.object({ field: z.string(), words: z.string() })),
        model: z.string().optional().describe('The language model that pointed at it; absent where the rules found it'),
      }),
    ),
    speakers: z.array(z.object({ name: z.string(), role: z.string().nullable() })),
    quotes: z.array(z.object({ words: z.string(), speaker: z.string().nullable() })),
    questions: z.array(z.string()),
    impossible: z.array(z.object({ words: z.string(), why: z.string() })),
    pointed: z
      .object({
        model: z.string(),
        problem: z.string().nullable(),
        dropped: z.array(z.object({ quote: z.string(), why: z.string() })),
      })
      .optional()
      .describe('What became of what a model pointed at, if it was asked'),
  })
  .meta({ id: 'Article' });

export type StatementRow = z.infer<typeof StatementView>;
export type StatementBodyView = z.infer<typeof StatementHistory>;

export const StatementCheck = z
  .object({
    incident: z.string(),
    asOf: Iso,
    statements: z.array(
      z.object({
        quote: z.string(),
        speaker: z.string().nullable(),
        mode: z.enum(['asserted', 'hedged', 'question', 'denied']),
        readings: z.array(z.string()).describe('Each precise meaning that it may have'),
        verdict: VerdictWord,
        why: z.string(),
      }),
    ),
  })
  .meta({ id: 'StatementCheck' });

export type StatementCheckBody = z.infer<typeof StatementCheck>;
