/**
 * Brings the page up to date when the server says that something changed: asks for the same page again and changes
 * what differs. At most once a second, not while the tab is hidden, and it says so when the page has gone out of date.
 */
import { bringUpToDate } from './refresh.ts';

const PAUSE_MS = 1000;
const STALE_CHECK_MS = 10_000;

export class LiveUpdates extends HTMLElement {
  #stream: EventSource | undefined;
  #due = false;
  #busy = false;
  #staleTimer = 0;
  readonly #onVisible = (): void => (document.hidden ? this.#close() : this.#open());

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#staleTimer = window.setInterval(markStale, STALE_CHECK_MS);
    if (!document.hidden) this.#open();
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    window.clearInterval(this.#staleTimer);
    this.#close();
  }

  #open(): void {
    const source = this.getAttribute('src');
    if (source === null || this.#stream !== undefined) return;
    let opened = false;
    this.#stream = new EventSource(source);
    this.#stream.addEventListener('open', () => {
      this.#say(this.dataset.live ?? '');
      // What happened while the line was down, or the tab hidden, is only in the page itself.
      if (opened || this.#due) this.#refresh();
      opened = true;
    });
    this.#stream.addEventListener('error', () => this.#say(this.dataset.lost ?? ''));
    this.#stream.addEventListener('change', () => this.#refresh());
  }

  #close(): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#due = true;
  }

  #say(words: string): void {
    const status = this.querySelector('.live');
    if (status !== null && status.textContent !== words) status.textContent = words;
  }

  /** Only a new answer is worth interrupting somebody who listens to the page; a new count is not. */
  #announce(news: string | undefined): void {
    const status = this.querySelector('[role="status"]');
    if (status !== null && news !== undefined) status.textContent = news;
  }

  #refresh(): void {
    if (this.#busy) {
      this.#due = true;
      return;
    }
    this.#busy = true;
    this.#due = false;
    void bringUpToDate()
      .then((news) => this.#announce(news))
      .finally(() => {
        window.setTimeout(() => {
          this.#busy = false;
          if (this.#due && !document.hidden) this.#refresh();
        }, PAUSE_MS);
      });
  }
}

function markStale(): void {
  for (const line of document.querySelectorAll<HTMLElement>('[data-stale-after]')) {
    const stale = Date.now() > Date.parse(line.dataset.staleAfter ?? '');
    line.classList.toggle('fresh-stale', stale);
  }
}
