/** Laws of conventions: our bodies have the shape that others' have, both ways; real readers of each read us; unknown is said and never called well. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import parsePrometheus from 'parse-prometheus-text-format';
import RssParser from 'rss-parser';
import { Statuspage } from 'statuspage.io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Groundswell, GroundswellError } from '../../src/client/client.ts';
import { readFeed } from '../../src/doors/status/read-feed.ts';
import { readStatus } from '../../src/doors/status/read-status.ts';
import { tempFolder } from '../cli/program.ts';
import { type Harness, jsonOf, postJson, startHarness, TOKEN } from './harness.ts';

let it: Harness;
const theirs = tempFolder();
const iso = (at: number): string => new Date(at).toISOString();

beforeAll(async () => {
  execFileSync('tar', [
    'xJf',
    join(import.meta.dirname, '../../../shared/data/vectors/statuspage-v2.tar.xz'),
    '-C',
    theirs,
  ]);
  it = await startHarness();
  for (let hour = 0; hour < 30; hour += 1) await it.tick(60);
  const window = { service: 'mail', words: 'The database moves. Messages come late.', decidedBy: 'Operations' };
  const post = (body: object) => postJson(`${it.url}/api/v1/maintenance`, body, { authorization: `Bearer ${TOKEN}` });
  const now = it.clock.now;
  expect((await post({ ...window, from: iso(now + 60_000), until: iso(now + 7_200_000) })).status).toBe(202);
  expect((await post({ ...window, from: iso(now + 86_400_000), until: iso(now + 90_000_000) })).status).toBe(202);
  let reports = 0;
  for (let minute = 0; minute < 6; minute += 1) {
    await it.engine.submitAll(
      Array.from({ length: 30 }, (_, i) => {
        reports += 1;
        const at = (it.clock.now + i) as never;
        const of = { service: 'shop', symptom: 'unreachable', country: i % 3 === 0 ? 'DE' : 'FR' } as const;
        return {
          kind: 'report',
          at,
          id: `r${reports}`,
          reporter: `p${reports}`,
          network: `AS${i % 12}`,
          component: 'checkout',
          ...of,
        };
      }),
    );
    await it.tick(1);
  }
});
afterAll(async () => {
  await it.close();
  it.remove();
  rmSync(theirs, { recursive: true });
});

const get = async <T = Record<string, unknown>>(path: string): Promise<T> => jsonOf<T>(await fetch(`${it.url}${path}`));

const running = async () =>
  get<{ observed: number }>(`/api/v1/incidents/${(await get<{ incident: string }>('/api/v1/services/shop')).incident}`);

/** Every key of every object, by where it stands, and the types that were seen there. */
type Shape = Map<
  string,
  { readonly objects: number; readonly keys: Map<string, { seen: number; types: Set<string> }> }
>;
function shapeOf(bodies: readonly unknown[]): Shape {
  const shape: Shape = new Map();
  const walk = (path: string, value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(`${path}[]`, each);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const known = shape.get(path) ?? { objects: 0, keys: new Map() };
    shape.set(path, { ...known, objects: known.objects + 1 });
    for (const [key, each] of Object.entries(value)) {
      const of = known.keys.get(key) ?? { seen: 0, types: new Set() };
      of.seen += 1;
      of.types.add(each === null ? 'null' : Array.isArray(each) ? 'array' : typeof each);
      known.keys.set(key, of);
      walk(`${path}.${key}`, each);
    }
  };
  for (const body of bodies) walk('$', body);
  return shape;
}

