/** Laws of reading: whatever is asked for comes whole from memory, says how fresh it is, and costs one rendering a second. */
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assets, type Harness, jsonOf, postJson, startHarness, withHarness } from './harness.ts';

const PATHS = [
  '/',
  '/?q=shop',
  '/services/shop',
  '/services/shop/report',
  '/services/shop/report?symptom=slow',
  '/methodology',
  '/api',
  '/api/v1/overview',
  '/api/v1/services',
  '/api/v1/services/shop',
  '/openapi.json',
  assets.hrefs.css,
  assets.hrefs.js,
];

interface Fresh {
  readonly timeline: string;
  readonly asOf: string | null;
  readonly updatedAt: string | null;
  readonly staleAfter: string | null;
  readonly stale: boolean;
}

let it: Harness;
let incident: string;
beforeAll(async () => {
  it = await startHarness();
  await addIncident(it);
  incident = it.engine.state.watches.get('shop')!.incident!.id;
  PATHS.push(`/incidents/${incident}`, `/api/v1/incidents/${incident}`);
});
afterAll(async () => {
  expect(it.errors).toEqual([]);
  await it.close();
  it.remove();
});

/** A quiet day, then an outage that many people report. */
async function addIncident({ engine, clock, tick }: Harness): Promise<void> {
  for (let hour = 0; hour < 30; hour += 1) await tick(60);
  for (let minute = 0; minute < 15; minute += 1) {
    const at = clock.now as never;
    const reports = Array.from({ length: 40 }, (_, index) => ({
      kind: 'report' as const,
      at,
      id: `o${minute}-${index}`,
      service: 'shop',
      symptom: 'error' as const,
      country: 'UA',
      network: `AS${64_500 + (index % 9)}`,
      reporter: `o${minute}-${index}`,
    }));
    await engine.submitAll(reports);
    await tick(1);
  }
}

