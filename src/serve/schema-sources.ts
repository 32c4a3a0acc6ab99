/** What the API answers about what feeds each service, as schemas. */
import { z } from 'zod';
import { ServiceStateWord } from './schema.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');

export const Source = z
  .object({
    kind: z.enum(['counts', 'traffic', 'check', 'official']),
    name: z.string().describe('Of a log, of a place and what is looked at from there, or of a status page'),
    lastAt: Iso.describe('When it was last heard, by the clock of the service'),
    silent: z.boolean().describe('It has not been heard for longer than is usual'),
  })
  .meta({ id: 'Source' });

const ServiceSources = z
  .object({
    id: z.string(),
    url: z.string(),
    name: z.string(),
    timeline: z.string(),
    state: ServiceStateWord,
    countedUntil: Iso.nullable().describe('End of the last step that was counted'),
    duplicates: z.number().int().describe('Signals that came again, and were not counted twice'),
    lateSignals: z.number().int().describe('Signals of steps that had been judged'),
    sources: z.array(Source),
  })
  .meta({ id: 'ServiceSources' });

export const SourceList = z.object({ services: z.array(ServiceSources) }).meta({ id: 'SourceList' });
export type ServiceSourcesRow = z.infer<typeof ServiceSources>;
export type SourceRow = z.infer<typeof Source>;
