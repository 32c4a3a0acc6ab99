/**
 * The door for statements: what an analyst confirms, as JSON. Nothing that an article says enters without passing here,
 * with the token; a correction names the statement it corrects and becomes its next version.
 */
import { z } from 'zod';
import type { FoldState } from '../core/fold.ts';
import type { Incident } from '../model/incident.ts';
import {
  CONFIDENCES,
  CREDIBILITIES,
  LIKELIHOOD_WORDS,
  RELATIONS,
  RELIABILITIES,
  STATEMENTS_MAX,
  STATEMENTS_PER_INCIDENT_MAX,
  type Statement,
  TLPS,
} from '../model/statement.ts';
import type { EpochMs } from '../model/units.ts';
import { invalid, type Reason, type Refusal, refuse } from './refusal.ts';
import { text } from './text.ts';

const Approximation = z.enum(['exact', 'about', 'over', 'under', 'nearly', 'up to', 'between']);
const Quantity = z
  .strictObject({
    value: z.number().finite().nonnegative(),
    high: z.number().finite().optional(),
    approximation: Approximation.default('exact'),
  })
  .refine(
    ({ value, high, approximation }) => (approximation === 'between' ? (high ?? 0) > value : true),
    '"between" needs a high end above the value',
  );
const ClockTime = z.strictObject({
  clock: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'HH:MM'),
  zone: text(40).optional(),
  approximation: Approximation.default('exact'),
});
const Areas = z.array(text(60)).min(1).max(40);

/** The one thing in a statement that can be measured, or that never can. */
export const MeasureBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), number: Quantity, unit: z.enum(['reports', 'people', 'other']) }),
  z.strictObject({ kind: z.literal('sources'), number: Quantity }),
  z.strictObject({ kind: z.literal('share'), number: Quantity, of: z.string().trim().max(120).default('') }),
  z.strictObject({ kind: z.literal('rate'), number: Quantity, unit: z.enum(['requests', 'packets', 'bits']) }),
  z.strictObject({ kind: z.literal('waves'), number: Quantity }),
  z.strictObject({ kind: z.literal('duration'), number: Quantity.describe('Minutes') }),
  z.strictObject({ kind: z.literal('onset'), at: ClockTime }),
  z.strictObject({ kind: z.literal('end'), at: ClockTime }),
  z.strictObject({ kind: z.literal('error'), text: text(200) }),
  z.strictObject({ kind: z.literal('origin'), areas: Areas }),
  z.strictObject({ kind: z.literal('place'), areas: Areas }),
  z.strictObject({ kind: z.literal('cause'), cause: text(200) }),
  z.strictObject({ kind: z.literal('responsibility'), party: z.string().trim().max(200).default('') }),
  z.strictObject({ kind: z.literal('motive'), party: z.string().trim().max(200).default('') }),
  z.strictObject({ kind: z.literal('financing'), party: z.string().trim().max(200).default('') }),
]);

const WebAddress = z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(2_000);

export const StatementBody = z.strictObject({
  corrects: text(100).optional().describe('Id of the statement that this is a new version of'),
  quote: text(600),
  paraphrase: z.boolean().optional(),
  speaker: text(120),
  role: text(200).optional(),
  url: WebAddress.optional(),
  title: text(300).optional(),
  saidAt: z.iso.datetime({ offset: true }).optional(),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'SHA-256, 64 hexadecimal digits')
    .optional(),
  measure: MeasureBody,
  mode: z.enum(['asserted', 'hedged', 'question', 'denied']).default('asserted'),
  territory: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(40)
    .default([]),
  as: ClockTime.optional().describe('Clock time that a figure is said to be of'),
  relations: z
    .array(z.strictObject({ kind: z.enum(RELATIONS), to: text(100) }))
    .max(20)
    .default([]),
  reliability: z.enum(RELIABILITIES).default('F').describe('Admiralty code: the source'),
  credibility: z
    .literal([...CREDIBILITIES])
    .default(6)
    .describe('Admiralty code: what it says'),
  likelihood: z.enum(LIKELIHOOD_WORDS).optional().describe("ICD 203, an analyst's own judgement"),
  confidence: z.enum(CONFIDENCES).optional(),
  offered: text(300).optional().describe('Evidence that the speaker offered'),
  confirmedBy: text(200).optional(),
  tlp: z.enum(TLPS).default('CLEAR'),
  withdrawn: z.boolean().optional(),
});

export interface StatementContext {
  readonly state: FoldState;
  readonly incident: Incident;
  readonly now: EpochMs;
}

/** A new statement about the incident, or the next version of one. */
export function readStatement(body: unknown, { state, incident, now }: StatementContext): Statement | Refusal {
  const parsed = StatementBody.safeParse(body);
  if (!parsed.success) return invalid('bad-statement', 'Not a statement', parsed.error);
  const { corrects, saidAt, ...said } = parsed.data;
  const ofIncident = [...state.statements.values()].filter(([first]) => first!.incident === incident.id);
  const versions = corrects === undefined ? [] : (state.statements.get(corrects) ?? []);
  if (corrects !== undefined && versions[0]?.incident !== incident.id) {
    return refuse(404, 'no-such-statement', 'No such statement', (r) => r.statements.noneToCorrect(corrects));
  }
  const unknown = said.relations.find(({ to }) => !state.statements.has(to));
  if (unknown !== undefined) {
    const { to, kind } = unknown;
    return refuse(422, 'no-such-statement', 'No such statement', (r) => r.statements.noneRelated(to, kind));
  }
  if (
    corrects === undefined &&
    (ofIncident.length >= STATEMENTS_PER_INCIDENT_MAX || state.statements.size >= STATEMENTS_MAX)
  ) {
    const say: Reason = (r) => r.statements.most(STATEMENTS_PER_INCIDENT_MAX, STATEMENTS_MAX);
    return refuse(409, 'too-many-statements', 'Too many statements', say);
  }
  return {
    kind: 'statement',
    at: now,
    id: corrects ?? `${incident.id}-s${ofIncident.length + 1}`,
    version: versions.length + 1,
    service: incident.service,
    incident: incident.id,
    ...said,
    saidAt: saidAt === undefined ? undefined : (Date.parse(saidAt) as EpochMs),
  };
}