/** The bytes as they are sent, which fetch would unpack. */
function raw(
  port: number,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ head: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const lines = Object.entries({ Host: 'localhost', Connection: 'close', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`),
    );
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      resolve({ head: all.toString('latin1', 0, end), body: all.subarray(end + 4) });
    });
  });
}

test('every page and every answer has an ETag; who has it already gets 304 and no body', async () => {
  for (const path of PATHS) {
    const answer = await fetch(it.url + path);
    expect([path, answer.status]).toEqual([path, 200]);
    const etag = answer.headers.get('etag');
    expect(etag, path).toMatch(/^(W\/)?"[^"]+"$/);
    for (const known of [etag!, `"other", ${etag}`, etag!.replace('W/', ''), '*']) {
      const again = await fetch(it.url + path, { headers: { 'if-none-match': known } });
      expect([path, known, again.status, await again.text()]).toEqual([path, known, 304, '']);
      expect(again.headers.get('etag')).toBe(etag);
    }
    expect((await fetch(it.url + path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  }
});

test('br, gzip and plain are the same content, and a coding that is refused is not sent', async () => {
  for (const path of PATHS) {
    const plain = await raw(it.port, path, {});
    const br = await raw(it.port, path, { 'Accept-Encoding': 'gzip, deflate, br' });
    const gzip = await raw(it.port, path, { 'Accept-Encoding': 'gzip;q=0.5, br;q=0' });
    const none = await raw(it.port, path, { 'Accept-Encoding': 'br;q=0, gzip;q=0.0, *;q=0' });
    expect(br.head.toLowerCase(), path).toContain('content-encoding: br');
    expect(gzip.head.toLowerCase(), path).toContain('content-encoding: gzip');
    expect((plain.head + none.head).toLowerCase()).not.toContain('content-encoding');
    expect(br.head.toLowerCase()).toContain('vary: accept-encoding');
    expect(brotliDecompressSync(br.body).equals(plain.body), path).toBe(true);
    expect(gunzipSync(gzip.body).equals(plain.body), path).toBe(true);
    expect(none.body.equals(plain.body), path).toBe(true);
  }
});

test('HEAD answers as GET does, without the body; a HEAD of the live stream keeps nothing open', async () => {
  for (const path of [...PATHS, '/healthz', '/metrics', '/nowhere', '/services/nobody', '/api/v1/live']) {
    const head = await raw(it.port, path, {}, 'HEAD');
    expect(head.body.length, path).toBe(0);
    const status = path === '/api/v1/live' ? 200 : (await fetch(it.url + path)).status;
    expect([path, head.head.split(' ')[1]]).toEqual([path, String(status)]);
  }
  await expect.poll(async () => streams(it)).toBe(0);
});

const streams = async ({ url }: Harness): Promise<number> =>
  Number(/^groundswell_live_streams (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

test('every answer carries the headers that keep a browser safe', async () => {
  for (const path of [...PATHS, '/healthz', '/nowhere', '/services/nobody', '/api/v1/services/nobody']) {
    const { headers } = await fetch(it.url + path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("default-src 'self'");
    for (const rule of ["base-uri 'none'", "form-action 'self'", 'frame-ancestors'])
      expect(policy, path).toContain(rule);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('same-origin');
  }
});

test('every JSON answer about services and incidents says how fresh it is', async () => {
  for (const path of [
    '/api/v1/overview',
    '/api/v1/services',
    '/api/v1/services/shop',
    `/api/v1/incidents/${incident}`,
    '/healthz',
  ]) {
    const { freshness } = await jsonOf<{ freshness: Fresh | Fresh[] }>(await fetch(it.url + path));
    for (const block of [freshness].flat()) {
      expect(block.timeline, path).toBe('live');
      expect(block.asOf, path).toBe(new Date(it.clock.now).toISOString());
      expect(Date.parse(block.staleAfter!), path).toBeGreaterThan(Date.parse(block.updatedAt!));
      expect(block.stale, path).toBe(false);
    }
  }
});

test('a service that people call down from its first minute on is unknown, not well, until something usual could be known', () =>
  withHarness({}, async ({ url, engine, clock, tick }) => {
    const of = async () =>
      jsonOf<{
        state: string;
        newSince: string | null;
        lastHour: { observed: number | null; expected: number | null };
      }>(await fetch(`${url}/api/v1/services/shop`));
    const page = async (lang: string) => (await fetch(`${url}/services/shop?lang=${lang}`)).text();
    const began = new Date(clock.now).toISOString().replace('.000Z', 'Z');
    let sent = 0;
    const crowd = async (minutes: number): Promise<void> => {
      for (let minute = 0; minute < minutes; minute += 1) {
        await engine.submitAll(
          Array.from({ length: 10 }, (_, i) => {
            sent += 1;
            const who = { id: `r${sent}`, reporter: `p${sent}`, network: `AS${sent % 12}` };
            return { kind: 'report', at: (clock.now + i) as never, service: 'shop', symptom: 'slow', ...who } as const;
          }),
        );
        await tick(1);
      }
    };
    await crowd(70);
    expect(await of()).toMatchObject({
      state: 'unknown',
      newSince: began,
      lastHour: { observed: 600, expected: null },
    });
    expect(await page('en')).toMatch(/Unknown\.<\/strong> It is counted since .*, too lately to tell what is usual/);
    expect(await page('en')).toContain('600 reports in the last hour.');
    expect(await page('de')).toContain('zu kurz, um zu wissen, was üblich ist');
    expect(await (await fetch(`${url}/services/shop/badge.json`)).json()).toMatchObject({ message: 'unknown' });
    await crowd(80);
    expect(await of()).toMatchObject({ state: 'none', newSince: null, lastHour: { observed: 600 } });
  }));

test('what is not known is null and unknown, never zero or healthy; an old answer says that it is stale', () =>
  withHarness({}, async ({ url, clock }) => {
    const service = await jsonOf(await fetch(`${url}/api/v1/services/shop`));
    expect(service).toMatchObject({
      state: 'unknown',
      since: null,
      incident: null,
      home: null,
      lastHour: { observed: null, expected: null },
    });
    expect(new Set((service.chart as { counts: unknown[] }).counts)).toEqual(new Set([null]));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    clock.now += 10 * 60_000;
    const health = await fetch(`${url}/healthz`);
    expect([health.status, await health.json()]).toMatchObject([503, { status: 'stale', freshness: { stale: true } }]);
    expect(await jsonOf(await fetch(`${url}/api/v1/services/mail`))).toMatchObject({
      state: 'unknown',
      freshness: { stale: true },
    });
  }));

test('what is not there is 404, as a page for people and as problem details for programs, with near names', async () => {
  for (const path of [
    '/nowhere',
    '/services/shp',
    '/services/shp/report',
    '/incidents/none',
    '/api/v1/services/shp',
    '/api/v1/incidents/none',
    '/assets/none.js',
    '/services/%E0%A4%A',
  ]) {
    const page = await fetch(it.url + path, { headers: { accept: 'text/html,application/xhtml+xml' } });
    expect([path, page.status]).toEqual([path, 404]);
    expect(page.headers.get('content-type'), path).toContain('text/html');
    const problem = await fetch(it.url + path, { headers: { accept: 'application/json' } });
    expect([path, problem.status, problem.headers.get('content-type')]).toEqual([
      path,
      404,
      'application/problem+json',
    ]);
    if (path.includes('shp') && !path.endsWith('report'))
      expect(await problem.json()).toMatchObject({ nearest: ['shop'] });
  }
});

test('a search finds by name, id and category, and says on the page what was searched for', async () => {
  const { services } = await jsonOf<{ services: { id: string }[] }>(await fetch(`${it.url}/api/v1/overview?q=WEB%20s`));
  expect(services.map(({ id }) => id)).toEqual(['shop']);
  expect(await (await fetch(`${it.url}/?q=%3Cb%3Eshop`)).text()).toContain('&lt;b&gt;shop');
});

test('metrics are Prometheus text: every sample belongs to a declared family and is a number', async () => {
  await postJson(`${it.url}/api/v1/reports`, { service: 'nobody', symptom: 'slow' });
  const answer = await fetch(`${it.url}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const types = new Map<string, string>();
  const samples = new Map<string, number>();
  for (const line of (await answer.text()).trimEnd().split('\n')) {
    const [, name, type] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
    if (name !== undefined) types.set(name, type!);
    if (line === '' || line.startsWith('#')) continue;
    const sample = /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\S+)$/.exec(line);
    expect(sample, line).not.toBeNull();
    expect(Number.isNaN(Number(sample![3])), line).toBe(false);
    const family = types.has(sample![1]!) ? sample![1]! : sample![1]!.replace(/_(bucket|sum|count)$/, '');
    expect(types.has(family), line).toBe(true);
    samples.set(`${sample![1]}${sample![2] ?? ''}`, Number(sample![3]));
  }
  expect(samples.get('groundswell_journal_entries')).toBe(it.engine.size);
  expect(samples.get('groundswell_service_state{service="shop"}')).toBe(2);
  expect(samples.get('groundswell_signals_refused_total{code="no-such-service"}')).toBe(1);
});
