/**
 * No English is left on German pages: every page of every role from a real server, with a reconstructed outage, its statements, a hold, a
 * clock and announced work, is asked for in both languages, and what is the same or sounds English is named unless it is data.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Player } from '../../src/demo/player.ts';
import { xOutage } from '../../src/demo/x-2025-03-10.ts';
import { countries } from '../../src/serve/pages/countries.ts';
import { type Harness, postJson, startHarness, TOKEN } from './harness.ts';

let it: Harness;
let paths: readonly string[];
/** All that is data: what was configured, recorded and written by people. */
let data: readonly string[];
const AS_ADMIN = { authorization: `Bearer ${TOKEN}` };

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value, ...value.split('\n')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

beforeAll(async () => {
  it = await startHarness({ startAt: Date.parse('2025-03-12T00:00Z') });
  const player = new Player(it.engine, [{ ...xOutage, playFrom: xOutage.end }], undefined, (cause) =>
    it.errors.push(cause),
  );
  await player.load();
  const incident = (await it.engine.incidents({ service: 'x', limit: 1 }))[0]!.id;
  const recorded = [
    [
      'holds',
      { authority: 'Eine Behörde', basis: 'Ein Gesetz', scope: 'Alles davon', decidedBy: 'A.', reason: 'Darum' },
    ],
    [
      `incidents/${incident}/clocks`,
      { awareAt: '2025-03-10T12:00Z', awareBy: 'B.', zone: 'UTC', words: 'Weil', decidedBy: 'A.' },
    ],
    [
      'maintenance',
      { service: 'shop', from: '2025-03-13T00:00Z', until: '2025-03-13T02:00Z', words: 'Umbau', decidedBy: 'A.' },
    ],
  ] as const;
  for (const [path, body] of recorded) {
    const answer = await postJson(`${it.url}/api/v1/${path}`, body, AS_ADMIN);
    expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(202);
  }
  const statements = [...it.engine.state.statements.keys()];
  expect(statements.length, 'anti-vacuity').toBeGreaterThan(5);
  const hold = [...it.engine.state.holds.keys()][0]!;
  const work = [...it.engine.state.maintenance.keys()][0]!;
  paths = [
    ...[
      '/',
      '/?q=nothing',
      '/services/x',
      '/services/shop',
      '/services/x/history',
      '/services/shop/report',
      '/incidents',
    ],
    ...[`/incidents/${incident}`, `/incidents/${incident}/clocks`, `/incidents/${incident}/statements/new`],
    ...statements.map((id) => `/statements/${id}`),
    ...[
      '/holds',
      `/holds/${hold}`,
      '/holds/new',
      '/calendar',
      '/maintenance',
      '/maintenance/new',
      `/maintenance/${work}`,
    ],
    ...['/redactions', '/retention', '/alerts', '/desk', '/sign-in', '/methodology', '/api'],
    ...['/nothing-here', '/services/nothing', '/statements/nothing'],
  ];
  data = [
    ...textsOf([...it.engine.state.statements.values()]),
    ...textsOf([...it.engine.state.watches.values()].map(({ service }) => service)),
    ...textsOf(recorded),
    ...[incident, 'X (formerly Twitter)', 'Groundswell'],
    ...countries('de').map(({ name }) => name),
  ]
    .filter((text) => /[a-z]{2}/i.test(text))
    .toSorted((a, b) => b.length - a.length);
}, 120_000);

afterAll(async () => {
  expect(it.errors).toEqual([]);
  await it.close();
  it.remove();
});

/** What a page says: texts and what is read out, without code, quotations and what is marked as English. */
function saidIn(page: string): string[] {
  const shown = page
    .replaceAll(/<(script|style|code|pre|q)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<(?!html)(\w+)[^>]*\slang="en"[\s\S]*?<\/\1>/g, '');
  const heard = [...shown.matchAll(/\s(?:aria-label|alt|title|placeholder|content)="([^"]*)"/g)].map(
    ([, text]) => text!,
  );
  return [...shown.split(/<[^>]*>/), ...heard]
    .map((text) =>
      text
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&')
        .replaceAll(/“[^”]*”/g, '§')
        .trim(),
    )
    .map((text) => data.reduce((left, known) => left.replaceAll(known, '§'), text))
    .filter((text) => /[a-z]{2}/i.test(text));
}

/** Small words that German does not have. */
const ENGLISH_WORDS =
  /(?<![\p{L}-])(?:the|of|and|with|from|were|is|not|that|by|for|at|been|has|have|this|it|are|which)(?![\p{L}-])/iu;
/** Two words in a row that nobody changed. */
const SENTENCE = /[a-z]{3,}[ ,:]+[a-z]{3,}/i;
/** Written alike in both. */
const ALIKE = /^(?:width=device-width.*|light dark|JSON Feed|application\/.*|[\w./-]+\.yaml|.*\bUTC\b.{0,6})$/;

const pageOf = async (path: string, lang: string): Promise<string> => {
  const answer = await fetch(`${it.url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, {
    headers: { ...AS_ADMIN, accept: 'text/html' },
    redirect: 'manual',
  });
  expect(answer.status, path).toBe(path.includes('/nothing') ? 404 : 200);
  return answer.text();
};

test('no page of any role says in German what is English', async () => {
  const left: string[] = [];
  for (const path of paths) {
    const [english, german] = [await pageOf(path, 'en'), await pageOf(path, 'de')];
    expect(german, path).toContain('<html lang="de">');
    const same = new Set(saidIn(english));
    expect(same.size, `${path}: anti-vacuity`).toBeGreaterThan(10);
    for (const text of new Set(saidIn(german))) {
      const isSame = same.has(text) && SENTENCE.test(text) && !ALIKE.test(text);
      if (isSame || ENGLISH_WORDS.test(text)) left.push(`${path}: ${text}`);
    }
  }
  expect(left).toEqual([]);
});

test('what a German page would say in English is found', () => {
  expect(
    saidIn('<p title="Left alone">Dies <q>the quoted</q> and <code>the code</code> <b lang="en">the rest</b></p>'),
  ).toEqual(['Dies  and', 'Left alone']);
});
