/** Laws of every page: hostile names stay text, every state has its word and shape, nothing inline, nothing from elsewhere. */

import { describe, expect, test } from 'vitest';
import * as fixtures from '../../../test/browser/fixtures.ts';
import { mailEvent, outside } from '../../../test/browser/outside.ts';
import { refuse } from '../../doors/refusal.ts';
import { ENGLISH } from '../../words/words.ts';
import type { OverviewBody } from '../schema-overview.ts';
import {
  incidentPage,
  methodologyPage,
  overviewPage,
  problemPage,
  reportPage,
  servicePage,
  thanksPage,
} from './index.ts';

const context = fixtures.context();
const mail = fixtures.service(fixtures.kindOf('confirmed'));
const problem = refuse(404, 'no-such-service', 'No such service', 'There is none.', { nearest: ['mail'] });

const PAGES: readonly (readonly [string, () => string])[] = [
  ['overview', () => overviewPage(fixtures.overview(), context)],
  ['calm overview', () => overviewPage(fixtures.calmOverview(), context)],
  ['empty overview', () => overviewPage(fixtures.emptyOverview(), context)],
  ['search', () => overviewPage(fixtures.overview(), context, 'vid')],
  ...[...fixtures.KINDS, fixtures.FACEBOOK, fixtures.X].map(
    (kind) => [`service ${kind.id}`, () => servicePage(fixtures.service(kind), context)] as const,
  ),
  ['incident', () => incidentPage(fixtures.incident(), context)],
  ['possible incident', () => incidentPage(fixtures.possibleIncident(), context)],
  ['report', () => reportPage(mail, context)],
  ['refused report', () => reportPage(mail, context, { values: { symptom: 'slow' }, problem })],
  ['thanks', () => thanksPage(mail, context, { id: 'abc', seq: 7 })],
  ['problem', () => problemPage(problem, context)],
  ['methodology', () => methodologyPage(context)],
];

