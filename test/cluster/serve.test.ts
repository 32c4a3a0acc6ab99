/** Three processes as people start them, on three NATS servers and PostgreSQL: one writes, the others hand on and take over. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Seq } from '../../src/model/units.ts';
import { openClusterReader } from '../../src/store/cluster/home.ts';
import { groundswell, type Serving, startServer } from '../cli/program.ts';
import { type Nats, type Postgresql, startNats, startPostgresql } from './servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-nodes-'));
let nats: Nats;
let postgresql: Postgresql;
beforeAll(async () => {
  [nats, postgresql] = await Promise.all([startNats(), startPostgresql()]);
  writeFileSync(
    join(folder, 'services.yaml'),
    'trustedProxies: [127.0.0.1]\nlimits: { perSource: { burst: 100000, perSecond: 100000 } }\nservices:\n  - { id: shop, name: Shop }\n',
  );
});
afterAll(async () => {
  await nats?.[Symbol.asyncDispose]();
  await postgresql?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const CLUSTER = () => ['--nats', nats.servers.join(','), '--postgres', postgresql.url];
const startNode = (): Promise<Serving> =>
  startServer(['serve', '-c', 'services.yaml', '-d', 'data/j.db', '--keys', 'keys', ...CLUSTER()], folder);

interface Health {
  readonly status: string;
  readonly active?: string | null;
}
const healthOf = async ({ url }: Serving): Promise<Health> => (await (await fetch(`${url}/healthz`)).json()) as Health;

/** The node that writes, once all of those that answer agree on it. */
async function writerOf(nodes: readonly Serving[], not?: Serving): Promise<Serving> {
  for (let tries = 0; tries < 300; tries += 1) {
    const told = await Promise.all(nodes.map((node) => healthOf(node).catch(() => undefined)));
    const writing = nodes.filter((node, i) => told[i] !== undefined && told[i].status !== 'standby' && node !== not);
    const [writer] = writing;
    const agreed = told.every((health) => health?.status !== 'standby' || health.active === writer?.url);
    if (writing.length === 1 && agreed) return writer!;
    await wait(100);
  }
  throw new Error(`nobody writes: ${nodes.map((node) => `${node.url} ${node.err()}`).join('\n')}`);
}

test('a crowd reports to three nodes while the one that writes is killed, and paused: nothing acknowledged is lost, nothing is there twice', async () => {
  const nodes = await Promise.all([startNode(), startNode(), startNode()]);
  const acknowledged: string[] = [];
  let stop = false;
  let refused = 0;
  try {
    await writerOf(nodes);
    const crowd = Array.from({ length: 8 }, async (_, i) => {
      for (let n = 0; !stop; n += 1) {
        const node = nodes[(i + n) % nodes.length]!;
        try {
          const answer = await fetch(`${node.url}/api/v1/reports`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${(i * 31 + n) % 250}` },
            body: JSON.stringify({ service: 'shop', symptom: 'slow' }),
            signal: AbortSignal.timeout(3_000),
          });
          if (answer.status === 202) acknowledged.push(((await answer.json()) as { id: string }).id);
          else refused += 1;
        } catch {
          refused += 1;
        }
        await wait(5);
      }
    });
    const killed = await writerOf(nodes);
    await wait(1_000);
    const before = acknowledged.length;
    expect(before).toBeGreaterThan(50);
    await killed.stop('SIGKILL');
    const second = await writerOf(nodes, killed);
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(before + 50);
    nodes[nodes.indexOf(killed)] = await startNode();

    second.signal('SIGSTOP');
    const third = await writerOf(nodes.filter((node) => node !== second));
    await wait(1_000);
    second.signal('SIGCONT');
    expect(await writerOf(nodes)).toBe(third);
    await expect.poll(() => healthOf(second).then(({ status }) => status, String), { timeout: 20_000 }).toBe('standby');
    const page = async () => (await fetch(`${second.url}/services/shop`, { headers: { accept: 'text/html' } })).text();
    await expect.poll(page, { timeout: 10_000 }).toContain('<h1>Shop');
    await wait(500);
    stop = true;
    await Promise.all(crowd);
  } finally {
    stop = true;
    for (const node of nodes) node.signal('SIGCONT');
    await Promise.all(nodes.map((node) => node.stop().catch(() => undefined)));
  }
  await using reader = await openClusterReader({
    servers: nats.servers,
    database: postgresql.url,
    name: 'main',
    replicas: 3,
  });
  const rows = await reader.read(0 as Seq, 1_000_000);
  const stored = rows.flatMap(({ body }) => {
    const entry = JSON.parse(Buffer.from(body).toString()) as { kind: string; id: string };
    return entry.kind === 'report' ? [entry.id] : [];
  });
  expect(refused, 'anti-vacuity: some were turned away meanwhile').toBeGreaterThan(0);
  expect(new Set(stored).size).toBe(stored.length);
  expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([]);

  // The same journal in a file, and back under another name: the same tree.
  const toFile = await groundswell(['move', 'to-file', '-d', 'copy.db', '--json', ...CLUSTER()], { cwd: folder });
  expect([toFile.code, toFile.err]).toEqual([0, '']);
  const { entries, root } = JSON.parse(toFile.out);
  expect([entries, root]).toEqual([rows.length, Buffer.from(reader.head().root).toString('base64')]);
  const back = ['move', 'to-cluster', '-d', 'copy.db', '--json', '--name', 'back', ...CLUSTER()];
  expect(JSON.parse((await groundswell(back, { cwd: folder })).out)).toEqual({ entries, root });
  expect((await groundswell(['check', '-d', 'copy.db'], { cwd: folder })).code).toBe(0);
  const other = await groundswell(['move', 'to-cluster', '-d', 'copy.db', ...CLUSTER(), '--name', 'main'], {
    cwd: folder,
  });
  expect(other.code).toBe(0);
}, 180_000);

test.each([
  [['serve', '-c', 'services.yaml', '--nats', 'a:1'], '--nats and --postgres go together'],
  [['serve', '-c', 'services.yaml', '--nats', 'a:1', '--postgres', 'mysql://x'], 'not "mysql://x"'],
  [['serve', '-c', 'services.yaml', '--name', 'x'], '--name goes with --nats and --postgres'],
  [['move', 'to-cluster'], 'name the cluster'],
  [['move', 'away'], 'to-cluster, or to-file'],
])('%j is wrong use', async (args, words) => {
  const { code, err } = await groundswell(args, { cwd: folder });
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});
