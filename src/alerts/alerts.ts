/**
 * From facts to messages. Law: only what happens live is told; a channel gets one message for all that changed within its grouping
 * time, in its last state, and an incident that was over before anything was said of it is never mentioned.
 */
import type { Channel } from '../doors/alert/settings.ts';
import type { Service } from '../model/service.ts';
import type { Seq } from '../model/units.ts';
import type { Tables, ViewsHome } from '../store/ports.ts';
import { wordsOf } from '../words/words.ts';
import { idOf, messageOf, testFor } from './message.ts';
import { isFor, isNews, type News, newsIn, toldOf } from './news.ts';
import { type Cursor, type Delivery, inPieces, keyOf, type NewDelivery, Outbox, type Pending } from './outbox.ts';
import { isMeant, type Receiver, type Receivers } from './receiver.ts';
import { SEND_TIMEOUT_MS, send } from './send.ts';

const LOOK_EVERY_MS = 1_000;
const FACTS_AT_ONCE = 1_000;
const SENT_AT_ONCE = 16;
/** Receivers that one transaction is about: what else is to be written waits no longer. */
const RECEIVERS_AT_ONCE = 100;
/** 10 s, 20 s, 40 s … an hour at most: the last attempt is about eight hours after the first. */
export const ATTEMPTS_MAX = 16;
const FIRST_WAIT_MS = 10_000;
const WAIT_MAX_MS = 3_600_000;

export interface AlertsOptions {
  /** Made with OUTBOX_TABLES; whoever hands them in closes them. */
  readonly tables: Tables;
  readonly facts: ViewsHome['facts'];
  /** Everything before this position of the journal has been folded. */
  readonly size: () => number;
  readonly serviceOf: (id: string) => Service | undefined;
  /** What an incident's service shares with others that fail at the same time. */
  readonly sharedBy: (incident: string) => string | undefined;
  readonly now: () => number;
  readonly onError: (cause: unknown) => void;
  /** Told of a receiver that a message did not reach, although it was tried for hours. */
  readonly onDead?: (receiver: string) => Promise<void>;
  readonly timeoutMs?: number;
}

/** Nothing is told before it was applied: one that stands beside another process, which tells, only answers questions. */
export class Alerts {
  readonly #options: AlertsOptions;
  readonly #outbox: Outbox;
  #receivers: Receivers;
  #url: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  /** Whoever reads facts or changes the receivers waits for the one before. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Deliveries under way: a receiver that is slow holds up no other. */
  readonly #sending = new Map<string, Promise<void>>();
  #stopped = true;

  /** @param url where readers reach the observatory: links lead there */
  constructor(options: AlertsOptions, receivers: Receivers, url?: string) {
    this.#options = options;
    this.#outbox = new Outbox(options.tables);
    this.#receivers = receivers;
    this.#url = url;
  }

  /** Beside one that tells: whom it tells, for whoever asks. */
  know(receivers: Receivers, url?: string): void {
    this.#receivers = receivers;
    this.#url = url;
  }

