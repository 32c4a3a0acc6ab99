/**
 * One page of a vendor, read politely: asked only whether it changed where it can tell, not before it wants to be asked again, and less often
 * while it fails. Law: "nothing changed" counts only as the answer to a reading that is kept, and never for long.
 */
import { type LastAnswer, type ProbeContext, runProbe } from '../probe/run.ts';
import { readTarget, type Target } from '../probe/settings.ts';

const TIMEOUT_MS = 15_000;
/** So often a page is read whole, whatever it says of changes: a server may be wrong, and what a feed says grows old. */
const WHOLE_MS = 6 * 3_600_000;
/** A page that fails, or wants to be left alone, is asked again after this at the latest. */
const WAIT_MAX_MS = 3_600_000;
const FAILING_WAIT_MAX_MS = 600_000;

export type PageAnswer =
  | { readonly body: string }
  /** As it was read last. */
  | 'unchanged'
  /** Why nothing could be read. */
  | { readonly unread: string }
  /** It is too early to ask again. */
  | 'waiting';

export class PageReader {
  readonly #target: Target;
  readonly #everyMs: number;
  #known: Pick<LastAnswer, 'url' | 'headers'> | undefined;
  #wholeAt = 0;
  #failures = 0;
  #notBefore = 0;

  constructor(url: string, everyMs: number) {
    // The settings were read by the same reader.
    this.#target = readTarget(url) as Target;
    this.#everyMs = everyMs;
  }

  async read(context: ProbeContext): Promise<PageAnswer> {
    const now = context.now();
    if (now < this.#notBefore) return 'waiting';
    let answer: LastAnswer | undefined;
    const known = now - this.#wholeAt < WHOLE_MS ? this.#known : undefined;
    const { outcome, words } = await runProbe(
      {
        target: this.#target,
        timeoutMs: TIMEOUT_MS,
        known,
        onAnswer: (last) => {
          answer = last;
        },
      },
      context,
    );
    if (outcome !== 'ok' || answer === undefined) {
      this.#known = undefined;
      this.#failures += 1;
      this.#notBefore = now + (retryAfter(answer, now) ?? this.#patience());
      return { unread: words };
    }
    this.#failures = 0;
    if (answer.status === 304) return known === undefined ? { unread: `${words}, to nobody's question` } : 'unchanged';
    // The body is not kept: its reading is.
    this.#known = { url: answer.url, headers: answer.headers };
    this.#wholeAt = now;
    return { body: answer.body };
  }

  /** Twice as long after each failure in a row; the first one costs nothing. */
  #patience(): number {
    if (this.#failures < 2) return 0;
    return Math.min(FAILING_WAIT_MAX_MS, this.#everyMs * 2 ** Math.min(20, this.#failures - 1));
  }
}

/** What the page wants, in seconds or as a date; undefined where it says nothing that can be read. */
function retryAfter(answer: LastAnswer | undefined, now: number): number | undefined {
  const said = answer?.headers['retry-after'];
  if (said === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - now;
  return Number.isFinite(ms) ? Math.min(WAIT_MAX_MS, Math.max(0, ms)) : undefined;
}
