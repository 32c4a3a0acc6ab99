/** A receiver on loopback that answers as it is told: with a status, not at all, or by breaking off. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Mood = number | 'silent' | 'reset';

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
  /** How the next requests are answered; the last one stays. */
  moods: Mood[];
  /** Answers what it was sent, as a webhook does that is asked whether it wants to be called. */
  echoes: boolean;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const receiver = { moods: [200] as Mood[], echoes: false };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    received.push({ path: request.url!, headers: request.headers, body });
    const mood = receiver.moods.length > 1 ? receiver.moods.shift()! : receiver.moods[0]!;
    if (mood === 'reset') request.socket.destroy();
    else if (mood !== 'silent') response.writeHead(mood).end(receiver.echoes ? body : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
