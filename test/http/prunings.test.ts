/** Laws of retention at the door: only administrators remove, a trial removes nothing, what was removed is told to everybody, and what cannot be is refused in words. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPruned } from '../../src/journal/codec.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { type Harness, jsonOf, postJson, startHarness, T0, TOKEN } from './harness.ts';

let it: Harness;
const WITH_TOKEN = { authorization: `Bearer ${TOKEN}` };
const DAY_MS = 86_400_000;

beforeAll(async () => {
  it = await startHarness();
  for (let day = 0; day < 20; day += 1) {
    const at = (T0 - day * DAY_MS) as EpochMs;
    await it.engine.submit({
      kind: 'report',
      at,
      id: `r${day}`,
      service: 'shop',
      symptom: 'error',
      reporter: `p${day}`,
    });
  }
});
afterAll(async () => {
  await it.close();
  it.remove();
});

const post = (body: unknown, headers: Record<string, string> = WITH_TOKEN) =>
  postJson(`${it.url}/api/v1/prunings`, body, headers);
const WHO = { reason: 'The privacy notice', decidedBy: 'The officer' };
const gone = async () =>
  (await it.engine.store.journal.read(0 as Seq, 1_000)).filter(({ body }) => isPruned(body)).length;

test('whoever is no administrator removes nothing, nor does a body that is not right', async () => {
  expect((await post({ keep: { report: '10d' }, ...WHO }, {})).status).toBe(401);
  for (const [body, said] of [
    [{ ...WHO }, 'keep'],
    [{ keep: {}, ...WHO }, 'name a kind'],
    [{ keep: { report: '6d' }, ...WHO }, '7d at least'],
    [{ keep: { report: 10 }, ...WHO }, 'keep.report'],
    [{ keep: { statement: '10d' }, ...WHO }, 'statement'],
    [{ keep: { report: '10d' }, decidedBy: 'X' }, 'reason'],
    ['no', 'bad-pruning'],
    [null, 'bad-pruning'],
  ] as const) {
    const answer = await post(body);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(await jsonOf(answer)), JSON.stringify(body)).toContain(said);
  }
  expect(await gone()).toBe(0);
});

test('a trial counts, a pruning removes and says so on the page and to programs', async () => {
  const trial = await jsonOf(await post({ keep: { report: '10d' }, ...WHO, try: true }));
  expect(trial).toEqual({ seq: null, number: null, removed: { report: 9 }, held: 0, url: '/retention' });
  expect(await gone()).toBe(0);
  expect(await (await fetch(`${it.url}/retention`)).text()).toContain('No signal was removed.');
  const done = await post({ keep: { report: '10d' }, ...WHO });
  expect(done.status).toBe(202);
  expect(await jsonOf(done)).toMatchObject({ number: 1, removed: { report: 9 }, held: 0 });
  expect(await gone()).toBe(9);
  const page = await (await fetch(`${it.url}/retention`)).text();
  for (const words of ['Removal 1', 'The privacy notice', 'Reports of people: 9']) expect(page).toContain(words);
  const german = await (await fetch(`${it.url}/retention?lang=de`)).text();
  for (const words of ['Entfernung 1', 'Meldungen von Menschen: 9']) expect(german).toContain(words);
  const told = await jsonOf<{ keep: object; prunings: unknown[] }>(await fetch(`${it.url}/api/v1/prunings`));
  expect(told.keep).toEqual({ report: null, tally: null, traffic: null, check: null, official: null });
  expect(told.prunings).toMatchObject([
    { number: 1, removed: { report: 9 }, older: { report: new Date(T0 - 10 * DAY_MS).toISOString() } },
  ]);
  expect(await jsonOf(await post({ keep: { report: '10d' }, ...WHO }))).toMatchObject({ seq: null, removed: {} });
});

test('a tile with a signal that is gone is not served any more; hashes and proofs are', async () => {
  it.log.publish();
  const status = async (path: string) => (await fetch(`${it.url}/log/${path}`)).status;
  const { size } = it.log;
  expect(size).toBeLessThan(256);
  expect(await status(`tile/entries/000.p/${size}`)).toBe(404);
  expect(await status(`tile/0/000.p/${size}`)).toBe(200);
  expect(await status('proof/12')).toBe(200);
});
