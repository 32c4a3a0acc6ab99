/**
 * Laws of verdicts, on counts that are put down by hand: peaks, totals and origins have the figures that plain addition gives,
 * what was not seen decides nothing, and data that arrive change the verdict.
 */
import { expect, test } from 'vitest';
import type { Incident } from '../model/incident.ts';
import type { Measure } from '../model/statement.ts';
import type { Minute } from '../model/units.ts';
import type { Ground } from './ground.ts';
import { verdictOf } from './verdict.ts';

const DAY = (20_158 * 1_440) as Minute;
/** A hundred reports a minute from 10:00 to 10:10, else none. */
const counts = Array.from({ length: 1_440 }, (_, minute) => (minute >= 600 && minute < 610 ? 100 : 0));

function ground(over: Partial<Ground> = {}): Ground {
  const at = (minute: number) => (DAY + minute) as Minute;
  const incident = {
    id: 'shop-1',
    service: 'shop',
    state: 'over',
    start: at(600),
    possibleAt: at(602),
    confirmedAt: at(603),
    end: at(610),
    scope: 'all',
    waves: [
      {
        start: at(600),
        startRange: [at(599), at(601)],
        peak: at(603),
        end: at(610),
        endRange: [at(609), at(612)],
        peakCount: 100,
        total: 1_000,
        expected: 0,
        excessRange: [990, 1_000],
      },
    ],
    symptoms: {},
    countries: { DE: 900, FR: 100 },
    components: { app: 750, web: 250 },
  } as unknown as Incident;
  const service = {
    id: 'shop',
    name: 'Shop',
    category: 'Other',
    components: [
      { id: 'app', name: 'App' },
      { id: 'web', name: 'Website' },
    ],
    providers: [],
    timeline: 'live',
    stepMinutes: 1,
    provenance: { kind: 'measured' as const, sources: [] },
  };
  return {
    incident,
    service,
    from: DAY,
    stepMinutes: 1,
    counts,
    expected: counts.map(() => 0),
    hours: [],
    trafficHours: [],
    until: at(1_440),
    before: 99,
    ...over,
  };
}

const verdict = (
  quote: string,
  measure: Measure,
  over: Partial<Ground> = {},
  mode: 'asserted' | 'denied' = 'asserted',
) => verdictOf({ quote, measure, territory: [], mode }, ground(over));
const count = (value: number, approximation: 'exact' | 'over' = 'exact'): Measure => ({
  kind: 'count',
  number: { value, approximation },
  unit: 'reports',
});

test('a peak is the most that so many minutes in a row hold', () => {
  const { answers } = verdict('reports peaked at 500', count(500));
  // Five of the ten minutes, and all ten of them.
  expect(answers.map(({ figure }) => figure?.value)).toEqual([500, 1_000, 1_000, 1_000]);
  expect(answers.map(({ outcome }) => outcome)).toEqual(['holds', 'fails', 'fails', 'fails']);
});

test('“over N” is a bound where the figure is far beyond it, and fails below it', () => {
  const day = (value: number) =>
    verdict('reports on that day', count(value, 'over')).answers.find(({ reading }) =>
      reading.startsWith('All reports of the day'),
    )?.outcome;
  expect([day(100), day(900), day(1_000), day(1_100)]).toEqual(['bound', 'holds', 'holds', 'fails']);
});

test('steps that nobody counted make a total a lower bound, and never a zero', () => {
  const holed = counts.map((value, minute) => (minute === 605 ? null : value));
  const { answers } = verdict('reports on that day', count(1_000), { counts: holed });
  const day = answers.find(({ reading }) => reading.startsWith('All reports of the day'))!;
  expect(day.figure).toMatchObject({ value: 900, low: 900, high: Number.POSITIVE_INFINITY });
  expect(day.outcome).toBe('unknown');
});

test('where it was denied, what contradicts the assertion supports it', () => {
  const began = (clock: string): Measure => ({ kind: 'onset', at: { clock, zone: 'UTC', approximation: 'exact' } });
  expect(verdict('it began at 10:00', began('10:00')).verdict).toBe('supported');
  expect(verdict('it began at 13:00', began('13:00')).verdict).toBe('contradicted');
  expect(verdict('it did not begin at 13:00', began('13:00'), {}, 'denied').verdict).toBe('supported');
});

