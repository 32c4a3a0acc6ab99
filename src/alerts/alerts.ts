/**
 * From facts to messages. Law: only what happens live is told; a channel gets one message for all that changed within its grouping
 * time, in its last state, and an incident that was over before anything was said of it is never mentioned.
 */
import type { Channel } from '../doors/alert/settings.ts';
import type { IncidentFact } from '../model/fact.ts';
import { LIVE, type Service } from '../model/service.ts';
import { type Minute, type Seq, startOf } from '../model/units.ts';
import type { StoredFact, ViewsHome } from '../store/ports.ts';
import { idOf, messageOf, type Told, testFor } from './message.ts';
import { type Cursor, type Delivery, Outbox, type Pending } from './outbox.ts';
import { isMeant, type Receiver, type Receivers } from './receiver.ts';
import { SEND_TIMEOUT_MS, send } from './send.ts';

const LOOK_EVERY_MS = 1_000;
const FACTS_AT_ONCE = 1_000;
const SENT_AT_ONCE = 16;
/** 10 s, 20 s, 40 s … an hour at most: the last attempt is about eight hours after the first. */
export const ATTEMPTS_MAX = 16;
const FIRST_WAIT_MS = 10_000;
const WAIT_MAX_MS = 3_600_000;

export interface AlertsOptions {
  readonly path: string;
  readonly facts: ViewsHome['facts'];
  /** Everything before this position of the journal has been folded. */
  readonly size: () => number;
  readonly serviceOf: (id: string) => Service | undefined;
  /** What an incident's service shares with others that fail at the same time. */
  readonly sharedBy: (incident: string) => string | undefined;
  readonly now: () => number;
  readonly onError: (cause: unknown) => void;
  /** Told of a receiver that a message did not reach, although it was tried for hours. */
  readonly onDead?: (receiver: string) => void;
  readonly timeoutMs?: number;
}

export class Alerts {
  readonly #options: AlertsOptions;
  readonly #outbox: Outbox;
  #receivers: Receivers;
  #url: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  /** Deliveries under way: a receiver that is slow holds up no other. */
  readonly #sending = new Map<string, Promise<void>>();
  #closed = false;

  /** @param url where readers reach the observatory: links lead there */
  constructor(options: AlertsOptions, receivers: Receivers, url?: string) {
    this.#options = options;
    this.#outbox = new Outbox(options.path);
    this.#receivers = receivers;
    this.apply(receivers, url);
  }

