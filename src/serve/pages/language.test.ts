/** Pages hold no sentence of their own: with every word of the catalogue marked, nothing unmarked is left but data. */

import { describe, expect, test } from 'vitest';
import { windows } from '../../../test/browser/announced.ts';
import * as fixtures from '../../../test/browser/fixtures.ts';
import { heldBodies, heldPages } from '../../../test/browser/held.ts';
import { said, saidPages } from '../../../test/browser/said.ts';
import { refuse } from '../../doors/refusal.ts';
import { CONFIDENCES, LIKELIHOOD_WORDS, TLPS } from '../../model/statement.ts';
import { capital } from '../../words/tongue.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import type { CalendarRow } from '../schema-calendar.ts';
import type { RedactionRow } from '../schema-redactions.ts';
import { countries } from './countries.ts';
import { type DeskBody, deskPage } from './desk.ts';
import {
  incidentPage,
  overviewPage,
  type PageContext,
  problemPage,
  reportPage,
  servicePage,
  thanksPage,
} from './index.ts';
import { maintenanceListPage, maintenancePage, newMaintenancePage } from './maintenance.ts';
import { redactionsPage } from './redactions.ts';
import { signInPage } from './sign-in.ts';
import { statementPage } from './statements.ts';

/** ASCII letters become others that look alike, so that what was said by the catalogue is told from what was not. */
const marked = (text: string): string =>
  text.replaceAll(/\{\w+\}|[a-z]/gi, (found) =>
    found.length > 1
      ? found
      : String.fromCodePoint(found.codePointAt(0)! + (found < 'a' ? 0x1d5d4 - 65 : 0x1d5ee - 97)),
  );

/** The language that nobody speaks: English with its letters marked. Holes that are markup stay as they are. */
function pseudo<T>(value: T): T {
  if (typeof value === 'string') return marked(value) as T;
  if (Array.isArray(value)) return value.map((part) => (typeof part === 'string' ? marked(part) : part)) as T;
  if (typeof value === 'function') return ((...holes: unknown[]) => pseudo(value(...holes))) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pseudo(inner)])) as T;
}

const english = wordsOf('en');
const t: Words = { ...pseudo(english), language: 'de', locale: 'en-GB' };
const context: PageContext = fixtures.context({ t, version: '0.0.0', hasLog: true });
const mail = fixtures.service(fixtures.kindOf('confirmed'));
const problem = refuse(404, 'never-heard-of', 'Ⓣ', 'Ⓓ', { nearest: ['mail'] });

/** Every text that comes from a body or from settings, not from the pages. */
function dataIn(value: unknown): string[] {
  // Times in computed sentences become times of the page.
  if (typeof value === 'string') return [value, ...value.split(/\d{4}-\d\d-\d\dT[\d:.]+Z/)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(dataIn);
}

/** Written alike in every language. */
const SHARED = [
  // Names of formats and of what others made.
  'Atom',
  'JSON Feed',
  'Statuspage',
  'Downdetector',
  'UTC',
  'OpenAPI',
  'JSON',
  'EN',
  'DE',
  'API',
  'groundswell serve --config services.yaml',
  'groundswell token add NAME --role analyst',
  'English',
  'Deutsch',
];

const SPOKEN = /\s(?:aria-label|alt|title|placeholder|data-say|data-live|data-lost|data-zone)="([^"]*)"/g;

