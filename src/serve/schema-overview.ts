/** What the overview answers: how all services stand, and the cards of some of them. */
import { z } from 'zod';
import { Freshness, IncidentCard, ServiceCard } from './schema.ts';
import { EventView } from './schema-event.ts';

const Count = z.number().int().nonnegative();

const Standing = z
  .object({
    services: Count,
    counted: Count.describe('Those of them that were counted within the last day; the rest of this is of these'),
    confirmed: Count,
    possible: Count,
    unknown: Count,
  })
  .meta({ id: 'Standing' });

export const Overview = z
  .object({
    name: z.string(),
    freshness: z.array(Freshness).describe('One for each timeline'),
    standing: z
      .object({ live: Standing, replayed: Standing })
      .describe('How all services stand that match, also those of other pages'),
    page: z.number().int().describe('The page that this is; the last one where a later one was asked for'),
    pages: z.number().int().describe('How many there are; 1 where no page was asked for'),
    services: z
      .array(ServiceCard)
      .describe('Those that fail first, then by name; of the page, where one was asked for'),
    events: z.array(EventView).describe('Services that fail together now'),
    incidents: z.array(IncidentCard).describe('Running first, then the newest of the past'),
  })
  .meta({ id: 'Overview' });

export const ServiceList = z
  .object({
    freshness: z.array(Freshness).describe('One for each timeline'),
    page: z.number().int(),
    pages: z.number().int(),
    services: z.array(ServiceCard),
  })
  .meta({ id: 'ServiceList' });

export type StandingView = z.infer<typeof Standing>;
export type OverviewBody = z.infer<typeof Overview>;
