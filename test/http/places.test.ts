/** Laws of the map: a country is coloured by its rate against what is usual there, never by how many reports it sends. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, jsonOf, startHarness } from './harness.ts';

interface Places {
  places: {
    rows: { code: string; reports: number; usual: number; times: { ratio: number; low: number }; level: string }[];
  } | null;
}
const QUIET_HOURS = 72;
const USUAL = { US: 40, DE: 1 } as const;

let it: Harness;
let sent = 0;
const report = async (country: string, count: number): Promise<void> => {
  await it.engine.submitAll(
    Array.from({ length: count }, (_, i) => {
      sent += 1;
      const of = { service: 'shop', symptom: 'slow', country, network: `AS${i % 12}` } as const;
      return { kind: 'report', at: (it.clock.now + i) as never, id: `r${sent}`, reporter: `p${sent}`, ...of };
    }),
  );
};
const places = async (path: string): Promise<Places> => jsonOf<Places>(await fetch(`${it.url}/api/v1/${path}/places`));
let early: Places;
beforeAll(async () => {
  it = await startHarness();
  early = await places('services/shop');
  for (let hour = 0; hour < QUIET_HOURS; hour += 1) {
    for (const [country, count] of Object.entries(USUAL)) await report(country, count);
    await it.tick(60);
  }
  for (let hour = 0; hour < 24; hour += 1) {
    await report('US', USUAL.US);
    await report('DE', hour === 20 ? 120 : USUAL.DE);
    await it.tick(60);
  }
});
afterAll(async () => {
  await it.close();
  it.remove();
});

test('many reports where many are usual are as usual; few that are far above theirs stand out', async () => {
  const { rows } = (await places('services/shop')).places!;
  const [first] = rows;
  expect(first).toMatchObject({ code: 'DE', reports: 120 + 23 * USUAL.DE });
  expect(['more-2', 'more-3']).toContain(first!.level);
  // By hand: one an hour is usual.
  expect(first!.usual).toBeCloseTo(24 * USUAL.DE, 0);
  expect(first!.times.ratio).toBeCloseTo((120 + 23) / 24, 0);
  const us = rows.find(({ code }) => code === 'US')!;
  expect(us.reports, 'anti-vacuity: it sends by far the most').toBeGreaterThan(5 * first!.reports);
  expect(us.level).toBe('same');
});

test('the map says the same: only what stands out has its colour and its name, in both schemes and languages', async () => {
  for (const [scheme, hot] of [
    ['light', /#8c2d04|#e06a1b/],
    ['dark', /#ffc59a|#e8772e/],
  ] as const) {
    const answer = await fetch(`${it.url}/services/shop/map.svg?scheme=${scheme}&lang=de`);
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
    const svg = await answer.text();
    expect(svg.match(/<path fill="[^"]*"/g)!.filter((path) => hot.test(path))).toHaveLength(1);
    expect(svg).toMatch(/>DE [\d,]+-fach</);
    expect(svg).not.toContain('>US ');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href=|<script/);
  }
  const page = await (await fetch(`${it.url}/services/shop`)).text();
  expect(page).toContain('loading="lazy"');
  // The room that is kept free is that of the picture: nothing moves when it comes.
  const sizeOf = (text: string): string[] => text.match(/width="2000" height="\d+"/)!.slice();
  const whole = await (await fetch(`${it.url}/services/shop/map.svg`)).text();
  expect(sizeOf(page)).toEqual(sizeOf(whole));
  expect(page).toMatch(/Above the usual beyond chance: Germany ×/);
});

test('a part of the world is as large as the whole, shows what lies in it, and is offered where reports come from', async () => {
  const page = await (await fetch(`${it.url}/services/shop`)).text();
  const links = [...page.matchAll(/href="([^"]*&amp;part=([\w-]+))"/g)].map(([, href, part]) => [
    part!,
    href!.replaceAll('&amp;', '&'),
  ]);
  expect(links.map(([part]) => part)).toEqual(['europe', 'north-america']);
  const labels = async (href: string): Promise<string[]> => {
    const svg = await (await fetch(it.url + href)).text();
    const [width, height] = svg
      .match(/^<svg [^>]*width="(\d+)" height="(\d+)"/)!
      .slice(1)
      .map(Number);
    expect([width, height! > 907 && height! < 1_300]).toEqual([2_000, true]);
    return [...svg.matchAll(/<text x="(\d+)" y="(\d+)">(\w\w) /g)].map(([, x, y, code]) => {
      expect([Number(x) < 2000, Number(y) < 907]).toEqual([true, true]);
      return code!;
    });
  };
  const of = Object.fromEntries(links);
  expect(new Set(await labels(of.europe!))).toEqual(new Set(['DE']));
  expect(await labels(of['north-america']!)).toEqual([]);
});

test('where nothing usual is known there is no map on the page; a wrong scheme or name is refused', async () => {
  expect(early.places).toBeNull();
  for (const [path, status] of [
    ['/services/shop/map.svg?scheme=pink', 422],
    ['/services/shop/map.svg?part=atlantis', 422],
    ['/services/nobody/map.svg', 404],
    ['/incidents/nobody/map.svg', 404],
    ['/api/v1/incidents/nobody/places', 404],
  ] as const) {
    expect((await fetch(it.url + path)).status, path).toBe(status);
  }
});
