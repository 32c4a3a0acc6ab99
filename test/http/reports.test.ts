/** Laws of the door for people: what is taken is durable and told where, what is not is told why and what to do. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/model/entry.ts';
import { type Harness, jsonOf, postForm, postJson, startHarness, withHarness } from './harness.ts';

const WIDE = { perSource: { burst: 1e6, perSecond: 1e6 }, total: { burst: 1e6, perSecond: 1e6 } };
const replayed = {
  id: 'past',
  name: 'The past',
  category: 'Other',
  components: [],
  providers: [],
  timeline: 'past',
  stepMinutes: 1,
  provenance: { kind: 'replayed', sources: [] },
} as const;

let it: Harness;
let door: string;
beforeAll(async () => {
  it = await startHarness({ limits: WIDE });
  await it.engine.submit({ kind: 'service', at: it.clock.now as never, service: replayed });
  door = `${it.url}/api/v1/reports`;
});
afterAll(async () => {
  await it.close();
  it.remove();
});

test('a report as JSON is answered 202 with its id, and the entry at its position holds what was sent', async () => {
  const answer = await postJson(door, { service: 'shop', symptom: 'slow', component: 'search', country: 'ua' });
  expect(answer.status).toBe(202);
  const { id, seq, freshness } = await jsonOf<{ id: string; seq: number; freshness: object }>(answer);
  expect(freshness).toMatchObject({ timeline: 'live', stale: false });
  const entry = (await it.entries())[seq] as Report;
  expect(entry).toMatchObject({
    kind: 'report',
    id,
    service: 'shop',
    symptom: 'slow',
    component: 'search',
    country: 'UA',
  });
  expect(entry.at).toBe(it.clock.now);
});

test('the form without a script is answered 303, and the page it leads to gives thanks', async () => {
  const answer = await postForm(`${it.url}/services/shop/report`, { symptom: 'login', component: '', country: '' });
  expect(answer.status).toBe(303);
  const [, seq] = /^\/services\/shop\/report\/(\d+)\?id=/.exec(answer.headers.get('location') ?? '') ?? [];
  expect((await it.entries())[Number(seq)]).toMatchObject({ kind: 'report', service: 'shop', symptom: 'login' });
  const thanks = await fetch(it.url + answer.headers.get('location'));
  expect(thanks.status).toBe(200);
  expect(await thanks.text()).toContain('Your report is stored');
});

test('what others report can be said too, beside it; of a replay it cannot', async () => {
  // Whoever reports again within half an hour is counted with what they said first.
  await postJson(door, { service: 'shop', symptom: 'slow' });
  await it.tick(2);
  const pageOf = async (id: string) => (await fetch(`${it.url}/services/${id}`)).text();
  expect(await pageOf('shop')).toMatch(/<button class="me-too" form="report" name="symptom" value="slow"/);
  expect(await pageOf('past')).not.toContain('me-too');
});

test.each([
  ['no such service names the nearest', { service: 'shpo', symptom: 'slow' }, 404, 'no-such-service', ['shop']],
  [
    'no such component names those there are',
    { service: 'shop', symptom: 'slow', component: 'cart' },
    422,
    'no-such-component',
    ['search', 'checkout'],
  ],
  ['no such symptom', { service: 'shop', symptom: 'haunted' }, 422, 'bad-report', undefined],
  ['no such country', { service: 'shop', symptom: 'slow', country: 'Ukraine' }, 422, 'bad-report', undefined],
  ['a field too many', { service: 'shop', symptom: 'slow', at: '2020-01-01' }, 422, 'bad-report', undefined],
  ['not an object', ['shop'], 422, 'bad-report', undefined],
  ['not JSON', '{"service":', 400, 'not-json', undefined],
  ['nothing', '', 400, 'not-json', undefined],
  ['a replay of the past', { service: 'past', symptom: 'slow' }, 409, 'replay', undefined],
  ['a body of five kilobytes', { service: 'shop', symptom: 'x'.repeat(5_000) }, 413, 'too-large', undefined],
])('refused as problem details: %s', async (_, body, status, code, nearest) => {
  const before = it.engine.size;
  const answer = await postJson(door, body);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = await jsonOf<{ detail: string; nearest?: string[] }>(answer);
  expect(problem).toMatchObject({ type: `urn:groundswell:problem:${code}`, status });
  expect(problem.detail.length).toBeGreaterThan(10);
  expect(problem.nearest).toEqual(nearest);
  expect(it.engine.size).toBe(before);
});

test('a body that does not say its length is counted while it is read', async () => {
  const stream = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(' '.repeat(3_000)));
    },
  });
  const answer = await fetch(door, { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
  expect(answer.status).toBe(413);
});

test('a refused form is shown again with the reason and what was chosen', async () => {
  const answer = await postForm(`${it.url}/services/shop/report`, { symptom: 'slow', country: 'xx1' });
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain('role="alert"');
  expect(page).toMatch(/value="slow"[^>]* checked/);
});

test.each([
  ['Origin', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
])('what a page of another site sends is refused, known by %s', async (_, headers) => {
  const before = it.engine.size;
  const form = await postForm(`${it.url}/services/shop/report`, { symptom: 'slow' }, headers);
  expect(form.status).toBe(403);
  const json = await postJson(door, { service: 'shop', symptom: 'slow' }, { ...headers, 'content-type': 'text/plain' });
  expect(json.status).toBe(403);
  expect(it.engine.size).toBe(before);
});

test('a form of our own page is taken behind a proxy that renames the host', async () => {
  const headers = { 'sec-fetch-site': 'same-origin', origin: 'https://status.example' };
  expect((await postForm(`${it.url}/services/shop/report`, { symptom: 'slow' }, headers)).status).toBe(303);
});

test('a broken form is a refusal, not a failure', async () => {
  const answer = await fetch(`${it.url}/services/shop/report`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--y\r\nnonsense',
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});

test('one source has its burst, then 429 with the seconds to wait; others pass, and later it passes again', () =>
  withHarness(
    { limits: { perSource: { burst: 3, perSecond: 0.5 }, total: WIDE.total }, trustedProxies: ['127.0.0.1'] },
    async ({ url, clock }) => {
      const send = (from: string) =>
        postJson(`${url}/api/v1/reports`, { service: 'shop', symptom: 'slow' }, { 'x-forwarded-for': from });
      const codes: number[] = [];
      for (let i = 0; i < 5; i += 1) codes.push((await send('192.0.2.1')).status);
      expect(codes).toEqual([202, 202, 202, 429, 429]);
      const refused = await send('192.0.2.1');
      expect(Number(refused.headers.get('retry-after'))).toBe(2);
      expect((await send('192.0.2.2')).status).toBe(202);
      const form = await postForm(
        `${url}/services/shop/report`,
        { symptom: 'slow' },
        { 'x-forwarded-for': '192.0.2.1' },
      );
      expect([form.status, form.headers.get('retry-after')]).toEqual([429, '2']);
      clock.now += 2_000;
      expect((await send('192.0.2.1')).status).toBe(202);
    },
  ));

test('all sources together have a limit too', () =>
  withHarness(
    { limits: { perSource: WIDE.perSource, total: { burst: 2, perSecond: 0.1 } }, trustedProxies: ['127.0.0.1'] },
    async ({ url }) => {
      const codes: number[] = [];
      for (let i = 1; i <= 4; i += 1) {
        const headers = { 'x-forwarded-for': `198.51.100.${i}` };
        codes.push((await postJson(`${url}/api/v1/reports`, { service: 'shop', symptom: 'slow' }, headers)).status);
      }
      expect(codes).toEqual([202, 202, 429, 429]);
    },
  ));

test('when more is waiting than can be written the answer is 503 with Retry-After, and what was taken is stored', () =>
  withHarness({ limits: WIDE }, async ({ url, engine, errors }) => {
    const { journal } = engine.store;
    const append = journal.append.bind(journal);
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    journal.append = async (batch) => {
      await gate;
      return append(batch);
    };
    const report = (index: number) => ({
      kind: 'report' as const,
      at: 1 as never,
      id: `r${index}`,
      service: 'shop',
      symptom: 'slow' as const,
      reporter: `p${index}`,
    });
    const waiting = Array.from({ length: 25_000 }, (_, index) =>
      engine.submit(report(index)).then(
        () => 1,
        () => 0,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    // The first batch is under way; fill what it left free.
    const more = Array.from({ length: 2_000 }, (_, index) =>
      engine.submit(report(30_000 + index)).then(
        () => 1,
        () => 0,
      ),
    );
    const answer = await postJson(`${url}/api/v1/reports`, { service: 'shop', symptom: 'slow' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    open();
    const taken = (await Promise.all([...waiting, ...more])).reduce<number>((sum, one) => sum + one, 0);
    expect((await engine.store.journal.read(0 as never, 100_000)).length).toBe(engine.size);
    expect(taken).toBeGreaterThanOrEqual(20_000);
    expect(errors).toEqual([]);
    expect((await postJson(`${url}/api/v1/reports`, { service: 'shop', symptom: 'slow' })).status).toBe(202);
  }));
