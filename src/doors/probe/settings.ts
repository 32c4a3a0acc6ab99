/** What can be probed, how much of it is followed and read, and what services.yaml says of it. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { ID_PATTERN } from '../../model/service.ts';
import { isAllowable } from './reach.ts';

/** More redirects than any browser follows are a circle. */
export const REDIRECTS_MAX = 10;
/** So much of an answer is read; more is no use to a probe. */
export const BODY_BYTES_MAX = 1_048_576;
const EXPECTED_CHARS_MAX = 500;
/** Of one service. */
const TARGETS_MAX = 16;

export const SCHEMES = ['http:', 'https:', 'tcp:', 'tls:', 'dns:'] as const;

export interface Target {
  /** As it was written; it names the check. */
  readonly name: string;
  readonly scheme: (typeof SCHEMES)[number];
  readonly url: URL;
}

/** A target as text becomes one, or a reason why it is none. */
export function readTarget(text: string): Target | string {
  const named = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  let url: URL;
  try {
    url = new URL(named);
  } catch {
    return `"${text}" is no URL`;
  }
  const scheme = SCHEMES.find((known) => known === url.protocol);
  if (scheme === undefined) return `${url.protocol}// is not probed; http, https, tcp, tls and dns are`;
  if (url.hostname === '') return `"${text}" names no host`;
  if (url.username !== '' || url.password !== '') return 'a name and password in a URL would stand in the journal';
  if (scheme === 'tcp:' && url.port === '') return 'name the port: tcp://HOST:PORT';
  if (scheme !== 'http:' && scheme !== 'https:' && /[^/]/.test(url.pathname + url.search)) {
    return `${scheme}// takes a host${scheme === 'dns:' ? '' : ' and a port'} and nothing more`;
  }
  return { name: text, scheme, url };
}

const Text = z.string().min(1).max(EXPECTED_CHARS_MAX);
const TargetText = z
  .string()
  .max(2_048)
  .superRefine((text, context) => {
    const target = readTarget(text);
    if (typeof target === 'string') context.addIssue({ code: 'custom', message: target });
  });

const EVERY_SECONDS = 60;
const TIMEOUT_SECONDS = 10;

const ProbeObject = z.strictObject({
  target: TargetText,
  everySeconds: z.number().int().min(5).max(86_400).default(EVERY_SECONDS),
  timeoutSeconds: z.number().min(0.1).max(60).default(TIMEOUT_SECONDS),
  expect: Text.optional().describe('Text that must stand in the answer'),
  status: z.array(z.number().int().min(100).max(599)).min(1).max(16).optional(),
});

/** One service's probes in services.yaml: URLs, or URLs with what is expected of them. */
export const ProbesSetting = z
  .array(
    z.union([
      TargetText.transform((target) => ({ target, everySeconds: EVERY_SECONDS, timeoutSeconds: TIMEOUT_SECONDS })),
      ProbeObject,
    ]),
  )
  .max(TARGETS_MAX)
  .refine((probes) => new Set(probes.map(({ target }) => target)).size === probes.length, 'one target stands twice');

const Vantage = z.string().regex(ID_PATTERN, 'lower-case letters, digits and hyphens, at most 64');
const Country = z.string().regex(/^[A-Z]{2}$/, 'two capital letters (ISO 3166-1)');

/** A place for the map; without either it is listed and not drawn. */
const WHERE = {
  name: Text.optional(),
  country: Country.optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
};
const isWhole = ({ latitude, longitude }: { latitude?: number | undefined; longitude?: number | undefined }) =>
  (latitude === undefined) === (longitude === undefined);
const WHOLE = 'latitude and longitude belong together';

const OtherVantage = z.strictObject({ id: Vantage, ...WHERE }).refine(isWhole, WHOLE);

/** How this machine looks, and which others do. */
export const ProbingSetting = z
  .strictObject({
    vantage: Vantage.default('here'),
    ...WHERE,
    allow: z.array(z.string().refine(isAllowable, 'a host name, an address or a CIDR range')).max(64).default([]),
    resolvers: z.array(z.string().refine(isServer, 'an address, with or without a port')).max(8).default([]),
    anchors: z.array(TargetText).max(8).default([]),
    vantages: z.array(OtherVantage).max(32).default([]),
  })
  .refine(isWhole, WHOLE)
  .refine(({ vantage, vantages }) => new Set([vantage, ...vantages.map(({ id }) => id)]).size === vantages.length + 1, {
    message: 'two places have one name',
    path: ['vantages'],
  });

export type Probe = z.infer<typeof ProbeObject>;
export type Probing = z.infer<typeof ProbingSetting>;

/** A service, and what is probed of it. */
export interface ServiceProbes {
  readonly service: string;
  readonly probes: readonly Probe[];
}

/** An address of a name server: `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:5353`. */
export function isServer(text: string): boolean {
  const bare = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text);
  return isIP(bare?.[1] ?? bare?.[2] ?? text) !== 0;
}
