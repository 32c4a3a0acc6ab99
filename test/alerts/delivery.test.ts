/**
 * Laws of alerts: what changed together is one message, in its last state; each arrives once by its id, whatever the receiver does and
 * wherever the program stops; a rebuild and a replay tell nobody anything.
 */

import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ATTEMPTS_MAX } from '../../src/alerts/alerts.ts';
import { rebuildViews } from '../../src/engine/rebuild.ts';
import { LIVE } from '../../src/model/service.ts';
import { openClusterHome } from '../../src/store/cluster/home.ts';
import type { Store } from '../../src/store/ports.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { type Nats, type Postgresql, startNats, startPostgresql } from '../cluster/servers.ts';
import { type Received, startReceiver } from './receiver.ts';
import { channelsOf, SECRET, startWorld } from './world.ts';

const SERVICES = '[{ id: shop, name: Web shop }, { id: mail, name: Mail }, { id: bank, name: Bank }]';
const ALL = ['shop', 'mail', 'bank'];
const webhook =
  (url: string, more = '') =>
  (folder: string) =>
    `    - { id: ops, kind: webhook, url: "${url}/hook", secretFile: "${folder}/secret"${more} }`;

/** Checks the signature as a receiver does, with the library that Standard Webhooks gives to receivers. */
function read({ headers, body }: Received) {
  const hook = new Webhook(SECRET);
  // The moment is the test's, not of today.
  const seconds = Number(headers['webhook-timestamp']);
  const signed = hook.sign(String(headers['webhook-id']), new Date(seconds * 1_000), body);
  expect(headers['webhook-signature']).toBe(signed);
  return JSON.parse(body) as { type: string; data: { text: string; count: number; incidents: { state: string }[] } };
}

let nats: Nats;
let postgresql: Postgresql;
beforeAll(async () => {
  [nats, postgresql] = await Promise.all([startNats(), startPostgresql()]);
});
afterAll(async () => {
  await nats?.[Symbol.asyncDispose]();
  await postgresql?.[Symbol.asyncDispose]();
});
let clusters = 0;
const inCluster = (): Promise<Store> => {
  clusters += 1;
  const place = { servers: nats.servers, database: postgresql.url, name: `alerts-${clusters}`, replicas: 3 };
  return openClusterHome(place, {
    onFailure: (cause) => {
      throw cause;
    },
  });
};

