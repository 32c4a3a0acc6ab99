/** The door for agents: which probes a place has to make, and the checks that it saw. Only for places and probes that services.yaml names. */
import { z } from 'zod';
import { CHECK_OUTCOMES, CHECK_REASONS, type Check, CODE_CHARS_MAX } from '../../model/check.ts';
import { CHECK_PHASES } from '../../model/evidence.ts';
import { FAULTS } from '../../model/fault.ts';
import type { EpochMs } from '../../model/units.ts';
import { invalid, isRefusal, type Refusal, refuse } from '../refusal.ts';
import { AHEAD_MS } from '../signals.ts';
import type { Probing, ServiceProbes } from './settings.ts';
import { Signatures, type Signed } from './signature.ts';

export const CHECKS_MAX = 1_000;
/** What an agent could not send for longer is not worth much any more. */
const OLD_MS = 24 * 3_600_000;

const Ms = z.number().int().nonnegative().max(3_600_000);
const Text = z.string().min(1).max(100);

export const CheckLine = z.strictObject({
  at: z.number().int().describe('Milliseconds since 1970 UTC'),
  service: Text,
  target: z.string().max(2_048),
  outcome: z.enum(CHECK_OUTCOMES),
  reason: z.enum(CHECK_REASONS),
  phase: z.enum(CHECK_PHASES).optional(),
  fault: z.enum(FAULTS).optional(),
  among: z.array(z.enum(FAULTS)).max(FAULTS.length).optional(),
  by: Text.optional(),
  status: z.number().int().min(100).max(999).optional(),
  code: z.string().max(CODE_CHARS_MAX).optional(),
  times: z.strictObject({
    dns: Ms.optional(),
    connect: Ms.optional(),
    tls: Ms.optional(),
    firstByte: Ms.optional(),
    transfer: Ms.optional(),
    total: Ms.optional(),
  }),
  certificateDays: z.number().int().optional(),
  seen: z.array(Text).max(32).optional(),
});

export const ChecksBody = z.strictObject({ checks: z.array(CheckLine).max(CHECKS_MAX) });

export const ProbesAnswer = z
  .object({
    services: z.array(
      z.object({
        service: z.string(),
        probes: z.array(
          z.object({
            target: z.string(),
            everySeconds: z.number(),
            timeoutSeconds: z.number(),
            expect: z.string().optional(),
            status: z.array(z.number()).optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Probes' });

export const ChecksAnswer = z
  .object({
    accepted: z.number().int(),
    refused: z.number().int().describe('Of probes that are not on the list any more, or dated too far off'),
  })
  .meta({ id: 'ChecksAnswer' });

/** What services.yaml says now. */
export interface Assigned {
  readonly probing: Probing;
  readonly probes: readonly ServiceProbes[];
}

export class AgentDoor {
  readonly #signatures: Signatures;
  readonly #assigned: () => Assigned;
  readonly #submit: (checks: readonly Check[]) => Promise<unknown>;

  constructor(ingestToken: string, assigned: () => Assigned, submit: (checks: readonly Check[]) => Promise<unknown>) {
    this.#signatures = new Signatures(ingestToken);
    this.#assigned = assigned;
    this.#submit = submit;
  }

  list(signed: Partial<Signed>, path: string, now: EpochMs): z.infer<typeof ProbesAnswer> | Refusal {
    const refusal = this.#refusal(signed, path, now);
    if (refusal !== undefined) return refusal;
    const services = this.#assigned().probes.map(({ service, probes }) => ({ service, probes: [...probes] }));
    return { services };
  }

  /** Answers when what was taken is on disk. */
  async take(signed: Partial<Signed>, text: string, now: EpochMs): Promise<z.infer<typeof ChecksAnswer> | Refusal> {
    const refusal = this.#refusal(signed, text, now);
    if (refusal !== undefined) return refusal;
    const body = parsed(text);
    if (isRefusal(body)) return body;
    const every = new Map(
      this.#assigned().probes.flatMap(({ service, probes }) =>
        probes.map(({ target, everySeconds }) => [`${service} ${target}`, everySeconds] as const),
      ),
    );
    const checks = body.checks.flatMap(({ at, ...line }): Check[] => {
      const everySeconds = every.get(`${line.service} ${line.target}`);
      if (everySeconds === undefined || at > now + AHEAD_MS || at < now - OLD_MS) return [];
      return [{ kind: 'check', at: at as EpochMs, vantage: signed.vantage!, everySeconds, ...line }];
    });
    await this.#submit(checks);
    return { accepted: checks.length, refused: body.checks.length - checks.length };
  }

  #refusal(signed: Partial<Signed>, text: string, now: EpochMs): Refusal | undefined {
    const refusal = this.#signatures.refusal(signed, text, now);
    if (refusal !== undefined) return refusal;
    if (this.#assigned().probing.vantages.some(({ id }) => id === signed.vantage)) return undefined;
    return refuse(
      403,
      'no-such-vantage',
      'No such place',
      `Name ${signed.vantage} under probing.vantages in services.yaml.`,
    );
  }
}

function parsed(text: string): z.infer<typeof ChecksBody> | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return refuse(400, 'not-json', 'Not JSON', (cause as Error).message);
  }
  const body = ChecksBody.safeParse(value);
  return body.success ? body.data : invalid('bad-checks', 'Not a list of checks', body.error);
}
