/** Laws of holds on the real app: nothing enters without the token, versions stay, what is shown is what is kept. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HeldCounts } from '../../src/engine/held-counts.ts';
import { rebuildViews } from '../../src/engine/rebuild.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { type Harness, jsonOf, postForm, postJson, postLines, startHarness, TOKEN } from './harness.ts';

interface Row {
  id: string;
  state: string;
  covers: { entries: number; byKind: Record<string, number>; countedBefore: number; of: number };
  gaps: { from: string; until: string }[];
  supersededBy: string | null;
  versions: { reason: string; duty: { until: { said: string; at: string } | null } }[];
}

let it: Harness;
const WITH_TOKEN = { authorization: `Bearer ${TOKEN}` };
const ORDER = {
  authority: 'European Commission',
  basis: 'Regulation (EU) 2022/2065, Article 69',
  scope: 'What is needed to look into outages',
  services: ['shop'],
  kinds: ['report'],
  zone: 'Europe/Brussels',
  of: { from: '2026-03-10', until: '2026-03-10' },
  duty: { until: '2026-03-31' },
  unlessClosedBefore: 'the investigation ends',
  decidedBy: 'Counsel',
  reason: 'The order came by letter',
};

beforeAll(async () => {
  it = await startHarness();
});
afterAll(async () => {
  expect(it.errors).toEqual([]);
  await it.close();
  it.remove();
});

const post = (path: string, body: unknown, headers: Record<string, string> = WITH_TOKEN) =>
  postJson(`${it.url}${path}`, body, headers);
const rowOf = async (id: string): Promise<Row> => jsonOf<Row>(await fetch(`${it.url}/api/v1/holds/${id}`));
const textOf = async (path: string): Promise<string> => (await fetch(it.url + path)).text();
/** Answers are kept for a second. */
const later = (): void => {
  it.clock.now += 1_500;
};
const reportAt = (at: string, service = 'shop') =>
  JSON.stringify({ kind: 'report', service, symptom: 'slow', at, reporter: `r-${at}`, id: `${service}-${at}` });

