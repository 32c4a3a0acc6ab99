/** Laws of pictures and frames: SVG and PNG are whole by themselves, say what the page says, and only what is meant for other sites may be shown there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let it: Harness;
beforeAll(async () => {
  it = await startHarness({ yaml: 'url: https://status.example.org/\nservices: [{ id: shop, name: "<Web> shop" }]' });
  for (let hour = 0; hour < 30; hour += 1) await it.tick(60);
  let reports = 0;
  for (let minute = 0; minute < 12; minute += 1) {
    await it.engine.submitAll(
      Array.from({ length: 30 }, (_, i) => {
        reports += 1;
        const of = { service: 'shop', symptom: 'unreachable', network: `AS${i % 12}` } as const;
        return { kind: 'report', at: (it.clock.now + i) as never, id: `r${reports}`, reporter: `p${reports}`, ...of };
      }),
    );
    await it.tick(1);
  }
});
afterAll(async () => {
  await it.close();
  it.remove();
});

const get = (path: string) => fetch(`${it.url}${path}`);
const incident = async (): Promise<string> => {
  const { incidents } = (await (await get('/api/v1/services/shop')).json()) as { incidents: { id: string }[] };
  return incidents[0]!.id;
};

test('an SVG says what the page says, light and dark, in each language, and fetches nothing', async () => {
  for (const path of ['/services/shop/chart.svg', `/incidents/${await incident()}/chart.svg`]) {
    const answer = await get(path);
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
    const svg = await answer.text();
    expect(svg).toContain('&lt;Web&gt; shop');
    expect(svg).toContain('class="counts"');
    expect(svg.replace('http://www.w3.org/2000/svg', ''), 'nothing from elsewhere').not.toMatch(
      /https?:|href=|url\((?!#)|<script/,
    );
    const dark = await (await get(`${path}?scheme=dark`)).text();
    expect(dark).not.toBe(svg);
    expect(await (await get(`${path}?lang=de`)).text()).toContain('Meldungen');
    expect((await get(`${path}?scheme=pink`)).status).toBe(422);
  }
  expect((await get('/services/nobody/chart.svg')).status).toBe(404);
});

test('a picture and a frame cover the length that is asked for, in the language that is asked for; a day by itself', async () => {
  const text = async (path: string): Promise<string> => (await get(path)).text();
  const drawn = new Set<string>();
  for (const [range, words] of [
    ['1h', '1 Stunde'],
    ['6h', '6 Stunden'],
    ['24h', '24 Stunden'],
    ['7d', '7 Tage'],
  ] as const) {
    const svg = await text(`/services/shop/chart.svg?lang=de&range=${range}`);
    expect(svg).toContain(`Groundswell, ${words}, `);
    drawn.add(/<path class="counts" d="([^"]*)"/.exec(svg)?.[1] ?? '');
    const frame = await text(`/embed/services/shop?scheme=dark&lang=de&range=${range}`);
    expect(frame).toContain(`/services/shop/chart.svg?scheme=dark&amp;lang=de&amp;range=${range}"`);
    expect(frame).toContain('<html lang="de"');
  }
  expect(drawn.size, 'four pictures').toBe(4);
  expect(drawn.has('')).toBe(false);
  expect(await text('/services/shop/chart.svg')).toBe(await text('/services/shop/chart.svg?range=24h'));
  const png = async (range: string) =>
    Buffer.from(await (await get(`/services/shop/chart.png?range=${range}`)).arrayBuffer());
  expect((await png('7d')).equals(await png('24h'))).toBe(false);
  const own = `/incidents/${await incident()}/chart.svg`;
  expect(await text(`${own}?range=7d`), 'an incident has its own length').toBe(await text(own));
  for (const path of ['/services/shop/chart.svg', '/services/shop/chart.png', '/embed/services/shop']) {
    expect((await get(`${path}?range=2d`)).status, path).toBe(422);
  }
  for (const [query, words] of [
    ['scheme=pink', 'Kein Farbschema'],
    ['range=2d', 'Kein Zeitraum'],
  ]) {
    const refused = await fetch(`${it.url}/embed/services/shop?lang=de&${query}`, { headers: { accept: 'text/html' } });
    expect(await refused.text()).toContain(words);
  }
});

test('a PNG is one of 1200 by 630, the same bytes for the same counts, and is not packed again', async () => {
  const read = async (): Promise<Buffer> => {
    const answer = await fetch(`${it.url}/services/shop/chart.png`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    return Buffer.from(await answer.arrayBuffer());
  };
  const png = await read();
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_200, 630]);
  expect(png.length, 'anti-vacuity: something is drawn').toBeGreaterThan(10_000);
  expect((await read()).equals(png)).toBe(true);
});

test('a page names its picture and its feeds; links lead where the operator says that readers come', async () => {
  const page = await (await get('/services/shop')).text();
  expect(page).toContain(
    '<meta property="og:image" content="https://status.example.org/services/shop/chart.png?lang=en">',
  );
  for (const type of ['application/atom+xml', 'application/rss+xml', 'application/feed+json']) {
    expect(page).toContain(`<link rel="alternate" type="${type}"`);
  }
  const feed = (await (await get('/services/shop/history.json')).json()) as { items: { url: string }[] };
  expect(feed.items[0]!.url).toBe(`https://status.example.org/incidents/${await incident()}`);
});

test('only the frame that is meant for it may stand in another page, and it runs no script', async () => {
  const frame = await get('/embed/services/shop');
  expect(frame.headers.get('x-frame-options')).toBeNull();
  const policy = frame.headers.get('content-security-policy')!;
  expect(policy).toContain('frame-ancestors *');
  expect(policy).toContain("default-src 'none'");
  const text = await frame.text();
  expect(text).not.toContain('<script');
  expect(text).toContain('/services/shop/chart.svg?scheme=light&amp;lang=en&amp;range=24h');
  expect((await get('/embed/services/nobody')).status).toBe(404);
  for (const path of ['/', '/services/shop', '/sign-in']) {
    const page = await get(path);
    expect(page.headers.get('x-frame-options'), path).toBe('SAMEORIGIN');
    expect(page.headers.get('content-security-policy'), path).toContain("frame-ancestors 'self'");
    expect(page.headers.get('access-control-allow-origin'), path).toBeNull();
  }
  expect((await get('/api/v2/summary.json')).headers.get('access-control-allow-origin')).toBe('*');
});

test('a page has the length that is asked for, by links alone; every length counts the same reports', async () => {
  type Chart = { start: string; stepMinutes: number; counts: (number | null)[] };
  const sums = new Map<string, number>();
  for (const range of ['1h', '6h', '24h', '7d']) {
    const chart = (await (await get(`/api/v1/services/shop/chart?range=${range}`)).json()) as Chart;
    sums.set(
      range,
      chart.counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    );
    const page = await (await get(`/services/shop?range=${range}`)).text();
    expect(page).toContain(`data-start="${chart.start}" data-step="${chart.stepMinutes}"`);
    expect(page.match(/data-range aria-current="true"/g)).toHaveLength(1);
  }
  expect(new Set(sums.values()), 'all came within the hour').toEqual(new Set([360]));
  expect((await get('/services/shop?range=2d')).status).toBe(422);
  expect((await get('/api/v1/services/nobody/chart?range=1h')).status).toBe(404);
});
