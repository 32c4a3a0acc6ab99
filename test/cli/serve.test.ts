/** Laws of the running program: it says where it listens, follows its configuration, and ends cleanly when asked to. */
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groundswell, type Serving, startServer, tempFolder } from './program.ts';

const YAML = 'services:\n  - { id: shop, name: Web shop }\n  - { id: mail }\n';

async function withServer(yaml: string, work: (server: Serving, folder: string) => Promise<void>): Promise<void> {
  const folder = tempFolder();
  writeFileSync(join(folder, 's.yaml'), yaml);
  const server = await startServer(['serve', '--config', 's.yaml'], folder);
  try {
    await work(server, folder);
  } finally {
    await server.stop();
  }
}

const report = (url: string, service = 'shop') =>
  fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service, symptom: 'slow' }),
  });
const ids = async (url: string): Promise<string[]> =>
  ((await (await fetch(`${url}/api/v1/services`)).json()) as { services: { id: string }[] }).services
    .map(({ id }) => id)
    .sort();
const soon = { timeout: 10_000, interval: 100 };

test('it serves, takes reports, and on SIGTERM ends with 0 and a journal that checks; an open stream is no obstacle', () =>
  withServer(YAML, async (server, folder) => {
    expect((await report(server.url)).status).toBe(202);
    const stream = await fetch(`${server.url}/api/v1/live`);
    const busy = await groundswell(['check'], { cwd: folder });
    expect([busy.code, busy.err]).toEqual([1, expect.stringContaining('is in use by another groundswell')]);
    const startedAt = performance.now();
    expect((await server.stop()).code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    await stream.body?.cancel().catch(() => {});
    const check = await groundswell(['check', '--json'], { cwd: folder });
    expect(check.code, check.out).toBe(0);
  }));

test('a port that is taken is told in a sentence, and the program ends', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 's.yaml'), YAML);
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const outcome = await groundswell(['serve', '-c', 's.yaml', '-p', String(port)], { cwd: folder });
  other.close();
  expect(outcome.code).toBe(1);
  expect(outcome.err).toContain(`port ${port} of 127.0.0.1 is taken`);
  expect((await groundswell(['check'], { cwd: folder })).code, 'nothing is left open').toBe(0);
});

test('the configuration is followed: a new service comes, a removed one goes, the budget is journaled', () =>
  withServer(YAML, async ({ url }, folder) => {
    expect(await ids(url)).toEqual(['mail', 'shop']);
    await report(url);
    writeFileSync(
      join(folder, 's.yaml'),
      'name: Renamed\nbudget: { possiblePerMonth: 3 }\nservices: [{ id: shop }, { id: bank }]\n',
    );
    await expect.poll(() => ids(url), soon).toEqual(['bank', 'shop']);
    expect((await report(url, 'mail')).status).toBe(404);
    expect((await report(url, 'bank')).status).toBe(202);
    const shop = await (await fetch(`${url}/api/v1/services/shop`)).json();
    expect(shop).toMatchObject({ arriving: 1, method: { possiblePerMonth: 3 } });
  }));

test('a wrong configuration is told by line and column and changes nothing; so is one that cannot be read', () =>
  withServer(YAML, async ({ url, err }, folder) => {
    writeFileSync(join(folder, 's.yaml'), 'services:\n  - id: Bank\n');
    await expect.poll(err, soon).toContain('s.yaml:2:5: services.0.id');
    expect(await ids(url)).toEqual(['mail', 'shop']);
    writeFileSync(join(folder, 's.yaml'), 'databases: [/no/such.mmdb]\nservices: [{ id: bank }]\n');
    await expect.poll(err, soon).toContain('/no/such.mmdb');
    expect(await ids(url)).toEqual(['mail', 'shop']);
    writeFileSync(join(folder, 's.yaml'), 'services: [{ id: bank }]\n');
    await expect.poll(() => ids(url), soon).toEqual(['bank']);
  }));

test('a configuration behind a link is followed when the link moves, as clusters and editors do it', async () => {
  const folder = tempFolder();
  for (const [name, id] of [
    ['one', 'shop'],
    ['two', 'bank'],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 's.yaml'), `services: [{ id: ${id} }]\n`);
  }
  symlinkSync('one', join(folder, 'now'));
  symlinkSync('now/s.yaml', join(folder, 's.yaml'));
  const server = await startServer(['serve', '--config', 's.yaml'], folder);
  try {
    expect(await ids(server.url)).toEqual(['shop']);
    symlinkSync('two', join(folder, 'next'));
    renameSync(join(folder, 'next'), join(folder, 'now'));
    await expect.poll(() => ids(server.url), soon).toEqual(['bank']);
  } finally {
    await server.stop();
  }
});

test('the demo shows X at once, goes on where it stood, and steers its speed', async () => {
  const folder = tempFolder();
  const first = await startServer(['demo', '--reports', '/nowhere', '--speed', '3600'], folder);
  const asOf = async (url: string): Promise<string> => {
    const { freshness } = (await (await fetch(`${url}/api/v1/services/x`)).json()) as { freshness: { asOf: string } };
    return freshness.asOf;
  };
  expect(await ids(first.url)).toEqual(expect.arrayContaining(['example', 'x']));
  expect(await (await fetch(`${first.url}/services/x`)).text()).toMatch(/reconstruct/i);
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  const started = await asOf(first.url);
  await expect.poll(() => asOf(first.url), soon).not.toBe(started);
  const refused = await report(first.url, 'x');
  expect(refused.status).toBe(409);
  const paused = await fetch(`${first.url}/replay`, {
    method: 'POST',
    body: new URLSearchParams({ timeline: 'x-2025-03-10', speed: '0' }),
    redirect: 'manual',
  });
  expect(paused.status).toBe(303);
  const stopped = await first.stop('SIGINT');
  expect([stopped.code, stopped.err]).toEqual([0, '']);

  const second = await startServer(['demo', '--reports', '/nowhere', '--speed', '0'], folder);
  expect((await asOf(second.url)) > started).toBe(true);
  expect((await second.stop()).code).toBe(0);
  expect((await groundswell(['check', '--data', 'data/demo.db'], { cwd: folder })).code).toBe(0);
});

test('the same signal twice, as Ctrl-C under an older Node gives it, still ends cleanly', () =>
  withServer(YAML, async (server) => {
    const ended = server.stop('SIGINT');
    void server.stop('SIGINT');
    expect((await ended).code).toBe(0);
  }));

test('what was imported is shown without a configuration, and what a configuration named is not retired by its absence', async () => {
  const folder = tempFolder();
  const none = await groundswell(['serve', '-p', '0'], { cwd: folder });
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('name the configuration with --config')]);
  writeFileSync(join(folder, 'past.csv'), 'time,shop\n2025-03-01T00:00Z,1\n2025-03-01T00:01Z,2\n');
  expect((await groundswell(['import', 'past.csv', '--service', 'old'], { cwd: folder })).code).toBe(0);
  const server = await startServer(['serve'], folder);
  try {
    expect(await ids(server.url)).toEqual(['old']);
  } finally {
    await server.stop();
  }
  writeFileSync(join(folder, 's.yaml'), YAML);
  await (await startServer(['serve', '-c', 's.yaml'], folder)).stop();
  const before = await groundswell(['check', '--json'], { cwd: folder });
  const refused = await groundswell(['serve', '-p', '0'], { cwd: folder });
  expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/such as (shop|mail): name it with --config/)]);
  expect((await groundswell(['check', '--json'], { cwd: folder })).out).toBe(before.out);
});
