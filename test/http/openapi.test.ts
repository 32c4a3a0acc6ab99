/** Laws of the API's description: it is valid, it names every route, and what is answered is what it says. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sign, tokenFor } from '../../src/doors/probe/signature.ts';
import { type Harness, postJson, postLines, SERVICES, startHarness, T0, TOKEN } from './harness.ts';

interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object> };
}

let it: Harness;
let described: Description;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

beforeAll(async () => {
  it = await startHarness({ yaml: `${SERVICES}\nprobing: { vantages: [{ id: paris }] }\n` });
  described = (await (await fetch(`${it.url}/openapi.json`)).json()) as Description;
  ajv.addSchema({ $id: 'api', components: described.components });
});
afterAll(async () => {
  await it.close();
  it.remove();
});

test('it is valid OpenAPI 3.1', async () => {
  expect(described.openapi).toMatch(/^3\.1\./);
  const { valid, errors } = await new Validator().validate(structuredClone(described) as never);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('every route that is not a page is described, and every description is a route', () => {
  const pages = [
    '/',
    '/services/:id',
    '/services/:id/report',
    '/services/:id/report/:seq{[0-9]+}',
    '/incidents',
    '/incidents/:id',
    '/incidents/:id/statements/new',
    '/statements/:id',
    '/incidents/:id/bundle.zip',
    '/holds',
    '/holds/new',
    '/holds/:id',
    '/calendar',
    '/incidents/:id/clocks',
    '/redactions',
    '/retention',
    '/services/:id/history',
    '/alerts',
    '/alerts/:channel/test',
    '/maintenance',
    '/maintenance/new',
    '/maintenance/:id',
    '/sign-in',
    '/sign-out',
    '/desk',
    '/desk/sources',
    '/subscribe',
    '/subscriptions/:id',
    '/subscriptions/:id/confirm',
    '/subscriptions/:id/end',
    '/methodology',
    '/api',
    '/assets/*',
  ];
  const routes = it.app.routes
    .filter(({ path }) => !pages.includes(path))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`);
  const paths = Object.entries(described.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect([...new Set(routes)].toSorted()).toEqual(paths.toSorted());
});

function schemaFor(path: string, method: string, answer: Response): ValidateFunction | undefined {
  const response = described.paths[path]?.[method]?.responses[answer.status];
  expect(response, `${method} ${path} answered ${answer.status}, which is not described`).toBeDefined();
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]!;
  const schema = response?.content?.[type]?.schema;
  expect(schema, `${method} ${path} ${answer.status} ${type}`).toBeDefined();
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')));
}

async function holds(path: string, method: string, answer: Response): Promise<void> {
  const check = schemaFor(path, method, answer);
  const body = await answer.json();
  check?.(body);
  expect(check?.errors ?? [], `${method} ${path} ${answer.status}`).toEqual([]);
}

test('every answer fits its schema: before an outage, in it and after it, and every refusal too', async () => {
  const get = (path: string, concrete = path) => fetch(it.url + concrete).then((answer) => holds(path, 'get', answer));
  const all = async (): Promise<void> => {
    await get('/api/v1/overview');
    await get('/api/v1/services');
    await get('/api/v1/services/{id}', '/api/v1/services/shop');
    for (const range of ['1h', '6h', '24h', '7d', '2d']) {
      await get('/api/v1/services/{id}/chart', `/api/v1/services/shop/chart?range=${range}`);
    }
    await get('/api/v1/services/{id}/places', '/api/v1/services/shop/places');
    await get('/api/v1/incidents', '/api/v1/incidents?q=shop&kind=confirmed&order=longest');
    await get('/api/v1/incidents', '/api/v1/incidents?from=yesterday');
    await get('/api/v1/methodology', '/api/v1/methodology?lang=de');
    await get('/healthz');
  };
  await all();
  for (let hour = 0; hour < 30; hour += 1) await it.tick(60);
  const traffic = async (requests: number, failed: number): Promise<void> => {
    const start = Math.floor(it.clock.now / 60_000) * 60_000 - 60_000;
    const line = {
      kind: 'traffic',
      service: 'shop',
      at: new Date(start).toISOString(),
      requests,
      statuses: { success: requests - failed, serverError: failed },
      faults: { 'origin-refused': failed },
      top: { countries: { DE: requests }, networks: { AS64500: requests } },
    };
    await holds('/api/v1/signals', 'post', await postLines(it.url, JSON.stringify(line)));
  };
  for (let minute = 0; minute < 40; minute += 1) {
    await it.tick(1);
    await traffic(100, 0);
  }
  await get('/api/v1/services/{id}', '/api/v1/services/shop');
  for (let minute = 0; minute < 20; minute += 1) {
    const lines = Array.from({ length: 30 }, (_, index) =>
      JSON.stringify({
        kind: 'report',
        service: 'shop',
        symptom: 'error',
        component: 'search',
        country: 'UA',
        network: `AS${index % 7}`,
      }),
    );
    await holds('/api/v1/signals', 'post', await postLines(it.url, lines.join('\n')));
    await it.tick(1);
    await traffic(95, 60);
  }
  const { incident } = it.engine.state.watches.get('shop')!;
  const id = incident!.id;
  await all();
  await get('/api/v1/incidents/{id}', `/api/v1/incidents/${id}`);
  for (let hour = 0; hour < 12; hour += 1) await it.tick(30);
  expect(it.engine.state.watches.get('shop')!.incident, 'anti-vacuity: it is over').toBeNull();
  await all();
  await get('/api/v1/incidents/{id}', `/api/v1/incidents/${id}`);

  await get('/api/v1/services/{id}', '/api/v1/services/shp');
  await get('/api/v1/incidents/{id}', '/api/v1/incidents/none');
  const report = (body: unknown, headers = {}) => postJson(`${it.url}/api/v1/reports`, body, headers);
  const path = '/api/v1/reports';
  const good = { service: 'shop', symptom: 'slow' };
  await holds(path, 'post', await report(good));
  for (const bad of ['{', { ...good, service: 'shp' }, { ...good, symptom: 'x' }, 'x'.repeat(9_000)])
    await holds(path, 'post', await report(bad));
  await holds(path, 'post', await report(good, { origin: 'https://evil.example' }));
  for (let i = 0; i < 25; i += 1) await holds(path, 'post', await report(good));
  await holds('/api/v1/signals', 'post', await postLines(it.url, '{}', 'wrong'));
  await holds('/api/v1/signals', 'post', await postLines(it.url, '\n'.repeat(1_100_000), null));
  const checked = async (body: string, path: '/api/v1/checks' | '/api/v1/probes'): Promise<void> => {
    const { id, timestamp, signature, vantage } = sign(tokenFor('paris', TOKEN), body || path, it.clock.now);
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
      'groundswell-vantage': vantage,
    };
    const method = body === '' ? 'get' : 'post';
    await holds(path, method, await fetch(it.url + path, { method, headers, ...(body === '' ? {} : { body }) }));
  };
  await checked('', '/api/v1/probes');
  for (const body of ['{"checks":[]}', '{', '{"checks":1}']) await checked(body, '/api/v1/checks');
  await get('/api/v1/probes');
  const hold = (body: object, token = TOKEN, path = '/api/v1/holds') =>
    postJson(
      it.url + path,
      { decidedBy: 'Counsel', reason: 'A letter', ...body },
      { authorization: `Bearer ${token}` },
    );
  const order = { authority: 'A court', basis: 'An order', scope: 'All', duty: { until: '2027-01-01' }, zone: 'UTC' };
  await holds('/api/v1/holds', 'post', await hold(order));
  for (const [bad, token] of [[{}], [{ ...order, supersedes: ['none'] }], [order, 'wrong']] as const)
    await holds('/api/v1/holds', 'post', await hold(bad, token));
  for (const [change, id] of [[{ closed: true }], [{ scope: 'x' }], [{ scope: 'x' }, 'none']] as const)
    await holds('/api/v1/holds/{id}', 'post', await hold(change, TOKEN, `/api/v1/holds/${id ?? 'hold-1'}`));
  await get('/api/v1/holds');
  await get('/api/v1/holds/{id}', '/api/v1/holds/hold-1');
  await get('/api/v1/holds/{id}', '/api/v1/holds/none');
  const clock = { awareAt: '2026-03-10T12:00Z', awareBy: 'The desk', zone: 'UTC', words: 'It matters', decidedBy: 'N' };
  const startPath = '/api/v1/incidents/{id}/clocks';
  for (const [body, of] of [
    [clock, id],
    [{}, id],
    [clock, 'none'],
  ] as const)
    await holds(startPath, 'post', await hold({ ...body, reason: undefined }, TOKEN, startPath.replace('{id}', of)));
  const clockId = [...it.engine.state.clocks.keys()][0]!;
  const submitted = { step: 'submitted', words: 'Ref. 1', reason: undefined };
  for (const stage of ['final', 'early-warning', 'none'])
    await holds('/api/v1/clocks/{id}', 'post', await hold({ ...submitted, stage }, TOKEN, `/api/v1/clocks/${clockId}`));
  await get('/api/v1/clocks');
  await get('/api/v1/clocks/{id}', `/api/v1/clocks/${clockId}`);
  await get('/api/v1/clocks/{id}', '/api/v1/clocks/none');
  await get('/api/v1/calendar');
  await get('/api/v1/incidents/{id}', `/api/v1/incidents/${id}`);
  it.clock.now = T0 + 1e12;
  await get('/healthz');
});
