/** What the API answers about subscriptions of readers, as schemas. */
import { z } from 'zod';

export const SubscriptionView = z
  .object({
    id: z.string(),
    kind: z.enum(['email', 'webhook']),
    state: z.enum(['asked', 'told']).describe('asked: its owner has not confirmed it yet'),
    service: z.string().nullable().describe('null: all'),
    component: z.string().nullable(),
    country: z.string().nullable(),
    severity: z.enum(['possible', 'confirmed']),
    since: z.iso.datetime().describe('ISO 8601, UTC'),
  })
  .meta({ id: 'Subscription' });

export const SubscriptionAsked = z
  .object({
    state: z
      .literal('asked')
      .describe('The owner of the address was asked by mail; nothing else is sent before that is confirmed'),
  })
  .meta({ id: 'SubscriptionAsked' });

export const SubscriptionTaken = z
  .object({
    state: z.literal('told'),
    id: z.string(),
    token: z.string().describe('Ends the subscription; told only now'),
    secret: z.string().describe('Signs its messages, as Standard Webhooks says; told only now'),
    url: z.string().describe('A page of it'),
  })
  .meta({ id: 'SubscriptionTaken' });

export type SubscriptionRow = z.infer<typeof SubscriptionView>;
