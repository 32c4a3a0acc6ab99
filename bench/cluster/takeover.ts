/**
 * What a cluster costs and what the loss of a part costs: three processes, three NATS servers that each keep every entry, and PostgreSQL,
 * all on this machine. Senders post reports, one after the other each; a pause is the longest time without an acknowledgement.
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

/** Sends to all nodes in turn until it is stopped; the times of acknowledgements. */
function send(nodes: () => readonly Serving[]) {
  const times: number[] = [];
  let stopped = false;
  const senders = Array.from({ length: SENDERS }, async (_, i) => {
    for (let n = i; !stopped; n += 1) {
      const all = nodes();
      try {
        const answer = await fetch(`${all[n % all.length]!.url}/api/v1/reports`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.${n % 250}.${(n >> 3) % 250}.${i}` },
          body: '{"service":"shop","symptom":"slow"}',
          signal: AbortSignal.timeout(2_000),
        });
        await answer.arrayBuffer();
        if (answer.status === 202) times.push(performance.now());
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

/** The longest time without an acknowledgement after a moment, in seconds. */
function pauseAfter(times: readonly number[], from: number): number {
  const after = [from, ...times.filter((at) => at >= from)];
  return Math.max(...after.slice(1).map((at, i) => at - after[i]!)) / 1_000;
}

async function measure(name: string, nodes: Serving[], harm?: () => Promise<unknown>): Promise<void> {
  const sending = send(() => nodes);
  await wait(2_000);
  const begun = performance.now();
  await wait(CALM_MS);
  const harmed = performance.now();
  const calm = Math.round(rate(sending.times, begun, harmed));
  if (harm === undefined) console.log(`${name}: ${calm} reports acknowledged a second`);
  else {
    await harm();
    await wait(AFTER_MS);
    console.log(`${name}: ${calm} a second before, a pause of ${pauseAfter(sending.times, harmed).toFixed(1)} s`);
  }
  await sending.stop();
}

const single = await startServer(['serve', '-c', 'services.yaml', '-d', 'single/j.db', '--keys', 'keys'], folder);
await measure('one process with SQLite', [single]);
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
  await measure('three processes, asked in turn', nodes);
  await measure('only the one that writes is asked', [await writerOf(nodes)]);
  await measure('a NATS server is killed', nodes, async () => {
    nats.signal(0, 'SIGKILL');
    await wait(6_000);
    await nats.restart(0);
  });
  await measure('the process that writes is killed', nodes, async () => {
    const writer = await writerOf(nodes);
    await writer.stop('SIGKILL');
    nodes.splice(nodes.indexOf(writer), 1);
  });
  nodes.push(await start());
  await measure('the process that writes is asked to stop', nodes, async () => {
    const writer = await writerOf(nodes);
    nodes.splice(nodes.indexOf(writer), 1);
    await writer.stop();
  });
} finally {
  await Promise.all(nodes.map((node) => node.stop()));
  rmSync(folder, { recursive: true });
}
