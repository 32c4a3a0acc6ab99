/** Live updates: server-sent events that say something changed. Readers then ask for the page, which is in memory. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Change, Engine } from '../engine/engine.ts';

/** Streams open at once. */
export const STREAMS_MAX = 5_000;
/** The same timeline is told of at most this often. */
const TELL_EVERY_MS = 1_000;
const HEARTBEAT_MS = 25_000;

/** A reader that takes nothing any more is let go; it connects again when it wakes up. */
const UNREAD_MAX = 16;

interface Listener {
  readonly service: string | undefined;
  tell(data: string): void;
  readonly end: () => void;
}

export class Live {
  readonly #engine: Engine;
  readonly #listeners = new Set<Listener>();
  /** Changes of each timeline that are waiting to be told. */
  readonly #pending = new Map<string, { asOf: number; services: Set<string> | 'all' }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get streams(): number {
    return this.#listeners.size;
  }

  changed({ timeline, asOf, services }: Change): void {
    if (this.#listeners.size === 0) return;
    const waiting = this.#pending.get(timeline)?.services ?? new Set<string>();
    const both = waiting === 'all' || services === 'all' ? 'all' : new Set([...waiting, ...services]);
    this.#pending.set(timeline, { asOf, services: both });
    this.#timer ??= setTimeout(() => this.#tell(), TELL_EVERY_MS);
  }

  open(c: Context, service: string | undefined): Response {
    return streamSSE(c, async (stream) => {
      let done = (): void => {};
      const closed = new Promise<void>((resolve) => {
        done = resolve;
      });
      const listener: Listener = {
        service,
        end: done,
        tell: (data) => write(`event: change\ndata: ${data}\n\n`),
      };
      let unread = 0;
      const write = (text: string): void => {
        unread += 1;
        if (unread > UNREAD_MAX) done();
        else
          stream.write(text).then(() => {
            unread -= 1;
          }, done);
      };
      stream.onAbort(done);
      this.#listeners.add(listener);
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
      write('retry: 5000\n\n');
      await closed;
      clearInterval(heartbeat);
      this.#listeners.delete(listener);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { end } of this.#listeners) end();
  }

  #tell(): void {
    this.#timer = undefined;
    for (const [timeline, { asOf, services }] of this.#pending) {
      const iso = new Date(asOf).toISOString();
      const all = JSON.stringify({ timeline, asOf: iso });
      for (const listener of this.#listeners) {
        const { service } = listener;
        if (service === undefined) listener.tell(all);
        else if (this.#concerns(service, timeline, services)) {
          listener.tell(JSON.stringify({ service, timeline, asOf: iso }));
        }
      }
    }
    this.#pending.clear();
  }

  #concerns(service: string, timeline: string, services: ReadonlySet<string> | 'all'): boolean {
    if (services !== 'all') return services.has(service);
    return this.#engine.state.watches.get(service)?.service.timeline === timeline;
  }
}
