/**
 * A continent's worst hour on a cluster: 33,000 services watched by three processes, three NATS servers and PostgreSQL on this machine, while
 * one of the services gets as many reports a second as the largest event on record did, the others what a quiet day brings, and people read.
 * What each process spends is told, so that it can be seen what one writer has left: `npm run bench:continent`, four minutes; with `-- --file`
 * the same for one process with one file.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Serving, startServer } from '../../test/cli/program.ts';
import { startNats, startPostgresql } from '../../test/cluster/servers.ts';
import { sendCrowd } from '../load/crowd.ts';
import { optionsOf } from '../options.ts';

/** Of a report each for another service, so many are for the one that fails: 900 of 911 a second. */
const HOT_OF_EACH = 82;

const values = optionsOf(
  `
Usage: npm run bench:continent -- [options]

A continent's worst hour on three processes, three NATS servers and PostgreSQL on this machine: what is acknowledged, how long it takes,
and what each process spends.

Options:
      --services N     services that are watched  (default 33000)
      --reports N      reports a second, nearly all for one of them  (default 911)
      --readers N      pages asked for a second  (default 150)
      --seconds N      how long it lasts  (default 180)
      --file           one process with one file instead

Examples:
  npm run bench:continent
  npm run bench:continent -- --file --seconds 60
`,
  {
    services: { type: 'string', default: '33000' },
    reports: { type: 'string', default: '911' },
    readers: { type: 'string', default: '150' },
    seconds: { type: 'string', default: '180' },
    file: { type: 'boolean', default: false },
  },
);
const services = Number(values.services);
const seconds = Number(values.seconds);

interface Spent {
  readonly processor: number;
  readonly memory: number;
}

async function spentBy({ url }: Serving): Promise<Spent> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string): number => Number(new RegExp(`^${name} (.+)$`, 'm').exec(metrics)![1]);
  return { processor: value('process_cpu_seconds_total'), memory: value('process_resident_memory_bytes') };
}

const healthOf = async ({ url }: Serving): Promise<{ status: string; entries?: number }> =>
  (await fetch(`${url}/healthz`)).json() as never;

const folder = mkdtempSync(join(tmpdir(), 'groundswell-continent-'));
const names = Array.from({ length: services }, (_, n) => `s${n}`);
writeFileSync(
  join(folder, 'services.yaml'),
  [
    'trustedProxies: [127.0.0.1]',
    'limits: { total: { burst: 1000000, perSecond: 1000000 } }',
    'services:',
    ...names.map((id) => `  - { id: ${id}, name: Service ${id} }`),
    '',
  ].join('\n'),
);
/** The failing one, and every now and then one of the others. */
const reported = names.slice(1).flatMap((quiet) => [...Array.from({ length: HOT_OF_EACH }, () => names[0]!), quiet]);

const serve = 'serve -c services.yaml -d data/j.db --keys keys'.split(' ');
await using servers = new AsyncDisposableStack();
async function startAll(): Promise<Serving[]> {
  if (values.file) return [await startServer(serve, folder)];
  const nats = servers.use(await startNats());
  const postgresql = servers.use(await startPostgresql());
  const cluster = ['--nats', nats.servers.join(','), '--postgres', postgresql.url];
  const nodes: Serving[] = [];
  for (let n = 0; n < 3; n += 1) nodes.push(await startServer([...serve, ...cluster], folder));
  return nodes;
}
const begun = performance.now();
const nodes = await startAll();
try {
  const ready = (performance.now() - begun) / 1_000;
  const before = await Promise.all(nodes.map(spentBy));
  const crowds = await Promise.all(
    nodes.map(({ url }) =>
      sendCrowd({
        port: Number(new URL(url).port),
        path: `/services/${names[0]}`,
        service: names[0]!,
        reported,
        calm: {
          readers: Number(values.readers) / nodes.length,
          reporters: Number(values.reports) / nodes.length,
          streams: 20,
        },
        times: 1,
        seconds: { calm: 10, ramp: 0, peak: seconds, after: 0 },
      }),
    ),
  );
  const after = await Promise.all(nodes.map(spentBy));
  const health = await Promise.all(nodes.map(healthOf));
  console.log(
    `${services} services, ${nodes.length === 1 ? 'one process' : 'three processes'} ready after ${ready.toFixed(0)} s; load of the machine ${loadavg()[0]!.toFixed(1)}`,
  );
  crowds.forEach(({ phases: { peak }, acknowledged }, n) => {
    const role = health[n]!.status === 'standby' ? 'follows' : 'writes';
    const share = (after[n]!.processor - before[n]!.processor) / (seconds + 10);
    console.log(
      [
        `process ${n + 1}, which ${role}: ${acknowledged.length} reports acknowledged, p50 ${peak.report.p50} ms, p99 ${peak.report.p99} ms`,
        `pages p50 ${peak.page.p50} ms, p99 ${peak.page.p99} ms`,
        `statuses ${JSON.stringify(peak.report.statuses)} ${JSON.stringify(peak.page.statuses)}`,
        `${(100 * share).toFixed(0)} % of a core, ${(after[n]!.memory / 1e6).toFixed(0)} MB`,
      ].join('; '),
    );
  });
  const total = crowds.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  console.log(`${(total / (seconds + 10)).toFixed(0)} reports acknowledged a second`);
} finally {
  await Promise.all(nodes.map((node) => node.stop()));
  rmSync(folder, { recursive: true });
}
