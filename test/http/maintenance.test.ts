/** Laws of maintenance windows on the real app: announced, moved, called off by analysts; told beside, and changing no figure. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyState, foldEntry } from '../../src/core/fold.ts';
import { decodeState, encodeState } from '../../src/core/snapshot.ts';
import { type Harness, jsonOf, postForm, postJson, startHarness, T0, TOKEN, withHarness } from './harness.ts';

let it: Harness;
const WITH_TOKEN = { authorization: `Bearer ${TOKEN}` };
const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();
const BODY = {
  service: 'shop',
  components: ['checkout'],
  from: iso(T0 + 2 * HOUR),
  until: iso(T0 + 4 * HOUR),
  words: 'The <b>database</b> moves',
  decidedBy: 'Operations',
};

beforeAll(async () => {
  it = await startHarness();
});
afterAll(async () => {
  expect(it.errors).toEqual([]);
  await it.close();
  it.remove();
});

const post = (path: string, body: object, headers: Record<string, string> = WITH_TOKEN) =>
  postJson(`${it.url}/api/v1/maintenance${path}`, body, headers);
const stateOf = async (id: string): Promise<string> =>
  (await jsonOf<{ state: string }>(await fetch(`${it.url}/api/v1/maintenance/${id}`))).state;
const textOf = async (path: string): Promise<string> => (await fetch(it.url + path)).text();
/** Answers are kept for a second. */
const at = (moment: number): void => {
  it.clock.now = moment;
};

test('a window is planned, runs and is over, to the instant, and stands on its service in the meantime', async () => {
  const made = await jsonOf<{ id: string; version: number; seq: number }>(await post('', BODY));
  expect(made).toMatchObject({ id: 'maintenance-1', version: 1 });
  expect((await it.entries())[made.seq]).toMatchObject({ kind: 'maintenance', account: 'owner', from: T0 + 2 * HOUR });
  at(T0 + 2_000);
  expect(await stateOf('maintenance-1')).toBe('planned');
  const page = await textOf('/services/shop');
  expect(page).toContain('Announced work');
  expect(page).toContain('The &lt;b&gt;database&lt;/b&gt; moves');
  expect(await textOf('/services/mail')).not.toContain('Announced work');
  at(T0 + 2 * HOUR);
  expect(await stateOf('maintenance-1')).toBe('running');
  at(T0 + 4 * HOUR - 1);
  expect(await stateOf('maintenance-1')).toBe('running');
  at(T0 + 4 * HOUR);
  await it.tick(0);
  at(T0 + 4 * HOUR + 2_000);
  expect(await stateOf('maintenance-1')).toBe('over');
  expect((await post('/maintenance-1', { until: iso(T0 + 9 * HOUR), decidedBy: 'O' })).status).toBe(409);
  expect(await textOf('/services/shop')).not.toContain('Announced work');
});

test('a window is moved and called off with the forms, and every version stays', async () => {
  at(T0 + 5 * HOUR);
  const fields = { ...BODY, components: '', from: '2026-03-12', until: '2026-03-12', zone: 'Europe/Brussels' };
  const wrong = await postForm(`${it.url}/maintenance/new`, { ...fields, zone: '' }, WITH_TOKEN);
  expect([wrong.status, (await wrong.text()).includes('name the zone')]).toEqual([422, true]);
  const made = await postForm(`${it.url}/maintenance/new`, fields, WITH_TOKEN);
  expect([made.status, made.headers.get('location')]).toEqual([303, '/maintenance/maintenance-2?version=1']);
  const first = it.engine.state.maintenance.get('maintenance-2')![0]!;
  expect([iso(first.from), iso(first.until)]).toEqual(['2026-03-11T23:00:00.000Z', '2026-03-12T23:00:00.000Z']);
  const moved = { ...fields, from: iso(first.from), until: iso(first.until + HOUR), step: 'move' };
  expect((await postForm(`${it.url}/maintenance/maintenance-2`, moved, WITH_TOKEN)).status).toBe(303);
  const off = { step: 'call-off', decidedBy: 'Operations' };
  expect((await postForm(`${it.url}/maintenance/maintenance-2`, off, WITH_TOKEN)).status).toBe(303);
  expect(await stateOf('maintenance-2')).toBe('cancelled');
  expect((await postForm(`${it.url}/maintenance/maintenance-2`, off, WITH_TOKEN)).status).toBe(409);
  const versions = it.engine.state.maintenance.get('maintenance-2')!;
  expect(versions.map(({ until }) => until - first.from)).toEqual([24 * HOUR, 25 * HOUR, 25 * HOUR]);
  const listed = await textOf('/maintenance');
  expect(listed.indexOf('Called off')).toBeGreaterThan(listed.indexOf('No work is announced'));
});

