/** What a reader sent who wants to be told. Law: a target that could reach something else than an address or a public web server is refused here. */
import { z } from 'zod';
import { ID_PATTERN, type Service } from '../../model/service.ts';
import { invalid, type Reason, type Refusal, refuse } from '../refusal.ts';

const Id = z.string().regex(ID_PATTERN, 'lower-case letters, digits and hyphens, at most 64');
/** What a form leaves empty is not wished for. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

export const SubscriptionBody = z
  .strictObject({
    kind: z.enum(['email', 'webhook']),
    target: z.string().min(1).max(2_000).describe('An e-mail address, or a URL that starts with https://'),
    service: optional(Id).describe('Without it all'),
    component: optional(Id).describe('Only incidents about this part'),
    country: optional(z.string().regex(/^[A-Za-z]{2}$/, 'two letters such as DE')).describe(
      'Only incidents about this country, ISO 3166-1',
    ),
    severity: optional(z.enum(['possible', 'confirmed'])).describe('From which state on; confirmed without it'),
  })
  .meta({ id: 'SubscriptionBody' });

const Address = z.email().max(254);
const Url = z.url({ protocol: /^https?$/ });

/** A wish without the language that it was made in. */
export interface ReadWish {
  readonly kind: 'email' | 'webhook';
  /** An address, or a URL. */
  readonly target: string;
  /** null: all services. */
  readonly service: string | null;
  readonly component: string | null;
  readonly country: string | null;
  readonly severity: 'possible' | 'confirmed';
}

export interface WishContext {
  readonly ways: readonly ReadWish['kind'][];
  readonly serviceOf: (id: string) => Service | undefined;
  /** Hosts that may be called without https too. */
  readonly allow: readonly string[];
}

export function readWish(body: unknown, { ways, serviceOf, allow }: WishContext): ReadWish | Refusal {
  const read = SubscriptionBody.safeParse(body);
  if (!read.success) return invalid('bad-subscription', 'Not a subscription', read.error);
  const { kind, target, service, component, country, severity = 'confirmed' } = read.data;
  if (!ways.includes(kind)) {
    return refuse(404, 'not-offered', 'Not offered', (r) => r.subscriptions.offered(ways));
  }
  const reached = kind === 'email' ? addressOf(target) : urlOf(target, allow);
  if (reached === undefined) {
    return unclear('target', ({ subscriptions: { address, url } }) => (kind === 'email' ? address : url));
  }
  const known = service === undefined ? undefined : serviceOf(service);
  if (service !== undefined && known === undefined) {
    return refuse(404, 'no-such-service', 'No such service', (r) => r.services.noneHere(service));
  }
  if (component !== undefined && known?.components.some(({ id }) => id === component) !== true) {
    const parts = known?.components.map(({ id }) => id) ?? [];
    return unclear('component', ({ subscriptions }) => subscriptions.part(parts));
  }
  return {
    ...{ kind, target: reached, severity },
    service: service ?? null,
    component: component ?? null,
    country: country?.toUpperCase() ?? null,
  };
}

const unclear = (field: string, say: Reason): Refusal =>
  refuse(422, 'bad-subscription', 'Not a subscription', (r) => r.field(field, say(r)));

/** The part behind the @ is the same in any case. */
function addressOf(text: string): string | undefined {
  const read = Address.safeParse(text.trim());
  if (!read.success) return undefined;
  const at = read.data.lastIndexOf('@');
  return read.data.slice(0, at) + read.data.slice(at).toLowerCase();
}

function urlOf(text: string, allow: readonly string[]): string | undefined {
  if (!Url.safeParse(text.trim()).success) return undefined;
  const url = new URL(text.trim());
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol !== 'https:' && !allow.includes(url.hostname)) return undefined;
  url.hash = '';
  return url.href;
}
