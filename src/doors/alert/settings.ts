/** Whom alerts go to: channels, each with its kind, and when it wants to be left alone. Secrets lie in files of their own. */
import { z } from 'zod';
import { ID_PATTERN } from '../../model/service.ts';
import { LANGUAGES } from '../../words/tongue.ts';
import { isAllowable } from '../probe/reach.ts';
import { isZone } from '../zoned.ts';

const CHANNELS_MAX = 16;

const Id = z.string().regex(ID_PATTERN, 'lower-case letters, digits and hyphens, at most 64');
const Url = z.url({ protocol: /^https?$/, error: 'a URL that starts with http:// or https://' });
const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:00');
const Address = z.email('an address such as ops@example.org').max(254);
const Zone = z.string().refine(isZone, { message: 'a time zone such as Europe/Berlin' });

const common = {
  id: Id,
  on: z.enum(['possible', 'confirmed']).default('confirmed'),
  services: z.array(Id).max(1_000).optional(),
  groupSeconds: z.number().min(0).max(3_600).default(60),
  language: z.enum(LANGUAGES).default('en'),
  quiet: z.strictObject({ from: Clock, to: Clock, zone: Zone.default('UTC') }).optional(),
};

/** Who sends an e-mail, and through which server. */
const mail = {
  server: z.url({
    protocol: /^smtps?$/,
    error: 'a mail server such as smtp://mail.example:587 or smtps://mail.example',
  }),
  from: Address,
  user: z.string().min(1).max(200).optional(),
  passwordFile: z.string().min(1).optional(),
};

const ChannelSetting = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('webhook'), url: Url, secretFile: z.string().min(1) }),
  z.strictObject({ ...common, kind: z.enum(['slack', 'discord']), url: Url }),
  z.strictObject({ ...common, kind: z.literal('ntfy'), url: Url, tokenFile: z.string().min(1).optional() }),
  z.strictObject({
    ...common,
    kind: z.literal('telegram'),
    url: Url.default('https://api.telegram.org'),
    tokenFile: z.string().min(1),
    chat: z.string().min(1).max(100),
  }),
  z.strictObject({ ...common, kind: z.literal('email'), ...mail, to: z.array(Address).min(1).max(50) }),
]);

const allow = z
  .array(z.string().refine(isAllowable, { message: 'a host name, an address or a CIDR range' }))
  .max(64)
  .default([])
  .describe('Receivers that may be reached although their address is not public');

/** What readers may subscribe to by themselves; nothing without it. */
export const SubscriptionsSetting = z.strictObject({
  mail: z.strictObject(mail).optional().describe('By e-mail, sent through this server'),
  webhooks: z.boolean().default(false).describe('By webhook'),
  most: z.number().int().min(1).max(10_000).default(2_000).describe('Subscriptions at once'),
  allow,
});

export type Subscribing = z.infer<typeof SubscriptionsSetting>;

export const AlertsSetting = z.strictObject({
  allow,
  channels: z
    .array(ChannelSetting)
    .max(CHANNELS_MAX)
    .default([])
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      message: 'two channels have the same id',
    }),
});

export type Alerting = z.infer<typeof AlertsSetting>;
export type Channel = z.infer<typeof ChannelSetting>;
export type MailChannel = Extract<Channel, { kind: 'email' }>;
export type HttpChannel = Exclude<Channel, MailChannel>;
