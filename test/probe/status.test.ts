/** Status pages read by the running watcher, on loopback: what is said becomes an entry; whatever cannot be read is unknown. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StatusSetting } from '../../src/doors/status/settings.ts';
import { StatusWatcher } from '../../src/doors/status/watcher.ts';
import type { Official } from '../../src/model/official.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { freePort } from '../traffic/web-servers.ts';

const PAGES: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/well': (response) => response.end('{"status":{"indicator":"none","description":"All well"}}'),
  '/major': (response) => response.end('{"status":{"indicator":"major","description":"Down"}}'),
  '/moved': (response) => response.writeHead(302, { location: '/major' }).end(),
  '/error': (response) => response.writeHead(500).end('{"status":{"indicator":"none"}}'),
  '/blocked': (response) => response.writeHead(403).end('{"status":{"indicator":"none"}}'),
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"status":{"indicator":"none"}}');
    setTimeout(() => response.destroy(), 50);
  },
  '/huge': (response) => response.end(`{"status":{"indicator":"none"},"x":"${'x'.repeat(1_200_000)}"}`),
  '/away': (response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
};

let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((request, response) => PAGES[request.url ?? '']!(response));
  port = await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
});
afterAll(() => void server.close());

test('what a page says is told; an error, a refusal, a cut or endless answer and a forbidden redirect are unknown', async () => {
  const nobody = await freePort();
  const pages = StatusSetting.parse(
    [
      ...Object.keys(PAGES).map((path) => ({ url: `http://127.0.0.1:${port}${path}`, name: path, everySeconds: 5 })),
      { url: `http://127.0.0.1:${nobody}/`, name: '/nobody', everySeconds: 5 },
    ].slice(0, 8),
  );
  const more = StatusSetting.parse([{ url: `http://127.0.0.1:${nobody}/`, name: '/nobody', everySeconds: 5 }]);
  const heard = new Map<string, Official>();
  const watcher = new StatusWatcher({
    submit: async (official) => void heard.set(official.source, official),
    now: () => Date.now() as EpochMs,
    onError: (cause) => {
      throw cause;
    },
  });
  watcher.apply({ allow: ['127.0.0.1'], resolvers: [] }, [
    { service: 'shop', pages },
    { service: 'mail', pages: more },
  ]);
  await expect.poll(() => heard.size, { timeout: 15_000 }).toBe(Object.keys(PAGES).length + 1);
  watcher.close();
  const states = Object.fromEntries([...heard].map(([name, { state }]) => [name, state]));
  expect(states).toEqual({
    '/well': 'operational',
    '/major': 'outage',
    '/moved': 'outage',
    '/error': 'unknown',
    '/blocked': 'unknown',
    '/cut': 'unknown',
    '/huge': 'unknown',
    '/away': 'unknown',
    '/nobody': 'unknown',
  });
  expect(heard.get('/nobody')!.said).toContain('refused');
});