  apply(receivers: Receivers, url?: string): void {
    this.#receivers = receivers;
    this.#url = url;
    this.#outbox.keepChannels(
      receivers.channels.map(({ id }) => id),
      this.#options.size(),
    );
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#working = this.look()
        .catch(this.#options.onError)
        .finally(() => {
          if (!this.#closed) this.start();
        });
    }, LOOK_EVERY_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#working;
    clearTimeout(this.#timer);
    await this.idle();
    this.#outbox.close();
  }

  get channels(): readonly Receiver[] {
    return this.#receivers.channels;
  }

  /** The newest deliveries, newest first. */
  deliveries(limit: number): Delivery[] {
    return this.#outbox.newest(limit);
  }

  /** Puts a message that is marked as a test before the others. @returns its id; undefined where there is no such channel */
  try(name: string): string | undefined {
    if (!this.#receivers.channels.some(({ id }) => id === name)) return undefined;
    const now = this.#options.now();
    const { id, message } = testFor(name, now);
    this.#outbox.add(id, name, now, message);
    return id;
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    await Promise.all(this.#sending.values());
  }

  /** One round: read what is new, make messages of what is due, begin to send them. */
  async look(): Promise<void> {
    await this.#read();
    this.#compose();
    for (const delivery of this.#outbox.due(this.#options.now(), SENT_AT_ONCE)) {
      if (this.#sending.size >= SENT_AT_ONCE || this.#sending.has(delivery.id)) continue;
      const sent = this.#deliver(delivery)
        .catch(this.#options.onError)
        .finally(() => this.#sending.delete(delivery.id));
      this.#sending.set(delivery.id, sent);
    }
  }

  /** Thousands may stand at the same place: what comes after it is read once for all of them. */
  async #read(): Promise<void> {
    const cursors = this.#outbox.cursors();
    const places = Map.groupBy(this.#receivers.channels, ({ id }) => {
      const { seq, ordinal } = cursors.get(id)!;
      return `${seq}.${ordinal}`;
    });
    for (const together of places.values()) await this.#readFor(together, cursors.get(together[0]!.id)!);
  }

  async #readFor(together: readonly Receiver[], from: Cursor): Promise<void> {
    for (let limit = FACTS_AT_ONCE; ; ) {
      const facts = await this.#options.facts(from.seq as Seq, limit);
      const { seq: past, ordinal: done } = from;
      const fresh = facts.filter(({ seq, ordinal }) => seq > past || ordinal > done);
      const last = fresh.at(-1);
      if (last !== undefined) {
        this.#outbox.transaction(() => {
          for (const receiver of together) {
            for (const fact of fresh) this.#take(receiver, fact);
            this.#outbox.moveCursor(receiver.id, last.seq, last.ordinal);
          }
        });
        from = last;
      }
      if (facts.length < limit) return;
      // One entry may have more facts than were asked for.
      if (last === undefined) limit *= 2;
    }
  }

  #take(channel: Receiver, { seq, ordinal, fact }: StoredFact): void {
    if (fact.kind !== 'incident') return;
    const { incident } = fact;
    const service = this.#options.serviceOf(incident.service);
    if (service === undefined || service.timeline !== LIVE || service.provenance.kind !== 'measured') return;
    if (channel.services !== undefined && !channel.services.includes(service.id)) return;
    if (channel.on === 'confirmed' && incident.confirmedAt === null) return;
    // Whoever was told of it is told how it goes on, also where the rest of it lies elsewhere.
    if (!isMeant(channel, incident) && this.#outbox.toldState(channel.id, incident.id) === undefined) return;
    this.#outbox.putPending(channel.id, {
      incident: incident.id,
      since: this.#options.now(),
      position: `${seq}.${ordinal}`,
      told: toldOf(fact, service),
    });
  }

  #compose(): void {
    const waiting = this.#outbox.waiting();
    if (waiting.size === 0) return;
    this.#outbox.transaction(() => {
      for (const receiver of this.#receivers.channels) if (waiting.has(receiver.id)) this.#composeFor(receiver);
    });
  }

  #composeFor(channel: Receiver): void {
    const now = this.#options.now();
    const pending = this.#outbox.pending(channel.id);
    const oldest = pending[0];
    if (oldest === undefined || now - oldest.since < channel.groupSeconds * 1_000 || isQuiet(channel, now)) return;
    const news = pending.filter((one) => this.#isNews(channel, one));
    const told = news.map((one) => ({ ...one.told, shared: this.#options.sharedBy(one.incident) ?? null }));
    this.#outbox.settle(channel.id, told);
    if (news.length === 0) return;
    const id = idOf(
      channel.id,
      news.map(({ incident, position }) => `${incident} ${position}`),
    );
    this.#outbox.add(id, channel.id, now, messageOf(told, new Date(now).toISOString(), this.#url));
  }

  #isNews(channel: Receiver, { incident, told }: Pending): boolean {
    const before = this.#outbox.toldState(channel.id, incident);
    const isOver = told.state === 'over' || told.state === 'withdrawn';
    return before === undefined ? !isOver : before !== told.state;
  }

  async #deliver({ id, channel: name, message, attempts }: Delivery): Promise<void> {
    const channel = this.#receivers.channels.find((one) => one.id === name);
    if (channel === undefined) return;
    const { now, timeoutMs = SEND_TIMEOUT_MS } = this.#options;
    const why = await send(channel, id, message, { allow: this.#receivers.allow, now: now(), timeoutMs });
    const tried = attempts + 1;
    if (why === undefined) this.#outbox.mark(id, 'delivered', tried, 0, null);
    else if (tried >= ATTEMPTS_MAX) {
      this.#outbox.mark(id, 'dead', tried, 0, why);
      this.#options.onDead?.(name);
    } else this.#outbox.mark(id, 'waiting', tried, now() + Math.min(WAIT_MAX_MS, FIRST_WAIT_MS * 2 ** attempts), why);
  }
}

/** Whether a channel wants to be left alone just now; what waits is told afterwards, in its last state. */
export function isQuiet({ quiet }: Pick<Channel, 'quiet'>, now: number): boolean {
  if (quiet === undefined) return false;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: quiet.zone, hour: '2-digit', minute: '2-digit' }).format(
    now,
  );
  return quiet.from <= quiet.to ? clock >= quiet.from && clock < quiet.to : clock >= quiet.from || clock < quiet.to;
}

function toldOf({ incident }: IncidentFact, service: Service): Told {
  const { id, state, start, end, observed, expected } = incident;
  return {
    incident: id,
    service: service.id,
    name: service.name,
    state,
    start: timeOf(start),
    end: end === null ? null : timeOf(end),
    observed,
    expected,
    shared: null,
  };
}

const timeOf = (minute: Minute): string => new Date(startOf(minute)).toISOString();
