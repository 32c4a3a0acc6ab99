/** Laws of removed texts on the real app, by a real SQLite file: gone from every byte, the tree as it was, the fold as it will be again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { checkJournal } from '../../src/journal/check.ts';
import type { Redaction } from '../../src/model/redaction.ts';
import type { Statement } from '../../src/model/statement.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { type Harness, jsonOf, postForm, postJson, startHarness, T0, TOKEN, withHarness } from './harness.ts';

let it: Harness;
const WITH_TOKEN = { authorization: `Bearer ${TOKEN}` };
const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();
const SECRET = 'Zaphod-Beeblebrox';
const WINDOW = (words: string) => ({
  service: 'shop',
  from: iso(T0 + HOUR),
  until: iso(T0 + 2 * HOUR),
  words,
  decidedBy: `${SECRET} himself`,
});

beforeAll(async () => {
  it = await startHarness();
});
afterAll(async () => {
  await it.close();
  it.remove();
});

const post = (path: string, body: object, at = it) => postJson(`${at.url}/api/v1/${path}`, body, WITH_TOKEN);
const remove = (body: object, at = it) =>
  post('redactions', { reason: 'Article 17 GDPR', decidedBy: 'The officer', ...body }, at);

test('a text is in no byte of the store any more; its entry keeps place and hash, and the tree is what it was', async () => {
  await post('maintenance', WINDOW(`${SECRET} moves the database`));
  await post('maintenance/maintenance-1', { words: `${SECRET} moves it again`, decidedBy: SECRET });
  await post('maintenance', WINDOW('Another one stays'));
  expect(await (await fetch(`${it.url}/maintenance`)).text()).toContain(SECRET);
  await it.engine.save(true);
  expect(it.files().includes(SECRET), 'anti-vacuity').toBe(true);
  const { journal } = it.engine.store;
  const rows = async () => (await journal.read(0 as Seq, 1_000)).map(({ hash }) => Buffer.from(hash).toString('hex'));
  const before = await rows();

  const done = await remove({ kind: 'maintenance', id: 'maintenance-1' });
  expect([done.status, (await jsonOf(done)).entries]).toEqual([202, 2]);
  expect(it.files().includes(SECRET)).toBe(true); // The third entry names the same person.
  expect((await remove({ kind: 'maintenance', id: 'maintenance-2' })).status).toBe(202);
  expect(it.files().includes(SECRET)).toBe(false);
  expect((await rows()).slice(0, before.length)).toEqual(before);
  expect((await checkJournal(journal)).problems).toEqual([]);
  it.clock.now += 2_000;
  for (const path of ['/maintenance', '/maintenance/maintenance-1', '/desk', '/api/v1/maintenance', '/redactions']) {
    const text = await (await fetch(`${it.url}${path}`, { headers: WITH_TOKEN })).text();
    expect(text, path).not.toContain(SECRET);
  }
  expect(await (await fetch(`${it.url}/maintenance/maintenance-1`)).text()).toContain('[removed]');
  const told = await jsonOf<{ redactions: Redaction[] }>(await fetch(`${it.url}/api/v1/redactions`));
  expect(told.redactions.map(({ reason, entries }) => [reason, entries.length])).toEqual([
    ['Article 17 GDPR', 1],
    ['Article 17 GDPR', 2],
  ]);
});

test('what is left is what a fold of the whole journal finds, and what a snapshot keeps', async () => {
  const live = it.engine.state;
  await it.log.publish();
  await withHarness({}, async (at) => {
    await post('maintenance', WINDOW(SECRET), at);
    await remove({ entries: [(await at.entries()).length - 1] }, at);
    await at.close();
    const open = () => Engine.open(openSqliteHome(`${at.folder}/j.db`), { now: () => T0, onFatal: () => {} });
    const snapshot = await open();
    const { maintenance, redactions } = snapshot.state;
    expect(redactions).toHaveLength(1);
    expect(maintenance.get('maintenance-1')![0]).toMatchObject({ words: '[removed]', decidedBy: '[removed]' });
    await snapshot.store.views.clear();
    await snapshot.store[Symbol.asyncDispose]();
    const again = await open();
    expect(JSON.parse(JSON.stringify(again.state.maintenance.get('maintenance-1')))).toEqual(
      JSON.parse(JSON.stringify(maintenance.get('maintenance-1'))),
    );
    await again.close();
    // The harness closes what it opened; it is closed already.
    Object.assign(at, { close: async () => {} });
  });
  expect(live.redactions.length).toBe(2);
});

test('what a hold keeps stays, to its last instant; a hold itself may lose its words', async () => {
  at(T0 + 10 * HOUR);
  const held = { kind: 'statement', services: ['shop'] };
  const order = {
    ...{
      id: 'letter',
      authority: `Judge ${SECRET}`,
      basis: 'A law',
      scope: 'All',
      services: ['shop'],
      kinds: [held.kind],
    },
    ...{ duty: { until: iso(T0 + 20 * HOUR) }, decidedBy: 'Counsel', reason: 'A letter' },
  };
  expect((await post('holds', order)).status).toBe(202);
  await it.engine.submit(statement(`${SECRET} said it`));
  const refused = await remove({ kind: 'statement', id: 's-1' });
  expect([refused.status, (await jsonOf(refused)).detail]).toEqual([409, expect.stringContaining('hold "letter"')]);
  at(T0 + 20 * HOUR - 1);
  expect((await remove({ kind: 'statement', id: 's-1' })).status).toBe(409);
  at(T0 + 20 * HOUR);
  expect((await remove({ kind: 'statement', id: 's-1' })).status).toBe(202);
  expect(it.engine.state.statements.get('s-1')![0]).toMatchObject({
    quote: '[removed]',
    speaker: '[removed]',
    measure: { kind: 'waves', number: { value: 2 } },
  });
  expect((await remove({ kind: 'hold', id: 'letter' })).status).toBe(202);
  expect(it.files().includes(SECRET)).toBe(false);
});

test.each([
  [{}, 422, 'name either kind and id, or entries'],
  [{ kind: 'statement', id: 'nobody' }, 404, 'no statement "nobody"'],
  [{ entries: [0] }, 422, 'Entry 0 holds no text'],
  [{ entries: [99_999] }, 422, 'Entry 99999 holds no text'],
  [{ entries: [1], kind: 'hold', id: 'x' }, 422, 'name either'],
  [{ kind: 'report', id: 'x' }, 422, 'kind'],
  [{ entries: [3], reason: '' }, 422, 'reason'],
])('%j is refused in words, and nothing is removed', async (body, status, words) => {
  const { size } = it.engine;
  const refused = await remove(body);
  expect([refused.status, (await jsonOf(refused)).detail]).toEqual([status, expect.stringContaining(words)]);
  expect(it.engine.size).toBe(size);
});

test('the form removes what it names, and says what is wrong', async () => {
  await post('maintenance', { ...WINDOW(SECRET), from: iso(it.clock.now + HOUR), until: iso(it.clock.now + 2 * HOUR) });
  const id = [...it.engine.state.maintenance.keys()].at(-1)!;
  const form = { what: `maintenance ${id}`, reason: 'Asked <b>for</b>', decidedBy: 'N. N.' };
  const wrong = await postForm(`${it.url}/redactions`, { ...form, what: 'everything' }, WITH_TOKEN);
  expect([wrong.status, (await wrong.text()).includes('value="everything"')]).toEqual([422, true]);
  const done = await postForm(`${it.url}/redactions`, form, WITH_TOKEN);
  expect(done.status).toBe(303);
  const page = await (await fetch(`${it.url}${done.headers.get('location')}`)).text();
  expect(page).toContain('Asked &lt;b&gt;for&lt;/b&gt;');
  expect(it.files().includes(SECRET)).toBe(false);
});

test('bytes that no redaction speaks of are found, and so is a text that was to be removed and still stands there', async () => {
  await withHarness({}, async (to) => {
    await post('maintenance', { ...WINDOW('Plain'), decidedBy: 'N. N.' }, to);
    const { journal } = to.engine.store;
    const seq = (to.engine.size - 1) as Seq;
    await journal.replace!([{ seq, body: Buffer.from('{"kind":"retired","at":0,"service":"shop"}') }]);
    expect((await checkJournal(journal)).problems).toEqual([
      { from: seq, to: seq, what: expect.stringContaining('no redaction says so') },
    ]);
  });
  await withHarness({}, async (to) => {
    await post('maintenance', { ...WINDOW(SECRET), decidedBy: 'N. N.' }, to);
    const seq = (to.engine.size - 1) as Seq;
    // The program was stopped between the two: the decision stands, and is done at the next start.
    const entries = [
      {
        seq,
        kind: 'maintenance',
        at: to.clock.now as EpochMs,
        id: 'maintenance-1',
        version: 1,
        residue: await residueOf(to, seq),
      },
    ];
    await to.engine.submit({
      kind: 'redaction',
      at: to.clock.now as EpochMs,
      entries: entries as Redaction['entries'],
      reason: 'R',
      decidedBy: 'D',
    });
    expect((await checkJournal(to.engine.store.journal)).problems).toEqual([
      { from: seq, to: seq, what: expect.stringContaining('still stands there') },
    ]);
    await to.close();
    expect(to.files().includes(SECRET)).toBe(true);
    const engine = await Engine.open(openSqliteHome(`${to.folder}/j.db`), { now: () => T0, onFatal: () => {} });
    expect((await checkJournal(engine.store.journal)).problems).toEqual([]);
    await engine.close();
    expect(to.files().includes(SECRET)).toBe(false);
    Object.assign(to, { close: async () => {} });
  });
});

function at(moment: number): void {
  it.clock.now = moment;
}

/** Of the window, by the rule that the glossary gives: every text is [removed], the account is gone. */
async function residueOf(to: Harness, seq: Seq): Promise<string> {
  const entry = (await to.entries())[seq] as unknown as Record<string, unknown>;
  const { account: _, ...left } = { ...entry, words: '[removed]', decidedBy: '[removed]' } as Record<string, unknown>;
  const { createHash } = await import('node:crypto');
  const sorted = Object.fromEntries(Object.entries(left).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

const statement = (quote: string): Statement =>
  ({
    ...{ kind: 'statement', at: it.clock.now as EpochMs, id: 's-1', version: 1, service: 'shop', incident: 'shop-1' },
    ...{ quote, speaker: SECRET, measure: { kind: 'waves', number: { value: 2, approximation: 'exact' } } },
    ...{ mode: 'asserted', territory: [], relations: [], reliability: 'F', credibility: 6, tlp: 'CLEAR' },
  }) as Statement;
