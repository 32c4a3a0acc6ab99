/**
 * Bodies over a size are refused by what their header says, before anything is read. A body that does not say its
 * length is counted while it is read, which costs a stream; honest senders of short bodies don't pay for it.
 */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

export function limitBody(maxSize: number, onError: Parameters<typeof bodyLimit>[0]['onError']): MiddlewareHandler {
  const counted = bodyLimit({ maxSize, ...(onError === undefined ? {} : { onError }) });
  return async (c, next) => {
    const length = c.req.header('content-length');
    // Node's parser has refused a length that is no number, or one beside chunks; it also reads no more than it says.
    if (length !== undefined && Number(length) <= maxSize) return next();
    return counted(c, next);
  };
}
