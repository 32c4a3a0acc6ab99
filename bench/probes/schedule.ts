/**
 * Probes at their full number: 2,000 targets every 30 seconds through the whole path (schedule, real requests on loopback, journal
 * on disk, fold). What it shows: how late probes start, what was left out, and what it costs. Run: npm run bench:probes -- [targets] [minutes]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Prober } from '../../src/doors/probe/prober.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { benchService } from '../service.ts';

const TARGETS = Number(process.argv[2] ?? 2_000);
const MINUTES = Number(process.argv[3] ?? 5);
const EVERY_SECONDS = 30;
const OF_A_SERVICE = 10;

const origin = spawn(process.execPath, [fileURLToPath(new URL('origin.ts', import.meta.url))]);
const port = await new Promise<number>((resolve) => origin.stdout.once('data', (text) => resolve(Number(text))));
const folder = mkdtempSync(join(tmpdir(), 'groundswell-probes-'));
const path = join(folder, 'journal.db');
const now = (): EpochMs => Date.now() as EpochMs;
const fail = (cause: unknown): never => {
  throw cause;
};
const engine = await Engine.open(openSqliteHome(path, { threaded: true }), { now, onFatal: fail });
const ids = Array.from({ length: Math.ceil(TARGETS / OF_A_SERVICE) }, (_, index) => `service-${index}`);
await engine.submitAll(ids.map((id) => ({ kind: 'service', at: now(), service: benchService(id) })));

let checks = 0;
let failed = 0;
const prober = new Prober({
  async submit(check) {
    checks += 1;
    if (check.outcome !== 'ok') failed += 1;
    await engine.submitAll([check]);
  },
  now,
  networkOf: () => undefined,
  onError: fail,
});
const probing = { vantage: 'here', allow: ['127.0.0.1'], resolvers: [], anchors: [], vantages: [] };
const started = performance.now();
const cpu = process.cpuUsage();
prober.apply(
  probing,
  ids.map((service, index) => ({
    service,
    probes: Array.from({ length: Math.min(OF_A_SERVICE, TARGETS - index * OF_A_SERVICE) }, (_, n) => ({
      target: `http://127.0.0.1:${port}/${service}/${n}`,
      everySeconds: EVERY_SECONDS,
      timeoutSeconds: 10,
    })),
  })),
);
await wait(MINUTES * 60_000);
const { lag, overlaps, overdueMs } = prober.stats();
const seconds = (performance.now() - started) / 1_000;
const { user, system } = process.cpuUsage(cpu);
prober.close();
await wait(500);
await engine.close();
console.log(
  `${TARGETS} targets every ${EVERY_SECONDS} s for ${MINUTES} min: ${checks} checks (${(checks / seconds).toFixed(1)} a second), ${failed} not well`,
);
console.log(
  `started late by ${lag.p50} ms (median), ${lag.p99} ms (99 of 100), ${lag.max} ms (most); ${overlaps} rounds left out; overdue at the end ${overdueMs} ms`,
);
console.log(
  `CPU of the observatory: ${((100 * (user + system)) / 1e6 / seconds).toFixed(1)} % of one core; resident ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB; journal ${Math.round(statSync(path).size / checks)} bytes a check`,
);
origin.kill();
rmSync(folder, { recursive: true, force: true });
