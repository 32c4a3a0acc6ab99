/** The door for people: one report, from a form or as JSON. The server's clock dates it; the sender's is never trusted. */
import { z } from 'zod';
import type { Report } from '../model/entry.ts';
import { ID_PATTERN, type Service } from '../model/service.ts';
import { SYMPTOMS } from '../model/symptom.ts';
import type { EpochMs } from '../model/units.ts';
import { findService, type Watches } from './directory.ts';
import { invalid, isRefusal, type Reason, type Refusal, refuse } from './refusal.ts';

/** A form sends what was left open as an empty text. */
const blank = (value: unknown): unknown => (value === '' ? undefined : value);

export const COUNTRY_PATTERN = /^[A-Z]{2}$/;

export const ReportBody = z.strictObject({
  service: z.string().min(1).max(64).describe('Id of the service'),
  symptom: z.enum(SYMPTOMS).describe('What fails'),
  component: z.preprocess(blank, z.string().regex(ID_PATTERN).optional()).describe('Id of one of its components'),
  country: z
    .preprocess(
      (value) => (typeof value === 'string' ? blank(value.toUpperCase()) : value),
      z.string().regex(COUNTRY_PATTERN, 'two letters, ISO 3166-1').optional(),
    )
    .describe('Where the reporter is, if not where the address is registered'),
});

/** Whether people can report for it: the past takes no reports. */
export const takesReports = ({ provenance }: Service): boolean => provenance.kind === 'measured';

/** What the server knows of a sender. */
export interface Sender {
  readonly reporter: string;
  readonly network?: string | undefined;
  readonly country?: string | undefined;
}

export function readReport(body: unknown, watches: Watches, sender: Sender, at: EpochMs, id: string): Report | Refusal {
  const parsed = ReportBody.safeParse(body);
  if (!parsed.success) return invalid('bad-report', 'Not a report', parsed.error);
  const { service: asked, symptom, component, country } = parsed.data;
  const service = findService(watches, asked);
  if (isRefusal(service)) return service;
  if (!takesReports(service)) return replayTakesNone(service);
  if (component !== undefined) {
    const refusal = checkComponent(service, component);
    if (refusal !== undefined) return refusal;
  }
  // Keys in canonical order: the journal's encoder has nothing left to sort.
  return {
    at,
    component,
    country: country ?? sender.country,
    id,
    kind: 'report',
    network: sender.network,
    reporter: sender.reporter,
    service: service.id,
    symptom,
  };
}

export function replayTakesNone({ name }: Service): Refusal {
  return refuse(409, 'replay', 'A replay takes no reports', (r) => r.services.replay(name));
}

export function checkComponent(service: Service, component: string): Refusal | undefined {
  if (service.components.some(({ id }) => id === component)) return undefined;
  const known = service.components.map(({ id }) => id);
  const say: Reason = (r) => r.services.noComponent(service.name, component, known);
  return refuse(422, 'no-such-component', 'No such component', say, { nearest: known });
}
