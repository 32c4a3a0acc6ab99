/** Real servers on loopback: a NATS cluster with JetStream, and PostgreSQL. Each in a folder of its own, each stopped by whoever started it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';

const START_MS = 30_000;
const ATTEMPTS_MAX = 3;

export interface Nats extends AsyncDisposable {
  readonly servers: readonly string[];
  /** Sends a signal to one of the servers: SIGKILL, SIGSTOP, SIGCONT. */
  signal(index: number, signal: NodeJS.Signals): void;
  /** Starts one again that was killed, on what it had stored. */
  restart(index: number): Promise<void>;
  /** What the servers wrote in their logs last, and what they say of each stream: for whoever has to explain a failure. */
  told(): Promise<string>;
}

export interface Postgresql extends AsyncDisposable {
  /** An address of the database, to which a name may be added. */
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Where Debian puts nats-server, or on the PATH. */
export const findNats = (): string | undefined =>
  [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/bin']
    .map((folder) => join(folder, 'nats-server'))
    .find(existsSync);

/** Debian keeps each version's programs in a folder of its own. */
export function findPostgresql(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  return [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')].find(
    (folder) => existsSync(join(folder, 'initdb')),
  );
}

/** Below those that the system gives to connections, which would take it before a server does. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/**
 * Tests that run beside each other choose ports at the same time, and whoever comes second finds his taken: that server ends at once,
 * and the others would go on without it. Then all are started again, on other ports.
 */
export async function startNats(size = 3): Promise<Nats> {
  for (let attempt = 1; ; attempt += 1) {
    const nats = await startOnPorts(size);
    if (nats.isWhole()) return nats;
    const told = await nats.told();
    await nats[Symbol.asyncDispose]();
    if (attempt === ATTEMPTS_MAX) throw new Error(`of ${size} NATS servers not all stay up: ${told}`);
  }
}

async function startOnPorts(size: number): Promise<Nats & { readonly isWhole: () => boolean }> {
  const program = findNats();
  if (program === undefined) throw new Error('no nats-server for the cluster tests: apt-get install nats-server');
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-nats-'));
  const ports = await Promise.all(Array.from({ length: size }, freePort));
  const routes = await Promise.all(Array.from({ length: size }, freePort));
  const configs = ports.map((port, index) => {
    const path = join(folder, `${index}.conf`);
    const cluster =
      size === 1
        ? ''
        : `cluster { name: ${basename(folder)}, listen: "127.0.0.1:${routes[index]}", no_advertise: true, routes: [${routes.map((route) => `"nats://127.0.0.1:${route}"`).join(', ')}] }`;
    writeFileSync(
      path,
      `server_name: n${index}\nlisten: "127.0.0.1:${port}"\njetstream { store_dir: "${join(folder, `store-${index}`)}", max_mem: 64M, max_file: 1G }\n${cluster}\n`,
    );
    return path;
  });
  const run = (config: string): ChildProcess =>
    spawn(program, ['-c', config, '-l', `${config}.log`], { stdio: 'ignore' });
  const children = configs.map(run);
  const servers = ports.map((port) => `127.0.0.1:${port}`);
  const ready = (): Promise<void> => untilReady(servers);
  await ready();
  return {
    servers,
    isWhole: () => children.every(({ exitCode }) => exitCode === null),
    signal: (index, signal) => void children[index]!.kill(signal),
    async restart(index) {
      await ended(children[index]!);
      children[index] = run(configs[index]!);
      await ready();
    },
    async told() {
      const logs = configs.map((config) => readFileSync(`${config}.log`, 'utf8').split('\n').slice(-30).join('\n'));
      return [await streamsOf(servers), ...logs].join('\n');
    },
    async [Symbol.asyncDispose]() {
      for (const child of children) {
        child.kill('SIGCONT');
        child.kill('SIGKILL');
      }
      await Promise.all(children.map(ended));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function streamsOf(servers: readonly string[]): Promise<string> {
  try {
    const connection = await connect({ servers: [...servers], timeout: 1_000 });
    try {
      const manager = await jetstreamManager(connection, { timeout: 3_000 });
      return JSON.stringify(await manager.streams.list().next());
    } finally {
      await connection.close();
    }
  } catch (cause) {
    return `no server tells of its streams: ${(cause as Error).message}`;
  }
}

/** Until JetStream has a leader and answers. */
async function untilReady(servers: readonly string[]): Promise<void> {
  const late = Date.now() + START_MS;
  for (;;) {
    try {
      const connection = await connect({ servers: [...servers], timeout: 1_000 });
      try {
        await (await jetstreamManager(connection, { timeout: 1_000 })).getAccountInfo();
        return;
      } finally {
        await connection.close();
      }
    } catch (cause) {
      if (Date.now() > late) throw cause;
    }
    await wait(100);
  }
}

export async function startPostgresql(): Promise<Postgresql> {
  const programs = findPostgresql();
  if (programs === undefined) throw new Error('no PostgreSQL for the cluster tests: apt-get install postgresql');
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const owner = ownerOfServers();
  for (const path of [folder, data]) if (owner.uid !== undefined) chownSync(path, owner.uid, owner.gid!);
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'groundswell', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'],
    {
      ...owner,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const port = await freePort();
  const url = `postgres://groundswell@127.0.0.1:${port}/postgres`;
  const run = (): ChildProcess =>
    spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', folder],
      {
        ...owner,
        cwd: folder,
        stdio: 'ignore',
      },
    );
  let child = run();
  await untilAnswers(url);
  const stop = async (): Promise<void> => {
    child.kill('SIGQUIT');
    await ended(child);
  };
  return {
    url,
    stop,
    async start() {
      child = run();
      await untilAnswers(url);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL does not run as root. */
function ownerOfServers(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function untilAnswers(url: string): Promise<void> {
  const late = Date.now() + START_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      if (Date.now() > late) throw cause;
    }
    await wait(100);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) await wait(20);
}
