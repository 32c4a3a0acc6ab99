/** The server of HTTP that an observatory listens with: its limits, its start and its end. */
import { createServer, type RequestListener, type Server } from 'node:http';

/** A request's headers, and the whole of it, must have come within so long. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 120_000;
/** Who is slower is let go of when it is looked at, which is so often. */
const LOOK_EVERY_MS = 2_000;
/** Connections at once; more are closed as they come, before they cost anything. Live streams have a limit of their own below this one. */
const CONNECTIONS_MAX = 20_000;
/** How long requests that are under way may take when the program ends. */
const CLOSE_GRACE_MS = 2_000;

export function startServer(
  listener: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Server> {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: LOOK_EVERY_MS,
    },
    listener,
  );
  server.maxConnections = CONNECTIONS_MAX;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** Answers what has come, and lets go of who does not take the answer in time. */
export async function stopServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const late = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(late);
}
