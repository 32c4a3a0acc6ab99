/** Origins on loopback, each of which fails in its own way; real sockets, as small as can be. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../traffic/web-servers.ts';

export interface Origins {
  readonly ports: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

const RAW: Readonly<Record<string, (socket: Socket) => void>> = {
  reset: (socket) => socket.resetAndDestroy(),
  // Reads the request first, so that it is the answer that never comes.
  silent: () => {},
  empty: (socket) => socket.once('data', () => socket.end()),
  garbage: (socket) =>
    socket.once('data', () => socket.end('\u0000\u0001\u0002 no protocol that anybody knows\r\n\r\n')),
  'big-header': (socket) =>
    socket.once('data', () =>
      socket.end(`HTTP/1.1 200 OK\r\nx-big: ${'x'.repeat(100_000)}\r\ncontent-length: 0\r\n\r\n`),
    ),
  'cut-off': (socket) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 100000\r\n\r\nthe beginning');
      setTimeout(() => socket.resetAndDestroy(), 100);
    }),
  dripping: (socket) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 100000\r\n\r\n');
      const timer = setInterval(() => socket.write('.'), 100);
      socket.once('close', () => clearInterval(timer));
    }),
};

const app: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://unused');
  const status = /^\/status\/(\d{3})$/.exec(pathname)?.[1];
  if (status !== undefined) response.writeHead(Number(status)).end(`the application says ${status}`);
  else if (pathname === '/loop') response.writeHead(302, { location: '/loop' }).end();
  else if (pathname === '/many') {
    response.writeHead(302, { location: `/many?n=${Number(searchParams.get('n') ?? 0) + 1}` }).end();
  } else if (pathname === '/to') response.writeHead(302, { location: searchParams.get('url') ?? '/' }).end();
  else if (pathname === '/large') response.end('x'.repeat(3_000_000));
  else response.end('all is well here');
};

export async function startOrigins(): Promise<Origins> {
  const servers: Server[] = [];
  const ports: Record<string, number> = { nobody: await freePort() };
  const open = async (name: string, server: Server): Promise<void> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    ports[name] = (server.address() as AddressInfo).port;
  };
  const sockets = new Set<Socket>();
  for (const [name, behave] of Object.entries(RAW)) {
    await open(
      name,
      createServer((socket) => {
        socket.on('error', () => {});
        sockets.add(socket.once('close', () => sockets.delete(socket)));
        behave(socket);
      }),
    );
  }
  const http = createHttp(app);
  await open('app', http as Server);
  const full = await startFull();
  ports.full = full.port;
  return {
    ports,
    async close() {
      full.close();
      for (const socket of sockets) socket.destroy();
      http.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
    },
  };
}

/** A listener whose queue is full: its process is held, so nobody takes connections in, and Linux lets the next ones wait for ever. */
async function startFull(): Promise<{ port: number; close(): void }> {
  const code = `require('net').createServer().listen({port: 0, host: '127.0.0.1', backlog: 1}, function () { console.log(this.address().port) })`;
  const child: ChildProcess = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) => child.stdout!.once('data', (text) => resolve(Number(text))));
  child.kill('SIGSTOP');
  const waiting = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    port,
    close() {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
