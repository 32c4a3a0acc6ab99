/** A way between two programs on loopback that can be cut: what is sent then arrives nowhere, and nobody is told, as in a network that has come apart. */
import { connect, createServer, type Socket } from 'node:net';

export interface Way extends AsyncDisposable {
  /** HOST:PORT in the place of the one behind it. */
  readonly address: string;
  cut(): void;
  heal(): void;
}

/** @param to HOST:PORT */
export async function openWay(to: string): Promise<Way> {
  const [host, port] = to.split(':') as [string, string];
  const pairs = new Set<readonly [Socket, Socket]>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, other] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => {
        if (!isCut) other.write(bytes);
      });
      from.on('error', () => {});
      from.on('close', () => {
        // That one side is gone is news as well.
        if (!isCut) other.destroy();
        if (other.destroyed) pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drop = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    address: `127.0.0.1:${(server.address() as { port: number }).port}`,
    cut() {
      isCut = true;
    },
    heal() {
      // What was sent meanwhile is lost: the connections that carried it can't go on.
      drop();
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
