/** What the API answers about holds, as schemas. */
import { z } from 'zod';
import { HELD_KINDS } from '../model/hold.ts';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');

export const BoundView = z
  .object({
    said: z.string().describe('As it was written'),
    zone: z.string().nullable().describe('Of a day: the zone that it is meant in'),
    at: Iso.describe('The first instant of the period, or the first one behind it'),
  })
  .meta({ id: 'Bound' });

const HoldVersion = z
  .object({
    version: z.number().int().positive(),
    recordedAt: Iso,
    authority: z.string(),
    basis: z.string(),
    scope: z.string(),
    query: z.object({
      services: z.union([z.literal('all'), z.array(z.string())]),
      kinds: z.union([z.literal('all'), z.array(z.enum(HELD_KINDS))]),
      of: z
        .object({ from: BoundView.nullable(), until: BoundView.nullable() })
        .describe('When the signals were made; null is an open side'),
      entries: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
    }),
    duty: z
      .object({ from: BoundView, until: BoundView.nullable() })
      .describe('While they have to be kept; null: until it is closed'),
    unlessClosedBefore: z.string().nullable(),
    decidedBy: z.string(),
    reason: z.string(),
    closed: z.boolean(),
  })
  .meta({ id: 'HoldVersion' });

export const HOLD_STATES = ['in force', 'not begun', 'ended', 'closed', 'superseded'] as const;

export const HoldView = z
  .object({
    id: z.string(),
    url: z.string(),
    state: z.enum(HOLD_STATES),
    current: HoldVersion,
    supersedes: z.array(z.string()),
    supersededBy: z.string().nullable().describe('The hold that has taken its place'),
    covers: z
      .object({
        entries: z.number().int(),
        byKind: z.partialRecord(z.enum(HELD_KINDS), z.number().int()),
        countedBefore: z.number().int().describe('Position in the journal before which entries are counted'),
        of: z.number().int().describe('Entries of the journal'),
      })
      .describe('What its query selects in the journal'),
    gaps: z.array(z.object({ from: Iso, until: Iso })).describe('When it was not in force though it was extended'),
    versions: z.array(HoldVersion).describe('All of them, the first one first'),
  })
  .meta({ id: 'Hold' });

export const HoldList = z.object({ asOf: Iso, holds: z.array(HoldView) }).meta({ id: 'HoldList' });

export const HoldAccepted = z
  .object({ id: z.string(), version: z.number().int(), seq: z.number().int(), url: z.string() })
  .meta({ id: 'HoldAccepted' });

export type HoldRow = z.infer<typeof HoldView>;
export type HoldVersionRow = z.infer<typeof HoldVersion>;
export type BoundRow = z.infer<typeof BoundView>;
