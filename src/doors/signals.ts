/**
 * The door for machines: NDJSON, one signal a line, each taken or refused by itself. Without a token of the role ingest a line
 * counts as the sender's own report; with it, lines bring their own time, reporter and place, and may be tallies.
 */
import { z } from 'zod';
import { canonical } from '../journal/canonical.ts';
import type { Report, Signal, Tally } from '../model/entry.ts';
import { ID_PATTERN, type Service } from '../model/service.ts';
import { SYMPTOMS } from '../model/symptom.ts';
import type { TrafficMinute } from '../model/traffic-minute.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import { findService, type Watches } from './directory.ts';
import { invalid, isRefusal, type Refusal, refuse } from './refusal.ts';
import { COUNTRY_PATTERN, checkComponent, readReport, replayTakesNone, type Sender } from './report.ts';
import { TrafficLine, trafficOf } from './traffic-line.ts';

/** A clock may run ahead by so much; later signals come from a wrong clock. */
export const AHEAD_MS = 60_000;
export const LINE_BYTES_MAX = 16_384;

const Time = z.iso.datetime({ offset: true }).describe('ISO 8601 with a zone');
const Count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const Text = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => text.isWellFormed(), 'holds half a surrogate pair');

export const ReportLine = z.strictObject({
  kind: z.literal('report'),
  at: Time.optional(),
  id: Text.optional().describe('The same id twice is one report'),
  service: Text,
  symptom: z.enum(SYMPTOMS),
  component: z.string().regex(ID_PATTERN).optional(),
  country: z.string().regex(COUNTRY_PATTERN).optional(),
  network: z
    .string()
    .regex(/^(?:AS\d{1,10}|[A-Za-z0-9_-]{1,32})$/)
    .optional(),
  reporter: Text.optional().describe('A pseudonym; a person counts once per service and window'),
});

export const TallyLine = z.strictObject({
  kind: z.literal('tally'),
  at: Time.describe('Start of the counted step'),
  service: Text,
  source: Text.default('api'),
  stepMinutes: z.number().int().min(1).max(60),
  count: Count,
  symptoms: z.partialRecord(z.enum(SYMPTOMS), Count).optional(),
  countries: z.record(z.string().regex(COUNTRY_PATTERN), Count).optional(),
  components: z.record(z.string().regex(ID_PATTERN), Count).optional(),
});

export const SignalLine = z.discriminatedUnion('kind', [ReportLine, TallyLine, TrafficLine]);

export interface SignalContext {
  readonly watches: Watches;
  readonly now: EpochMs;
  /** Whether the sender may send signals. */
  readonly trusted: boolean;
  readonly sender: Sender;
  /** Whether services of a replayed past take signals too: an import makes such a past. */
  readonly replays?: boolean;
  /** Makes an id for a report that has none. */
  readonly newId: () => string;
}

/** @param line undefined when it was longer than LINE_BYTES_MAX, and was not kept */
export function readSignal(line: string | undefined, context: SignalContext): Signal | Refusal {
  if (line === undefined) {
    return refuse(413, 'line-too-long', 'Line too long', `A line may have ${LINE_BYTES_MAX} bytes.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    return refuse(400, 'not-json', 'Not JSON', (cause as Error).message);
  }
  const parsed = SignalLine.safeParse(value);
  if (!parsed.success) return invalid('bad-signal', 'Not a signal', parsed.error);
  switch (parsed.data.kind) {
    case 'report':
      return reportOf(parsed.data, context);
    case 'tally':
      return tallyOf(parsed.data, context);
    case 'traffic':
      return minuteOfTraffic(parsed.data, context);
  }
}

function reportOf(line: z.infer<typeof ReportLine>, context: SignalContext): Report | Refusal {
  const { kind, at: said, id = context.newId(), reporter, network, ...body } = line;
  if (!context.trusted) {
    return readReport(body, context.watches, context.sender, context.now, id);
  }
  const at = said === undefined ? context.now : (Date.parse(said) as EpochMs);
  const refusal = checkTime(at, context.now);
  if (refusal !== undefined) return refusal;
  const service = findService(context.watches, body.service);
  if (isRefusal(service)) return service;
  if (context.replays !== true && service.provenance.kind !== 'measured') return replayTakesNone(service);
  const unknown = body.component === undefined ? undefined : checkComponent(service, body.component);
  if (unknown !== undefined) return unknown;
  return {
    at,
    component: body.component,
    country: body.country,
    id,
    kind,
    network,
    // Without a pseudonym every line is another person; the id keeps a retry from counting twice.
    reporter: reporter ?? `id-${id}`,
    service: service.id,
    symptom: body.symptom,
  };
}

/** The service of counts that somebody else made, which only who has the token may send. */
function countedService(line: { kind: string; service: string }, context: SignalContext): Service | Refusal {
  const { watches, trusted, replays } = context;
  if (!trusted) {
    const title = `${line.kind === 'tally' ? 'A tally' : 'Traffic'} needs a token of the role ingest`;
    return refuse(401, 'no-token', title, 'Send it as: Authorization: Bearer TOKEN');
  }
  const service = findService(watches, line.service);
  if (isRefusal(service)) return service;
  return replays !== true && service.provenance.kind !== 'measured' ? replayTakesNone(service) : service;
}

function minuteOfTraffic(line: z.infer<typeof TrafficLine>, context: SignalContext): TrafficMinute | Refusal {
  const service = countedService(line, context);
  if (isRefusal(service)) return service;
  const end = (Date.parse(line.at) + MINUTE_MS) as EpochMs;
  return checkTime(end, context.now) ?? trafficOf(line, service);
}

function tallyOf(line: z.infer<typeof TallyLine>, context: SignalContext): Tally | Refusal {
  const service = countedService(line, context);
  if (isRefusal(service)) return service;
  const { now } = context;
  const at = Date.parse(line.at) as EpochMs;
  const refusal = checkTime((at + line.stepMinutes * 60_000) as EpochMs, now) ?? checkParts(line, service.components);
  if (refusal !== undefined) return refusal;
  if (line.stepMinutes !== service.stepMinutes) {
    const detail = `${service.name} is counted in steps of ${service.stepMinutes} minutes; this tally has ${line.stepMinutes}.`;
    return refuse(422, 'other-step', 'Another step', detail);
  }
  if (at % (line.stepMinutes * 60_000) !== 0) {
    return refuse(
      422,
      'off-grid',
      'Off the grid',
      `A step of ${line.stepMinutes} minutes starts at a whole multiple of it in UTC.`,
    );
  }
  return { ...line, at };
}

function checkParts(line: z.infer<typeof TallyLine>, components: readonly { id: string }[]): Refusal | undefined {
  for (const name of ['symptoms', 'countries', 'components'] as const) {
    const sum = Object.values(line[name] ?? {}).reduce((total, count) => total + count, 0);
    if (sum > line.count) {
      return refuse(
        422,
        'parts-exceed',
        'More parts than the whole',
        `${name} add up to ${sum}, the count is ${line.count}.`,
      );
    }
  }
  const unknown = Object.keys(line.components ?? {}).find((id) => !components.some((component) => component.id === id));
  return unknown === undefined
    ? undefined
    : refuse(422, 'no-such-component', 'No such component', `${line.service} has no component ${canonical(unknown)}.`);
}

function checkTime(at: EpochMs, now: EpochMs): Refusal | undefined {
  if (at <= now + AHEAD_MS) return undefined;
  const ahead = Math.round((at - now) / 1_000);
  return refuse(
    422,
    'future',
    'Dated in the future',
    `This signal is dated ${ahead} seconds ahead of the server's clock.`,
  );
}