describe('a hold', () => {
  test('enters with the token alone', async () => {
    const before = it.engine.size;
    expect((await post('/api/v1/holds', ORDER, {})).status).toBe(401);
    expect((await post('/api/v1/holds', ORDER, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await postForm(`${it.url}/holds/new`, { authority: 'x' })).status).toBe(401);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await postForm(`${it.url}/holds/new`, { authority: 'x' }, { ...WITH_TOKEN, ...foreign })).status).toBe(403);
    expect(it.engine.size).toBe(before);
  });

  test('counts what it covers, to the minute of its days in its zone', async () => {
    // The day in Brussels is 23:00 to 23:00 UTC.
    const times = ['2026-03-09T22:59:59Z', '2026-03-09T23:00:00Z', '2026-03-10T11:00:00Z'];
    await postLines(it.url, times.map((at) => reportAt(at)).join('\n'));
    await postLines(it.url, reportAt('2026-03-10T11:00:00Z', 'mail'));
    const made = await post('/api/v1/holds', ORDER);
    expect(made.status).toBe(202);
    const { id } = await jsonOf<{ id: string }>(made);
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'in force', covers: { entries: 2, byKind: { report: 2 } } });
    expect(row.covers.countedBefore).toBe(it.engine.size);
    await postLines(it.url, reportAt('2026-03-10T11:30:00Z'));
    later();
    expect((await rowOf(id)).covers.entries).toBe(3);
    const page = await textOf(`/holds/${id}`);
    for (const words of [
      'European Commission',
      'to the end of 31 March 2026 in Europe/Brussels',
      'until <time datetime="2026-03-31T22:00:00.000Z"',
      '<dt>Unless closed before</dt><dd>the investigation ends',
      '3 entries',
    ])
      expect(page).toContain(words);
  });

  test('is extended over its end, with the gap told, and every version stays', async () => {
    it.clock.now = Date.parse('2026-04-02T09:00Z');
    expect((await rowOf('hold-1')).state).toBe('ended');
    const change = { zone: 'Europe/Brussels', duty: { until: '2026-12-31' }, services: ['shop', 'mail'], kinds: 'all' };
    const why = { decidedBy: 'Counsel', reason: 'Extended and widened' };
    expect((await post('/api/v1/holds/hold-1', { ...change, ...why })).status).toBe(202);
    later();
    const row = await rowOf('hold-1');
    expect(row.state).toBe('in force');
    expect(row.covers.entries).toBe(4);
    expect(row.gaps).toEqual([{ from: '2026-03-31T22:00:00.000Z', until: '2026-04-02T09:00:00.000Z' }]);
    expect(row.versions.map(({ duty, reason }) => [duty.until?.said, reason])).toEqual([
      ['2026-03-31', 'The order came by letter'],
      ['2026-12-31', 'Extended and widened'],
    ]);
    expect((await post('/api/v1/holds/hold-1', { ...why, services: ['mail'] })).status).toBe(422);
  });

  test('is placed, widened and closed with the forms, which keep what was typed', async () => {
    const form = {
      id: 'letter-2',
      authority: 'A <b>court</b>',
      basis: 'An order',
      scope: 'All of it',
      zone: 'UTC',
      ofFrom: '2026-03-01',
      'kind-report': 'on',
      decidedBy: 'Counsel',
      reason: 'It came',
    };
    const wrong = await postForm(`${it.url}/holds/new`, { ...form, ofFrom: 'March' }, WITH_TOKEN);
    const shown = await wrong.text();
    expect([wrong.status, shown.includes('is no day')]).toEqual([422, true]);
    expect(shown).toContain('value="A &lt;b&gt;court&lt;/b&gt;"');
    expect(shown).toContain('name="kind-report" checked');
    const made = await postForm(`${it.url}/holds/new`, form, WITH_TOKEN);
    expect([made.status, made.headers.get('location')]).toEqual([303, '/holds/letter-2?version=1']);
    expect(await textOf('/holds/letter-2?version=1')).toContain('A &lt;b&gt;court&lt;/b&gt;');

    // What stands in the form is sent back as it is: nothing of it changes.
    expect(await textOf('/holds/letter-2')).toContain('href="/sign-in?to=%2Fholds%2Fletter-2"');
    const page = await (await fetch(`${it.url}/holds/letter-2`, { headers: WITH_TOKEN })).text();
    const change =
      /<form class="said-form" method="post" action="\/holds\/letter-2"><input type="hidden" name="step" value="change">[\s\S]*?<\/form>/.exec(
        page,
      )![0];
    const fields = Object.fromEntries([
      ...[...change.matchAll(/<input id="[^"]*" name="(\w+)"[^>]* value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
      ...[...change.matchAll(/name="(kind-\w+)" checked/g)].map(([, name]) => [name, 'on']),
      ['scope', 'All of it'],
    ]);
    const send = (more: object) =>
      postForm(`${it.url}/holds/letter-2`, { ...fields, ...more } as Record<string, string>, WITH_TOKEN);
    const decided = { decidedBy: 'Counsel', reason: 'A second letter' };
    const same = await send({ ...decided, step: 'change' });
    expect([same.status, (await same.text()).includes('nothing is changed')]).toEqual([422, true]);
    expect((await send({ ...decided, step: 'change', scope: 'All of it, and more', ofFrom: '' })).status).toBe(303);
    expect(it.engine.state.holds.get('letter-2')!.at(-1)!.query.of.from).toBeUndefined();
    const closed = await postForm(
      `${it.url}/holds/letter-2`,
      { ...decided, step: 'close', reason: 'The court let go' },
      WITH_TOKEN,
    );
    expect(it.engine.state.holds.get('letter-2')!.at(-1)!.account).toBe('owner');
    expect(closed.status).toBe(303);
    const end = await textOf('/holds/letter-2?version=3');
    expect(end).toContain('Closed before its end');
    expect(end).toContain('The court let go');
    expect(end).not.toContain('<form');
  });

  test('takes the place of another, and both say so', async () => {
    const { id } = await jsonOf<{ id: string }>(
      await post('/api/v1/holds', {
        ...ORDER,
        services: 'all',
        kinds: 'all',
        of: {},
        duty: {},
        supersedes: ['hold-1'],
      }),
    );
    later();
    expect(await rowOf('hold-1')).toMatchObject({ state: 'superseded', supersededBy: id });
    const list = await textOf('/holds');
    expect(list.indexOf('Superseded')).toBeGreaterThan(list.indexOf('<h2>Ended</h2>'));
  });

  test('that two record at the same moment is taken once, and the other one is told', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post('/api/v1/holds', { ...ORDER, duty: {}, id: 'twice' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409]);
  });

  test('is the same after a rebuild, and counted the same', async () => {
    const { holds } = it.engine.state;
    await it.close();
    const store = openSqliteHome(`${it.folder}/j.db`);
    const engine = await rebuildViews(store, {
      now: () => it.clock.now as EpochMs,
      onFatal: (cause) => it.errors.push(cause),
    });
    try {
      expect(JSON.parse(JSON.stringify([...engine.state.holds]))).toEqual(JSON.parse(JSON.stringify([...holds])));
      const [first] = [...engine.state.holds.values()].map((versions) => versions.at(-1)!);
      const [count] = await new HeldCounts(store.journal).of([first!]);
      expect(count!.entries).toBe(4);
    } finally {
      await engine.close();
    }
    it = await startHarness({ folder: it.folder, startAt: it.clock.now });
    expect((await rowOf('hold-1')).versions.length).toBe(2);
  });
});
