/**
 * Laws of asking a language model, against a real server on loopback: what does not stand in the article is dropped with a
 * reason; an answer that is late, broken, huge or refused is one sentence, and the rules' own proposals stay.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { readArticle } from '../../statements/extract.ts';
import { withPoints } from '../../statements/points.ts';
import { askModel } from './ask-model.ts';
import { pointedArticle } from './pointed-article.ts';
import type { ModelSetting } from './settings.ts';

const ARTICLE = `By noon the needle of Pingboard pointed to 41,300, while the shop was down.

It was all over by 12:40 UTC, engineers at Nordlight believe. “A rival paid them,” somebody wrote.`;

const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'groundswell-model-'));

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function modelOf(answer: RequestListener, over: Partial<ModelSetting> = {}): Promise<ModelSetting> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, name: 'tester', timeoutSeconds: 5, ...over };
}
const completion = (content: string, finish_reason = 'stop') =>
  JSON.stringify({ choices: [{ message: { content }, finish_reason }] });
const saying =
  (body: string, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
const pointing = (statements: readonly object[]) => saying(completion(JSON.stringify({ statements })));
const problemOf = async (model: ModelSetting) => (await pointedArticle(ARTICLE, { model })).pointed?.problem;

test('words that stand in the article are read by the rules, and marked as the model’s', async () => {
  const model = await modelOf(
    pointing([
      { quote: 'pointed to 41,300', kind: 'reports', speaker: 'Pingboard' },
      { quote: 'A rival paid them', kind: 'financing', speaker: null },
    ]),
  );
  const { statements, pointed } = await pointedArticle(ARTICLE, { model });
  const ours = statements.filter((one) => one.model === 'tester');
  expect(ours.map(({ measure, speaker }) => [measure, speaker])).toEqual([
    [{ kind: 'count', number: { value: 41_300, approximation: 'exact' }, unit: 'reports' }, 'Pingboard'],
    [{ kind: 'financing', party: '' }, null],
  ]);
  expect(ours.map(({ measurable }) => measurable)).toEqual([true, false]);
  expect(pointed).toEqual({ model: 'tester', problem: null, dropped: [] });
});

test('what is invented, changed or not to be read is dropped, each with its reason', async () => {
  const model = await modelOf(
    pointing([
      { quote: 'pointed to 41,400', kind: 'reports' },
      { quote: 'while the shop was down', kind: 'duration' },
      { quote: 'somebody wrote', kind: 'place' },
      { quote: 'It was all over by 12:40 UTC', kind: 'end' },
      { quote: 'down. It was', kind: 'cause' },
      { kind: 'cause' },
      { quote: 'pointed to 41,300', kind: 'opinion' },
      { quote: 'pointed to 41,300', kind: 'reports', speaker: 'Invented Person' },
      { quote: 'pointed to 41,300', kind: 'reports' },
    ]),
  );
  const { statements, pointed } = await pointedArticle(ARTICLE, { model });
  expect(statements.filter((one) => one.model !== undefined).map(({ speaker }) => speaker)).toEqual([null]);
  const why = pointed!.dropped.map((one) => `${one.quote}: ${one.why}`);
  expect(why).toEqual([
    ': it is not of the form that was asked for',
    ': it is not of the form that was asked for',
    'pointed to 41,400: these words do not stand in the article',
    'while the shop was down: the rules read no duration in these words',
    'somebody wrote: the rules read no place in these words',
    'It was all over by 12:40 UTC: it is found already',
    'down. It was: these words do not stand in the article',
    'pointed to 41,300: it is found already',
  ]);
});

test('it is asked once, at the path of such servers, with the key of a file and the text of the article', async () => {
  const keyFile = join(tempFolder(), 'key');
  writeFileSync(keyFile, 'secret-key\n');
  const asked: { url: string | undefined; key: string | undefined; body: string }[] = [];
  const model = await modelOf(
    async (request, response) => {
      asked.push({ url: request.url, key: request.headers.authorization, body: await bodyOf(request) });
      response.end(completion('<think>Is it {"statements": 1}?</think>\n```json\n{"statements": []}\n```'));
    },
    { keyFile },
  );
  expect(await problemOf(model)).toBeNull();
  expect(asked.map(({ url, key }) => [url, key])).toEqual([['/v1/chat/completions', 'Bearer secret-key']]);
  const sent = JSON.parse(asked[0]!.body) as { model: string; messages: { role: string; content: string }[] };
  expect([sent.model, sent.messages.at(-1)!.content]).toEqual(['tester', ARTICLE]);
});

test('a server that knows no form of answer is asked once more without it', async () => {
  const forms: boolean[] = [];
  const model = await modelOf(async (request, response) => {
    forms.push((await bodyOf(request)).includes('response_format'));
    if (forms.at(-1) === true) response.writeHead(400).end('unknown field');
    else response.end(completion('{"statements": []}'));
  });
  expect([await problemOf(model), forms]).toEqual([null, [true, false]]);
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += part;
  return body;
}

test.each<[string, RequestListener, string]>([
  ['an error', saying('{}', 500), 'answered 500'],
  [
    'a redirect',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    'could not be asked',
  ],
  ['no JSON', saying('<html>'), 'no chat completion'],
  ['other JSON', saying('{"choices": []}'), 'no chat completion'],
  ['prose', saying(completion('Here are the statements you wanted.')), 'did not answer with {"statements"'],
  ['a list', saying(completion('[1, 2]')), 'did not answer with {"statements"'],
  ['half an answer', saying(completion('{"statements": [', 'length')), 'broke off'],
  ['too many', pointing(Array.from({ length: 201 }, () => ({ quote: 'x', kind: 'cause' }))), '200 are read at most'],
  ['a huge body', saying(completion('x'.repeat(600 * 1024))), 'more than 512 KiB'],
  [
    'a body without an end',
    (_, response) => {
      const more = () => response.write('x'.repeat(64 * 1024), () => setImmediate(more));
      response.on('error', () => {});
      more();
    },
    'more than 512 KiB',
  ],
  ['a closed connection', (request) => request.socket.destroy(), 'could not be asked'],
])('%s is told in one sentence, and the rules’ proposals stay', async (_, answer, words) => {
  const model = await modelOf(answer);
  const article = await pointedArticle(ARTICLE, { model });
  expect(article.pointed!.problem).toContain(words);
  expect(article.statements).toEqual(readArticle(ARTICLE).statements);
});

test('a server that does not answer, or stops in the middle, is given up in time', async () => {
  const silent = await modelOf(() => {}, { timeoutSeconds: 0.2 });
  expect(await problemOf(silent)).toContain('within 0.2 seconds');
  server!.closeAllConnections();
  server!.close();
  const halting = await modelOf((_, response) => void response.write('{"choices"'), { timeoutSeconds: 0.2 });
  expect(await problemOf(halting)).toContain('within 0.2 seconds');
});

test('nobody there, and a key that cannot be read, are told', async () => {
  expect(await problemOf({ url: 'http://127.0.0.1:9/v1', name: 'tester', timeoutSeconds: 5 })).toContain(
    'could not be asked',
  );
  const missing = join(tempFolder(), 'nothing');
  const model = await modelOf(saying('{}'), { keyFile: missing });
  expect(await askModel(model, ARTICLE)).toEqual({ problem: `the model’s key file ${missing} cannot be read` });
});

test('without a model nobody is asked, and nothing is said of one', async () => {
  expect(await pointedArticle(ARTICLE, {})).toEqual(readArticle(ARTICLE));
});

test('whatever is pointed at, only words of the article come out, and every point is accounted for', () => {
  const kinds = ['reports', 'share', 'waves', 'onset', 'error', 'origin', 'cause', 'motive'] as const;
  const cuts = fc
    .tuple(fc.nat({ max: ARTICLE.length }), fc.nat({ max: 60 }))
    .map(([at, length]) => ARTICLE.slice(at, at + length));
  const point = fc.record({
    quote: fc.oneof(cuts, fc.string({ unit: 'binary', maxLength: 40 })),
    kind: fc.constantFrom(...kinds),
    speaker: fc.option(fc.oneof(cuts, fc.string({ maxLength: 10 }))),
  });
  const article = readArticle(ARTICLE);
  const plain = ARTICLE.replaceAll(/\s+/g, ' ');
  fc.assert(
    fc.property(fc.array(point, { maxLength: 8 }), (points) => {
      const { statements, pointed } = withPoints(article, ARTICLE, points, 'tester');
      const ours = statements.filter(({ model }) => model !== undefined);
      for (const { quote, speaker } of ours) {
        expect(plain).toContain(quote);
        expect(plain).toContain(speaker ?? '');
      }
      expect(ours.length + pointed.dropped.length).toBe(points.length);
      expect(statements.slice(0, article.statements.length)).toEqual(article.statements);
    }),
  );
});
