/** Laws of reporting clocks and of the calendar on the real app: started by a decision, told in words, subscribed to, rebuilt. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuildViews } from '../../src/engine/rebuild.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { calendarIcs } from '../../src/serve/calendar-ics.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { type Harness, jsonOf, postForm, postJson, postLines, startHarness, TOKEN } from './harness.ts';

interface Item {
  id: string;
  at: string | null;
  state: string;
  words: string;
  title: string;
}

let it: Harness;
let incident: string;
let aware: number;
const WITH_TOKEN = { authorization: `Bearer ${TOKEN}` };

beforeAll(async () => {
  it = await startHarness();
  for (let hour = 0; hour < 30; hour += 1) await it.tick(60);
  for (let minute = 0; minute < 20; minute += 1) {
    const line = (i: number) =>
      JSON.stringify({
        kind: 'report',
        service: 'shop',
        symptom: 'error',
        component: 'search',
        country: ['UA', 'DE'][i % 2],
        network: `AS${i % 9}`,
      });
    await postLines(it.url, Array.from({ length: 30 }, (_, i) => line(i)).join('\n'));
    await it.tick(1);
  }
  incident = it.engine.state.watches.get('shop')!.incident!.id;
  aware = it.clock.now;
}, 60_000);
afterAll(async () => {
  expect(it.errors).toEqual([]);
  await it.close();
  it.remove();
});

const post = (path: string, body: object, headers: Record<string, string> = WITH_TOKEN) =>
  postJson(`${it.url}${path}`, body, headers);
const textOf = async (path: string): Promise<string> => (await fetch(it.url + path)).text();
const items = async (): Promise<Item[]> =>
  (await jsonOf<{ items: Item[] }>(await fetch(`${it.url}/api/v1/calendar`))).items;
const iso = (at: number): string => new Date(at).toISOString();
const START = () => ({
  awareAt: iso(aware),
  awareBy: 'The desk',
  zone: 'Europe/Brussels',
  words: 'It is significant',
  decidedBy: 'N. N.',
});

test('a clock starts with the token alone, and the incident shows it with the fields that are known', async () => {
  expect((await post(`/api/v1/incidents/${incident}/clocks`, START(), {})).status).toBe(401);
  expect((await postForm(`${it.url}/incidents/${incident}/clocks`, { clock: 'x' })).status).toBe(401);
  expect((await post('/api/v1/incidents/none/clocks', START())).status).toBe(404);
  expect(it.engine.state.clocks.size).toBe(0);
  expect((await post(`/api/v1/incidents/${incident}/clocks`, START())).status).toBe(202);
  it.clock.now += 2_000;
  const page = await textOf(`/incidents/${incident}`);
  for (const words of [
    'Article 23(4)',
    `datetime="${iso(aware + 24 * 3_600_000)}"`,
    `datetime="${iso(aware + 72 * 3_600_000)}"`,
    'No date yet: one month after the notification',
    'Suspected of being unlawful or malicious',
    'Reports came from 2 countries: ',
    'Components named: search',
  ])
    expect(page).toContain(words);
});

test('the form records what was handed in, and keeps what was typed when it is refused', async () => {
  const [id] = [...it.engine.state.clocks.keys()];
  const desk = `${it.url}/incidents/${incident}/clocks`;
  const form = { clock: id!, step: 'early-warning', words: 'To the <b>CSIRT</b>', decidedBy: 'N. N.' };
  const wrong = await postForm(desk, { ...form, when: 'yesterday' }, WITH_TOKEN);
  const shown = await wrong.text();
  expect([wrong.status, shown.includes('no time with its offset'), shown.includes(TOKEN)]).toEqual([422, true, false]);
  expect(shown).toContain('To the &lt;b&gt;CSIRT&lt;/b&gt;');
  expect((await postForm(desk, form, WITH_TOKEN)).status).toBe(303);
  expect(await textOf(`/incidents/${incident}/clocks`)).toContain('Submitted, 23 h 59 min before it was due');
  expect((await postForm(desk, { ...form, clock: 'none' }, WITH_TOKEN)).status).toBe(404);
});

test('the calendar tells in words what is due, due soon, overdue and done, holds and reports alike', async () => {
  const order = {
    authority: 'A regulator, “X”; Y',
    basis: 'An order',
    scope: 'All',
    decidedBy: 'Counsel',
    reason: 'It came',
  };
  const until = iso(aware + 76 * 3_600_000);
  await post('/api/v1/holds', { ...order, duty: { until }, unlessClosedBefore: 'the case\nis closed' });
  await post('/api/v1/holds', order);
  const told = async () => (await items()).map(({ id, state }) => [id.replace(/^clock-.*-c1-/, ''), state]);
  it.clock.now = aware + 73 * 3_600_000;
  expect(await told()).toEqual([
    ['notification', 'overdue'],
    ['hold-hold-1', 'due soon'],
    ['final', 'waiting'],
    ['hold-hold-2', 'waiting'],
    ['early-warning', 'done'],
  ]);
  const words = (await items()).map((item) => item.words);
  expect(words.slice(0, 2)).toEqual(['Overdue by 1 h', 'Ends in 3 h']);
  const page = await textOf('/calendar');
  for (const title of ['Overdue', 'Due soon', 'No date yet', 'Done in the last 90 days'])
    expect(page).toContain(`<h2>${title}</h2>`);
  it.clock.now = aware + 77 * 3_600_000;
  expect((await told()).find(([id]) => id === 'hold-hold-1')).toEqual(['hold-hold-1', 'done']);
});

/** iCalendar as RFC 5545 has it, read without the code that writes it: unfolded lines, names and unescaped values. */
function readIcs(text: string): Record<string, string>[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const raw = text.slice(0, -2).split('\r\n');
  for (const line of raw) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
  const lines = text.replaceAll('\r\n ', '').trimEnd().split('\r\n');
  expect([lines[0], lines[1], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', 'END:VCALENDAR']);
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const [, name, value] = /^([A-Z-]+):(.*)$/.exec(line)!;
    if (line === 'BEGIN:VEVENT') events.push({});
    else if (events.length > 0)
      events.at(-1)![name!] ??= value!.replaceAll(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign));
  }
  return events;
}

