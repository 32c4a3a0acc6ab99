/**
 * What a process that only waits to take over says on HTTP: it hands every request to the one that writes, so that each machine of
 * a cluster answers. Law: it decides nothing, and keeps nothing.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

/** Seconds after which it is worth trying again, where nobody writes just now. */
const RETRY_AFTER = 5;
/** They belong to one connection, and are made anew for the next (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** @param active where the process that writes is reached; undefined while there is none */
export function createStandby(active: () => string | undefined): Server {
  return createServer((incoming, outgoing) => {
    const to = active();
    if (incoming.url === '/healthz') return answer(outgoing, 200, { status: 'standby', active: to ?? null });
    if (to === undefined) return refuse(outgoing);
    handOn(incoming, outgoing, to);
  });
}

function handOn(incoming: IncomingMessage, outgoing: ServerResponse, to: string): void {
  const client = incoming.socket.remoteAddress ?? '';
  const before = incoming.headers['x-forwarded-for'];
  const headers = {
    ...endToEnd(incoming.headers),
    'x-forwarded-for': before === undefined ? client : `${before}, ${client}`,
  };
  const next = request(new URL(incoming.url ?? '/', to), { method: incoming.method, headers }, (got) => {
    outgoing.writeHead(got.statusCode ?? 502, endToEnd(got.headers));
    got.pipe(outgoing);
    // An answer that ends in the middle must not look whole.
    got.on('error', () => outgoing.destroy());
  });
  next.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing);
  });
  outgoing.on('close', () => next.destroy());
  incoming.pipe(next);
}

const endToEnd = (headers: IncomingMessage['headers']): IncomingMessage['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));

/** What was not acknowledged may be sent again: a report counts once. */
function refuse(outgoing: ServerResponse): void {
  const problem = {
    type: 'urn:groundswell:problem:no-writer',
    title: 'Taking over',
    status: 503,
    detail: 'No process of this observatory writes just now; another one takes over in a few seconds. Try again.',
  };
  outgoing.setHeader('retry-after', RETRY_AFTER);
  answer(outgoing, 503, problem, 'application/problem+json');
}

function answer(outgoing: ServerResponse, status: number, body: object, type = 'application/json'): void {
  outgoing.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  outgoing.end(JSON.stringify(body));
}
