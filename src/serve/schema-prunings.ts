/** What the API answers about retention and removed signals, as schemas. */
import { z } from 'zod';
import { PRUNABLE_KINDS } from '../model/pruning.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');
const Counts = z.partialRecord(z.enum(PRUNABLE_KINDS), z.number().int());

export const PruningView = z
  .object({
    number: z.number().int().describe('From 1; stands in the place of each signal that is gone'),
    at: Iso,
    before: z
      .number()
      .int()
      .describe('Only entries before this position were looked at; what followed from them is the base'),
    older: z.partialRecord(z.enum(PRUNABLE_KINDS), Iso).describe('Signals that were made before it went'),
    removed: Counts,
    digest: z.string().describe('SHA-256 over position and leaf hash of each signal that went, hex'),
    held: z.number().int().describe('Old enough, and kept by a hold'),
    base: z.object({ state: z.string(), views: z.string() }).describe('SHA-256 of what is kept instead, hex'),
    reason: z.string(),
    decidedBy: z.string(),
    account: z.string().nullable().describe('null: by the settings, or at the terminal of the machine itself'),
  })
  .meta({ id: 'Pruning' });

export const PruningList = z
  .object({
    asOf: Iso,
    keep: z.record(z.enum(PRUNABLE_KINDS), z.number().int().nullable()).describe('Days; null: for ever'),
    prunings: z.array(PruningView).describe('The last one first'),
  })
  .meta({ id: 'PruningList' });

export const PruningAccepted = z
  .object({
    seq: z.number().int().nullable().describe('Position of the pruning; null where nothing was removed'),
    number: z.number().int().nullable(),
    removed: Counts.describe('What went; when trying, what would'),
    held: z.number().int(),
    url: z.string(),
  })
  .meta({ id: 'PruningAccepted' });

export type PruningRow = z.infer<typeof PruningView>;
export type PruningListRow = z.infer<typeof PruningList>;