test.each([
  [{ service: 'shpo' }, 404, 'shop'],
  [{ components: ['till'] }, 422, 'no component "till"'],
  [{ until: BODY.from }, 422, 'ends before it begins'],
  [{ from: '2026-03-01', until: '2026-03-02', zone: 'UTC' }, 422, 'over already'],
  [{ until: '2026-05-01', zone: 'UTC' }, 422, '31 days'],
  [{ from: 'tomorrow' }, 422, 'from: "tomorrow"'],
  [{ words: '' }, 422, 'words'],
  [{ id: 'maintenance-1' }, 409, 'maintenance-1'],
])('%j is refused in words', async (wrong, status, words) => {
  at(T0 + 6 * HOUR);
  const size = it.engine.size;
  const body = { ...BODY, from: iso(T0 + 8 * HOUR), until: iso(T0 + 9 * HOUR), ...wrong };
  const answer = await post('', body);
  const { title, detail, nearest } = await jsonOf<{ title: string; detail: string; nearest?: string[] }>(answer);
  expect([answer.status, `${title} ${detail} ${nearest}`]).toEqual([status, expect.stringContaining(words)]);
  expect(it.engine.size).toBe(size);
});

test('windows are the same after a snapshot and after folding the journal again', async () => {
  expect(it.engine.state.maintenance.size).toBeGreaterThan(1);
  expect(decodeState(encodeState(it.engine.state))!.maintenance).toEqual(it.engine.state.maintenance);
  const again = emptyState();
  for (const entry of await it.entries()) foldEntry(again, entry, { fact() {}, step() {}, late() {} });
  expect(again.maintenance).toEqual(it.engine.state.maintenance);
});

test('announced work stands on the calendar, and in what calendars subscribe to, until it is called off', async () => {
  await withHarness({}, async (at) => {
    const post = (path: string, body: object) =>
      postJson(`${at.url}/api/v1/${path}`, body, { authorization: `Bearer ${TOKEN}` });
    const iso = (ms: number): string => new Date(ms).toISOString();
    const window = { service: 'shop', words: 'The database moves', decidedBy: 'Operations' };
    await post('maintenance', { ...window, from: iso(T0 + 3_600_000), until: iso(T0 + 7_200_000) });
    const items = async () =>
      (
        await jsonOf<{ items: { kind: string; state: string; words: string }[] }>(
          await fetch(`${at.url}/api/v1/calendar`),
        )
      ).items;
    expect(await items()).toMatchObject([{ kind: 'maintenance', state: 'due soon', words: 'Begins in 1 h' }]);
    expect(await (await fetch(`${at.url}/calendar.ics`)).text()).toContain('SUMMARY:Maintenance of Web shop');
    at.clock.now = T0 + 5_400_000;
    await at.tick(0);
    at.clock.now += 2_000;
    expect(await items()).toMatchObject([{ state: 'due soon', words: expect.stringContaining('Runs until') }]);
    await post('maintenance/maintenance-1', { calledOff: true, decidedBy: 'Operations' });
    expect(await items()).toEqual([]);
  });
});