test('what is due can be subscribed to: the same events with the same names, whatever words are in them', async () => {
  it.clock.now = aware + 70 * 3_600_000;
  const answer = await fetch(`${it.url}/calendar.ics`);
  expect(answer.headers.get('content-type')).toContain('text/calendar');
  const events = readIcs(await answer.text());
  expect(events.length).toBe(2);
  const hold = events.find(({ UID }) => UID === 'hold-hold-1@groundswell')!;
  expect(hold).toMatchObject({
    SUMMARY: 'Hold hold-1 ends: A regulator, “X”; Y',
    DESCRIPTION: 'Unless closed before: the case\nis closed',
    URL: `${it.url}/holds/hold-1`,
    DTSTART: iso(aware + 76 * 3_600_000).replaceAll(/[-:]|\.000/g, ''),
  });
  const odd = {
    id: 'x',
    kind: 'hold',
    at: iso(aware),
    said: null,
    url: '/',
    state: 'due',
    words: '',
    changedAt: iso(aware),
    version: 1,
  } as const;
  const title = `\u0000\u0007${'ä🌊'.repeat(60)}\r\nBEGIN:VEVENT`;
  const [only, ...more] = readIcs(calendarIcs([{ ...odd, title, note: 'a\\,b;' }], 'N'));
  expect([more.length, only!.SUMMARY, only!.DESCRIPTION]).toEqual([0, `${'ä🌊'.repeat(60)}\nBEGIN:VEVENT`, 'a\\,b;']);
});

test('clocks are the same after a rebuild', async () => {
  const { clocks } = it.engine.state;
  await it.close();
  const store = openSqliteHome(`${it.folder}/j.db`);
  const now = () => it.clock.now as EpochMs;
  const engine = await rebuildViews(store, { now, onFatal: (cause) => it.errors.push(cause) });
  expect(clocks.size).toBe(1);
  expect(JSON.parse(JSON.stringify([...engine.state.clocks]))).toEqual(JSON.parse(JSON.stringify([...clocks])));
  await engine.close();
  it = await startHarness({ folder: it.folder, startAt: it.clock.now });
});
