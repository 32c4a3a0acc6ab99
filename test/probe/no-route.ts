/**
 * Probes on a network without routes, alone and through nginx and HAProxy: `203.0.113.0/25` is unreachable and `203.0.113.128/25` is
 * forbidden there, and nothing leads anywhere else. Prints what came of each. Started by `runSeparated`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachOf } from '../../src/doors/probe/reach.ts';
import { runProbe } from '../../src/doors/probe/run.ts';
import { readTarget, type Target } from '../../src/doors/probe/settings.ts';
import { launch } from '../traffic/web-servers.ts';

const UNREACHABLE = 'http://203.0.113.1';
const FORBIDDEN = 'http://203.0.113.200';
const ELSEWHERE = 'http://198.51.100.1';
const [NGINX, HAPROXY] = [8081, 8082];

const folder = mkdtempSync(join(tmpdir(), 'groundswell-no-route-'));
mkdirSync(join(folder, 'tmp'));
const conf = join(folder, 'nginx.conf');
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
// One process, since a namespace may have no other user to change to.
writeFileSync(
  conf,
  `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/tmp/${name};`).join(' ')}
  access_log off;
  server { listen 127.0.0.1:${NGINX}; location / { proxy_pass ${UNREACHABLE}; } }
}
`,
);
const cfg = join(folder, 'haproxy.cfg');
writeFileSync(
  cfg,
  `defaults
  mode http
  retries 0
  timeout connect 1s
  timeout client 5s
  timeout server 5s
listen edge
  bind 127.0.0.1:${HAPROXY}
  server one 203.0.113.1:80
`,
);
const running = [
  await launch('nginx', ['-p', folder, '-c', conf], NGINX),
  await launch('haproxy', ['-f', cfg, '-db'], HAPROXY),
];
try {
  const context = { reach: reachOf(['127.0.0.1', '203.0.113.0/24', '198.51.100.1']), resolvers: [], now: Date.now };
  const targets = {
    nobody: UNREACHABLE,
    nginx: `http://127.0.0.1:${NGINX}`,
    HAProxy: `http://127.0.0.1:${HAPROXY}`,
    forbidden: FORBIDDEN,
    elsewhere: ELSEWHERE,
  };
  const found = Object.entries(targets).map(async ([name, url]) => {
    return [name, await runProbe({ target: readTarget(url) as Target, timeoutMs: 3_000 }, context)];
  });
  process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(found))));
} finally {
  for (const { stop } of running) await stop();
  rmSync(folder, { recursive: true });
}