  apply(receivers: Receivers, url?: string): Promise<void> {
    const size = this.#options.size();
    return this.#inTurn(async () => {
      const ids = receivers.channels.map(({ id }) => id);
      await this.#outbox.keepChannels(ids, size);
      this.know(receivers, url);
    });
  }

  start(): void {
    this.#stopped = false;
    this.#timer = setTimeout(() => {
      this.#working = this.look()
        .catch(this.#options.onError)
        .finally(() => {
          if (!this.#stopped) this.start();
        });
    }, LOOK_EVERY_MS);
  }

  /** What is being sent is waited for. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#working;
    await this.#turn;
    await this.idle();
  }

  get channels(): readonly Receiver[] {
    return this.#receivers.channels;
  }

  /** The newest deliveries, newest first. */
  deliveries(limit: number): Promise<Delivery[]> {
    return this.#outbox.newest(limit);
  }

  /** Puts a message that is marked as a test before the others. @returns its id; undefined where there is no such channel */
  async try(channel: string): Promise<string | undefined> {
    const receiver = this.#receivers.channels.find(({ id }) => id === channel);
    if (receiver === undefined) return undefined;
    const made = this.#options.now();
    const { id, message } = testFor(channel, made, wordsOf(receiver.language));
    await this.#outbox.write((within) => within.add([{ id, channel, made, message }]));
    return id;
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    await Promise.all(this.#sending.values());
  }

  /** One round: read what is new, make messages of what is due, begin to send them. */
  async look(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#read();
      await this.#compose();
    });
    for (const delivery of await this.#outbox.due(this.#options.now(), SENT_AT_ONCE)) {
      if (this.#sending.size >= SENT_AT_ONCE || this.#sending.has(delivery.id)) continue;
      const sent = this.#deliver(delivery)
        .catch(this.#options.onError)
        .finally(() => this.#sending.delete(delivery.id));
      this.#sending.set(delivery.id, sent);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Thousands may stand at the same place: what comes after it is read once for all of them. */
  async #read(): Promise<void> {
    const cursors = await this.#outbox.cursors();
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
        const news = newsIn(fresh, this.#options.serviceOf);
        for (const some of inPieces(together, RECEIVERS_AT_ONCE)) await this.#take(some, news, last);
        from = last;
      }
      if (facts.length < limit) return;
      // One entry may have more facts than were asked for.
      if (last === undefined) limit *= 2;
    }
  }

  async #take(receivers: readonly Receiver[], news: readonly News[], last: Cursor): Promise<void> {
    const since = this.#options.now();
    const partial = receivers.filter((one) => news.some(({ incident }) => !isMeant(one, incident)));
    await this.#outbox.write(async (within) => {
      const told = await within.told(
        partial.map(({ id }) => id),
        news.map(({ incident }) => incident.id),
      );
      // Of several states of an incident the last one counts.
      const waiting = new Map<string, Pending>();
      for (const receiver of receivers) {
        for (const one of news) {
          const pending = { channel: receiver.id, incident: one.incident.id, since, position: one.position };
          const key = keyOf(pending);
          // Whoever was told of it is told how it goes on, also where the rest of it lies elsewhere.
          const concerns = isFor(receiver, one) && (isMeant(receiver, one.incident) || told.has(key));
          if (concerns) waiting.set(key, { ...pending, told: toldOf(one) });
        }
      }
      await within.putPending([...waiting.values()]);
      await within.moveCursors(
        receivers.map(({ id }) => id),
        last,
      );
    });
  }

  async #compose(): Promise<void> {
    const waiting = await this.#outbox.waiting();
    const receivers = this.#receivers.channels.filter(({ id }) => waiting.has(id));
    for (const some of inPieces(receivers, RECEIVERS_AT_ONCE)) await this.#composeFor(some);
  }

  async #composeFor(receivers: readonly Receiver[]): Promise<void> {
    await this.#outbox.write(async (within) => {
      const pending = Map.groupBy(await within.pending(receivers.map(({ id }) => id)), ({ channel }) => channel);
      const due = receivers.filter((receiver) => this.#isDue(receiver, pending.get(receiver.id)?.[0]));
      if (due.length === 0) return;
      const ids = due.map(({ id }) => id);
      const waiting = ids.flatMap((id) => pending.get(id)!);
      const before = await within.told(
        ids,
        waiting.map(({ incident }) => incident),
      );
      const news = waiting
        .filter((one) => isNews(one.told, before.get(keyOf(one))))
        .map((one) => ({ ...one, told: { ...one.told, shared: this.#options.sharedBy(one.incident) ?? null } }));
      const ofChannel = Map.groupBy(news, ({ channel }) => channel);
      const messages = due.flatMap((receiver) => this.#messageFor(receiver, ofChannel.get(receiver.id) ?? []));
      const told = news.map(({ channel, incident, told: { state } }) => ({ channel, incident, state }));
      await within.settle(ids, told, messages);
    });
  }

  #isDue(receiver: Receiver, oldest: Pending | undefined): boolean {
    const now = this.#options.now();
    return oldest !== undefined && now - oldest.since >= receiver.groupSeconds * 1_000 && !isQuiet(receiver, now);
  }

  /** One for all of them; none where there is no news. */
  #messageFor({ id: channel, language }: Receiver, news: readonly Pending[]): NewDelivery[] {
    if (news.length === 0) return [];
    const made = this.#options.now();
    const changes = news.map(({ incident, position }) => `${incident} ${position}`);
    const told = news.map((one) => one.told);
    const message = messageOf(told, new Date(made).toISOString(), this.#url, wordsOf(language));
    return [{ id: idOf(channel, changes), channel, made, message }];
  }

  async #deliver({ id, channel: name, message, attempts }: Delivery): Promise<void> {
    const channel = this.#receivers.channels.find((one) => one.id === name);
    if (channel === undefined) return;
    const { now, timeoutMs = SEND_TIMEOUT_MS } = this.#options;
    const why = await send(channel, id, message, { allow: this.#receivers.allow, now: now(), timeoutMs });
    const tried = attempts + 1;
    if (why === undefined) await this.#outbox.mark(id, 'delivered', tried, 0, null);
    else if (tried >= ATTEMPTS_MAX) {
      await this.#outbox.mark(id, 'dead', tried, 0, why);
      await this.#options.onDead?.(name);
    } else {
      const next = now() + Math.min(WAIT_MAX_MS, FIRST_WAIT_MS * 2 ** attempts);
      await this.#outbox.mark(id, 'waiting', tried, next, why);
    }
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
