/**
 * Whoever is told: a channel of the operator's configuration, or a reader who subscribed. Law: what a reader chose is a filter and
 * nothing more; how messages are grouped, tried again and named is the same for all.
 */
import type { Channel, HttpChannel, MailChannel } from '../doors/alert/settings.ts';
import { isAbout } from '../model/about.ts';
import type { Incident } from '../model/incident.ts';

/** What a reader wants to hear of, besides the services. */
export interface About {
  readonly component?: string | undefined;
  /** ISO 3166-1, two letters. */
  readonly country?: string | undefined;
}

interface Reader extends Pick<Channel, 'id' | 'on' | 'services' | 'groupSeconds' | 'quiet' | 'language'> {
  readonly about: About;
}

export interface WebhookReader extends Reader {
  readonly kind: 'webhook';
  readonly url: string;
  /** Of Standard Webhooks: `whsec_…`. */
  readonly secret: string;
}

export interface MailReader
  extends Reader,
    Pick<MailChannel, 'kind' | 'server' | 'from' | 'to' | 'user' | 'passwordFile'> {
  /** Where whoever has the mail ends the subscription: a page, and with a POST at once (RFC 8058). */
  readonly leaveUrl: string;
  /** What stands under each mail, in the reader's language. */
  readonly footer: string;
}

export type Receiver = Channel | WebhookReader | MailReader;
export type HttpReceiver = HttpChannel | WebhookReader;
export type MailReceiver = MailChannel | MailReader;

/** Whom is told, and which of them may be reached although their address is not public. */
export interface Receivers {
  readonly allow: readonly string[];
  readonly channels: readonly Receiver[];
}

/** Whether an incident is one of those that a receiver wants to hear of; `services` and `on` aside. */
export function isMeant(
  receiver: Receiver,
  { components, countries }: Pick<Incident, 'components' | 'countries'>,
): boolean {
  if (!('about' in receiver)) return true;
  const { component, country } = receiver.about;
  return isAbout(components, component) && isAbout(countries, country);
}
