/** Services that fail together, over HTTP: one event on the overview and on each incident's page, for as long as it lasts. */
import { expect, test } from 'vitest';
import type { IncidentBody } from '../../src/serve/schema.ts';
import type { OverviewBody } from '../../src/serve/schema-overview.ts';
import { type Harness, jsonOf, postLines, withHarness } from './harness.ts';

const yaml = `
services:
  - { id: shop, name: Web shop, category: Shops, providers: [Example Cloud] }
  - { id: bank, name: Bank, category: Banks, providers: [example cloud] }
  - { id: news, name: News, category: News }
`;

async function minutes(it: Harness, count: number, people: Record<string, number>) {
  for (let minute = 0; minute < count; minute += 1) {
    const lines = Object.entries(people).flatMap(([service, many]) =>
      Array.from({ length: many }, (_, n) =>
        JSON.stringify({ kind: 'report', service, symptom: 'error', network: `AS${1 + (n % 40)}` }),
      ),
    );
    if (lines.length > 0) await postLines(it.url, lines.join('\n'));
    await it.tick(1);
  }
}

test('services that share a provider and fail together are one event, which is gone from the overview when it is over', () =>
  withHarness({ yaml }, async (it) => {
    const overview = async () => jsonOf<OverviewBody>(await fetch(`${it.url}/api/v1/overview`));
    const page = async (path: string) => (await fetch(`${it.url}${path}`)).text();
    for (let hour = 0; hour < 24; hour += 1) await it.tick(60);
    expect((await overview()).events).toEqual([]);
    await minutes(it, 20, { shop: 40, bank: 25 });
    const { events, services } = await overview();
    expect(events).toMatchObject([
      { timeline: 'live', end: null, provider: 'Example Cloud', sentence: expect.stringContaining('fail together') },
    ]);
    expect(events[0]!.members.map(({ service, role }) => `${service} ${role}`)).toEqual(['shop root', 'bank member']);
    const shown = await page('/');
    expect(shown.match(/card-event/g)).toHaveLength(1);
    expect(shown).toContain('Web shop and Bank fail together, and share Example Cloud.');
    expect(shown).toContain('id="service-news"');
    const bank = services.find(({ id }) => id === 'bank')!.incident!;
    const incident = await jsonOf<IncidentBody>(await fetch(`${it.url}/api/v1/incidents/${bank}`));
    expect(incident.together!.id).toBe(events[0]!.id);
    expect(await page(`/incidents/${bank}`)).toContain('id="together"');
    await minutes(it, 300, {});
    expect((await overview()).events).toEqual([]);
    expect(await page('/')).not.toContain('card-event');
  }));
