/**
 * An agent: makes the probes that an observatory lists, from where it stands, and sends what it saw, signed. What cannot be sent waits, up to a
 * limit, and is sent in its order; the list is fetched again every minute.
 */
import { z } from 'zod';
import type { Check } from '../../model/check.ts';
import type { EpochMs } from '../../model/units.ts';
import { CHECKS_MAX } from './agent-door.ts';
import { Prober } from './prober.ts';
import { ProbesSetting, type Probing } from './settings.ts';
import { type Signed, sign } from './signature.ts';

const LIST_EVERY_MS = 60_000;
const SEND_EVERY_MS = 2_000;
const ANSWER_MS = 15_000;
/** Checks that wait; the oldest give way, and their number is told. */
const WAITING_MAX = 50_000;

/** Read as services.yaml is: an agent believes an observatory no more than a file. */
const Listed = z.object({ services: z.array(z.object({ service: z.string(), probes: ProbesSetting })) });

/** What is sent of a check: the observatory knows the rest. */
type Line = Omit<Check, 'kind' | 'vantage' | 'everySeconds'>;

export interface AgentOptions {
  readonly observatory: URL;
  readonly token: string;
  readonly probing: Omit<Probing, 'vantage' | 'country' | 'vantages'>;
  readonly vantage: string;
  readonly say: (words: string) => void;
}

export class Agent {
  readonly #options: AgentOptions;
  readonly #prober: Prober;
  #waiting: Line[] = [];
  #lost = 0;
  #said = '';
  readonly #timers: NodeJS.Timeout[] = [];
  #sending: Promise<void> | undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#prober = new Prober({
      submit: async ({ kind: _, vantage: __, everySeconds: ___, ...check }) => this.#keep(check),
      now: () => Date.now() as EpochMs,
      networkOf: () => undefined,
      onError: (cause) => options.say((cause as Error).message),
    });
  }

  /** @throws where the observatory does not take this agent */
  async start(): Promise<void> {
    await this.#list();
    this.#timers.push(
      setInterval(() => void this.#list().catch((cause: Error) => this.#say(cause.message)), LIST_EVERY_MS),
      setInterval(() => void this.send(), SEND_EVERY_MS),
    );
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#prober.close();
    await this.#sending;
    await this.send();
  }

  /** One at a time, so that checks arrive in their order. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  #keep(check: Line): void {
    this.#waiting.push(check);
    if (this.#waiting.length <= WAITING_MAX) return;
    this.#waiting.shift();
    this.#lost += 1;
  }

  async #list(): Promise<void> {
    const path = '/api/v1/probes';
    const answer = await this.#ask(path, { method: 'GET' }, path);
    const { services } = Listed.parse(await answer.json());
    const { vantage, probing } = this.#options;
    this.#prober.apply({ ...probing, vantage, vantages: [] }, services);
    this.#say(`${services.reduce((sum, { probes }) => sum + probes.length, 0)} probes to make as ${vantage}`);
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, CHECKS_MAX);
      const body = JSON.stringify({ checks: batch });
      try {
        await this.#ask('/api/v1/checks', { method: 'POST', body }, body);
      } catch (cause) {
        const lost = this.#lost === 0 ? '' : `; ${this.#lost} that waited too long are lost`;
        this.#say(`${(cause as Error).message}: ${this.#waiting.length} checks wait${lost}`);
        return;
      }
      this.#waiting = this.#waiting.slice(batch.length);
    }
  }

  async #ask(path: string, request: { method: string; body?: string }, signed: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...headersOf(sign(this.#options.token, signed, Date.now())) };
    const url = new URL(path, this.#options.observatory);
    const answer = await fetch(url, { ...request, headers, redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.ok) return answer;
    const { detail = '' } = (await answer.json().catch(() => ({}))) as { detail?: string };
    throw new Error(`the observatory answered ${answer.status}. ${detail}`);
  }

  /** Once, until something else is to be said. */
  #say(words: string): void {
    if (words !== this.#said) this.#options.say(words);
    this.#said = words;
  }
}

const headersOf = ({ id, timestamp, signature, vantage }: Signed): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': timestamp,
  'webhook-signature': signature,
  'groundswell-vantage': vantage,
});
