/** What the API answers about how figures come about, as schemas. */
import { z } from 'zod';

export const MethodologyView = z
  .object({
    language: z.string(),
    sections: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        entries: z.array(
          z.object({
            id: z.string(),
            url: z.string().describe('Where the page explains it'),
            name: z.string(),
            words: z.string(),
            constants: z
              .array(
                z.object({
                  name: z.string(),
                  value: z.number(),
                  unit: z.enum(['minutes', 'seconds', 'days', 'share', 'nats', 'count', 'figure']),
                  file: z.string().describe('Of the source, where it is defined and used'),
                  words: z.string(),
                }),
              )
              .describe('In force in this program'),
            fields: z.array(z.string()).describe('Numbers in answers of this API that it explains'),
            more: z.string().describe('The long text, in the source'),
          }),
        ),
      }),
    ),
    likelihoods: z
      .array(z.object({ word: z.string(), words: z.string(), from: z.number(), to: z.number() }))
      .describe('ICD 203: a border belongs to the word above it'),
  })
  .meta({ id: 'Methodology' });
