/** Real nginx and HAProxy in a folder of their own, on loopback, for as long as a test lasts. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const SERVERS = ['nginx', 'haproxy'] as const;
const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];

export function findServer(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function needed(name: (typeof SERVERS)[number]): string {
  const path = findServer(name);
  if (path === undefined) throw new Error(`no ${name} for these tests: apt-get install ${SERVERS.join(' ')}`);
  return path;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export interface WebServer {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** nginx that logs every request to a file and to syslog; `/fail` answers 502 since its origin refuses. */
export async function startNginx(folder: string, of: { log: string; syslog: string }): Promise<WebServer> {
  const [port, nobody] = [await freePort(), await freePort()];
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const conf = join(folder, 'nginx.conf');
  writeFileSync(
    conf,
    `daemon off; master_process on; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 128; }
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/tmp/${name};`).join(' ')}
  access_log ${of.log} combined;
  access_log syslog:server=${of.syslog},nohostname combined;
  server {
    listen 127.0.0.1:${port};
    location / { return 200 "well\\n"; }
    location /fail { proxy_pass http://127.0.0.1:${nobody}; }
  }
}
`,
  );
  return launch('nginx', ['-p', folder, '-c', conf], port);
}

/** Asks nginx to open its logs again, as every rotation does. */
export function reopenLogs(folder: string): void {
  execFileSync('kill', ['-USR1', readFileSync(join(folder, 'nginx.pid'), 'utf8').trim()]);
}

/** HAProxy in front of `origin`, with its own syslog over UDP and octet-counted TCP; `/fail` goes to a backend that nobody serves. */
export async function startHaproxy(
  folder: string,
  of: { origin: string; udp: string; tcp: string },
): Promise<WebServer> {
  const [port, nobody] = [await freePort(), await freePort()];
  const conf = join(folder, 'haproxy.cfg');
  writeFileSync(
    conf,
    `global
  log ${of.udp} local0
  log ring@counted local0
  maxconn 128
ring counted
  format rfc5424
  maxlen 4096
  size 1048576
  timeout connect 2s
  timeout server 5s
  server observatory ${of.tcp} log-proto octet-count
defaults
  mode http
  log global
  option httplog
  option dontlognull
  retries 0
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend edge
  bind 127.0.0.1:${port}
  use_backend gone if { path_beg /fail }
  default_backend well
backend well
  server one ${of.origin}
backend gone
  server one 127.0.0.1:${nobody}
`,
  );
  return launch('haproxy', ['-f', conf, '-db'], port);
}

/** Starts a server that holds `port` once it is ready. */
export async function launch(name: (typeof SERVERS)[number], args: string[], port: number): Promise<WebServer> {
  const process = spawn(needed(name), args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const exited = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  for (let tries = 0; tries < 100; tries += 1) {
    if (process.exitCode !== null) throw new Error('the web server ended at its start');
    if (await isListening(port)) break;
    await wait(50);
  }
  return {
    url,
    process,
    async stop() {
      process.kill('SIGTERM');
      await exited;
    },
  };
}

/** Whether somebody answers at the port. A connection that asks for nothing is written into no log. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

export async function ask(url: string, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await (await fetch(url)).arrayBuffer();
}
