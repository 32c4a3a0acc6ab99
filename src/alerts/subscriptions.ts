/**
 * What readers subscribed to, by e-mail and webhook: who is asked first, who is told, and who is let go of. How messages are made, grouped and
 * delivered is the alerts' own.
 */
import type { Subscribing } from '../doors/alert/settings.ts';
import { type Refusal, refuse } from '../doors/refusal.ts';
import { isLanguage, wordsOf } from '../words/words.ts';
import { Alerts, type AlertsOptions } from './alerts.ts';
import type { Message } from './message.ts';
import type { MailReader, WebhookReader } from './receiver.ts';
import { askBack, SEND_TIMEOUT_MS, send } from './send.ts';
import { SubscriberBook, type Subscription, type Wish } from './subscribers.ts';

/** What changes within so long is one message. */
const GROUP_SECONDS = 60;
const LOOK_EVERY_MS = 60_000;

/** Until an address may be asked again. */
const AGAIN_SECONDS = 24 * 3_600;

export class Subscriptions {
  readonly #options: AlertsOptions;
  readonly #book: SubscriberBook;
  readonly #alerts: Alerts;
  #setting: Subscribing;
  #url: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  /** @param options with tables made with OUTBOX_TABLES and SUBSCRIBER_TABLES */
  constructor(options: Omit<AlertsOptions, 'onDead'>, setting: Subscribing, url?: string) {
    this.#options = options;
    this.#book = new SubscriberBook(options.tables);
    this.#setting = setting;
    this.#url = url;
    const nobody = { allow: setting.allow, channels: [] };
    this.#alerts = new Alerts({ ...options, onDead: (id) => this.end(id) }, nobody, url);
  }

  /** Beside one that tells: what is offered, for whoever asks. */
  know(setting: Subscribing, url?: string): void {
    this.#setting = setting;
    this.#url = url;
  }

  apply(setting: Subscribing, url?: string): Promise<void> {
    this.know(setting, url);
    return this.#changed();
  }

  start(): void {
    this.#alerts.start();
    this.#timer = setInterval(() => {
      this.#looking = this.look().catch(this.#options.onError);
    }, LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#alerts.stop();
  }

  /** Ways that the operator has opened. */
  get ways(): readonly Wish['kind'][] {
    if (this.#url === undefined) return [];
    return [
      ...(this.#setting.mail === undefined ? [] : (['email'] as const)),
      ...(this.#setting.webhooks ? (['webhook'] as const) : []),
    ];
  }

  /** Who is told by now, and who was asked and has not answered. */
  async counts(): Promise<{ readonly told: number; readonly asked: number }> {
    const all = await this.#book.all();
    const told = all.filter(({ confirmed }) => confirmed !== null).length;
    return { told, asked: all.length - told };
  }

  /** Deliveries, for tests and whoever looks for what is wrong. */
  get alerts(): Pick<Alerts, 'look' | 'idle' | 'deliveries'> {
    return this.#alerts;
  }

  /** Hosts that may be called although their address is not public. */
  get allow(): readonly string[] {
    return this.#setting.allow;
  }

  find(id: string, token: string): Promise<Subscription | undefined> {
    return this.#book.find(id, token);
  }

  /** Asks the owner of the address, or the webhook, whether this is wanted. A webhook's token is told at once, that of an address only in the mail. */
  async ask(wish: Wish): Promise<Subscription | Refusal> {
    const now = this.#options.now();
    await this.#book.forgetUnconfirmed(now);
    const known = await this.#book.same(wish);
    if (known === undefined && (await this.#book.all()).length >= this.#setting.most) {
      return refuse(409, 'full', 'No room', (r) => r.subscriptions.full(this.#setting.most));
    }
    if (!(await this.#book.mayAsk(wish.target, now))) {
      return refuse(429, 'too-many', 'Too many', (r) => r.subscriptions.often, { retryAfter: AGAIN_SECONDS });
    }
    // A webhook that asks again gets a new secret; whoever holds the address alone knows whether it is subscribed.
    if (known !== undefined && wish.kind === 'webhook') await this.#book.remove(known.id);
    const asked = known !== undefined && wish.kind === 'email' ? known : await this.#book.add(wish, now);
    const why = await this.#question(asked);
    if (why !== undefined) {
      if (asked !== known) await this.#book.remove(asked.id);
      await this.#changed();
      return refuse(422, 'not-reached', 'It was not reached', why);
    }
    if (wish.kind === 'webhook') await this.confirm(asked.id);
    return asked;
  }

  async confirm(id: string): Promise<void> {
    await this.#book.confirm(id, this.#options.now());
    await this.#changed();
  }

  async end(id: string): Promise<void> {
    await this.#book.remove(id);
    await this.#changed();
  }

  /** Where its owner looks at it, confirms and ends it. */
  pageOf({ id, token }: Pick<Subscription, 'id' | 'token'>): string {
    return `${this.#url}/subscriptions/${id}?token=${token}`;
  }

  /** Takes in what was ended by a command, and forgets who has not confirmed in time. */
  async look(): Promise<void> {
    await this.#book.forgetUnconfirmed(this.#options.now());
    await this.#changed();
  }

  async #changed(): Promise<void> {
    await this.#alerts.apply(await this.#receivers(), this.#url);
  }

  async #receivers() {
    const told = (await this.#book.all()).filter(({ confirmed }) => confirmed !== null);
    const channels = told.map((one) => this.#receiverOf(one)).filter((one) => one !== undefined);
    return { allow: this.#setting.allow, channels };
  }

  /** undefined where the operator has closed that way again. */
  #receiverOf(one: Subscription): WebhookReader | MailReader | undefined {
    const { id, kind, target, service, component, country, severity } = one;
    const language = isLanguage(one.language) ? one.language : 'en';
    const about = { component: component ?? undefined, country: country ?? undefined };
    const services = service === null ? undefined : [service];
    const common = { id, on: severity, services, groupSeconds: GROUP_SECONDS, quiet: undefined, about, language };
    const { mail, webhooks } = this.#setting;
    if (this.#url === undefined) return undefined;
    if (kind === 'webhook') {
      if (!webhooks) return undefined;
      return { ...common, kind, url: target, secret: one.secret ?? '' } satisfies WebhookReader;
    }
    if (mail === undefined) return undefined;
    const leaveUrl = `${this.#url}/subscriptions/${id}/end?token=${one.token}`;
    const footer = wordsOf(language).subscribe.footer(this.pageOf(one));
    return { ...common, ...mail, kind, to: [target], leaveUrl, footer } satisfies MailReader;
  }

  /** @returns undefined when an address was sent the question, or a webhook has answered it; else why not */
  async #question(one: Subscription): Promise<string | undefined> {
    const reader = this.#receiverOf(one);
    if (reader === undefined) return 'Nothing is sent this way from here.';
    const now = this.#options.now();
    const how = { allow: this.#setting.allow, now, timeoutMs: this.#options.timeoutMs ?? SEND_TIMEOUT_MS };
    if (reader.kind === 'webhook') return askBack(reader, how);
    const text = wordsOf(reader.language).subscribe.question(one.service, this.pageOf(one));
    const why = await send(reader, `${one.id}-${now}`, this.#message(text), how);
    if (why !== undefined) this.#options.onError(new Error(`a reader could not be asked by mail: ${why}`));
    return why;
  }

  #message(text: string): Message {
    const timestamp = new Date(this.#options.now()).toISOString();
    return { type: 'subscription.question', timestamp, data: { text, count: 0, incidents: [] } };
  }
}