test('Statuspage: our bodies have the keys of 43 real ones, all of them and no other, and their types', async () => {
  const files = readdirSync(theirs, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));
  expect(files.length).toBeGreaterThanOrEqual(43);
  const real = files.map((path) => JSON.parse(readFileSync(join(theirs, path), 'utf8')));
  const wanted = shapeOf(real.filter((body) => 'components' in body));
  const summaries = await Promise.all(
    ['/api/v2/summary.json', '/services/shop/api/v2/summary.json', '/services/mail/api/v2/summary.json'].map((path) =>
      get(path),
    ),
  );
  const ours = shapeOf(summaries);
  for (const [path, { objects, keys }] of wanted) {
    const mine = ours.get(path);
    expect(mine, `anti-vacuity: ${path} is there`).toBeDefined();
    for (const [key, { seen, types }] of keys) {
      const here = mine!.keys.get(key);
      // What some of theirs leave out, ours always has.
      expect(here?.seen, `${path}.${key} (in ${seen} of ${objects})`).toBe(mine!.objects);
      // A key that is null in one place of theirs may be so, or filled, in another of ours.
      const free = [...wanted.values()].flatMap((of) => [...(of.keys.get(key)?.types ?? [])]);
      if (types.has('null')) free.push('string', 'number');
      for (const type of here!.types) expect(free, `${path}.${key}`).toContain(type);
    }
    for (const key of mine!.keys.keys())
      expect([...keys.keys()], `${path} has ${key}, which theirs have not`).toContain(key);
  }
  for (const path of ours.keys()) expect([...wanted.keys()], `theirs have no ${path}`).toContain(path);
  expect(shapeOf([await get('/api/v2/status.json')])).toEqual(shapeOf([real.find((body) => !('components' in body))]));
});

test('Statuspage: what fails, what is announced and what runs is where a program looks for it', async () => {
  const summary = await get<{
    status: object;
    components: { id: string; status: string }[];
    incidents: { status: string; incident_updates: { status: string }[]; components: object[] }[];
    scheduled_maintenances: { status: string; scheduled_for: string }[];
  }>('/api/v2/summary.json');
  expect(summary.status).toEqual({ indicator: 'major', description: 'A service fails' });
  expect(summary.components.map(({ id, status }) => [id, status])).toEqual([
    ['mail', 'under_maintenance'],
    ['shop', 'major_outage'],
  ]);
  expect(summary.incidents).toHaveLength(1);
  expect(summary.incidents[0]).toMatchObject({
    status: 'investigating',
    impact: 'major',
    components: [{ id: 'shop' }],
  });
  expect(summary.scheduled_maintenances.map(({ status }) => status)).toEqual(['in_progress', 'scheduled']);
  const only = async (path: string) => Object.values(await get<Record<string, unknown[]>>(`/api/v2/${path}`)).at(-1);
  expect(await only('incidents/unresolved.json')).toHaveLength(1);
  expect(await only('scheduled-maintenances/upcoming.json')).toHaveLength(1);
  expect(await only('scheduled-maintenances/active.json')).toHaveLength(1);
  const shop = await get<typeof summary>('/services/shop/api/v2/summary.json');
  expect(shop.components.map(({ id, status }) => [id, status])).toEqual([
    ['search', 'operational'],
    ['checkout', 'partial_outage'],
  ]);
  // Our own reader of vendors' pages reads us.
  expect(readStatus(JSON.stringify(summary), it.clock.now)).toMatchObject({ state: 'outage' });
  const answer = await fetch(`${it.url}/api/v2/summary.json`);
  const again = await fetch(`${it.url}/api/v2/summary.json`, {
    headers: { 'if-none-match': answer.headers.get('etag')! },
  });
  expect(again.status).toBe(304);
  expect((await fetch(`${it.url}/services/nobody/api/v2/summary.json`)).status).toBe(404);
});

