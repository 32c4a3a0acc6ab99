/** Laws of asking a language model through the observatory: off unless the operator names one, asked only when an analyst ticks it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Player } from '../../src/demo/player.ts';
import { xOutage } from '../../src/demo/x-2025-03-10.ts';
import { type Harness, jsonOf, postForm, SERVICES, startHarness, TOKEN, withHarness } from './harness.ts';

const WITH_TOKEN = { authorization: `Bearer ${TOKEN}` };
const ARTICLE = 'By noon the needle of Pingboard pointed to 41,300, while the shop was down.';
const statements = [
  { quote: 'pointed to 41,300', kind: 'reports', speaker: 'Pingboard' },
  { quote: 'pointed to 99,999', kind: 'reports', speaker: 'Pingboard' },
];

let model: Server;
let asked = 0;
let it: Harness;
let desk: string;

beforeAll(async () => {
  model = createServer((_, response) => {
    asked += 1;
    response.end(JSON.stringify({ choices: [{ message: { content: JSON.stringify({ statements }) } }] }));
  });
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
  it = await startHarness({
    startAt: Date.parse('2025-03-12T00:00Z'),
    yaml: `${SERVICES}model: { url: "${url}", name: tester }\n`,
  });
  await new Player(it.engine, [{ ...xOutage, playFrom: xOutage.end }], undefined, (cause) =>
    it.errors.push(cause),
  ).load();
  const [incident] = await it.engine.incidents({ services: ['x'], limit: 1 });
  desk = `${it.url}/incidents/${incident!.id}/statements/new`;
}, 120_000);
afterAll(async () => {
  expect(it.errors).toEqual([]);
  await it.close();
  it.remove();
  model.close();
});

interface Article {
  statements: { model?: string }[];
  pointed?: { dropped: { why: string }[] };
}
const read = async (query: string): Promise<Article> =>
  jsonOf(await fetch(`${it.url}/api/v1/articles${query}`, { method: 'POST', body: ARTICLE, headers: WITH_TOKEN }));

test('nobody is asked unless it is wanted, and then what it points at is marked', async () => {
  const before = asked;
  const plain = await read('');
  expect([asked - before, plain.pointed, plain.statements.length]).toEqual([0, undefined, 0]);
  const pointed = await read('?model=yes');
  expect([asked - before, pointed.statements.map((one) => one.model)]).toEqual([1, ['tester']]);
  expect(pointed.pointed!.dropped.map(({ why }) => why)).toEqual(['these words do not stand in the article']);
});

test('the page offers it, marks what it pointed at and stores nothing by itself', async () => {
  expect(await (await fetch(desk, { headers: WITH_TOKEN })).text()).toContain('name="model"');
  const { size } = it.engine;
  const html = await (await postForm(desk, { step: 'read', article: ARTICLE, model: 'yes' }, WITH_TOKEN)).text();
  expect(html).toContain('Proposed by the model tester');
  expect(html).toContain('pointed to 99,999');
  expect(it.engine.size).toBe(size);
  const unasked = await (await postForm(desk, { step: 'read', article: ARTICLE }, WITH_TOKEN)).text();
  expect(unasked).not.toContain('Proposed by the model');
});

test('where the operator named none, asking for it says so', async () => {
  await withHarness({}, async ({ url }) => {
    const answer = await fetch(`${url}/api/v1/articles?model=yes`, {
      method: 'POST',
      body: ARTICLE,
      headers: WITH_TOKEN,
    });
    expect(answer.status).toBe(400);
    expect((await jsonOf<{ detail: string }>(answer)).detail).toContain('services.yaml');
  });
});
