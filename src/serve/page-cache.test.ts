/** Law: an answer is made at most once a second, but whoever recorded a decision reads it back at once. */
import { expect, test } from 'vitest';
import type { Change } from '../engine/engine.ts';
import type { EpochMs } from '../model/units.ts';
import { PageCache } from './page-cache.ts';
import { json } from './serving.ts';

const headers = { ifNoneMatch: undefined, acceptEncoding: undefined };
const news: Change = { timeline: 'live', asOf: 0 as EpochMs, services: 'all', facts: [], decided: false };

async function reading(cache: PageCache, value: () => unknown): Promise<unknown> {
  return (await cache.answer('/holds', headers, async () => json(value())))?.json();
}

test('news is shown a second later, a decision at once', async () => {
  let now = 0;
  const cache = new PageCache(() => now);
  expect(await reading(cache, () => 'before')).toBe('before');
  cache.changed(news);
  expect(await reading(cache, () => 'news')).toBe('before');
  cache.changed({ ...news, decided: true });
  expect(await reading(cache, () => 'decided')).toBe('decided');
  cache.changed(news);
  now = 1_000;
  expect(await reading(cache, () => 'news')).toBe('news');
});

test('what was being made when a decision came is not kept', async () => {
  const cache = new PageCache(() => 0);
  const read = Promise.withResolvers<string>();
  const slow = cache.answer('/holds', headers, async () => json(await read.promise));
  cache.changed({ ...news, decided: true });
  expect(await reading(cache, () => 'after')).toBe('after');
  read.resolve('before');
  expect(await (await slow)?.json()).toBe('before');
  expect(await reading(cache, () => 'anew')).toBe('after');
});
