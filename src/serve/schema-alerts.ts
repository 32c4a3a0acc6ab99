/** What the API answers about alerts, as schemas. */
import { z } from 'zod';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');

export const AlertChannel = z
  .object({
    id: z.string(),
    kind: z.enum(['webhook', 'slack', 'discord', 'ntfy', 'telegram', 'email']),
    on: z.enum(['possible', 'confirmed']),
    services: z.array(z.string()).nullable().describe('null: all'),
    groupSeconds: z.number(),
    quiet: z.object({ from: z.string(), to: z.string(), zone: z.string() }).nullable(),
  })
  .meta({ id: 'AlertChannel' });

export const AlertDelivery = z
  .object({
    id: z.string().describe('The receiver gets the same, so that what comes twice can be told'),
    channel: z.string(),
    at: Iso,
    state: z.enum(['waiting', 'delivered', 'dead']),
    attempts: z.number().int(),
    next: Iso.nullable().describe('When it is tried again'),
    error: z.string().nullable().describe('Why it failed last'),
    text: z.string(),
  })
  .meta({ id: 'AlertDelivery' });

export const AlertList = z
  .object({
    asOf: Iso,
    channels: z.array(AlertChannel),
    deliveries: z.array(AlertDelivery).describe('The newest first'),
  })
  .meta({ id: 'AlertList' });

export const AlertTried = z.object({ id: z.string(), url: z.string() }).meta({ id: 'AlertTried' });

export type AlertsRow = z.infer<typeof AlertList>;
