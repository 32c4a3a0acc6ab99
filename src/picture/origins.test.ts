/** Laws of the figure of origins: equal areas, every country named with its figures, nothing unsaid, nothing unescaped. */
import { describe, expect, test } from 'vitest';
import type { OriginCount, OriginDatabase, OriginTally } from '../model/origin.ts';
import { originsOf } from '../traffic/origins.ts';
import { ORIGINS_STYLE, originsFigure } from './origins.ts';
import world from './world.json' with { type: 'json' };

const NONE: OriginCount = { requests: 0, clients: 0, bytes: 0 };
const database: OriginDatabase = {
  name: 'Test <b>',
  builtAt: Date.UTC(2026, 5, 17),
  licence: 'IP Geolocation by DB-IP (https://db-ip.com)',
  warning: null,
};
const AT = Date.UTC(2026, 5, 27);

function tally(requests: Record<string, number>): OriginTally {
  const byCode = Object.fromEntries(
    Object.entries(requests).map(([code, count]) => [code, { requests: count, clients: count, bytes: count }]),
  );
  return { minutes: 60, byCode, unknown: { ...NONE, requests: 40 }, notPublic: NONE, rest: NONE };
}

const figure = (now: Record<string, number>, usual?: Record<string, number>, id = 'map'): string => {
  const origins = originsOf({
    kind: 'country',
    database,
    now: tally(now),
    usual: usual === undefined ? undefined : tally(usual),
  });
  return originsFigure(origins, { id, at: AT, rowsMax: 3 });
};

/** Square units inside a path of whole, relative steps; holes run the other way round and count against it. */
function areaOf(path: string): number {
  let area = 0;
  let [x, y] = [0, 0];
  for (const ring of path.split('z').filter((part) => part !== '')) {
    const numbers = ring.match(/-?\d+/g)!.map(Number);
    const [startX, startY] = [x + numbers[0]!, y + numbers[1]!];
    let [atX, atY] = [startX, startY];
    for (let i = 2; i < numbers.length; i += 2) {
      const [nextX, nextY] = [atX + numbers[i]!, atY + numbers[i + 1]!];
      area += (atX * nextY - nextX * atY) / 2;
      [atX, atY] = [nextX, nextY];
    }
    area += (atX * startY - startX * atY) / 2;
    [x, y] = [startX, startY];
  }
  return Math.abs(area);
}

describe('the outlines', () => {
  const countries: Record<string, string> = world.countries;

  // Thousand km², UN Statistics Division, Demographic Yearbook 2021, table 3 (total area).
  test.each([
    ['BR', 8_516],
    ['GL', 2_166],
    ['AU', 7_692],
    ['DZ', 2_382],
    ['IN', 3_287],
    ['CD', 2_345],
    ['MN', 1_564],
    ['FI', 337],
    ['DE', 358],
    ['KE', 592],
  ])('give %s the area that it has on the globe', (code, thousands) => {
    const perThousand = areaOf(countries.US!) / 9_834;
    expect(areaOf(countries[code]!) / thousands / perThousand).toBeGreaterThan(0.9);
    expect(areaOf(countries[code]!) / thousands / perThousand).toBeLessThan(1.1);
  });

  test('have a place for every country that the registries give addresses to, save Antarctica and three islands', () => {
    const all = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((a) => [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((b) => a + b));
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    const real = all.filter((code) => {
      // Codes that CLDR names and ISO 3166-1 does not hand out, or no longer.
      const other = ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'];
      return names.of(code) !== undefined && !other.includes(code) && new Intl.Locale(`und-${code}`).region === code;
    });
    const placed = new Set([...Object.keys(world.countries), ...Object.keys(world.dots)]);
    expect(real.length, 'anti-vacuity: codes were found').toBeGreaterThan(240);
    expect(real.filter((code) => !placed.has(code))).toEqual(['AQ', 'BV', 'UM']);
  });
});

describe('the figure', () => {
  const html = figure(
    { DE: 900, US: 1_000, SG: 40, AQ: 30, FR: 20, JP: 2 },
    { DE: 90, US: 1_000, SG: 40, FR: 22, JP: 1 },
  );

  test('names each country with its figures, on the map and in the table, in words as well as in colour', () => {
    expect(html).toContain('Germany: 900 requests, 44 %; × 10 the usual');
    expect(html).toMatch(/<path class="gw-more-3"[^>]*aria-label="Germany/);
    expect(html).toMatch(/<path class="gw-same"[^>]*aria-label="United States/);
    expect(html).toMatch(/<circle class="gw-same"[^>]*aria-label="Singapore/);
    expect(html).toMatch(/<path class="gw-untold" fill="url\(#map-hatch\)"[^>]*aria-label="Japan/);
    expect(html).toContain('<title>Brazil: no requests</title>');
    expect(html).toMatch(/<th scope="row">Germany<\/th><td>900<\/td>/);
    expect(html).toContain('3 more countries');
    expect(html).toContain('Not on the map: Antarctica');
  });

  test('says which database, how old, how much it does not list, and links to whom it must', () => {
    expect(html).toContain('Test &lt;b&gt; of 17 June 2026 (10 days old');
    expect(html).toContain('<a href="https://db-ip.com">');
    expect(html).toContain('Not in the database');
    expect(html).not.toContain('<b>Test');
    expect(html).not.toMatch(/attack/i);
  });

  test('shows shares where there is no usual, and hatches nothing', () => {
    const alone = figure({ DE: 900, US: 100 });
    expect(alone).toMatch(/<path class="gw-share-4"[^>]*aria-label="Germany: 900 requests, 87 %"/);
    expect(alone).not.toContain('class="gw-untold"');
    expect(alone).not.toContain('Against the usual');
  });

  test('stays below 120 kB with its style, also when every country sends, and asks nothing of the network', () => {
    const everywhere = Object.fromEntries(
      [...Object.keys(world.countries), ...Object.keys(world.dots)].map((c) => [c, 50]),
    );
    const whole = figure(everywhere, everywhere) + ORIGINS_STYLE;
    expect(Buffer.byteLength(whole)).toBeLessThan(120_000);
    expect(whole.match(/aria-label/g)!.length).toBeGreaterThan(240);
    expect(whole).not.toMatch(/\bsrc=|@import|url\((?!#)|<script/);
  });

  test('escapes the names of networks, which anybody can register', () => {
    const nameOf = () => '<script>alert("1")</script>';
    const networks = originsOf({ kind: 'network', database, nameOf, now: tally({ AS64500: 10 }) });
    const made = originsFigure(networks, { id: 'n', at: AT, rowsMax: 9 });
    expect(made).not.toContain('<script');
    expect(made).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; AS64500');
    expect(made).not.toContain('gw-map');
  });

  test('has every id once, by the name given', () => {
    const ids = [...figure({ DE: 1 }, { DE: 1 }, 'one').matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith('one'))).toBe(true);
  });
});
