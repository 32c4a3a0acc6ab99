/** Vendors' status pages, read by schedule through the probes' gate; each reading is a claim of the vendor's, with its own freshness. */
import type { Official } from '../../model/official.ts';
import type { EpochMs } from '../../model/units.ts';
import { reachOf } from '../probe/reach.ts';
import type { ProbeContext } from '../probe/run.ts';
import { Schedule } from '../probe/schedule.ts';
import type { Probing } from '../probe/settings.ts';
import { PageReader } from './page-reader.ts';
import { readStatus, type StatusReading } from './read-status.ts';
import type { ServiceStatuses, StatusPage } from './settings.ts';

/** What says nothing new is kept so often, so that its freshness is known. */
const AGAIN_MS = 600_000;

export interface StatusOptions {
  readonly submit: (official: Official) => Promise<unknown>;
  readonly now: () => EpochMs;
  readonly onError: (cause: unknown) => void;
}

/** What one service takes from a page, and what was taken last. */
interface Taker {
  readonly service: string;
  readonly page: StatusPage;
  reading: StatusReading | undefined;
  kept: { readonly text: string; readonly at: number } | undefined;
}

export class StatusWatcher {
  readonly #options: StatusOptions;
  readonly #schedule: Schedule;
  #taken = '';

  constructor(options: StatusOptions) {
    this.#options = options;
    this.#schedule = new Schedule(() => performance.now(), Math.random, options.onError);
  }

  /** A page that several services name is read once for all of them, as often as the most curious one asks. */
  apply({ allow, resolvers }: Pick<Probing, 'allow' | 'resolvers'>, services: readonly ServiceStatuses[]): void {
    const text = JSON.stringify([allow, resolvers, services]);
    if (text === this.#taken) return;
    this.#taken = text;
    const context: ProbeContext = { reach: reachOf(allow), resolvers, now: this.#options.now };
    const takers = services.flatMap(({ service, pages }) =>
      pages.map((page): Taker => ({ service, page, reading: undefined, kept: undefined })),
    );
    this.#schedule.set(
      [...Map.groupBy(takers, ({ page }) => page.url)].map(([url, some]) => {
        const everyMs = 1_000 * Math.min(...some.map(({ page }) => page.everySeconds));
        const reader = new PageReader(url, everyMs);
        return { everyMs, run: () => this.#look(reader, some, context) };
      }),
    );
  }

  close(): void {
    this.#schedule.close();
  }

  async #look(reader: PageReader, takers: readonly Taker[], context: ProbeContext): Promise<void> {
    const at = this.#options.now();
    const answer = await reader.read(context);
    if (answer === 'waiting') return;
    for (const taker of takers) {
      if (answer !== 'unchanged') {
        taker.reading =
          'body' in answer
            ? readStatus(answer.body, at, taker.page.component)
            : { state: 'unknown', said: answer.unread };
      }
      await this.#keep(taker, at);
    }
  }

  async #keep(taker: Taker, at: EpochMs): Promise<void> {
    const { service, page, reading, kept } = taker;
    const text = JSON.stringify(reading);
    if (reading === undefined || (kept?.text === text && at - kept.at < AGAIN_MS)) return;
    taker.kept = { text, at };
    const { state, said, since } = reading;
    await this.#options.submit({
      kind: 'official',
      at,
      service,
      source: page.name,
      by: page.by,
      state,
      said,
      since: since as EpochMs | undefined,
      freshSeconds: AGAIN_MS / 1_000 + 3 * page.everySeconds,
    });
  }
}
