/** What the API answers about removed texts, as schemas. */
import { z } from 'zod';
import { REDACTABLE_KINDS } from '../model/redaction.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');

export const RedactionView = z
  .object({
    at: Iso,
    reason: z.string(),
    decidedBy: z.string(),
    account: z.string().nullable().describe('null: at the terminal of the machine itself'),
    entries: z.array(
      z.object({
        seq: z.number().int().describe('Its place, which it keeps, as it keeps its hash'),
        kind: z.enum(REDACTABLE_KINDS),
        recordedAt: Iso,
        id: z.string().nullable(),
        version: z.number().int().nullable(),
        residue: z.string().describe('SHA-256 of the bytes that stand there now, hex'),
      }),
    ),
  })
  .meta({ id: 'Redaction' });

export const RedactionList = z
  .object({ asOf: Iso, redactions: z.array(RedactionView).describe('The last one first') })
  .meta({ id: 'RedactionList' });

export const RedactionAccepted = z
  .object({
    seq: z.number().int().describe('Position of the redaction'),
    entries: z.number().int().describe('How many entries lost their text'),
    url: z.string(),
  })
  .meta({ id: 'RedactionAccepted' });

export type RedactionRow = z.infer<typeof RedactionView>;
