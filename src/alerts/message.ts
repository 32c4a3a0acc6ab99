/**
 * What a channel is told: one message for all that changed together, as text for people and as data for programs, and the form
 * that each kind of receiver wants. The same changes give the same message and the same id.
 */
import { createHash, createHmac } from 'node:crypto';
import type { IncidentState } from '../model/incident.ts';
import type { Words } from '../words/words.ts';
import type { HttpReceiver } from './receiver.ts';

/** Incidents named in one message; the rest is a number. */
const NAMED_MAX = 10;
/** And these are there as data. */
const TOLD_MAX = 100;

export interface Told {
  readonly incident: string;
  readonly service: string;
  readonly name: string;
  readonly state: IncidentState;
  readonly start: string;
  readonly end: string | null;
  readonly observed: number;
  readonly expected: number;
  /** What its service shares with others that fail at the same time: a provider's name. */
  readonly shared: string | null;
  /** Where readers see it; null where nobody said under which address the observatory is reached. */
  readonly url: string | null;
}

export interface Message {
  readonly type: 'incidents.changed' | 'alert.test' | 'subscription.question';
  readonly timestamp: string;
  readonly data: { readonly text: string; readonly count: number; readonly incidents: readonly Told[] };
}

/** @param base where readers reach the observatory, without a slash behind it @param t the receiver's language */
export function messageOf(
  incidents: readonly Told[],
  timestamp: string,
  base: string | undefined,
  { alerts: { message: words } }: Words,
): Message {
  const told = incidents.slice(0, TOLD_MAX).map((one) => ({ ...one, url: urlOf(one, base) }));
  const named = told.slice(0, NAMED_MAX).map((one) => lineOf(one, words));
  const more = incidents.length - named.length;
  const together = [words.together(incidents.length), ...sharing(incidents, words)].join(', ');
  const lines = incidents.length > 1 ? [`${together}:`, ...named] : named;
  const text = [...lines, ...(more > 0 ? [words.more(more)] : [])].join('\n');
  return {
    type: 'incidents.changed',
    timestamp,
    data: { text, count: incidents.length, incidents: told },
  };
}

type MessageWords = Words['alerts']['message'];

/** Providers that several of them share, the one of most first. */
function sharing(incidents: readonly Told[], words: MessageWords): string[] {
  const counts = new Map<string, number>();
  for (const { shared } of incidents) if (shared !== null) counts.set(shared, (counts.get(shared) ?? 0) + 1);
  const told = [...counts].filter(([, count]) => count > 1).toSorted((a, b) => b[1] - a[1]);
  return told.map(([name, count]) => words.share(count, name));
}

/** A message that says that it is a test, for one channel. */
export const testFor = (
  channel: string,
  now: number,
  t: Words,
): { readonly id: string; readonly message: Message } => ({
  id: idOf(channel, ['test', String(now)]),
  message: {
    type: 'alert.test',
    timestamp: new Date(now).toISOString(),
    data: { text: t.alerts.message.test, count: 0, incidents: [] },
  },
});

const urlOf = ({ incident }: Told, base: string | undefined): string | null =>
  base === undefined ? null : `${base}/incidents/${incident}`;

function lineOf({ name, state, start, observed, expected, url }: Told, words: MessageWords): string {
  const since = `${start.slice(0, 16).replace('T', ' ')} UTC`;
  return `${words.line(name, words.says[state], since, observed, expected)}${url === null ? '' : ` ${url}`}`;
}

/** The name of a message for one channel: whoever gets it twice can tell. */
export const idOf = (channel: string, parts: readonly string[]): string =>
  `msg_${createHash('sha256')
    .update([channel, ...parts].join('\n'))
    .digest('base64url')
    .slice(0, 27)}`;

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @param secret what the channel's file holds; '' where it has none */
export function outgoing(
  channel: HttpReceiver,
  id: string,
  message: Message,
  secret: string,
  seconds: number,
): Outgoing {
  const json = { 'content-type': 'application/json' };
  const { text } = message.data;
  switch (channel.kind) {
    case 'webhook': {
      const body = JSON.stringify(message);
      return {
        url: channel.url,
        headers: {
          ...json,
          'webhook-id': id,
          'webhook-timestamp': String(seconds),
          'webhook-signature': `v1,${signature(secret, `${id}.${seconds}.${body}`)}`,
        },
        body,
      };
    }
    case 'slack': {
      return { url: channel.url, headers: json, body: JSON.stringify({ text: escaped(text) }) };
    }
    case 'discord':
      return {
        url: channel.url,
        headers: json,
        body: JSON.stringify({ content: text.slice(0, 2_000), allowed_mentions: { parse: [] } }),
      };
    case 'ntfy':
      return {
        url: channel.url,
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          ...(secret === '' ? {} : { authorization: `Bearer ${secret}` }),
        },
        body: text.slice(0, 4_000),
      };
    case 'telegram':
      return {
        url: `${channel.url.replace(/\/$/, '')}/bot${secret}/sendMessage`,
        headers: json,
        body: JSON.stringify({
          chat_id: channel.chat,
          text: text.slice(0, 4_000),
          link_preview_options: { is_disabled: true },
        }),
      };
  }
}

/** Text that stands in markup, or between quotation marks in it. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Of Standard Webhooks: the key is what stands behind `whsec_`, in base64. */
const signature = (secret: string, signed: string): string =>
  createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(signed)
    .digest('base64');