test('feeds: a real reader reads Atom and RSS, JSON Feed says the same, and filters leave out', async () => {
  const parser = new RssParser();
  const read = async (path: string) => parser.parseString(await (await fetch(`${it.url}${path}`)).text());
  for (const path of ['/history.atom', '/history.rss', '/services/shop/history.atom', '/services/shop/history.rss']) {
    const feed = await read(path);
    expect(feed.items, path).toHaveLength(1);
    expect(feed.items[0]!.title).toBe('Web shop: failing');
    expect(feed.items[0]!.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/incidents\/shop-/);
  }
  expect((await read('/services/mail/history.atom')).items).toEqual([]);
  const json = await get<{ version: string; items: { id: string; content_text: string }[] }>('/history.json');
  expect(json.version).toBe('https://jsonfeed.org/version/1.1');
  expect(json.items[0]!.id).toMatch(/^urn:groundswell:incident:shop-/);
  expect(json.items[0]!.content_text).toMatch(/Confirmed: \d+ reports since 18:0\d UTC/);
  const many = async (query: string) => (await get<{ items: object[] }>(`/history.json?${query}`)).items.length;
  expect(await many('severity=confirmed')).toBe(1);
  expect(await many('country=DE')).toBe(1);
  expect(await many('country=ES')).toBe(0);
  expect(await many('component=checkout&symptom=unreachable')).toBe(1);
  expect(await many('component=search')).toBe(0);
  expect((await fetch(`${it.url}/history.json?country=Germany`)).status).toBe(422);
  expect(readFeed(await (await fetch(`${it.url}/history.atom`)).text(), it.clock.now).state).not.toBe('unknown');
});

test('badges: for shields no key that it does not know, and ours names its state in words', async () => {
  const known = [
    'schemaVersion',
    'label',
    'message',
    'color',
    'labelColor',
    'isError',
    'namedLogo',
    'logoSvg',
    'logoColor',
    'style',
    'cacheSeconds',
  ];
  for (const [path, message] of [
    ['/badge.json', '1 failing'],
    ['/services/shop/badge.json', 'failing'],
    ['/services/mail/badge.json', 'no failure seen'],
  ] as const) {
    const badge = await get(path);
    expect(badge).toMatchObject({ schemaVersion: 1, message });
    for (const key of Object.keys(badge)) expect(known).toContain(key);
  }
  const svg = await fetch(`${it.url}/services/shop/badge.svg`);
  expect(svg.headers.get('content-type')).toContain('image/svg+xml');
  expect(await svg.text()).toContain('<title>Web shop: failing</title>');
});