function unmarked(page: string, ...bodies: unknown[]): string[] {
  const told = [...page.matchAll(SPOKEN)].map((match) => match[1]!.replaceAll(/&quot;\w+&quot;:/g, ''));
  const description = /<meta name="description" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const texts = page.replaceAll(/<(?:script|style|code)[\s\S]*?<\/(?:script|style|code)>/g, '').split(/<[^>]*>/);
  const data = [...new Set([...SHARED, ...dataIn(bodies), context.name, ...dataIn(context.replay)])]
    .filter((text) => /[a-z]{3}/i.test(text))
    .flatMap((text) => [text, capital(text)])
    .toSorted((one, other) => other.length - one.length);
  return [...texts, ...told, description]
    .map((text) =>
      data.reduce((left, known) => left.replaceAll(known, ''), unescaped(text)).replaceAll(/\{\w+\}|\d ms\b/g, ''),
    )
    .filter((text) => /[a-z]{2}/.test(text));
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const overview = fixtures.overview();
const signedIn: PageContext = { ...context, account: { name: 'alice', role: 'admin' } };
const at = '2026-03-10T12:00:00.000Z';
const removed: RedactionRow[] = [
  {
    ...{ at, reason: 'Ⓡ', decidedBy: 'Ⓑ', account: 'alice' },
    entries: [{ seq: 7, kind: 'hold', recordedAt: at, id: 'h', version: 2, residue: '00' }],
  },
];
const desk: DeskBody = {
  running: overview.incidents.filter(({ end }) => end === null),
  due: [
    {
      id: 'h',
      kind: 'hold',
      at,
      said: null,
      title: 'Ⓗ',
      words: 'Ⓦ',
      note: null,
      url: '/holds/h',
      state: 'due',
    } as CalendarRow,
  ],
  recorded: [
    { kind: 'hold', id: 'h', version: 2, at, url: '/holds/h', words: 'Ⓦ', decidedBy: 'Ⓑ', account: null },
    {
      kind: 'clock',
      id: 'k',
      version: 1,
      at,
      url: '/incidents/i/clocks',
      words: 'Ⓦ',
      decidedBy: 'Ⓑ',
      account: 'alice',
    },
    { kind: 'statement', id: 's', version: 1, at, url: '/statements/s', words: 'Ⓦ', decidedBy: null, account: 'alice' },
  ],
};
const statementOf = (index: number): string =>
  statementPage({ statement: said[index]!, history: [{ since: at, verdict: 'supported' }], versions: [] }, context, {});
const DESK = '/incidents/x-20250310T0940Z/statements/new';
/** Values stand in forms as programs read them, and what an article says, or was computed of it, in its own words. */
const VALUES = [
  ...['exact', 'about', 'over', 'under', 'nearly', 'between', 'reports', 'people', 'other', 'verbatim', 'paraphrase'],
  ...[...LIKELIHOOD_WORDS, ...CONFIDENCES, ...TLPS],
  ...['German', 'qwen3', 'X (formerly Twitter)', 'x-20250310T0940Z', 'number: “over 60,000”', 'over 60,000 people'],
  ...['began at about 05:45 ET', 'Was it hackers?', 'over 61,000 users', 'these words do not stand in the article'],
  ...['A paper', '10:00 ET', 'ET'],
];
const PAGES: readonly (readonly [string, () => string, unknown])[] = [
  ['overview', () => overviewPage(overview, context), overview],
  ['empty overview', () => overviewPage(fixtures.emptyOverview(), context), {}],
  ['search', () => overviewPage(overview, context, 'vid'), { overview, q: 'vid' }],
  ...fixtures.KINDS.map((kind) => {
    const body = fixtures.service(kind);
    return [`service ${kind.id}`, () => servicePage(body, context), body] as const;
  }),
  ['incident', () => incidentPage(fixtures.incident(), context), fixtures.incident()],
  ['possible incident', () => incidentPage(fixtures.possibleIncident(), context), fixtures.possibleIncident()],
  ['a statement', () => statementOf(0), said],
  ['a claim', () => statementOf(1), said],
  [
    'an article that was read',
    () => new Map(saidPages(context)).get(DESK)!().replaceAll('>up to<', '><'),
    [said, VALUES],
  ],
  ['report', () => reportPage(mail, context), [mail, countries('en-GB')]],
  [
    'refused report',
    () => reportPage(mail, context, { values: { symptom: 'slow' }, problem }),
    [mail, problem, countries('en-GB')],
  ],
  ['thanks', () => thanksPage(mail, context, { id: 'abc', seq: 7 }), { mail, id: 'abc' }],
  ['problem', () => problemPage(problem, context), problem],
  ['sign-in', () => signInPage({ to: '/desk', problem }, context), problem],
  ['desk', () => deskPage(desk, signedIn), [desk, signedIn.account]],
  ['maintenance', () => maintenanceListPage(windows, signedIn), [windows, signedIn.account]],
  ['a window', () => maintenancePage(windows[1]!, signedIn), [windows, signedIn.account]],
  ['a window, to a stranger', () => maintenancePage(windows[1]!, context), windows],
  ['announcing', () => newMaintenancePage({ values: {} }, signedIn), signedIn.account],
  ['removed texts', () => redactionsPage(removed, signedIn, { values: {} }), [removed, signedIn.account]],
  ...heldPages(signedIn, fixtures.incident).map(
    ([path, make]) => [path, make, [heldBodies, fixtures.incident(), signedIn.account]] as const,
  ),
  ['empty desk', () => deskPage({ running: [], due: [], recorded: [] }, signedIn), signedIn.account],
];

describe.each(PAGES)('%s', (_, make, body) => {
  test('holds no sentence of its own', () => {
    const page = make();
    expect(page, 'anti-vacuity: the catalogue was asked').toMatch(/\p{Script=Common}/u);
    expect(page).toContain(marked('Overview'));
    expect(unmarked(page, body)).toEqual([]);
  });
});

test('a sentence that a page brought by itself would be found', () => {
  expect(unmarked(`<p aria-label="Left alone">${marked('Fine')} and not fine</p>`, {})).toEqual([
    `${marked('Fine')} and not fine`,
    'Left alone',
  ]);
});
