/**
 * What stands before the routes of a process that follows another one: it answers readers itself, from what it has folded, and hands on
 * what only the process that writes can do. Law: it decides nothing, and keeps nothing; whoever sent something through it sees it there.
 */
import { type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import { type Refusal, refuse } from '../doors/refusal.ts';
import type { App } from './app.ts';
import { problemOf } from './problem.ts';
import { noWriter } from './routes/refusals.ts';
import { sessionIn } from './sessions.ts';

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

export interface FrontOptions {
  /** Whether this process writes by now: then all is its own. */
  readonly writes: () => boolean;
  /** Where the process that writes is reached; undefined while there is none but this one. */
  readonly writer: () => string | undefined;
  /** Whether readers are answered from here. */
  readonly serves: () => boolean;
  /** Whether what is sent is taken here, and handed on. */
  readonly takes: boolean;
  /** Resolves when all that is stored by now has been folded here, or when that does not work. */
  readonly caughtUp: () => Promise<void>;
  /** Entries that were folded here. */
  readonly entries: () => number;
}

export function inFront(app: Pick<App, 'listener' | 'refuse'>, options: FrontOptions): RequestListener {
  const { writes, writer, serves, takes, caughtUp, entries } = options;
  return (incoming, outgoing) => {
    if (writes()) return app.listener(incoming, outgoing);
    const to = writer();
    const reads = incoming.method === 'GET' || incoming.method === 'HEAD';
    if (incoming.url === '/healthz') {
      return answer(outgoing, 200, { status: 'standby', active: to ?? null, entries: entries() });
    }
    if (reads && serves() && followsFromTheJournal(incoming)) return app.listener(incoming, outgoing);
    if (!reads && !takes) {
      outgoing.setHeader('allow', 'GET, HEAD');
      return app.refuse(incoming, outgoing, nothingTaken());
    }
    const nobodyWrites = (): void => app.refuse(incoming, outgoing, noWriter());
    if (to === undefined) return nobodyWrites();
    handOn(incoming, outgoing, to, { nobodyWrites, ...(reads ? {} : { caughtUp }) });
  };
}

/** What anybody may read. Whoever is signed in is known to the process that writes alone, which also holds the key of the log. */
const followsFromTheJournal = ({ url = '', headers }: IncomingMessage): boolean =>
  headers.authorization === undefined && sessionIn(headers.cookie) === undefined && !OF_THE_LOG.test(url);
const OF_THE_LOG = /^\/log\/|\/bundle\.zip(?:\?|$)/;

interface HandedOn {
  /** Answers where the process that writes is not reached. */
  readonly nobodyWrites: () => void;
  /** Waited for between the answer and its being passed on. */
  readonly caughtUp?: () => Promise<void>;
}

function handOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: string,
  { nobodyWrites, caughtUp }: HandedOn,
): void {
  const client = incoming.socket.remoteAddress ?? '';
  const before = incoming.headers['x-forwarded-for'];
  const headers = {
    ...endToEnd(incoming.headers),
    'x-forwarded-for': before === undefined ? client : `${before}, ${client}`,
  };
  const next = request(new URL(incoming.url ?? '/', to), { method: incoming.method, headers }, async (got) => {
    await caughtUp?.();
    outgoing.writeHead(got.statusCode ?? 502, endToEnd(got.headers));
    got.pipe(outgoing);
    // An answer that ends in the middle must not look whole.
    got.on('error', () => outgoing.destroy());
  });
  next.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else nobodyWrites();
  });
  outgoing.on('close', () => next.destroy());
  incoming.pipe(next);
}

const endToEnd = (headers: IncomingMessage['headers']): IncomingMessage['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));

/** What a process says that is not ready, or not any more: there are no pages yet, nor words of its readers. */
export const starting: RequestListener = (_, outgoing) => {
  outgoing.setHeader('retry-after', STARTING.retryAfter!);
  answer(outgoing, STARTING.status, problemOf(STARTING), 'application/problem+json');
};

const STARTING = refuse(
  503,
  'starting',
  'Starting',
  'This process of the observatory is not ready yet; others may be. Try again.',
  { retryAfter: 5 },
);

const nothingTaken = (): Refusal =>
  refuse(
    405,
    'no-door',
    'Only for reading',
    'This process of the observatory takes nothing that is sent; another one does. Ask its operator which.',
  );

function answer(outgoing: ServerResponse, status: number, body: object, type = 'application/json'): void {
  outgoing.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  outgoing.end(JSON.stringify(body));
}