test('an origin has no answer without traffic, and share and rank of registered addresses when minutes of traffic arrive', () => {
  const from = (area: string): Measure => ({ kind: 'origin', areas: [area] });
  expect(verdict('from Ukraine', from('UA')).verdict).toBe('not enough data');
  const trafficHours = [
    {
      hour: (DAY + 600) / 60,
      requests: [600, 400],
      failed: [0, 500],
      countries: { US: 700, VN: 290, UA: 10 },
      networks: {},
    },
  ];
  const ukraine = verdict('from Ukraine', from('UA'), { trafficHours });
  expect(ukraine.verdict).toBe('contradicted');
  expect(ukraine.answers[0]!.words).toContain('Ukraine: 1 %, rank 3 of 3');
  expect(ukraine.answers[1]!.outcome).toBe('untestable');
  expect(verdict('from the United States', from('US'), { trafficHours }).verdict).toBe('supported');
  expect(verdict('from the Baltic area', from('Baltic'), { trafficHours }).verdict).toBe('not enough data');
});

test('a count that is said of a component is compared with the reports that name it, and a word inside of a word names none', () => {
  const asked = (quote: string) =>
    verdict(quote, count(750)).answers.filter(({ reading }) => reading.startsWith('Reports that name'));
  expect(asked('750 users had problems with the app')).toMatchObject([{ outcome: 'holds', figure: { value: 750 } }]);
  expect(asked('750 users said what happened')).toEqual([]);
  expect(asked('750 Nutzer meldeten Probleme auf der Website, sagte der Anbieter')).toMatchObject([
    { outcome: 'fails', figure: { value: 250 } },
  ]);
});

test('requests are counted by logs, minute by minute, as a lower bound; without a log nobody knows', () => {
  const requests: Measure = { kind: 'count', number: { value: 900, approximation: 'over' }, unit: 'other' };
  const hour = (DAY + 600) / 60;
  // 600 and 400 inside of the incident; 5,000 after its end, in the same hour.
  const inHour = Array.from({ length: 60 }, (_, minute) => [600, 400][minute] ?? (minute === 30 ? 5_000 : null));
  const trafficHours = [{ hour, requests: inHour, failed: [0, 500], countries: {}, networks: {} }];
  const said = (over: object) => verdict('over 900 requests', requests, over).answers[0]!;
  expect(said({}).outcome).toBe('unknown');
  expect(said({ trafficHours }).figure).toMatchObject({ value: 1_000, low: 1_000, high: Number.POSITIVE_INFINITY });
  expect(
    verdict(
      '50% of requests failed',
      { kind: 'share', number: { value: 50, approximation: 'exact' }, of: 'of requests failed' },
      { trafficHours },
    ).verdict,
  ).toBe('supported');
});

test('a share of checks is of all places together; one nobody made is not known', () => {
  const share: Measure = { kind: 'share', number: { value: 25, approximation: 'exact' }, of: 'of checks failed' };
  expect(verdict('25% of checks failed', share).verdict).toBe('not enough data');
  const during = (ok: number, failed: number) => ({
    vantage: 'v',
    during: { ok, failed, inconclusive: 9, faults: {}, phases: {} },
    usual: null,
  });
  const evidence = {
    traffic: null,
    reports: null,
    claims: null,
    checks: { vantages: [during(30, 0), during(45, 25)] },
  };
  const incident = { ...ground().incident, evidence };
  expect(verdict('25% of checks failed', share, { incident }).verdict).toBe('supported');
  expect(
    verdict('60% of checks failed', { ...share, number: { value: 60, approximation: 'exact' } }, { incident }).verdict,
  ).toBe('contradicted');
});

test('a share is of what was counted, and a part that is not counted is not known', () => {
  const share = (value: number, of: string): Measure => ({
    kind: 'share',
    number: { value, approximation: 'exact' },
    of,
  });
  expect(verdict('75% were about the app', share(75, 'of reports were about the app')).verdict).toBe('supported');
  expect(verdict('20% were about the app', share(20, 'of reports were about the app')).verdict).toBe('contradicted');
  expect(verdict('20% were about payments', share(20, 'about payments')).verdict).toBe('not enough data');
});

test('one hour of quiet between, and the number of waves depends on the lull that is passed over', () => {
  const at = (minute: number) => (DAY + minute) as Minute;
  const two = counts.map((value, minute) => (minute >= 670 && minute < 680 ? 100 : value));
  const wave = ground().incident.waves[0]!;
  const second = { ...wave, start: at(670), peak: at(672), end: at(680) };
  const incident = { ...ground().incident, end: at(680), waves: [wave, second] };
  const { verdict: word, curve } = verdict(
    'in two waves',
    { kind: 'waves', number: { value: 2, approximation: 'exact' } },
    { counts: two, incident },
  );
  expect(word).toBe('depends on the reading');
  // The lull is from 10:10 to 11:10.
  expect(curve!.byLull.map(({ lullMinutes, waves }) => [lullMinutes, waves])).toEqual([
    [0, 2],
    [5, 2],
    [10, 2],
    [15, 2],
    [30, 2],
    [45, 2],
    [60, 1],
    [90, 1],
    [120, 1],
    [180, 1],
  ]);
});
