/**
 * The headers that keep a browser safe, on every answer. Answers that are asked for thousands of times a second are made
 * with them; the rest gets them on its way out, which costs an object for the headers each time.
 */
import type { MiddlewareHandler } from 'hono';

/** HTTPS is decided by a reverse proxy in front, so Strict-Transport-Security is not ours to send. */
const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
};

const made = new WeakSet<Response>();

/** Headers of an answer, safe ones included; made once, used for many. */
export function withSafeHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  // An empty one takes the place of a safe one, and is not sent.
  return Object.fromEntries(Object.entries({ ...SAFE_HEADERS, ...headers }).filter(([, value]) => value !== ''));
}

/** @param headers from `withSafeHeaders` */
export function safeResponse(
  body: Uint8Array | string | null,
  status: number,
  headers: Record<string, string>,
): Response {
  const response = new Response(body as Uint8Array<ArrayBuffer> | string | null, { status, headers });
  made.add(response);
  return response;
}

export const safely: MiddlewareHandler = async (c, next) => {
  await next();
  if (made.has(c.res)) return;
  for (const [name, value] of Object.entries(SAFE_HEADERS)) c.res.headers.set(name, value);
};
