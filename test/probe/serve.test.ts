/** Probes in the running observatory: from services.yaml to the journal, the pages, the API and the metrics. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutsideBody } from '../../src/serve/schema-outside.ts';
import { startServer, tempFolder } from '../cli/program.ts';
import { freePort } from '../traffic/web-servers.ts';
import { firstCheck } from './first-check.ts';

let origin: Server;
let port = 0;
let status = 200;
beforeAll(async () => {
  origin = createServer((_, response) =>
    response.writeHead(status, { server: 'cloudflare', 'cf-ray': 'x' }).end('all is well'),
  );
  port = await new Promise<number>((resolve) => {
    origin.listen(0, '127.0.0.1', () => resolve((origin.address() as AddressInfo).port));
  });
});
afterAll(() => void origin.close());

const soon = { timeout: 25_000, interval: 200 };

test('a service that is probed shows what its places see, in the API, on its page and in the metrics', async () => {
  const folder = tempFolder();
  const target = `http://localhost:${port}/`;
  writeFileSync(
    join(folder, 's.yaml'),
    `probing: { vantage: fra, name: Frankfurt, country: DE, latitude: 50.1, longitude: 8.7, allow: [localhost], vantages: [{ id: par, name: Paris }] }
services:
  - id: shop
    probes: [{ target: '${target}', everySeconds: 5, timeoutSeconds: 2, expect: well }]
`,
  );
  const server = await startServer(['serve', '--config', 's.yaml'], folder);
  try {
    const outside = async (): Promise<OutsideBody | null> =>
      ((await (await fetch(`${server.url}/api/v1/services/shop`)).json()) as { outside: OutsideBody | null }).outside;
    await expect.poll(async () => (await outside())?.places[0]?.state, soon).toBe('well');
    const place = (await outside())!.places[0]!;
    expect(place).toMatchObject({
      vantage: 'fra',
      name: 'Frankfurt',
      country: 'DE',
      latitude: 50.1,
      longitude: 8.7,
    });
    expect(place.targets).toMatchObject([{ target, outcome: 'ok', words: 'Cloudflare answered 200', status: 200 }]);
    status = 521;
    await expect.poll(async () => (await outside())!.places[0]!.state, soon).toBe('failing');
    const page = await (await fetch(`${server.url}/services/shop`)).text();
    expect(page).toContain('Cloudflare reached, but the origin refused the connection (521)');
    expect(page).toContain('aria-label="Frankfurt: failing"');
    const land = await fetch(`${server.url}${/href="([^"]+)#land"/.exec(page)![1]}`);
    expect(land.headers.get('content-type')).toBe('image/svg+xml');
    expect(await land.text()).toContain('id="land"');
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/groundswell_probe_targets 1/);
    const health = await (await fetch(`${server.url}/healthz`)).json();
    expect(health).toMatchObject({ status: 'ok', probes: { targets: 1, overlaps: 0 } });
  } finally {
    status = 200;
    expect((await server.stop()).code).toBe(0);
  }
});

test('while most anchors cannot be reached either, a failure is inconclusive; while they can, it is a failure', async () => {
  const [gone, dead, deader] = [await freePort(), await freePort(), await freePort()].map(
    (p) => `tcp://127.0.0.1:${p}`,
  );
  const alive = `tcp://127.0.0.1:${port}`;
  expect(await firstCheck(gone!, [])).toMatchObject({ outcome: 'failed', reason: 'refused', phase: 'refused' });
  expect(await firstCheck(gone!, [alive])).toMatchObject({ outcome: 'failed', fault: 'origin-refused' });
  expect(await firstCheck(gone!, [alive, alive, dead!])).toMatchObject({ outcome: 'failed' });
  const doubted = await firstCheck(gone!, [dead!, alive, deader!]);
  expect(doubted).toMatchObject({ outcome: 'inconclusive', reason: 'own-network' });
  expect(doubted.phase ?? doubted.fault).toBeUndefined();
  // An answer, be it an error, came through the network.
  status = 500;
  expect(await firstCheck(`http://127.0.0.1:${port}/`, [dead!])).toMatchObject({ outcome: 'failed', status: 500 });
  status = 200;
});
