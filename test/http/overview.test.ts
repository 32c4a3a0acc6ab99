/** An overview of more services than a reader's browser could hold: a page of them at a time, and all of them counted. */
import { expect, test } from 'vitest';
import type { OverviewBody } from '../../src/serve/schema-overview.ts';
import { type Harness, jsonOf, postLines, withHarness } from './harness.ts';

const SERVICES = 450;
const named = (number: number): string => `Service ${String(number).padStart(3, '0')}`;
const yaml = `services:\n${Array.from(
  { length: SERVICES },
  (_, number) => `  - { id: s${number}, name: ${named(number)}, category: ${number % 2 === 0 ? 'Even' : 'Odd'} }`,
).join('\n')}\n`;
/** The last one by name. */
const FAILING = 's449';

async function failing(it: Harness): Promise<void> {
  for (let hour = 0; hour < 6; hour += 1) await it.tick(60);
  for (let minute = 0; minute < 20; minute += 1) {
    const lines = Array.from({ length: 40 }, (_, n) =>
      JSON.stringify({ kind: 'report', service: FAILING, symptom: 'error', network: `AS${1 + n}` }),
    );
    await postLines(it.url, lines.join('\n'));
    await it.tick(1);
  }
}

const cardsIn = (page: string): string[] => [...page.matchAll(/id="service-(s\d+)"/g)].map(([, id]) => id!);

test('pages of the overview hold every service once, those that fail first, and each tells of all of them', () =>
  withHarness({ yaml }, async (it) => {
    await failing(it);
    const page = async (path: string): Promise<string> => (await fetch(`${it.url}${path}`)).text();
    const pages = [await page('/'), await page('/?page=2'), await page('/?page=3')];
    expect(pages.map((one) => cardsIn(one).length)).toEqual([200, 200, 50]);
    const ids = pages.flatMap(cardsIn);
    expect(ids[0]).toBe(FAILING);
    expect(ids.slice(1)).toEqual(Array.from({ length: SERVICES - 1 }, (_, number) => `s${number}`));
    for (const one of pages) {
      expect(one).toContain('<h1>One service is failing</h1>');
      expect(one).toContain('450 services, those that fail first, then by name.');
    }
    expect(pages[0]).toContain('<span>Page 1 of 3</span> <a class="button" rel="next" href="/?page=2">');
    expect(pages[1]).toContain('rel="prev" href="/?page=1"');
    expect(cardsIn(await page('/?page=99')), 'the last one').toEqual(cardsIn(pages[2]!));

    const odd = await page('/?q=odd&page=2');
    expect(cardsIn(odd)).toHaveLength(25);
    expect(odd).toContain('225 services match “odd”');
    expect(odd).toContain('href="/?q=odd&amp;page=1"');
    // An address that means another search is not answered from the same memory.
    expect(cardsIn(await page('/?q=odd%26page%3D2'))).toEqual([]);
    expect(cardsIn(await page('/?q=odd&page=2'))).toEqual(cardsIn(odd));

    for (const bad of ['0', '-1', '1.5', 'two', '']) {
      const answer = await fetch(`${it.url}/?page=${bad}`, { headers: { accept: 'application/json' } });
      expect([bad, answer.status, (await jsonOf<{ detail: string }>(answer)).detail]).toEqual([
        bad,
        422,
        'page is a whole number from 1 on.',
      ]);
    }
  }));

test('programs get all services in one, or a page of them, with the same counts', () =>
  withHarness({ yaml }, async (it) => {
    await failing(it);
    const ask = async (query: string) => jsonOf<OverviewBody>(await fetch(`${it.url}/api/v1/overview${query}`));
    const [whole, second] = [await ask(''), await ask('?page=2')];
    expect([whole.page, whole.pages, whole.services.length]).toEqual([1, 1, SERVICES]);
    expect([second.page, second.pages]).toEqual([2, 3]);
    expect(second.services).toEqual(whole.services.slice(200, 400));
    expect(second.standing).toEqual(whole.standing);
    expect(whole.standing.live).toEqual({
      services: SERVICES,
      counted: SERVICES,
      confirmed: 1,
      possible: 0,
      unknown: 0,
    });
    const list = await jsonOf<OverviewBody>(await fetch(`${it.url}/api/v1/services?page=3`));
    expect(list.services).toEqual(whole.services.slice(400));
    const badge = await jsonOf<{ message: string }>(await fetch(`${it.url}/badge.json`));
    expect(badge.message).toBe('1 failing');
  }));
