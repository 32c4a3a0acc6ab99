/**
 * What stands before the routes of a process that follows another one: it answers readers itself, from what it has folded, and hands on
 * what only the process that writes can do. Law: it decides nothing, and keeps nothing; whoever sent something through it sees it there.
 */
import { type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import { sessionIn } from './sessions.ts';

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

export function inFront(own: RequestListener, options: FrontOptions): RequestListener {
  const { writes, writer, serves, takes, caughtUp, entries } = options;
  return (incoming, outgoing) => {
    if (writes()) return own(incoming, outgoing);
    const to = writer();
    const reads = incoming.method === 'GET' || incoming.method === 'HEAD';
    if (incoming.url === '/healthz') {
      return answer(outgoing, 200, { status: 'standby', active: to ?? null, entries: entries() });
    }
    if (reads && serves() && followsFromTheJournal(incoming)) return own(incoming, outgoing);
    if (!reads && !takes) return refuse(outgoing, NOTHING_TAKEN);
    if (to === undefined) return refuse(outgoing, NO_WRITER);
    handOn(incoming, outgoing, to, reads ? undefined : caughtUp);
  };
}

/** What a process says that is not ready, or not any more. */
export const starting: RequestListener = (_, outgoing) => refuse(outgoing, STARTING);

/** What anybody may read. Whoever is signed in is known to the process that writes alone, which also holds the key of the log. */
const followsFromTheJournal = ({ url = '', headers }: IncomingMessage): boolean =>
  headers.authorization === undefined && sessionIn(headers.cookie) === undefined && !OF_THE_LOG.test(url);
const OF_THE_LOG = /^\/log\/|\/bundle\.zip(?:\?|$)/;

/** @param seenHere waited for between the answer and its being passed on */
function handOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: string,
  seenHere: (() => Promise<void>) | undefined,
): void {
  const client = incoming.socket.remoteAddress ?? '';
  const before = incoming.headers['x-forwarded-for'];
  const headers = {
    ...endToEnd(incoming.headers),
    'x-forwarded-for': before === undefined ? client : `${before}, ${client}`,
  };
  const next = request(new URL(incoming.url ?? '/', to), { method: incoming.method, headers }, async (got) => {
    await seenHere?.();
    outgoing.writeHead(got.statusCode ?? 502, endToEnd(got.headers));
    got.pipe(outgoing);
    // An answer that ends in the middle must not look whole.
    got.on('error', () => outgoing.destroy());
  });
  next.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, NO_WRITER);
  });
  outgoing.on('close', () => next.destroy());
  incoming.pipe(next);
}

const endToEnd = (headers: IncomingMessage['headers']): IncomingMessage['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

/** What was not acknowledged may be sent again: a report counts once. */
const NO_WRITER: Problem = {
  type: 'urn:groundswell:problem:no-writer',
  title: 'Taking over',
  status: 503,
  detail: 'No process of this observatory writes just now; another one takes over in a few seconds. Try again.',
};
const STARTING: Problem = {
  type: 'urn:groundswell:problem:starting',
  title: 'Starting',
  status: 503,
  detail: 'This process of the observatory is not ready yet; others may be. Try again.',
};
const NOTHING_TAKEN: Problem = {
  type: 'urn:groundswell:problem:no-door',
  title: 'Only for reading',
  status: 405,
  detail: 'This process of the observatory takes nothing that is sent; another one does. Ask its operator which.',
};

function refuse(outgoing: ServerResponse, problem: Problem): void {
  if (problem.status === 503) outgoing.setHeader('retry-after', RETRY_AFTER);
  else outgoing.setHeader('allow', 'GET, HEAD');
  answer(outgoing, problem.status, problem, 'application/problem+json');
}

function answer(outgoing: ServerResponse, status: number, body: object, type = 'application/json'): void {
  outgoing.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  outgoing.end(JSON.stringify(body));
}
