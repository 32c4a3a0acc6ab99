/** Probes by schedule: each runs in its time, its failure is doubted while this machine's own network is in trouble, and becomes an entry. */

import { isHosted } from '../../edges/edge.ts';
import { unanswered } from '../../edges/finding.ts';
import type { Check } from '../../model/check.ts';
import type { EpochMs } from '../../model/units.ts';
import { Anchors } from './anchors.ts';
import { reachOf } from './reach.ts';
import { type ProbeContext, type ProbeResult, runProbe } from './run.ts';
import { Schedule, type ScheduleStats } from './schedule.ts';
import { type Probing, readTarget, type ServiceProbes, type Target } from './settings.ts';

export interface ProberOptions {
  readonly submit: (check: Check) => Promise<unknown>;
  readonly now: () => EpochMs;
  /** The network in which an address is registered, where a database knows. */
  readonly networkOf: (address: string) => string | undefined;
  readonly onError: (cause: unknown) => void;
  readonly authorities?: string | undefined;
}

export class Prober {
  readonly #options: ProberOptions;
  readonly #schedule: Schedule;
  #taken = '';

  constructor(options: ProberOptions) {
    this.#options = options;
    this.#schedule = new Schedule(() => performance.now(), Math.random, options.onError);
  }

  /** What did not change goes on as it was. */
  apply(probing: Probing, services: readonly ServiceProbes[]): void {
    const text = JSON.stringify([probing, services]);
    if (text === this.#taken) return;
    this.#taken = text;
    const { vantage, allow, resolvers, anchors } = probing;
    const { authorities, now } = this.#options;
    const context: ProbeContext = { reach: reachOf(allow), resolvers, authorities, now };
    const watchdog = new Anchors(anchors.map(targetOf), context);
    this.#schedule.set(
      services.flatMap(({ service, probes }) =>
        probes.map(({ target: name, everySeconds, timeoutSeconds, expect, status }) => {
          const target = targetOf(name);
          const request = { target, timeoutMs: timeoutSeconds * 1_000, expect: { text: expect, statuses: status } };
          return {
            everyMs: everySeconds * 1_000,
            run: async () => {
              const at = now();
              const began = performance.now();
              const found = await runProbe(request, context);
              const doubted = found.phase !== null && (await watchdog.inTrouble(began));
              const result = doubted ? { ...found, ...unanswered('own-network') } : found;
              await this.#options.submit(this.#checkOf(result, { at, service, vantage, everySeconds }));
            },
          };
        }),
      ),
    );
  }

  stats(): ScheduleStats {
    return this.#schedule.stats();
  }

  close(): void {
    this.#schedule.close();
  }

  #checkOf(result: ProbeResult, about: Pick<Check, 'at' | 'service' | 'vantage' | 'everySeconds'>): Check {
    const { outcome, reason, phase, fault, among, by, status, code, times, certificate, edges, address } = result;
    const network = address === null ? undefined : this.#options.networkOf(address);
    const seen = [
      ...edges.filter(isHosted).map((edge) => `edge:${edge}`),
      ...(network === undefined ? [] : [`network:${network}`]),
      ...(certificate?.issuer ? [`issuer:${certificate.issuer}`] : []),
    ];
    return {
      kind: 'check',
      ...about,
      target: result.target,
      outcome,
      reason,
      phase: phase ?? undefined,
      fault: fault ?? undefined,
      among: among.length > 1 ? among : undefined,
      by: by ?? undefined,
      status: status ?? undefined,
      code: code ?? undefined,
      times: Object.fromEntries(Object.entries(times).filter(([, ms]) => ms !== null)),
      certificateDays: certificate?.days,
      seen: seen.length > 0 ? seen : undefined,
    };
  }
}

/** Settings were read by the same reader. */
const targetOf = (name: string): Target => readTarget(name) as Target;
