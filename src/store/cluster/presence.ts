/**
 * Who writes, told twice a second over NATS: whoever waits to take over listens. It decides when somebody tries, not who may: that
 * the stream does alone, so a word that is late or lost harms nothing.
 */
import type { NatsConnection, Subscription } from '@nats-io/transport-node';

const TELL_MS = 500;
/** Silence after which another process may take over. */
const SILENT_MS = 3_000;
/** Those that wait do not all try at the same moment. */
const APART_MS = 1_000;
const LOOK_MS = 100;

/** Where the process that writes is reached. */
export type Active = string;

/** What is said: `here ADDRESS`, and `gone ADDRESS` by a process that stops, so that nobody has to wait for its silence. */
const HERE = 'here ';
const GONE = 'gone ';

export class Presence {
  readonly #connection: NatsConnection;
  readonly #subject: string;
  #subscription: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  #told: Active | undefined;
  /** The last one that was heard, and when; without a name when it said that it goes. */
  #heard: { readonly active: Active | undefined; readonly at: number } | undefined;

  constructor(connection: NatsConnection, name: string) {
    this.#connection = connection;
    this.#subject = `groundswell.${name}.alive`;
  }

  /** Says from now on that this process writes. */
  tell(active: Active): void {
    this.#told = active;
    this.#say(HERE);
    this.#timer = setInterval(() => this.#say(HERE), TELL_MS);
  }

  listen(): void {
    this.#subscription = this.#connection.subscribe(this.#subject, {
      callback: (cause, message) => {
        if (cause === null) this.#hear(message.string());
      },
    });
  }

  /** undefined: nobody was heard for a while. */
  get active(): Active | undefined {
    const isFresh = this.#heard !== undefined && performance.now() - this.#heard.at < SILENT_MS;
    return isFresh ? this.#heard?.active : undefined;
  }

  /** Resolves when nobody has been heard, by somebody who listened, for so long that he is taken to be gone. @param stopped resolves it too */
  async untilSilent(stopped: AbortSignal): Promise<void> {
    let since = performance.now();
    let looked = since;
    const patience = SILENT_MS + Math.random() * APART_MS;
    let leftAt: number | undefined;
    while (!stopped.aborted) {
      await pause(LOOK_MS, stopped);
      const now = performance.now();
      // A process that was paused itself has not listened.
      if (now - looked > TELL_MS) since = now;
      looked = now;
      if (this.#heard !== undefined && this.#heard.at > since) {
        since = this.#heard.at;
        // Somebody said that he goes: there is nothing to wait for but the others.
        leftAt = this.#heard.active === undefined ? since : undefined;
      }
      if (now - (leftAt === undefined ? since : leftAt - SILENT_MS) >= patience) return;
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#say(GONE);
    this.#subscription?.unsubscribe();
  }

  #say(what: string): void {
    // While there is no connection nobody could hear it.
    if (this.#told !== undefined && !this.#connection.isClosed())
      this.#connection.publish(this.#subject, `${what}${this.#told}`);
  }

  #hear(said: string): void {
    const at = performance.now();
    if (said.startsWith(HERE)) this.#heard = { active: said.slice(HERE.length), at };
    // Whoever goes after another one has taken over says nothing of that one.
    else if (this.#heard?.active === said.slice(GONE.length)) this.#heard = { active: undefined, at };
  }
}

const pause = (ms: number, stopped: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      stopped.removeEventListener('abort', done);
      resolve();
    }
    stopped.addEventListener('abort', done);
  });
