/** Processes as people start them, on three NATS servers and PostgreSQL: one writes, the others follow it, answer readers, hand on and take over. */
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

const AWAY = ['--nats', '127.0.0.1:1', '--postgres', 'postgres://groundswell@127.0.0.1:1/postgres'];
const CLUSTER = () => ['--nats', nats.servers.join(','), '--postgres', postgresql.url];
const startNode = (...more: string[]): Promise<Serving> =>
  startServer(['serve', '-c', 'services.yaml', '-d', 'data/j.db', '--keys', 'keys', ...CLUSTER(), ...more], folder);
const read = async ({ url }: Serving, path: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${url}${path}`, { headers: { accept: path.startsWith('/api') ? '*/*' : 'text/html' } });
  return { status: answer.status, text: await answer.text() };
};

interface Health {
  readonly status: string;
  readonly active?: string | null;
  readonly entries: number;
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
    // Until it has folded something, a process hands readers on.
    for (const node of nodes) {
      await expect.poll(async () => (await healthOf(node)).entries, { timeout: 10_000 }).toBeGreaterThan(0);
      await expect.poll(async () => (await read(node, '/services/shop')).status, { timeout: 10_000 }).toBe(200);
    }
    // Readers of every process, for as long as it is there.
    const answers = new Map(nodes.map((node) => [node, [] as string[]]));
    const readers = nodes.map(async (node) => {
      while (!stop) {
        const { status, text } = await read(node, '/services/shop').catch((cause) => ({
          status: 0,
          text: String(cause.cause),
        }));
        answers.get(node)!.push(status === 200 ? 'a page' : `${status} ${text.slice(0, 500)}`);
        await wait(20);
      }
    });
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
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(50);
    const before = acknowledged.length;
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
    await Promise.all([...crowd, ...readers]);
    const [steady] = [...answers.keys()].filter((node) => node !== killed && node !== second);
    expect(answers.get(steady!)!.length).toBeGreaterThan(100);
    expect(
      new Set(answers.get(steady!)),
      'whoever follows answers readers, whatever becomes of the one that writes',
    ).toEqual(new Set(['a page']));
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

/** Each process dates by its own clock when time last moved on, and names itself where no address was configured. */
const shared = (text: string, { url }: Serving): string =>
  text
    .replaceAll(url, 'URL')
    .replaceAll(/("(?:updatedAt|staleAfter)":|data-stale-after=)"[^"]+"/g, '$1""')
    .replaceAll(/(out of date after|veraltet nach) <time .*?<\/time>/g, '$1');

test('whoever follows shows the same pages, sees at once what it handed on, keeps to its role, and outlasts the one that writes', async () => {
  const of = ['--name', 'roles'];
  const nodes = await Promise.all([
    startNode(...of),
    startNode(...of, '--role', 'serve,door'),
    startNode(...of, '--role', 'serve'),
  ]);
  const [writer, door, reader] = nodes as [Serving, Serving, Serving];
  try {
    expect(await writerOf(nodes)).toBe(writer);
    const send = async ({ url }: Serving, n: number): Promise<Response> =>
      fetch(`${url}/api/v1/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${n}` },
        body: JSON.stringify({ service: 'shop', symptom: 'slow' }),
      });
    for (let n = 1; n <= 20; n += 1) {
      const { seq } = (await (await send(door, n)).json()) as { seq: number };
      expect((await healthOf(door)).entries).toBeGreaterThan(seq);
    }
    const refused = await send(reader, 30);
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    await expect.poll(async () => (await healthOf(reader)).entries).toBe((await healthOf(writer)).entries);
    const paths = [
      '/',
      '/services/shop',
      '/services/shop?lang=de',
      '/incidents',
      '/services/shop/history',
      '/methodology',
    ];
    const bodies = [
      '/api/v1/services',
      '/api/v1/services/shop',
      '/api/v1/incidents',
      '/api/v2/summary.json',
      '/log/checkpoint',
    ];
    for (const path of [...paths, ...bodies]) {
      const all = async (): Promise<string[]> => {
        const shown = nodes.map(async (node) => {
          const { status, text } = await read(node, path);
          return `${path} ${status} ${shared(text, node)}`;
        });
        return [...new Set(await Promise.all(shown))];
      };
      // Time may move on while they are asked one after the other.
      await expect.poll(async () => (await all()).length, { message: path, timeout: 5_000 }).toBe(1);
      expect((await all())[0]).toContain(`${path} 200 `);
    }
    await writer.stop('SIGKILL');
    await expect.poll(async () => (await send(door, 31)).status, { timeout: 15_000 }).toBe(503);
    await expect.poll(async () => (await healthOf(reader)).active, { timeout: 15_000 }).toBe(null);
    for (const node of [door, reader]) {
      expect((await read(node, '/services/shop')).status).toBe(200);
      expect((await healthOf(node)).status).toBe('standby');
    }
    expect((await read(reader, '/log/checkpoint')).status).toBe(503);
    // Whoever clicks in these seconds is told so on a page, in the language of the page before.
    for (const [node, status, words] of [
      [door, 503, 'Eine Übernahme läuft'],
      [reader, 405, 'Nur zum Lesen'],
    ] as const) {
      const clicked = await fetch(`${node.url}/services/shop/report`, {
        method: 'POST',
        headers: { accept: 'text/html', 'accept-language': 'de', origin: node.url },
        body: new URLSearchParams({ symptom: 'slow' }),
      });
      expect([clicked.status, clicked.headers.get('cache-control')]).toEqual([status, 'no-store']);
      expect(await clicked.text()).toContain(`<h1>${words}</h1>`);
    }
  } finally {
    await Promise.all(nodes.map((node) => node.stop().catch(() => undefined)));
  }
}, 120_000);

test.each([
  [['serve', '-c', 'services.yaml', '--role', 'fold'], '--role goes with --nats and --postgres'],
  [['serve', '-c', 'services.yaml', ...AWAY, '--role', 'reader'], '--role takes door, fold, serve, probe or all'],
  [['serve', '-c', 'services.yaml', ...AWAY, '--role', 'probe,serve'], 'the process that writes makes the probes'],
  [['serve', '-c', 'services.yaml', '--nats', 'a:1'], '--nats and --postgres go together'],
  [['serve', '-c', 'services.yaml', '--nats', 'a:1', '--postgres', 'mysql://x'], 'not "mysql://x"'],
  [['serve', '-c', 'services.yaml', '--name', 'x'], '--name goes with --nats and --postgres'],
  [['move', 'to-cluster'], 'name the cluster'],
  [['move', 'away'], 'to-cluster, or to-file'],
])('%j is wrong use', async (args, words) => {
  const { code, err } = await groundswell(args, { cwd: folder });
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});

test('asked to stop while no NATS server answers, a process lets go of what it waits for, and ends', async () => {
  const node = await startNode();
  await writerOf([node]);
  for (const server of [0, 1, 2]) nats.signal(server, 'SIGSTOP');
  try {
    const report = fetch(`${node.url}/api/v1/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ service: 'shop', symptom: 'slow' }),
    });
    await wait(500);
    expect((await node.stop()).code).toBe(0);
    expect((await report).status).toBe(503);
  } finally {
    for (const server of [0, 1, 2]) nats.signal(server, 'SIGCONT');
  }
}, 60_000);