describe.each(PAGES)('%s', (_, make) => {
  const page = make();

  test('holds no inline style, no inline script, no event attribute and no script address', () => {
    expect(page).not.toMatch(/\sstyle=/);
    expect(page).not.toMatch(/<style/);
    expect(page).not.toMatch(/\son[a-z]+="/);
    expect(page).not.toMatch(/href="\s*javascript:/i);
    expect([...page.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map((match) => match[1])).toEqual(['']);
  });

  test('has one main heading, and headings that skip no level', () => {
    const levels = [...page.matchAll(/<h([1-6])[\s>]/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level - (levels[index - 1] ?? level) > 1)).toEqual([]);
  });

  test('uses each id once', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('leaves no trace of a missing value', () => {
    const text = page.replaceAll(/<[^>]*>/g, ' ');
    expect(text).not.toMatch(/\b(undefined|null|NaN|Infinity|Invalid Date)\b|\[object/);
    expect(page).not.toMatch(/(?:NaN|undefined|Infinity)/);
  });

  test('is the same bytes for the same body', () => {
    expect(make()).toBe(page);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  });
});

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;

test('a hostile name stays text wherever it is shown', () => {
  const kind = { ...fixtures.kindOf('confirmed'), name: HOSTILE, category: HOSTILE };
  const share = [{ key: HOSTILE, name: HOSTILE, count: 1, share: 1 }];
  const provenance = { kind: 'reconstruction' as const, note: HOSTILE, sources: [{ title: HOSTILE, url: HOSTILE }] };
  const body = fixtures.service(kind, {
    provenance,
    home: HOSTILE,
    components: [{ id: HOSTILE, name: HOSTILE }],
    providers: [HOSTILE],
    symptoms: share,
    affected: share,
    countries: share,
    incidents: [fixtures.pastIncident({ id: HOSTILE, serviceName: HOSTILE })],
    outside: { ...outside, places: outside.places.map((place) => ({ ...place, name: HOSTILE })) },
    incident: HOSTILE,
  });
  const hostileContext = fixtures.context({
    name: HOSTILE,
    replay: { timelines: [{ id: 'live', name: HOSTILE, speed: 60, asOf: null, ended: true }] },
  });
  const refusal = { ...problem, title: HOSTILE, detail: HOSTILE, nearest: [HOSTILE] };
  const pages = [
    overviewPage(fixtures.overview({ services: [{ ...fixtures.card(kind), id: HOSTILE }] }), hostileContext, HOSTILE),
    servicePage(body, hostileContext),
    incidentPage(
      fixtures.incident({
        id: HOSTILE,
        service: HOSTILE,
        serviceName: HOSTILE,
        scope: HOSTILE,
        scopeName: HOSTILE,
        provenance,
        countries: share,
        parts: [{ ...fixtures.incident().parts[0]!, name: HOSTILE }],
        decisions: [{ ...fixtures.incident().decisions[0]!, words: HOSTILE }],
      }),
      hostileContext,
    ),
    reportPage(body, hostileContext, {
      values: { symptom: HOSTILE, component: HOSTILE, country: HOSTILE },
      problem: refusal,
    }),
    thanksPage(body, hostileContext, { id: HOSTILE, seq: 1 }),
    problemPage(refusal, hostileContext),
  ];
  for (const page of pages) {
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;script&gt;alert(1)');
  }
});

test('places stand on the map with the shape of their state; one that states no position is named and not drawn', () => {
  const page = servicePage(fixtures.service(fixtures.kindOf('over')), context);
  const map = /<figure class="place-map">[\s\S]*?<\/figure>/.exec(page)![0];
  const drawn = [...map.matchAll(/<g class="state-(\w+)"[^>]* aria-label="([^"]+)">[\s\S]*?<svg x="([\d.]+)"/g)];
  expect(drawn.map(([, mark, words]) => `${mark} ${words}`)).toEqual([
    'confirmed Frankfurt: failing',
    'unknown Warsaw: silent (somewhere in Poland)',
    'none Paris: well',
    'none Singapore: well (somewhere in Singapore)',
  ]);
  const [frankfurt, warsaw, , singapore] = drawn.map(([, , , x]) => Number(x));
  expect(frankfurt).toBeLessThan(warsaw!);
  expect(warsaw).toBeLessThan(singapore!);
  expect(map).toContain('Not on the map, since nobody states where they are: Laboratory.');
  const nowhere = outside.places.map((place) => ({ ...place, country: null, latitude: null, longitude: null }));
  const without = servicePage(
    fixtures.service(fixtures.kindOf('over'), { outside: { ...outside, places: nowhere } }),
    context,
  );
  expect(without).toContain('No place states where it is, so there is no map.');
  expect(without).not.toContain('<figure class="place-map">');
});

test('a source whose address is not one for the web is named but not linked', () => {
  const page = servicePage(fixtures.service(fixtures.X), context);
  expect(page).toContain('A source without an address');
  expect(page).not.toContain('javascript:');
});

test.each(['unknown', 'none', 'possible', 'confirmed', 'over'] as const)(
  'the state %s has its word and its shape on a card',
  (state) => {
    const page = overviewPage(fixtures.overview({ services: [fixtures.card(fixtures.kindOf(state))] }), context);
    expect(page).toMatch(
      new RegExp(
        `<span class="state state-${state}"><svg class="shape"[\\s\\S]*?</svg><span>${ENGLISH.states.words[state]}`,
      ),
    );
  },
);

test('the five answers are five different sentences, and unknown is not among the calm ones', () => {
  const answers = fixtures.KINDS.slice(0, 5).map((kind) => {
    const page = servicePage(fixtures.service(kind), context);
    return page.match(/answer-line">.*?<strong>([^<]+)</s)?.[1];
  });
  expect(answers).toEqual(['Yes.', 'Possibly.', 'Not any more.', 'Unknown.', 'No evidence of a failure.']);
});

test('a service that is counted for less than a step is not called uncounted', () => {
  const body = fixtures.service(fixtures.kindOf('unknown'));
  const asOf = body.freshness.asOf!;
  const chart = { ...body.chart, start: new Date(Date.parse(asOf) - 60_000 * body.chart.stepMinutes).toISOString() };
  const answerOf = (counts: (number | null)[]) =>
    servicePage({ ...body, newSince: null, chart: { ...chart, counts } }, context).match(/<\/strong> ([^<]*)/)?.[1];
  expect(answerOf([1])).toBe('Counting has only just begun.');
  expect(answerOf([null])).toBe('Nothing has been counted in the last 24 hours.');
});

test('the headline counts what is live and leaves replays out', () => {
  const calm = fixtures.KINDS.filter((kind) => kind.state === 'none').map(fixtures.card);
  const headline = (page: string): string | undefined => page.match(/<h1>([^<]*)<\/h1>/)?.[1];
  expect(headline(overviewPage(fixtures.overview({ services: [...calm, fixtures.card(fixtures.X)] }), context))).toBe(
    'Nothing is failing that we can see',
  );
  expect(headline(overviewPage(fixtures.overview({ services: [fixtures.card(fixtures.X)] }), context))).toBe(
    'In the replays: one service is failing',
  );
  expect(
    headline(overviewPage(fixtures.overview({ services: [fixtures.card(fixtures.kindOf('unknown'))] }), context)),
  ).toBe('Unknown: too little is counted to tell');
  expect(headline(overviewPage(fixtures.emptyOverview(), context, 'zzz'))).toBe('0 services match “zzz”');
});

test('services that fail together are one card, with each member linked; who fails by chance keeps a card', () => {
  const separate = { ...mailEvent.members[2]!, service: 'chat', role: 'separate' as const, of: null };
  const events = [{ ...mailEvent, members: [...mailEvent.members, separate] }];
  const page = overviewPage(fixtures.overview({ events }), context);
  const card = /<li class="card card-event[\s\S]*?<\/ul>/.exec(page)![0];
  expect(card).toContain('Example Mail and Stadtbank fail together, and share Example Cloud.');
  expect(card).toContain('href="/incidents/mail-20250310T1231Z#together"');
  const members = [...card.matchAll(/<a class="member-name" href="\/services\/(\w+)"/g)].map(([, id]) => id);
  expect(members).toEqual(['mail', 'bank', 'trains']);
  const rest = page.replace(card, '');
  for (const id of members) expect(rest).not.toContain(`id="service-${id}"`);
  expect(rest).toContain('id="service-chat"');
  // A search that finds one of them shows it as it is.
  const found = fixtures.overview({ events, services: [fixtures.card(fixtures.kindOf('confirmed'))] });
  expect(overviewPage(found, context, 'mail')).not.toContain('card-event');
});

test('a live service that was never counted yet does not speak for the others', () => {
  const card = fixtures.card(fixtures.kindOf('unknown'));
  const fresh = { ...card, spark: { ...card.spark, counts: card.spark.counts.map(() => null) } };
  const headline = (services: OverviewBody['services']): string | undefined =>
    overviewPage(fixtures.overview({ services }), context).match(/<h1>([^<]*)<\/h1>/)?.[1];
  expect(headline([fresh])).toBe('Nothing has been counted yet');
  expect(headline([fresh, fixtures.card(fixtures.X)])).toBe('In the replays: one service is failing');
});

test('a reconstruction says so on the overview, on the service and on the incident', () => {
  expect(overviewPage(fixtures.overview(), context)).toContain('tag-reconstruction');
  for (const page of [servicePage(fixtures.service(fixtures.X), context), incidentPage(fixtures.incident(), context)]) {
    expect(page.indexOf('nobody measured these counts')).toBeGreaterThan(0);
    expect(page.indexOf('nobody measured these counts')).toBeLessThan(page.indexOf('<svg class="picture'));
  }
});

test('a replay takes no report and says why; a live service has a button for every symptom', () => {
  expect(servicePage(fixtures.service(fixtures.X), context)).toContain('the past takes no reports');
  expect(servicePage(mail, context).match(/<button name="symptom"/g)).toHaveLength(7);
});

test.each([
  ['confirmed', true, 'X (Twitter) is failing in three waves'],
  ['possible', false, 'X (Twitter) is possibly failing'],
  ['over', true, 'X (Twitter) failed in three waves'],
  ['over', false, 'X (Twitter) possibly failed'],
  ['withdrawn', false, 'X (Twitter) looked as if it might be failing'],
] as const)('an incident that is %s (confirmed: %s) is titled for what it is', (state, wasConfirmed, title) => {
  const page = incidentPage(fixtures.incident({ state, wasConfirmed }), context);
  expect(page.match(/<h1>([^<]*), </)?.[1]).toBe(title);
  expect(page).toContain(`state-${state}`);
});

test('the peak in words, in the table of waves and in the picture is one number', () => {
  const page = incidentPage(fixtures.incident(), context);
  expect(page).toContain('Three waves; the highest 5 min counted 39,021 reports.');
  expect(page.match(/class="peak"[^>]*>39,021</)).not.toBeNull();
  expect(page.match(/<td class="num">39,021</)).not.toBeNull();
});

test('counts without symptoms are not said to be no reports', () => {
  const body = fixtures.service(fixtures.FACEBOOK, { symptoms: [], affected: [], countries: [] });
  expect(servicePage(body, context)).toContain('came as bare counts');
  expect(servicePage(body, context)).not.toContain('No report in the last 24 hours');
});

test('waves by lull: equal numbers become one row, and the last row is open', () => {
  const page = incidentPage(fixtures.incident(), context);
  const rows = [...page.matchAll(/<th scope="row">([^<]*)<\/th>\s*<td class="num">(\d+)<\/td><\/tr>/g)].map(
    (match) => `${match[1]}: ${match[2]}`,
  );
  expect(rows).toEqual(['up to 5 min: 5', '10 min to 15 min: 3', '20 min to 2 h: 2', '3 h or more: 1']);
});

test('what a person had entered is still there when a report is refused', () => {
  const page = reportPage(mail, context, { values: { symptom: 'slow', component: 'video', country: 'DE' }, problem });
  expect(page).toMatch(/value="slow"[^>]* checked/);
  expect(page).toMatch(/value="video" selected/);
  expect(page).toMatch(/value="DE" selected/);
  expect(page).toContain('role="alert"');
});

test('an incident that few networks hold up says so on the overview, on the service and on the incident, with its figures', () => {
  const few = fixtures.card(fixtures.kindOf('possible'));
  expect(few.independence).toBe('few');
  expect(overviewPage(fixtures.overview({ services: [few] }), context)).toContain(
    'Possibly failing, from few networks',
  );
  const service = servicePage({ ...fixtures.service(fixtures.kindOf('possible')), independence: 'few' }, context);
  expect(service).toContain('Not confirmed: from few networks.');
  const page = incidentPage(fixtures.possibleIncident(), context);
  expect(page).toContain('Possible, from few networks');
  expect(page).toContain(
    '2 networks bring 100 % of the excess; all others together sent 0 reports where 1.1 are usual.',
  );
});
