/**
 * What an account tells besides counts: charts, the kind of failure, what failed together, what was said and how it holds up. All of it
 * follows from what is enclosed, and is what the observatory shows; whatever is changed in it is named.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { factsOf } from '../../src/case/facts.ts';
import { figureOf } from '../../src/case/figure.ts';
import { diagnosisView } from '../../src/serve/traffic-view.ts';
import { Views } from '../../src/serve/views.ts';
import { checkAccount } from '../../src/verify/figures.ts';
import { storyOf } from './story.ts';
import { bundleOf, START, tellWorld, verifyFile, type World } from './world.ts';

const INCIDENT = 'shop-20260310T1501Z';
type Facts = ReturnType<typeof factsOf>;

let world: World;
let made: Awaited<ReturnType<typeof bundleOf>>;
let facts: Facts;
let account: string;
beforeAll(async () => {
  world = await tellWorld(storyOf(INCIDENT));
  made = await bundleOf(world, 'story');
  facts = JSON.parse(readFileSync(join(made.folder, 'data/facts.json'), 'utf8'));
  account = readFileSync(join(made.folder, 'data/account.html'), 'utf8');
});
afterAll(() => world[Symbol.asyncDispose]());

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('a bundle of two services that fail together is believed, and ends when nothing more can change', async () => {
  const verdict = await verifyFile(made.zip);
  expect(verdict.problems).toEqual([]);
  expect(verdict.figures!.facts, 'anti-vacuity: more than counts were compared').toBeGreaterThan(1_000);
  const about = JSON.parse(readFileSync(join(made.folder, 'data/about.json'), 'utf8'));
  expect(about.together).toEqual(['mail']);
  expect(about.until, 'anti-vacuity: it ends before the journal').toBeLessThan(world.log.size - 1_000);
});

test('charts, kind of failure, common cause and verdicts are those that the observatory shows', async () => {
  const now = () => (START + 36 * 3_600_000) as never;
  const shown = (await new Views({ engine: world.engine, now, speedOf: () => undefined }).incident(INCIDENT))!;
  const { waves, ...chart } = facts.charts!.reports;
  expect(shown.chart).toMatchObject(chart);
  expect(waves.length).toBe(shown.chart.waves.length);
  expect(facts.diagnosis).toEqual(plain(diagnosisView((await world.engine.incident(INCIDENT))!.evidence)));
  expect(facts.event).toEqual(plain(world.engine.state.timelines.get('live')!.events[0]));
  expect(facts.event!.members.map(({ role }) => role)).toEqual(['root', 'member']);
  expect(shown.statements.map(({ id }) => id)).toEqual(['one-wave', 'too-many', 'who']);
  const said = shown.statements.map(({ id, verdict: { counted, ...verdict } }) => ({ id, ...verdict }));
  const enclosed = facts.statements.map(({ id, verdict: { counted, ...verdict } }) => ({ id, ...verdict }));
  expect(enclosed).toEqual(plain(said));
  expect(enclosed.map(({ verdict }) => verdict)).toContain('supported');
});

test('what is not for everybody is not enclosed, and that it is not is told', () => {
  const journal = gunzipSync(readFileSync(join(made.folder, 'data/journal.txt.gz'))).toString();
  expect(journal).toContain('It came in one wave.');
  expect(journal).not.toContain('Not for everybody.');
  expect(readFileSync(join(made.folder, 'data/about.json'), 'utf8')).toContain('by their marking: 1.');
});

test('the account tells all of it', () => {
  for (const words of [
    'Origin failure is almost certain',
    'nimbus cloud',
    'It came in one wave.',
    'not testable from telemetry',
    '<figure data-chart="reports">',
    '<figure data-chart="traffic">',
  ]) {
    expect(account).toContain(words);
  }
});

describe('an account that somebody changed', () => {
  const check = (html: string) => checkAccount(html, facts, (name) => figureOf(name as never, facts)).problems;

  test('is sound as it was made', () => expect(check(account)).toEqual([]));

  test.each<[string, RegExp, string, RegExp]>([
    ['draws another peak', /(<path class="counts" d=")M/, '$1M1 1M', /^the chart of reports$/],
    ['writes another number into a chart', />30<\/text>/, '>60000</text>', /^the chart of reports$/],
    ['shows a chart that nobody counted', /data-chart="traffic"/, 'data-chart="users"', /^the chart of users$/],
    ['draws a picture outside of a chart', /<h2>Traffic/, '<svg><path d="M0 0"/></svg><h2>Traffic', /^the account$/],
    ['turns a verdict', />supported</, '>contradicted<', /^statements\/0\/verdict\/verdict$/],
    ['raises a probability', />95 %</, '>99 %<', /^diagnosis\/hypotheses\/0\/posterior$/],
    [
      'calls it an attack',
      />Origin failure is almost certain/,
      '>An attack is almost certain',
      /^diagnosis\/verdict\/words$/,
    ],
    ['names another shared provider', />nimbus cloud</, '>another cloud<', /^event\//],
    ['puts words into a mouth', />The owls did it\.</, '>The moles did it.<', /^statements\/2\/quote$/],
  ])('%s: named', (_, from, to, where) => {
    expect(account).toMatch(from);
    expect(
      check(account.replace(from, to))
        .map((problem) => problem.where)
        .join('\n'),
    ).toMatch(where);
  });
});
