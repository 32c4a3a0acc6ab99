/** Laws of what operators see of sources: each is named with when it was last heard, and what has fallen silent is told so. */
import { expect, test } from 'vitest';
import { SILENT_MINUTES } from '../../src/serve/sources-view.ts';
import { jsonOf, TOKEN, withHarness } from './harness.ts';

interface Sources {
  readonly services: {
    readonly id: string;
    readonly state: string;
    readonly countedUntil: string | null;
    readonly duplicates: number;
    readonly lateSignals: number;
    readonly sources: {
      readonly kind: string;
      readonly name: string;
      readonly lastAt: string;
      readonly silent: boolean;
    }[];
  }[];
}

test('a service shows what feeds it, when that was last heard, and what was not counted twice', () =>
  withHarness({}, async ({ url, engine, clock, tick }) => {
    const asked = async () =>
      jsonOf<Sources>(await fetch(`${url}/api/v1/sources`, { headers: { authorization: `Bearer ${TOKEN}` } }));
    expect((await asked()).services.map(({ id, sources }) => [id, sources])).toEqual([
      ['mail', []],
      ['shop', []],
    ]);
    const from = clock.now;
    const tally = { kind: 'tally', at: clock.now as never, service: 'shop', count: 3, source: 'elsewhere' } as const;
    const check = {
      ...{ kind: 'check', at: clock.now as never, service: 'shop', vantage: 'home', target: 'https://shop.example/' },
      ...{ ok: true, tookMs: 80 },
    };
    const official = {
      kind: 'official',
      at: clock.now as never,
      service: 'shop',
      source: 'status',
      state: 'operational',
      words: null,
      freshSeconds: 120,
    };
    await engine.submitAll([tally, check, official] as never);
    await tick(2);
    await engine.submitAll([tally] as never);
    await tick(1);
    const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
    const shop = async () => (await asked()).services.find(({ id }) => id === 'shop')!;
    const heard = await shop();
    expect(heard).toMatchObject({ countedUntil: expect.any(String), lateSignals: 1 });
    expect(heard.sources.map(({ kind, name, silent }) => [kind, name, silent])).toEqual([
      ['counts', '', false],
      ['check', 'home: https://shop.example/', false],
      ['official', 'status', true],
    ]);
    expect(heard.sources[1]!.lastAt).toBe(iso(from));
    await tick(SILENT_MINUTES);
    expect((await shop()).sources.map(({ silent }) => silent)).toEqual([true, true, true]);
    const page = await (await fetch(`${url}/desk/sources`, { headers: { authorization: `Bearer ${TOKEN}` } })).text();
    expect(page).toMatch(/Probe <code>home: https:\/\/shop\.example\/<\/code>: <strong>silent since<\/strong>/);
    expect(page).toContain('People alone tell of it');
  }));
