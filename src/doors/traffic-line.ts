/**
 * The door for minutes of traffic that somebody else counted, as lines of NDJSON: what may stand in one, and what is refused. Clients
 * and their prefixes are named by pseudonyms alone; an address never comes in here.
 */
import { z } from 'zod';
import { ANSWER_STEPS } from '../core/answer-times.ts';
import { SKETCH_PATTERN } from '../core/sketch-text.ts';
import { FAULTS } from '../model/fault.ts';
import type { Service } from '../model/service.ts';
import type { Statuses } from '../model/traffic.ts';
import { LISTED_MAX, type List, MEASURES, SAMPLED_MAX, type TrafficMinute } from '../model/traffic-minute.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import { type Refusal, refuse } from './refusal.ts';

const STATUSES = [
  'informational',
  'success',
  'redirect',
  'clientError',
  'serverError',
  'other',
] as const satisfies readonly (keyof Statuses)[];

/** A minute holds no more requests than that, and a day of them adds up exactly. */
const Count = z.number().int().nonnegative().max(1e12);
const Name = z
  .string()
  .min(1)
  .max(240)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'holds half a surrogate pair or a control character');
const Pseudonym = z.string().regex(/^~[A-Za-z0-9_-]{4,32}$/, 'a pseudonym: ~ and 4 to 32 letters, digits, - or _');
const Country = z.string().regex(/^(?:[A-Z]{2}|unknown|not public)$/, 'ISO 3166-1 alpha-2, "unknown" or "not public"');
const Network = z.string().regex(/^(?:AS\d{1,10}|unknown|not public)$/, 'AS and its number, "unknown" or "not public"');
const Sketch = z
  .string()
  .regex(SKETCH_PATTERN, 'a HyperLogLog of 2^10 registers as text')
  .describe('Distinct keys as a sketch (docs/methodology-traffic.md)');

const listOf = (key: z.ZodType<string, string>, list: List) =>
  z
    .record(key, Count)
    .refine((rows) => Object.keys(rows).length <= LISTED_MAX[list], `at most ${LISTED_MAX[list]} rows`)
    .optional();

const Sampled = z.tuple([Count, Count, Count, z.number().int().min(0).max(32)]);

export const TrafficLine = z.strictObject({
  kind: z.literal('traffic'),
  at: z.iso.datetime({ offset: true }).describe('Start of the minute'),
  service: z.string().min(1).max(64),
  source: Name.max(64).default('api').describe('Who counted; a minute counts once from each source'),
  part: Name.max(64).optional().describe('Which part of the minute this is, where it is sent in several'),
  requests: Count,
  bytes: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).default(0),
  statuses: z.partialRecord(z.enum(STATUSES), Count).default({}),
  faults: z.partialRecord(z.enum(FAULTS), Count).default({}),
  measures: z.partialRecord(z.enum(MEASURES), Count).default({}).describe('Further counts, where the log holds them'),
  answers: z
    .record(z.string().regex(/^\d{1,2}$/), Count)
    .refine(
      (steps) => Object.keys(steps).every((step) => Number(step) < ANSWER_STEPS),
      `steps 0 to ${ANSWER_STEPS - 1}`,
    )
    .default({})
    .describe('Requests by the step of their time to answer: step s is up to 2^(s/4) ms'),
  top: z
    .strictObject({
      clients: listOf(Pseudonym, 'clients'),
      prefixes: listOf(Pseudonym, 'prefixes'),
      paths: listOf(Name, 'paths'),
      agents: listOf(Name, 'agents'),
      referrers: listOf(Name, 'referrers'),
      countries: listOf(Country, 'countries'),
      networks: listOf(Network, 'networks'),
    })
    .default({})
    .describe('The most frequent of each, with their requests'),
  clients: Sketch.default(''),
  prefixes: Sketch.default(''),
  sample: z
    .strictObject({
      level: z.number().int().min(0).max(32),
      clients: z
        .record(Pseudonym, Sampled)
        .refine((rows) => Object.keys(rows).length <= SAMPLED_MAX, `at most ${SAMPLED_MAX} clients`),
    })
    .optional()
    .describe('Some clients, chosen by a hash: requests, pages, parts of pages, level in the sampling'),
});

/** @param service already found, and one that takes signals */
export function trafficOf(line: z.infer<typeof TrafficLine>, service: Service): TrafficMinute | Refusal {
  const { kind, at: said, source, part, ...counts } = line;
  const at = Date.parse(said) as EpochMs;
  if (at % MINUTE_MS !== 0) {
    return refuse(422, 'off-grid', 'Off the grid', 'A minute of traffic starts at a whole minute.');
  }
  const { service: _, ...body } = counts;
  for (const name of ['statuses', 'faults', 'answers'] as const) {
    const sum = Object.values(body[name]).reduce<number>((all, count) => all + (count ?? 0), 0);
    if (sum <= body.requests) continue;
    const detail = `${name} add up to ${sum}, the requests are ${body.requests}.`;
    return refuse(422, 'parts-exceed', 'More parts than the whole', detail);
  }
  return { kind, at, service: service.id, source, ...(part === undefined ? {} : { part }), counts: body };
}
