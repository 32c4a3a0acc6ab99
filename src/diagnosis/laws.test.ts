/** Laws that hold for any evidence, found by trying thousands of kinds of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FAULTS } from '../model/fault.ts';
import { SYMPTOMS } from '../model/symptom.ts';
import type { TrafficSummary } from '../model/traffic.ts';
import type { Minute } from '../model/units.ts';
import { USUAL } from './evidence.fixture.ts';
import type { CheckPhase, Evidence, Source } from './evidence.ts';
import { HYPOTHESES } from './hypotheses.ts';
import { diagnose } from './index.ts';
import { LIKELIHOODS, likelihoodOf } from './likelihood.ts';
import { FEATURES, FINDINGS_OF, natsOf, RULES, weigh } from './weigh.ts';

const PHASES: CheckPhase[] = ['dns', 'refused', 'connect', 'certificate', 'handshake', 'answer'];
const SOURCES: Source[] = ['traffic', 'checks', 'reports', 'claims'];
const COUNTED = ['minutes', 'requests', 'bytes', 'statuses', 'faults', 'clients', 'prefixes'];

const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
const count = fc.nat(5_000);
const some = <K extends string>(keys: readonly K[]) =>
  fc.dictionary(fc.constantFrom(...keys), fc.nat(500)) as fc.Arbitrary<Partial<Record<K, number>>>;

const summary: fc.Arbitrary<TrafficSummary> = fc
  .record({
    minutes: fc.integer({ min: 1, max: 60 }),
    counts: fc.tuple(count, count, count, count),
    shares: fc.array(share, { minLength: 40, maxLength: 40 }),
    faults: some(FAULTS),
  })
  .map(({ minutes, counts: [success, clientError, serverError, clients], shares, faults }) => {
    const names = Object.keys(USUAL).filter((name) => !COUNTED.includes(name));
    return {
      ...Object.fromEntries(names.map((name, i) => [name, shares[i] ?? null])),
      minutes,
      requests: success + clientError + serverError,
      bytes: success,
      statuses: { informational: 0, success, redirect: 0, clientError, serverError, other: 0 },
      faults,
      clients,
      prefixes: Math.ceil(clients / 2),
    } as TrafficSummary;
  });

const counts = fc.record({
  ok: fc.nat(20),
  failed: fc.nat(20),
  inconclusive: fc.nat(3),
  faults: some(FAULTS),
  phases: some(PHASES),
});
const countries = fc.option(fc.dictionary(fc.constantFrom('DE', 'FR', 'US'), fc.nat(300)), { nil: null });

const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  traffic: fc.option(
    fc.record({
      during: summary,
      usual: fc.option(summary, { nil: null }),
      alike: fc.option(summary, { nil: null }),
      spread: share,
      onset: fc.option(fc.array(fc.record({ requests: fc.nat(900), failed: fc.nat(300) }), { maxLength: 30 }), {
        nil: null,
      }),
    }),
    { nil: null },
  ),
  checks: fc.option(
    fc.record({
      vantages: fc.array(fc.record({ vantage: fc.string(), during: counts, usual: fc.option(counts, { nil: null }) }), {
        maxLength: 8,
      }),
    }),
    { nil: null },
  ),
  reports: fc.option(
    fc.record({
      count: fc.nat(2_000),
      expected: fc.double({ min: 0.01, max: 50, noNaN: true }),
      symptoms: some(SYMPTOMS),
      countries,
      usualCountries: countries,
      topNetworkShare: share,
      independence: fc.constantFrom('several' as const, 'few' as const, 'unknown' as const),
    }),
    { nil: null },
  ),
  claims: fc.option(
    fc.array(
      fc.record({
        by: fc.constantFrom(
          'service' as const,
          'edge' as const,
          'dns' as const,
          'hosting' as const,
          'network' as const,
        ),
        name: fc.constantFrom('one', 'another'),
        state: fc.constantFrom('operational' as const, 'degraded' as const, 'outage' as const, 'maintenance' as const),
        cause: fc.option(fc.constantFrom('an attack', 'a cable'), { nil: null }),
        since: fc.option(
          fc.nat(1_000).map((at) => at as Minute),
          { nil: null },
        ),
      }),
      { maxLength: 5 },
    ),
    { nil: null },
  ),
});

const check = (law: (evidence: Evidence) => void) => fc.assert(fc.property(anyEvidence, law), { numRuns: 120 });
const rank = { low: 0, moderate: 1, high: 2 };

test('posterior weights are shares that sum to one, whatever was seen', () => {
  check((evidence) => {
    const { hypotheses } = diagnose(evidence);
    const weights = hypotheses.map(({ posterior }) => posterior);
    expect(weights).toHaveLength(HYPOTHESES.length);
    expect(weights.every((weight) => weight > 0 && weight < 1)).toBe(true);
    expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-9);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });
});

test('no figure is ever missing or infinite, and the answer survives JSON', () => {
  check((evidence) => {
    const diagnosis = diagnose(evidence);
    expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
    expect(JSON.stringify(diagnosis)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test('countries that nobody reported from are no figure', () => {
  const reports = {
    count: 4,
    expected: 0.01,
    symptoms: {},
    countries: { DE: 0 },
    usualCountries: null,
    topNetworkShare: 0.6,
    independence: 'several' as const,
  };
  const { findings } = diagnose({ traffic: null, checks: null, reports, claims: null });
  const place = findings.find(({ id }) => id === 'reports-from-one-place');
  expect(place?.observed).toBe(0.6);
  expect(place?.words).toContain('no country gained more than 0 %');
});

test('taking a source away never raises confidence in any hypothesis', () => {
  check((evidence) => {
    const before = new Map(diagnose(evidence).hypotheses.map(({ hypothesis, confidence }) => [hypothesis, confidence]));
    for (const source of SOURCES)
      for (const { hypothesis, confidence } of diagnose({ ...evidence, [source]: null }).hypotheses)
        expect(rank[confidence]).toBeLessThanOrEqual(rank[before.get(hypothesis)!]);
  });
});

test('the order in which places, claims and counts are given changes nothing', () => {
  const turned = <T extends object>(one: T): T => Object.fromEntries(Object.entries(one).reverse()) as T;
  check((evidence) => {
    const other: Evidence = {
      claims: evidence.claims?.toReversed() ?? null,
      reports: evidence.reports === null ? null : { ...evidence.reports, symptoms: turned(evidence.reports.symptoms) },
      checks:
        evidence.checks === null
          ? null
          : {
              vantages: evidence.checks.vantages.toReversed().map((one) => ({
                ...one,
                during: { ...one.during, faults: turned(one.during.faults), phases: turned(one.during.phases) },
              })),
            },
      traffic: evidence.traffic,
    };
    expect(diagnose(other)).toEqual(diagnose(evidence));
  });
});

test('a claim is a claim wherever it shows, and nothing else is', () => {
  check((evidence) => {
    for (const { basis, source } of diagnose(evidence).findings) expect(basis === 'claimed').toBe(source === 'claims');
  });
});

test('one more finding for a hypothesis never lowers its odds', () => {
  const findings = [...RULES.keys()];
  const met = fc.record({
    finding: fc.constantFrom(...findings),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(met, { maxLength: 20 }), met, (others, added) => {
      const nats = natsOf(added.finding);
      const most = Math.max(...Object.values(nats));
      const before = weigh(others);
      const after = weigh([...others, added]);
      const odds = (posterior: number) => posterior / (1 - posterior);
      for (const hypothesis of HYPOTHESES.filter((one) => nats[one] === most))
        expect(odds(after[hypothesis])).toBeGreaterThanOrEqual(odds(before[hypothesis]) * (1 - 1e-9));
    }),
  );
});

test('what a feature finds is on its list and has a rule, and every rule can be found', () => {
  const listed = Object.values(FINDINGS_OF).flat();
  expect(Object.keys(FINDINGS_OF).toSorted()).toEqual(FEATURES.map(({ id }) => id).toSorted());
  expect(listed.toSorted()).toEqual([...RULES.keys()].toSorted());
  check((evidence) => {
    for (const feature of FEATURES) {
      const finding = feature.read(evidence)?.finding ?? null;
      if (finding !== null && RULES.has(finding)) expect(FINDINGS_OF[feature.id]).toContain(finding);
    }
  });
});

test('the words for likelihood are those of ICD 203, without a gap or an overlap', () => {
  expect(LIKELIHOODS.map(({ word }) => word)).toEqual([
    'almost no chance',
    'very unlikely',
    'unlikely',
    'roughly even chance',
    'likely',
    'very likely',
    'almost certain',
  ]);
  expect(LIKELIHOODS.map(({ from }) => from)).toEqual([0, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95]);
  expect([0.02, 0.05, 0.44, 0.5, 0.56, 0.9, 0.97, 1].map(likelihoodOf)).toEqual([
    'almost no chance',
    'very unlikely',
    'unlikely',
    'roughly even chance',
    'likely',
    'very likely',
    'almost certain',
    'almost certain',
  ]);
});
