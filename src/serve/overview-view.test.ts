/** Laws of the overview's body that need a longer past than a server's test has time for. */
import { expect, test } from 'vitest';
import type { EpochMs } from '../model/units.ts';
import { ENGLISH } from '../words/words.ts';
import { observed } from './incidents.fixture.ts';
import { Views } from './views.ts';

test('a search shows the newest incidents of what it finds, however many others had since', async () => {
  const { engine, incidents } = await observed(['shop', 'mail'], 400);
  const views = new Views({ engine, now: () => 0 as EpochMs, speedOf: () => undefined });
  const shown = async (search: string) => (await views.overview('x', search, 1, ENGLISH)).incidents.map(({ id }) => id);
  const newest = incidents.toReversed();
  expect(await shown('')).toEqual(newest.slice(0, 20).map(({ id }) => id));
  const ofMail = newest.filter(({ service }) => service === 'mail');
  expect(await shown('mail')).toEqual(ofMail.slice(0, 20).map(({ id }) => id));
  await engine.close();
});
