/** Reading vendors' pages politely, on loopback: conditions, "not before", patience, and one reading for all who need it. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reachOf } from '../../src/doors/probe/reach.ts';
import { PageReader } from '../../src/doors/status/page-reader.ts';
import { StatusSetting } from '../../src/doors/status/settings.ts';
import { StatusWatcher } from '../../src/doors/status/watcher.ts';
import type { Official } from '../../src/model/official.ts';
import type { EpochMs } from '../../src/model/units.ts';

const BODY = '{"status":{"indicator":"none"}}';
const MINUTE = 60_000;

let server: Server;
let origin = '';
let asked: IncomingHttpHeaders[] = [];
let answer: (response: ServerResponse, headers: IncomingHttpHeaders, url: string) => void;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers);
    answer(response, request.headers, request.url ?? '');
  });
  origin = await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
});
afterAll(() => void server.close());
beforeEach(() => {
  asked = [];
});

/** A reader with a clock that the test moves. */
function reader(path = '/') {
  let now = Date.parse('2025-03-10T12:00:00Z');
  const page = new PageReader(`${origin}${path}`, MINUTE);
  const context = { reach: reachOf(['127.0.0.1']), resolvers: [], now: () => now };
  return {
    now: () => now,
    read: (afterMs = 0) => {
      now += afterMs;
      return page.read(context);
    },
  };
}

const withTag: typeof answer = (response, headers) =>
  headers['if-none-match'] === '"a"'
    ? response.writeHead(304).end()
    : response.writeHead(200, { etag: '"a"' }).end(BODY);

describe('a page that did not change', () => {
  test.each([
    ['its tag', 'etag', 'if-none-match', '"a"'],
    ['its date', 'last-modified', 'if-modified-since', 'Mon, 10 Mar 2025 11:00:00 GMT'],
  ])('is not sent again where it knows %s', async (_, mark, condition, value) => {
    answer = (response, headers) =>
      headers[condition] === value
        ? response.writeHead(304).end()
        : response.writeHead(200, { [mark]: value }).end(BODY);
    const page = reader();
    expect(await page.read()).toEqual({ body: BODY });
    expect(await page.read(MINUTE)).toBe('unchanged');
    expect(asked.map((headers) => headers[condition])).toEqual([undefined, value]);
  });

  test('is read whole again when hours have gone by, and after a failure', async () => {
    answer = withTag;
    const page = reader();
    await page.read();
    expect(await page.read(5 * 60 * MINUTE)).toBe('unchanged');
    expect(await page.read(2 * 60 * MINUTE)).toEqual({ body: BODY });
    answer = (response) => response.writeHead(500).end();
    expect(await page.read(MINUTE)).toHaveProperty('unread');
    answer = withTag;
    expect(await page.read(MINUTE)).toEqual({ body: BODY });
  });

  test('counts as unread where nobody asked whether it changed', async () => {
    answer = (response) => response.writeHead(304).end();
    expect(await reader().read()).toHaveProperty('unread');
  });

  test('is asked only where its mark comes from: a redirect that leads elsewhere gives no condition away', async () => {
    let to = '/one';
    answer = (response, headers, url) =>
      url === '/' ? response.writeHead(302, { location: to }).end() : withTag(response, headers, url);
    const page = reader();
    expect(await page.read()).toEqual({ body: BODY });
    expect(await page.read(MINUTE)).toBe('unchanged');
    to = '/other';
    expect(await page.read(MINUTE)).toEqual({ body: BODY });
  });
});

describe('a page that wants to be left alone', () => {
  test.each([
    ['in seconds', () => '300'],
    ['as a date', (now: number) => new Date(now + 300_000).toUTCString()],
  ])('is not asked before it says, %s', async (_, said) => {
    const page = reader();
    answer = (response) => response.writeHead(429, { 'retry-after': said(page.now()) }).end();
    expect(await page.read()).toHaveProperty('unread');
    expect(await page.read(4 * MINUTE)).toBe('waiting');
    expect(asked).toHaveLength(1);
    answer = withTag;
    expect(await page.read(MINUTE)).toEqual({ body: BODY });
  });

  test('is asked again within the hour, whatever it says', async () => {
    const said = fc.oneof(
      fc.integer().map(String),
      fc.string().filter((text) => /^[\x21-\x7e]*$/.test(text)),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    await fc.assert(
      fc.asyncProperty(said, async (text) => {
        const page = reader();
        answer = (response) => response.writeHead(503, { 'retry-after': text }).end();
        expect(await page.read()).toHaveProperty('unread');
        answer = withTag;
        expect(await page.read(60 * MINUTE)).toEqual({ body: BODY });
      }),
      { numRuns: 60 },
    );
  });
});

test('a page that goes on failing is asked ever less often, down to every ten minutes, and as before when it is back', async () => {
  answer = (response) => response.writeHead(500).end();
  const page = reader();
  const askedAt: number[] = [];
  for (let minute = 0; minute < 60; minute += 1) {
    if ((await page.read(minute === 0 ? 0 : MINUTE)) !== 'waiting') askedAt.push(minute);
  }
  expect(askedAt).toEqual([0, 1, 3, 7, 15, 25, 35, 45, 55]);
  answer = withTag;
  expect(await page.read(10 * MINUTE)).toEqual({ body: BODY });
  answer = (response) => response.writeHead(500).end();
  expect(await page.read(MINUTE)).toHaveProperty('unread');
  expect(await page.read(MINUTE)).toHaveProperty('unread');
});

test('a page that two services name is read once for both, each takes its component, and what did not change is seen again', async () => {
  const body = (search: string) =>
    JSON.stringify({
      status: { indicator: 'minor' },
      components: [
        { id: 'a', name: 'Search', status: search },
        { id: 'b', name: 'Mail', status: 'operational' },
      ],
    });
  let search = 'major_outage';
  answer = (response, headers) =>
    headers['if-none-match'] === search
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag: search }).end(body(search));
  let now = Date.parse('2025-03-10T12:00:00Z');
  const heard: Official[] = [];
  const watcher = new StatusWatcher({
    submit: async (official) => void heard.push(official),
    now: () => now as EpochMs,
    onError: (cause) => {
      throw cause;
    },
  });
  const pages = (component: string) =>
    StatusSetting.parse([{ url: `${origin}/summary.json`, component }]).map((page) => ({ ...page, everySeconds: 0.3 }));
  watcher.apply({ allow: ['127.0.0.1'], resolvers: [] }, [
    { service: 'search', pages: pages('Search') },
    { service: 'mail', pages: pages('Mail') },
  ]);
  const said = () => heard.map(({ service, state }) => `${service} ${state}`);
  try {
    await expect.poll(said).toEqual(['search outage', 'mail operational']);
    await expect.poll(() => asked.length).toBeGreaterThanOrEqual(3);
    expect(said(), 'nothing new, nothing kept').toHaveLength(2);
    now += 600_000;
    await expect.poll(() => said().slice(2)).toEqual(['search outage', 'mail operational']);
    expect(heard[2]!.at, 'seen now, though nothing changed').toBe(now);
    search = 'operational';
    await expect.poll(() => said().slice(4)).toEqual(['search operational']);
  } finally {
    watcher.close();
  }
});
