/** What the API says of services that fail together. */
import { z } from 'zod';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');
const Count = z.number().int().nonnegative();

export const EventView = z
  .object({
    id: z.string(),
    timeline: z.string(),
    start: Iso,
    end: Iso.nullable(),
    provider: z.string().nullable().describe('What they share; null where it is the first service by itself'),
    sentence: z.string(),
    members: z.array(
      z.object({
        service: z.string(),
        name: z.string(),
        incident: z.string(),
        role: z
          .enum(['root', 'member', 'victim', 'separate', 'unclear'])
          .describe(
            'root: the largest. member: shares what failed. victim: blamed for a larger neighbour. separate: by chance',
          ),
        of: z.string().nullable().describe('What it shares, or the service that it is blamed for'),
        weight: z.number().min(0).max(1).describe('Of this role among all explanations'),
        observed: Count,
        expected: z.number(),
        ofRoot: z.number().describe("Its reports beyond the usual over the root's"),
        words: z.string(),
      }),
    ),
  })
  .meta({ id: 'CommonEvent', description: 'Services whose incidents have one cause, as far as their counts tell' });

export type EventBody = z.infer<typeof EventView>;
