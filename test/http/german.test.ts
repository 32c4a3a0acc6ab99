/**
 * No English is left on German pages: every page of every role from a real server, with a reconstructed outage, its statements, a hold, a
 * clock and announced work, is asked for in both languages, and what is the same or sounds English is named unless it is data.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Player } from '../../src/demo/player.ts';
import { xOutage } from '../../src/demo/x-2025-03-10.ts';
import { countries } from '../../src/serve/pages/countries.ts';
import { type Harness, postForm, postJson, SERVICES, startHarness, TOKEN } from './harness.ts';

let it: Harness;
let paths: readonly string[];
/** All that is data: what was configured, recorded and written by people. */
let data: readonly string[];
/** A mail server that nobody has. */
const YAML = `${SERVICES}
url: https://status.example.org
subscriptions: { webhooks: true, mail: { server: "smtp://127.0.0.1:1", from: status@example.org } }
`;
const AS_ADMIN = { authorization: `Bearer ${TOKEN}` };

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value, ...value.split('\n')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

beforeAll(async () => {
  it = await startHarness({ startAt: Date.parse('2025-03-12T00:00Z'), yaml: YAML, subscribing: true });
  const player = new Player(it.engine, [{ ...xOutage, playFrom: xOutage.end }], undefined, (cause) =>
    it.errors.push(cause),
  );
  await player.load();
  const incident = (await it.engine.incidents({ services: ['x'], limit: 1 }))[0]!.id;
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
    ...['/redactions', '/retention', '/alerts', '/desk', '/desk/sources', '/sign-in', '/methodology', '/api'],
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

/** Forms that are refused, each for a reason of its own: where, what is sent, and the status of the answer. */
function refusedForms(): (readonly [path: string, form: Record<string, string>, status: number])[] {
  const incident = paths.find((path) => path.startsWith('/incidents/x'))!;
  const hold = [...it.engine.state.holds.keys()][0]!;
  const work = [...it.engine.state.maintenance.keys()][0]!;
  const clock = [...it.engine.state.clocks.keys()][0]!;
  const by = { decidedBy: 'A.', reason: 'Darum' };
  const kept = { authority: 'Eine Behörde', basis: 'Ein Gesetz', scope: 'Alles davon', ...by };
  const window = {
    service: 'shop',
    from: '2025-03-13T00:00Z',
    until: '2025-03-13T02:00Z',
    words: 'Umbau',
    decidedBy: 'A.',
  };
  const step = { id: clock, words: 'Weil', decidedBy: 'A.' };
  return [
    ['/services/shop/report', { symptom: 'nichts' }, 422],
    ['/services/shop/report', { symptom: 'slow', component: 'nichts' }, 422],
    ['/services/x/report', { symptom: 'slow' }, 409],
    ['/holds/new', { ...by }, 422],
    ['/holds/new', { ...kept, id: hold }, 409],
    ['/holds/new', { ...kept, dutyUntil: 'morgen' }, 422],
    ['/holds/new', { ...kept, dutyUntil: '2026-01-01' }, 422],
    ['/holds/new', { ...kept, dutyUntil: '2026-01-01', zone: 'Mond' }, 422],
    ['/holds/new', { ...kept, ofFrom: '2025-03-02T00:00Z', ofUntil: '2025-03-01T00:00Z' }, 422],
    ['/holds/new', { ...kept, services: 'schop' }, 422],
    ['/holds/new', { ...kept, supersedes: 'nichts' }, 404],
    [`/holds/${hold}`, { ...by, scope: 'Alles davon', services: 'shop' }, 422],
    ['/maintenance/new', {}, 422],
    ['/maintenance/new', { ...window, id: 'x', service: 'schop' }, 404],
    ['/maintenance/new', { ...window, service: 'x' }, 422],
    ['/maintenance/new', { ...window, until: '2025-03-12T23:00Z' }, 422],
    ['/maintenance/new', { ...window, from: 'morgen' }, 422],
    ['/maintenance/new', { ...window, from: '2025-03-01T00:00Z', until: '2025-03-02T00:00Z' }, 422],
    ['/maintenance/new', { ...window, until: '2026-03-13T00:00Z' }, 422],
    ['/maintenance/new', { ...window, components: 'nichts' }, 422],
    [`/maintenance/${work}`, { ...window, until: '2025-03-12T23:00Z' }, 422],
    [`${incident}/clocks`, { awareAt: 'gestern', awareBy: 'B.', zone: 'UTC', words: 'Weil', decidedBy: 'A.' }, 422],
    [
      `${incident}/clocks`,
      { awareAt: '2030-01-01T00:00Z', awareBy: 'B.', zone: 'UTC', words: 'Weil', decidedBy: 'A.' },
      422,
    ],
    [`${incident}/clocks`, { awareBy: 'B.', zone: 'Mond', words: 'Weil', decidedBy: 'A.' }, 422],
    [`${incident}/clocks`, { clock, step: 'final', ...step }, 409],
    ['/redactions', { what: 'alles', ...by }, 422],
    ['/redactions', { what: 'statement nichts', ...by }, 404],
    ['/redactions', { what: '0', ...by }, 422],
    ['/subscribe', { kind: 'email', target: 'niemand' }, 422],
    ['/subscribe', { kind: 'webhook', target: 'http://127.0.0.1/' }, 422],
    ['/subscribe', { kind: 'email', target: 'sie@example.org', service: 'shop', component: 'nichts' }, 422],
    ['/subscribe', { kind: 'email', target: 'sie@example.org', country: 'Deutschland' }, 422],
    ['/subscribe', { kind: 'email', target: 'sie@example.org' }, 422],
    ['/subscriptions/nichts/confirm', {}, 404],
    ['/sign-in', { token: 'nichts' }, 401],
    ['/alerts/nichts/test', {}, 404],
    [`${incident}/statements/new`, { text: 'Ein Satz.' }, 422],
  ];
}

test('a form that is refused says why in German', async () => {
  const left: string[] = [];
  const answers = new Set<string>();
  for (const [path, form, status] of refusedForms()) {
    const [english, german] = await Promise.all(
      ['en', 'de'].map(async (lang) => {
        const answer = await postForm(`${it.url}${path}?lang=${lang}`, form, { ...AS_ADMIN, accept: 'text/html' });
        expect(answer.status, `${path} ${JSON.stringify(form)}`).toBe(status);
        return answer.text();
      }),
    );
    expect(german, path).toContain('<html lang="de">');
    expect(german, `${path}: what is marked as English hides nothing here`).not.toMatch(/<(?:div|h1|p)[^>]* lang="en"/);
    const typed = Object.values(form).toSorted((a, b) => b.length - a.length);
    const told = (page: string): string[] =>
      saidIn(page).map((text) => typed.reduce((shown, value) => shown.replaceAll(value, '§'), text));
    const same = new Set(told(english!));
    for (const text of new Set(told(german!))) {
      const isSame = same.has(text) && SENTENCE.test(text) && !ALIKE.test(text);
      if (isSame || ENGLISH_WORDS.test(text)) left.push(`${path}: ${text}`);
    }
    const box = /<div class="problem"[^>]*>(.*?)<\/div>|<h1>(.*?)<\/p>/s.exec(german!)?.[0];
    answers.add(`${box}`);
  }
  // The operator is told of a mail server that does not answer.
  expect(it.errors.splice(0).map(String)).toEqual(Array(2).fill(expect.stringContaining('could not be asked by mail')));
  expect(left).toEqual([]);
  expect(answers.size, 'anti-vacuity: they are different reasons').toBeGreaterThan(25);
});

test('what a German page would say in English is found', () => {
  expect(
    saidIn('<p title="Left alone">Dies <q>the quoted</q> and <code>the code</code> <b lang="en">the rest</b></p>'),
  ).toEqual(['Dies  and', 'Left alone']);
});
