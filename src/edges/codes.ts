/**
 * What edges say of a failure in their own numbers and words, and whose fault each is. Faults that look alike from outside stand
 * side by side, the most usual first. Only what an edge documents, or is known to send, is here.
 */
import type { Fault } from '../model/fault.ts';

type Faults = readonly [Fault, ...Fault[]];

const spread = (rows: readonly (readonly [Faults, readonly number[]])[]): ReadonlyMap<number, Faults> =>
  new Map(rows.flatMap(([faults, codes]) => codes.map((code) => [code, faults] as const)));

/** Cloudflare's statuses beyond HTTP's. */
export const CLOUDFLARE_STATUS = spread([
  [['origin-bad-response'], [520]],
  [['origin-refused'], [521]],
  [['origin-timeout-connect'], [522]],
  [['origin-unreachable'], [523]],
  [['origin-timeout-response'], [524]],
  [['origin-tls'], [525, 526]],
  [['edge'], [527]],
  [['origin-dns', 'origin-unreachable', 'config'], [530]],
]);

/** Cloudflare's four digits, which stand in the body. */
export const CLOUDFLARE_CODE = spread([
  [['config'], [1000, 1002, 1003, 1004, 1014, 1018, 1023, 1034, 1035, 1036, 1037, 1040, 1041]],
  [['origin-dns'], [1001, 1016]],
  [['policy'], [1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1015, 1020, 1106]],
  [['client'], [1013]],
  [['origin-app'], [1019, 1025, 1101, 1102]],
  [['origin-unreachable'], [1033]],
  [['origin-overload'], [1200]],
]);

/** Akamai's number at the start of a reference. Nobody publishes the list, so none of these is sure. */
export const AKAMAI_CODE = spread([
  [['origin-timeout-response'], [1]],
  [['origin-bad-response'], [3, 4, 15]],
  [['origin-refused'], [6]],
  [['origin-timeout-connect'], [97]],
  [['config'], [9]],
  [['origin-dns'], [11]],
  [['policy'], [18, 24]],
  [['client'], [27]],
  [['origin-tls'], [30]],
]);

/** An AWS load balancer's answer of its own, by status. */
export const ALB_STATUS = spread([
  [['client'], [400, 405, 408, 414, 460, 463, 505]],
  [['policy'], [401, 403, 561]],
  [['config'], [464]],
  [['edge'], [500]],
  [['origin-bad-response', 'origin-refused', 'origin-tls'], [502]],
  [['origin-unreachable', 'config'], [503]],
  [['origin-timeout-response', 'origin-timeout-connect'], [504]],
]);

/** HAProxy's own pages, by status. */
export const HAPROXY_STATUS = spread([
  [['client'], [400, 408, 413]],
  [['policy'], [401, 403, 407, 425, 429]],
  [['edge', 'config'], [500]],
  [['origin-bad-response'], [502]],
  [
    ['origin-refused', 'origin-timeout-connect', 'origin-unreachable', 'origin-tls', 'origin-dns', 'origin-overload'],
    [503],
  ],
  [['origin-timeout-response', 'origin-timeout-connect'], [504]],
]);

/** nginx's own pages, by status. */
export const NGINX_STATUS = spread([
  [['client'], [400, 408, 411, 413, 414, 416, 431, 494, 495, 496, 497]],
  [['policy'], [403, 429]],
  [['config'], [404, 405]],
  [['config', 'edge'], [500]],
  // Its limits and an owner's `return 503` look alike.
  [['policy', 'config', 'origin-overload'], [503]],
  [['origin-refused', 'origin-bad-response', 'origin-tls', 'origin-unreachable', 'origin-dns'], [502]],
  [['origin-timeout-response', 'origin-timeout-connect'], [504]],
]);

type Words = readonly (readonly [says: RegExp, faults: Faults])[];

/** CloudFront's own pages; the first that fits. */
export const CLOUDFRONT_PAGE: Words = [
  [/request blocked/i, ['policy']],
  [/wasn.t able to connect to the origin/i, ['origin-refused', 'origin-tls', 'origin-dns', 'origin-unreachable']],
  [/couldn.t resolve the origin/i, ['origin-dns']],
  [/origin (?:closed|didn.t respond|read)/i, ['origin-bad-response', 'origin-timeout-response']],
  [/capacity/i, ['edge']],
  [/Bad request/i, ['config', 'client']],
];

/** Fastly's reasons, in pages of its own. */
export const FASTLY_PAGE: Words = [
  [/first byte timeout|between bytes timeout/i, ['origin-timeout-response']],
  [/backend (?:read|write) error|backend fetch failed/i, ['origin-bad-response', 'origin-timeout-response']],
  [/connection refused/i, ['origin-refused']],
  [/connection timed out/i, ['origin-timeout-connect']],
  [/all backends failed or unhealthy|no stale object available/i, ['origin-unreachable']],
  [/certificate|hostname doesn.t match|ssl/i, ['origin-tls']],
  [/unknown domain|loop detected/i, ['config']],
];

/** Words of Vercel's header. Those for the platform's own failures start with INTERNAL. */
export const VERCEL_ERROR: Words = [
  [/^INTERNAL_/, ['edge']],
  [/^(?:FUNCTION|EDGE_FUNCTION|MIDDLEWARE)_INVOCATION|^NO_RESPONSE_FROM_FUNCTION|PAYLOAD_TOO_LARGE$/, ['origin-app']],
  [/^FUNCTION_THROTTLED/, ['origin-overload']],
  [/^DNS_HOSTNAME_/, ['origin-dns']],
  [/^ROUTER_EXTERNAL_TARGET|^ROUTER_CANNOT_MATCH/, ['origin-bad-response', 'origin-unreachable']],
  [/^DEPLOYMENT_BLOCKED/, ['policy']],
  [/^DEPLOYMENT_|^INFINITE_LOOP_DETECTED|^NOT_FOUND/, ['config']],
];

/** Azure Front Door's word for an error, in its own header. */
export const AZURE_ERROR: Words = [
  [/OriginTimeout/, ['origin-timeout-response']],
  [/OriginConnectionRefused/, ['origin-refused']],
  [/OriginConnection|OriginInvalidResponse|ResponseHeaderTooBig/, ['origin-bad-response']],
  [/OriginError/, ['origin-app']],
  [/DNS/, ['origin-dns']],
  [/SSL|Certificate/, ['origin-tls']],
  [/Geo|Restricted/, ['policy']],
  [/Client|InvalidRequest/, ['client']],
];

export const firstOf = (words: Words, text: string): Faults | undefined => words.find(([says]) => says.test(text))?.[1];

export type { Faults };
