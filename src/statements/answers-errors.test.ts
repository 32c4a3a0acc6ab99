/** Errors that people tell of: one check that met it shows it; a class in traffic shows a wider meaning; silence shows nothing. */
import { expect, test } from 'vitest';
import type { CheckFinding } from '../model/check.ts';
import type { CheckCounts, Evidence, VantageChecks } from '../model/evidence.ts';
import type { TrafficSummary } from '../model/traffic.ts';
import { errorMeaning } from './error-meaning.ts';
import type { Ground } from './ground.ts';
import { verdictOf } from './verdict.ts';

const counts = (over: Partial<CheckCounts>): CheckCounts => ({
  ok: 0,
  failed: 0,
  inconclusive: 0,
  faults: {},
  phases: {},
  ...over,
});
const finding = (over: Partial<CheckFinding>): CheckFinding => ({
  outcome: 'failed',
  reason: 'error-answer',
  phase: null,
  fault: null,
  among: [],
  by: null,
  status: null,
  code: null,
  ...over,
});
const vantage = (name: string, during: CheckCounts, lastFailed: CheckFinding | null): VantageChecks => ({
  vantage: name,
  during,
  usual: null,
  lastFailed,
});
const summary = (requests: number, serverError: number) =>
  ({ requests, statuses: { clientError: 0, serverError } }) as unknown as TrafficSummary;

function verdict(text: string, evidence: Partial<Evidence> | undefined) {
  const ground = {
    incident: { start: 0, end: 60, evidence: evidence && { traffic: null, checks: null, ...evidence } },
    trafficHours: [],
    from: 0,
    until: 60,
    before: 1,
  } as unknown as Ground;
  return verdictOf({ quote: text, measure: { kind: 'error', text }, territory: [], mode: 'asserted' }, ground);
}
const checks = (...vantages: VantageChecks[]) => ({ checks: { vantages } });
const traffic = (during: TrafficSummary, usual: TrafficSummary) => ({
  traffic: { during, usual, alike: null, spread: null, onset: null },
});

test('words of well-known pages are the statuses they have', () => {
  expect(errorMeaning('Web server is returning an unknown error')).toMatchObject({ statuses: [520], by: 'cloudflare' });
  expect(errorMeaning('502 Bad Gateway')).toMatchObject({ statuses: [502] });
  expect(errorMeaning('HTTP 5xx')).toMatchObject({ statuses: [], classOf: 500 });
  expect(errorMeaning('Cloudflare error messages')).toMatchObject({ classOf: 500, by: 'cloudflare' });
  expect(errorMeaning('This site took too long to respond')).toMatchObject({ phases: ['connect', 'answer'] });
  for (const text of ['Something went wrong', 'Code: 5003', 'after 5,020 tries']) expect(errorMeaning(text)).toBeNull();
});

test('one check that met the very error supports it, and says from where', () => {
  const met = verdict(
    'Web server is returning an unknown error',
    checks(
      vantage(
        'berlin',
        counts({ ok: 5, failed: 3, faults: { 'origin-bad-response': 3 } }),
        finding({ by: 'cloudflare', status: 520 }),
      ),
      vantage('tokyo', counts({ ok: 8 }), null),
    ),
  );
  expect(met.verdict).toBe('supported');
  expect(met.answers[0]!.words).toContain('520');
  expect(met.answers[0]!.words).toContain('berlin');
  expect(met.answers[0]!.words).not.toContain('tokyo');
});

test('another error of the same kind holds for the wider meaning only', () => {
  const other = verdict(
    'users saw 502 Bad Gateway',
    checks(vantage('berlin', counts({ failed: 3, faults: { unknown: 3 } }), finding({ status: 503 }))),
  );
  expect(other.verdict).toBe('depends on the reading');
  expect(other.answers.map(({ outcome }) => outcome)).toEqual(['unknown', 'holds']);
  expect(other.answers[0]!.words).toContain('status 503');
});

test('a page of Cloudflare is not met by the origin’s own answer', () => {
  const origin = verdict(
    'error 520',
    checks(vantage('berlin', counts({ failed: 1 }), finding({ by: 'origin', status: 520 }))),
  );
  expect(origin.answers[0]!.outcome).toBe('unknown');
});

test('5xx beyond what is usual is seen in traffic; as many as ever is not', () => {
  const usual = summary(100_000, 100);
  expect(verdict('users got 502 errors', traffic(summary(1_000, 300), usual)).verdict).toBe('depends on the reading');
  expect(verdict('users got 502 errors', traffic(summary(100_000, 110), usual)).verdict).toBe('not enough data');
});

test('a connection that ends before an answer is met by its phase', () => {
  const gone = verdict(
    'DNS_PROBE_FINISHED_NXDOMAIN',
    checks(vantage('oslo', counts({ failed: 2, phases: { dns: 2 } }), finding({ phase: 'dns', reason: 'name-gone' }))),
  );
  expect(gone.verdict).toBe('supported');
  expect(verdict('connection refused', checks(vantage('oslo', counts({ ok: 9 }), null))).verdict).toBe(
    'not enough data',
  );
});

test('that nothing was seen never contradicts', () => {
  for (const text of ['502 Bad Gateway', 'HTTP 5xx', 'something went wrong']) {
    expect(verdict(text, undefined).verdict).toBe('not enough data');
    expect(verdict(text, checks(vantage('oslo', counts({ ok: 900 }), null))).verdict).toBe('not enough data');
  }
});
