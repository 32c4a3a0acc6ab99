/** Vendors' status pages, read by schedule through the probes' gate; each reading is a claim of the vendor's, with its own freshness. */
import type { Official } from '../../model/official.ts';
import type { EpochMs } from '../../model/units.ts';
import { reachOf } from '../probe/reach.ts';
import { runProbe } from '../probe/run.ts';
import { Schedule } from '../probe/schedule.ts';
import { type Probing, readTarget, type Target } from '../probe/settings.ts';
import { readStatus, type StatusReading } from './read-status.ts';
import type { ServiceStatuses, StatusPage } from './settings.ts';

/** What says nothing new is kept so often, so that its freshness is known. */
const AGAIN_MS = 600_000;
const TIMEOUT_MS = 15_000;

export interface StatusOptions {
  readonly submit: (official: Official) => Promise<unknown>;
  readonly now: () => EpochMs;
  readonly onError: (cause: unknown) => void;
}

interface Kept {
  readonly text: string;
  readonly at: number;
}

export class StatusWatcher {
  readonly #options: StatusOptions;
  readonly #schedule: Schedule;
  readonly #kept = new Map<string, Kept>();
  #taken = '';

  constructor(options: StatusOptions) {
    this.#options = options;
    this.#schedule = new Schedule(() => performance.now(), Math.random, options.onError);
  }

  apply(probing: Pick<Probing, 'allow' | 'resolvers'>, services: readonly ServiceStatuses[]): void {
    const text = JSON.stringify([probing, services]);
    if (text === this.#taken) return;
    this.#taken = text;
    this.#kept.clear();
    this.#schedule.set(
      services.flatMap(({ service, pages }) =>
        pages.map((page) => ({ everyMs: page.everySeconds * 1_000, run: () => this.#look(service, page, probing) })),
      ),
    );
  }

  close(): void {
    this.#schedule.close();
  }

  async #look(
    service: string,
    page: StatusPage,
    { allow, resolvers }: Pick<Probing, 'allow' | 'resolvers'>,
  ): Promise<void> {
    const at = this.#options.now();
    const reading = await readPage(page, { reach: reachOf(allow), resolvers, now: this.#options.now });
    const key = `${service} ${page.name}`;
    const text = JSON.stringify(reading);
    const kept = this.#kept.get(key);
    if (kept?.text === text && at - kept.at < AGAIN_MS) return;
    this.#kept.set(key, { text, at });
    const freshSeconds = AGAIN_MS / 1_000 + 3 * page.everySeconds;
    const { state, said, since } = reading;
    const { name: source, by } = page;
    await this.#options.submit({
      kind: 'official',
      at,
      service,
      source,
      by,
      state,
      said,
      since: since as EpochMs | undefined,
      freshSeconds,
    });
  }
}

async function readPage(page: StatusPage, context: Parameters<typeof runProbe>[1]): Promise<StatusReading> {
  let body: string | undefined;
  const { outcome, words } = await runProbe(
    {
      target: readTarget(page.url) as Target,
      timeoutMs: TIMEOUT_MS,
      onBody: (text) => {
        body = text;
      },
    },
    context,
  );
  return outcome === 'ok' && body !== undefined
    ? readStatus(body, context.now(), page.component)
    : { state: 'unknown', said: words };
}
