/**
 * What a cluster costs and what the loss of a part costs: three processes, three NATS servers that each keep every entry, and PostgreSQL,
 * all on this machine. Senders post reports, or readers ask for a page, one after the other each; a pause is the longest time without an answer.
 * `npm run bench:cluster`
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Serving, startServer } from '../../test/cli/program.ts';
import { startNats, startPostgresql } from '../../test/cluster/servers.ts';

const SENDERS = 64;
const CALM_MS = 8_000;
const AFTER_MS = 12_000;
const YAML =
  'trustedProxies: [127.0.0.1]\nlimits: { perSource: { burst: 1000000, perSecond: 1000000 }, total: { burst: 1000000, perSecond: 1000000 } }\nservices:\n  - { id: shop, name: Shop }\n';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'));
writeFileSync(join(folder, 'services.yaml'), YAML);

const isWriter = async ({ url }: Serving): Promise<boolean> => {
  const health = (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) }).then((answer) =>
    answer.json(),
  )) as { status: string };
  return health.status !== 'standby';
};

async function writerOf(nodes: readonly Serving[]): Promise<Serving> {
  for (;;) {
    for (const node of nodes) if (await isWriter(node).catch(() => false)) return node;
    await wait(50);
  }
}

type Ask = (url: string, n: number, i: number) => Promise<Response>;

const report: Ask = (url, n, i) =>
  fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.${n % 250}.${(n >> 3) % 250}.${i}` },
    body: '{"service":"shop","symptom":"slow"}',
    signal: AbortSignal.timeout(2_000),
  });
const page: Ask = (url) => fetch(`${url}/services/shop`, { signal: AbortSignal.timeout(2_000) });

/** Asks all nodes in turn until it is stopped; the times of good answers. */
function send(nodes: () => readonly Serving[], ask: Ask) {
  const times: number[] = [];
  let stopped = false;
  const senders = Array.from({ length: SENDERS }, async (_, i) => {
    for (let n = i; !stopped; n += 1) {
      const all = nodes();
      try {
        const answer = await ask(all[n % all.length]!.url, n, i);
        await answer.arrayBuffer();
        if (answer.ok) times.push(performance.now());
        else await wait(20);
      } catch {
        await wait(20);
      }
    }
  });
  return {
    times,
    async stop() {
      stopped = true;
      await Promise.all(senders);
    },
  };
}

const rate = (times: readonly number[], from: number, to: number): number =>
  times.filter((at) => at >= from && at < to).length / ((to - from) / 1_000);

/** The longest time without a good answer after a moment, in seconds. */
function pauseAfter(times: readonly number[], from: number): number {
  const after = [from, ...times.filter((at) => at >= from)];
  return Math.max(...after.slice(1).map((at, i) => at - after[i]!)) / 1_000;
}

async function measure(name: string, ask: Ask, nodes: Serving[], harm?: () => Promise<unknown>): Promise<void> {
  const sending = send(() => nodes, ask);
  await wait(2_000);
  const begun = performance.now();
  await wait(CALM_MS);
  const harmed = performance.now();
  const calm = Math.round(rate(sending.times, begun, harmed));
  if (harm === undefined) console.log(`${name}: ${calm} a second`);
  else {
    await harm();
    await wait(AFTER_MS);
    console.log(`${name}: ${calm} a second before, a pause of ${pauseAfter(sending.times, harmed).toFixed(1)} s`);
  }
  await sending.stop();
}

const single = await startServer(['serve', '-c', 'services.yaml', '-d', 'single/j.db', '--keys', 'keys'], folder);
await measure('reports to one process with SQLite', report, [single]);
await measure('pages of one process with SQLite', page, [single]);
await single.stop();

await using nats = await startNats();
await using postgresql = await startPostgresql();
const start = (): Promise<Serving> =>
  startServer(
    [
      'serve',
      '-c',
      'services.yaml',
      '-d',
      'data/j.db',
      '--keys',
      'keys',
      '--nats',
      nats.servers.join(','),
      '--postgres',
      postgresql.url,
    ],
    folder,
  );
const nodes = await Promise.all([start(), start(), start()]);
try {
  await writerOf(nodes);
  await measure('reports to three processes in turn', report, nodes);
  await measure('reports to the one that writes', report, [await writerOf(nodes)]);
  await measure('pages of three processes in turn', page, nodes);
  await measure('reports, and a NATS server is killed', report, nodes, async () => {
    nats.signal(0, 'SIGKILL');
    await wait(6_000);
    await nats.restart(0);
  });
  const kill = async (): Promise<void> => {
    const writer = await writerOf(nodes);
    nodes.splice(nodes.indexOf(writer), 1);
    await writer.stop('SIGKILL');
  };
  await measure('reports, and the process that writes is killed', report, nodes, kill);
  nodes.push(await start());
  await measure('pages, and the process that writes is killed', page, nodes, kill);
  nodes.push(await start());
  await measure('reports, and the process that writes is asked to stop', report, nodes, async () => {
    const writer = await writerOf(nodes);
    nodes.splice(nodes.indexOf(writer), 1);
    await writer.stop();
  });
} finally {
  await Promise.all(nodes.map((node) => node.stop()));
  rmSync(folder, { recursive: true });
}