describe.each<{ name: string; open: (folder: string) => Store | Promise<Store> }>([
  { name: 'one machine', open: (folder) => openSqliteHome(join(folder, 'j.db')) },
  { name: 'several machines', open: inCluster },
])('on $name', ({ open }) => {
  test('what fails together is one message, and its end another; the receiver can check who sent it', async () => {
    await using receiver = await startReceiver();
    await using world = await startWorld(SERVICES, webhook(receiver.url), open);
    await world.minutes(3, ALL);
    expect(await world.look(), 'within the grouping time').toEqual([]);
    await world.minutes(2, ALL);
    expect(await world.look()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    const opened = read(receiver.received[0]!);
    expect(opened.type).toBe('incidents.changed');
    expect(opened.data.count).toBe(3);
    expect(opened.data.incidents.map(({ state }) => state)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(opened.data.text).toContain('3 services changed together');
    expect(opened.data.text).toMatch(/https:\/\/status\.example\.org\/incidents\/shop-/);
    await world.minutes(120);
    await world.look();
    await world.minutes(2);
    await world.look();
    expect(receiver.received).toHaveLength(2);
    expect(read(receiver.received[1]!).data.text).toContain('the failure is over');
    await world.minutes(30);
    await world.look();
    expect(receiver.received, 'nothing more happened').toHaveLength(2);
    expect(world.failures).toEqual([]);
  });

  test('a receiver that fails, is silent, breaks off and returns later gets it once by its id; the log says how it went', async () => {
    await using receiver = await startReceiver();
    receiver.moods = [500, 'silent', 'reset', 302, 204];
    await using world = await startWorld(SERVICES, webhook(receiver.url), open);
    await world.minutes(5, ['shop']);
    await world.look();
    await world.minutes(2, ['shop']);
    const errors: (string | null)[] = [];
    for (let round = 0; round < 60 && receiver.received.length < 5; round += 1) {
      const [delivery] = await world.look();
      if (delivery?.error !== errors.at(-1)) errors.push(delivery!.error);
      world.clock.now += 10_000;
    }
    const [delivery] = await world.look();
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 5, error: null });
    expect(errors.slice(0, 4)).toEqual([
      'it answered 500',
      'no answer in time',
      expect.stringMatching(/ECONNRESET|closed/),
      'it answered 302',
    ]);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    for (const each of receiver.received) read(each);
    for (let round = 0; round < 10; round += 1) {
      world.clock.now += 3_600_000;
      await world.look();
    }
    expect(receiver.received).toHaveLength(5);
  });

  test('one that never takes it is given up after so many attempts, and another channel is not held up', async () => {
    await using good = await startReceiver();
    await using bad = await startReceiver();
    bad.moods = ['silent'];
    await using world = await startWorld(
      SERVICES,
      (folder) => `${webhook(bad.url)(folder)}\n    - { id: chat, kind: slack, url: "${good.url}/chat" }`,
      open,
    );
    await world.minutes(5, ['shop']);
    await world.look();
    await world.minutes(2, ['shop']);
    const looked = world.look();
    for (let wait = 0; wait < 100 && good.received.length === 0; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(good.received, 'while the other one is silent').toHaveLength(1);
    await looked;
    bad.moods = [503];
    for (let round = 0; round < 40; round += 1) {
      world.clock.now += 3_600_000;
      await world.look();
    }
    const dead = (await world.alerts.deliveries(10)).find(({ channel }) => channel === 'ops');
    expect(dead).toMatchObject({ state: 'dead', attempts: ATTEMPTS_MAX, error: 'it answered 503' });
    expect(bad.received).toHaveLength(ATTEMPTS_MAX);
  });

  test('a stop at any moment, a rebuild and a replay make no message more', async () => {
    await using receiver = await startReceiver();
    await using world = await startWorld(SERVICES, webhook(receiver.url), open);
    await world.minutes(5, ['shop']);
    await world.restart();
    await world.alerts.look();
    await world.restart();
    await world.minutes(2, ['shop']);
    receiver.moods = [500];
    await world.look();
    await world.restart();
    receiver.moods = [200];
    world.clock.now += 60_000;
    await world.look();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const before = receiver.received.length;
    const again = await rebuildViews(world.engine.store, {
      now: () => world.clock.now as never,
      onFatal: (cause) => world.failures.push(cause),
    });
    await again.save(true);
    await world.restart();
    world.clock.now += 600_000;
    await world.look();
    expect(receiver.received).toHaveLength(before);
    // A channel that is new hears of what comes, not of what was.
    await world.restart(channelsOf(`    - { id: new, kind: slack, url: "${receiver.url}/new" }`));
    world.clock.now += 600_000;
    await world.look();
    expect(receiver.received).toHaveLength(before);
    expect(world.failures).toEqual([]);
  });

  test('a replay, and what is over before anything was said, is never told', async () => {
    await using receiver = await startReceiver();
    await using world = await startWorld(SERVICES, webhook(receiver.url, ', on: possible, groupSeconds: 3600'), open);
    const { service } = world.engine.state.watches.get('shop')!;
    expect(service.timeline).toBe(LIVE);
    world.engine.state.watches.get('mail')!.service = {
      ...world.engine.state.watches.get('mail')!.service,
      timeline: 'past',
    };
    await world.minutes(6, ['mail']);
    await world.look();
    // Of the one that runs for minutes within an hour of grouping, only the end would be news.
    await world.minutes(4, ['shop']);
    await world.look();
    await world.minutes(110);
    await world.look();
    world.clock.now += 3_700_000;
    await world.look();
    expect(await world.engine.incidents({ limit: 9 }), 'anti-vacuity').not.toEqual([]);
    expect(receiver.received).toEqual([]);
  });
});
