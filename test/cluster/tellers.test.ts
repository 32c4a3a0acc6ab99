/** Alerts and subscriptions of several machines: the process that writes tells, whoever takes over goes on where it stood, and all of it moves along. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver } from '../alerts/receiver.ts';
import { groundswell, type Serving, startServer } from '../cli/program.ts';
import { type Nats, type Postgresql, startNats, startPostgresql } from './servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-tellers-'));
let nats: Nats;
let postgresql: Postgresql;
beforeAll(async () => {
  [nats, postgresql] = await Promise.all([startNats(), startPostgresql()]);
});
afterAll(async () => {
  await nats?.[Symbol.asyncDispose]();
  await postgresql?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const cluster = (...more: string[]): string[] => [
  ...['--nats', nats.servers.join(','), '--postgres', postgresql.url],
  ...more,
];
const writes = async ({ url }: Serving): Promise<boolean> =>
  ((await (await fetch(`${url}/healthz`)).json()) as { status: string }).status !== 'standby';
const run = async (...args: string[]) => {
  const { code, out, err } = await groundswell(args, { cwd: folder });
  expect([code, err]).toEqual([0, '']);
  return out;
};

test('a message that was not delivered is delivered by whoever takes over, once by its id; a subscription made anywhere holds everywhere, and moves along', async () => {
  await using receiver = await startReceiver();
  writeFileSync(join(folder, 'secret'), 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n');
  writeFileSync(
    join(folder, 'services.yaml'),
    `url: https://status.example.org
alerts:
  allow: [127.0.0.1]
  channels:
    - { id: ops, kind: webhook, url: "${receiver.url}/ops", secretFile: "${folder}/secret" }
subscriptions: { webhooks: true, allow: [127.0.0.1] }
services: [{ id: shop, name: Shop }]
`,
  );
  const start = () =>
    startServer(['serve', '-c', 'services.yaml', '-d', 'data/j.db', '--keys', 'keys', ...cluster()], folder);
  const nodes = [await start(), await start()];
  const [first, second] = nodes as [Serving, Serving];
  try {
    await expect.poll(() => writes(first), { timeout: 15_000 }).toBe(true);
    // It hands on what it is sent as soon as it hears who writes.
    await expect.poll(async () => (await fetch(`${second.url}/api/v1/services`)).status, { timeout: 15_000 }).toBe(200);
    const authorization = `Bearer ${readFileSync(join(folder, 'data', 'ingest-token'), 'utf8').trim()}`;
    const as = { headers: { authorization } };

    receiver.echoes = true;
    const asked = await fetch(`${second.url}/api/v1/subscriptions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'webhook', target: `${receiver.url}/reader`, service: 'shop' }),
    });
    expect([asked.status, await asked.clone().text()]).toEqual([201, expect.stringContaining('"state":"told"')]);
    const { id, token } = (await asked.json()) as { id: string; token: string };
    const own = `/api/v1/subscriptions/${id}?token=${token}`;
    for (const { url } of nodes) {
      expect(await (await fetch(`${url}${own}`)).json()).toMatchObject({ id, state: 'told', service: 'shop' });
      expect((await fetch(`${url}${own}x`)).status).toBe(404);
    }

    receiver.moods = [503];
    const tried = await fetch(`${second.url}/api/v1/alerts/ops/test`, { method: 'POST', ...as });
    const { id: message } = (await tried.json()) as { id: string };
    const delivery = async ({ url }: Serving) => {
      const { deliveries } = (await (await fetch(`${url}/api/v1/alerts`, as)).json()) as {
        deliveries: { id: string; state: string; attempts: number }[];
      };
      return deliveries.find((one) => one.id === message);
    };
    await expect.poll(async () => (await delivery(second))?.attempts, { timeout: 10_000 }).toBe(1);
    expect(await delivery(first)).toMatchObject({ state: 'waiting' });
    receiver.moods = [200];
    await first.stop('SIGKILL');
    await expect.poll(() => writes(second), { timeout: 15_000 }).toBe(true);
    await expect.poll(async () => (await delivery(second))?.state, { timeout: 30_000 }).toBe('delivered');
    const sent = receiver.received.filter(({ path }) => path === '/ops');
    expect(sent.map(({ headers }) => headers['webhook-id'])).toEqual([message, message]);

    const log = JSON.parse(await run('alert', 'log', '--json', ...cluster()));
    expect(log.deliveries).toMatchObject([{ id: message, state: 'delivered', attempts: 2 }]);
    expect((await fetch(`${second.url}${own}`)).status).toBe(200);
    const of = JSON.parse(await run('subscriptions', 'list', '--json', ...cluster())).subscriptions;
    expect(of).toMatchObject([{ id, service: 'shop', state: 'told' }]);
    await second.stop();

    await run('move', 'to-file', '-d', 'copy/j.db', ...cluster());
    expect(JSON.parse(await run('alert', 'log', '--json', '-d', 'copy/j.db'))).toEqual(log);
    const other = ['--name', 'other'];
    await run('move', 'to-cluster', '-d', 'copy/j.db', ...cluster(...other));
    expect(JSON.parse(await run('alert', 'log', '--json', ...cluster(...other)))).toEqual(log);
    await run('subscriptions', 'end', id, ...cluster(...other));
    expect(JSON.parse(await run('subscriptions', 'list', '--json', ...cluster(...other))).subscriptions).toEqual([]);
    expect(JSON.parse(await run('subscriptions', 'list', '--json', '-d', 'copy/j.db')).subscriptions).toEqual(of);

    const alone = await startServer(['serve', '-c', 'services.yaml', '-d', 'copy/j.db', '--keys', 'keys-2'], folder);
    nodes.push(alone);
    expect((await fetch(`${alone.url}${own}`)).status).toBe(200);
    expect((await fetch(`${alone.url}${own}`, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(`${alone.url}${own}`)).status).toBe(404);
  } finally {
    await Promise.all(nodes.map((node) => node.stop().catch(() => undefined)));
  }
}, 120_000);
