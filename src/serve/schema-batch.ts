/** What is answered to many signals at once. */
import { z } from 'zod';
import { LINE_FAULTS } from '../doors/traffic/live-counter.ts';
import { Problem } from './schema.ts';

const Count = z.number().int().nonnegative();

export const SignalsAnswer = z
  .object({
    accepted: Count,
    refused: Count,
    firstSeq: z.number().int().nullable(),
    lastSeq: z.number().int().nullable(),
    refusals: z
      .array(z.object({ line: z.number().int().positive(), problem: Problem }))
      .describe('The first of the refused lines, each with its reason'),
  })
  .meta({ id: 'SignalsAnswer' });

export const BatchProblem = Problem.extend({
  taken: SignalsAnswer.optional().describe('What was taken before the door stopped; it is stored, and counts'),
}).meta({ id: 'BatchProblem', description: 'RFC 9457 problem details of a batch' });

export const LogpushAnswer = z
  .object({
    counted: Count.describe('Lines counted; their minutes are on disk'),
    refused: Count,
    reasons: z.partialRecord(z.enum(LINE_FAULTS), Count).describe('Refused lines by reason'),
    minutes: Count.describe('Minutes that the batch touched'),
    challenge: z
      .string()
      .optional()
      .describe('It was no batch but what Cloudflare sends to see whether the address works'),
  })
  .meta({ id: 'LogpushAnswer' });