test('the shape of Downdetector: status, the last quarter of an hour, expected and actual', async () => {
  const company = await get<{ stats_24: (number | null)[]; baseline: number[]; last_15: number }>('/v2/companies/shop');
  expect(company).toMatchObject({ slug: 'shop', status: 'danger', last_15: 180 });
  expect(company.stats_24.length).toBe(company.baseline.length);
  expect(company.stats_24.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(180);
  const { reports, baseline } =
    await get<Record<string, { date: string; value: number }[]>>('/v2/companies/shop/reports');
  expect(reports!.map(({ date }) => date)).toEqual(baseline!.map(({ date }) => date));
  expect(await get('/v2/companies/shop/indicators')).toMatchObject([{ slug: 'shop', amount: 180, percentage: 100 }]);
  expect(await get('/v2/companies/shop/events')).toMatchObject([
    { is_active: true, severity: 'danger', measurement: { actual: (await running()).observed, ended_on: null } },
  ]);
  expect(await get('/v2/companies/mail/status')).toEqual({ slug: 'mail', status: 'success' });
  expect(await get<object[]>('/v2/companies/search?name=web')).toMatchObject([{ slug: 'shop', name: 'Web shop' }]);
});

test('Statuspage: a client that was written for statuspage.io reads the whole observatory, and a service by itself', async () => {
  const client = new Statuspage('any');
  client.setApiUrl(it.url);
  const { status, components, incidents } = await client.api.getSummary();
  expect(status.indicator).toBe('major');
  expect(components.filter((one) => one.status === 'major_outage')).toHaveLength(1);
  expect(incidents).toHaveLength(1);
  expect((await client.api.incidents.getUnresolved()).incidents).toEqual(incidents);
  expect((await client.api.incidents.getAll()).incidents[0]).toEqual(incidents[0]);
  const { scheduled_maintenances: announced } = await client.api.scheduledMaintenances.getUpcoming();
  expect(announced.length).toBeGreaterThan(0);
  for (const { scheduled_for, scheduled_until } of announced)
    expect(Date.parse(scheduled_for)).toBeLessThan(Date.parse(scheduled_until));

  client.setApiUrl(`${it.url}/services/mail`);
  expect((await client.api.getStatus()).status.indicator, 'its announced work runs').toBe('maintenance');
  expect((await client.api.incidents.getAll()).incidents).toEqual([]);
  client.setApiUrl(`${it.url}/services/nobody`);
  await expect(client.api.getComponents()).rejects.toMatchObject({ response: { status: 404 } });
});

test('Prometheus: a real parser reads us, and the dashboard names only what there is', async () => {
  const families = parsePrometheus(await (await fetch(`${it.url}/metrics`)).text());
  const names = new Set(families.map(({ name }) => name));
  const board = readFileSync(join(import.meta.dirname, '../../deploy/grafana-dashboard.json'), 'utf8');
  const used = [...board.matchAll(/groundswell_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ''));
  expect(new Set(used).size).toBeGreaterThanOrEqual(5);
  for (const name of used) expect([...names]).toContain(name);
});

const TOOLS = ['check_statement', 'incident', 'search', 'status'];
async function askTools(client: Client, incident: string): Promise<void> {
  expect((await client.listTools()).tools.map(({ name }) => name).toSorted()).toEqual(TOOLS);
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content, isError } = await client.callTool({ name, arguments: args });
    const { text } = (content as { text: string }[])[0]!;
    return isError === true ? text : JSON.parse(text);
  };
  expect(await call('search', { query: 'shop' })).toMatchObject({ services: [{ id: 'shop', state: 'confirmed' }] });
  expect(await call('status', { service: 'shop' })).toMatchObject({ state: 'confirmed', incident });
  expect(await call('status', { service: 'nobody' })).toContain('no service "nobody"');
  expect(await call('incident', { incident })).toMatchObject({ service: 'shop', state: 'confirmed' });
  const checked = await call('check_statement', {
    incident,
    text: 'More than 100,000 users reported outages, the company said.',
  });
  expect(checked.statements[0]).toMatchObject({ verdict: 'contradicted' });
  await client.close();
}

test('MCP: a real client lists and calls the tools, over HTTP and over standard input', async () => {
  const incident = (await new Groundswell(it.url).service('shop')).incident!;
  const remote = new Client({ name: 'test', version: '1' });
  await remote.connect(new StreamableHTTPClientTransport(new URL(`${it.url}/mcp`)));
  await askTools(remote, incident);
  const local = new Client({ name: 'test', version: '1' });
  const program = join(import.meta.dirname, '../../bin/groundswell.mjs');
  await local.connect(new StdioClientTransport({ command: process.execPath, args: [program, 'mcp', '--url', it.url] }));
  await askTools(local, incident);
});

test('the typed client reads and reports, and throws the problem that it was told of', async () => {
  const client = new Groundswell(it.url);
  expect((await client.overview()).services.map(({ id }) => id).toSorted()).toEqual(['mail', 'shop']);
  const { incident } = await client.service('shop');
  expect((await client.incident(incident!)).service).toBe('shop');
  expect((await client.check(incident!, 'It came in two waves.')).statements).toHaveLength(1);
  expect((await client.report({ service: 'mail', symptom: 'slow' })).seq).toBeGreaterThan(0);
  const failed = await client.service('nobody').catch((cause: unknown) => cause);
  expect(failed).toBeInstanceOf(GroundswellError);
  expect(failed).toMatchObject({ status: 404, problem: { title: 'No such service' } });
  await expect(new Groundswell('http://127.0.0.1:9').overview()).rejects.toMatchObject({ status: 0 });
  expect(await (await fetch(`${it.url}/llms.txt`)).text()).toContain(`MCP at ${it.url}/mcp`);
});
