/** Laws of the diagnosis: what may be called what, what must stay open, and what words may say. */
import { describe, expect, test } from 'vitest';
import type { TrafficSummary } from '../model/traffic.ts';
import { checks, evidence, minutes, reports, rush, traffic, USUAL } from './evidence.fixture.ts';
import type { Evidence } from './evidence.ts';
import { HYPOTHESES, type Hypothesis } from './hypotheses.ts';
import { diagnose } from './index.ts';

const well = checks({});
const CROWD: TrafficSummary = rush({
  clients: 6_300,
  prefixes: 3_900,
  oldPrefixShare: 0.72,
  hostingShare: 0.02,
  topClientShare: 0.003,
  topReferrerShare: 0.12,
  topPathShare: 0.14,
  assetShare: 0.62,
});
const BOTNET: TrafficSummary = rush({
  clients: 9_000,
  prefixes: 8_600,
  oldPrefixShare: 0.1,
  topClientShare: 0.002,
  countryShift: 0.4,
  topPathShare: 0.85,
  assetShare: 0.06,
  companionship: 0.1,
  emptyReferrerShare: 0.9,
  topReferrerShare: 0.003,
  topAgentShare: 0.8,
});
const BELOW_HTTP: TrafficSummary = {
  ...USUAL,
  requests: 1_200,
  statuses: { ...USUAL.statuses, success: 1_000 },
  failedConnections: 40_000,
};
const FAILING = {
  faults: { 'origin-refused': 3_000 },
  statuses: { ...USUAL.statuses, success: 2_700, serverError: 3_000 },
};

/** One case for each hypothesis, as plain as they come. */
const CASES: Readonly<Record<Hypothesis, Evidence>> = {
  'network-flood': evidence({
    traffic: traffic(BELOW_HTTP),
    checks: checks({ ok: 2, failed: 8, phases: { handshake: 5, connect: 3 } }),
  }),
  'application-flood': evidence({ traffic: traffic(BOTNET), checks: well }),
  crawler: evidence({
    traffic: traffic(
      rush({
        clients: 620,
        prefixes: 490,
        oldPrefixShare: 0.1,
        hostingShare: 0.9,
        topNetworkShare: 0.85,
        topClientShare: 0.06,
        crawlerShare: 0.9,
        crawlShare: 0.9,
        newPathShare: 0.5,
        topPathShare: 0.02,
        assetShare: 0.06,
        emptyReferrerShare: 0.92,
        topReferrerShare: 0.003,
        topAgentShare: 0.9,
      }),
    ),
    checks: well,
  }),
  'flash-crowd': evidence({ traffic: traffic(CROWD), checks: well }),
  'origin-failure': evidence({
    traffic: traffic(FAILING, minutes(10, 590, 300)),
    checks: checks({ ok: 5, failed: 5, faults: { 'origin-refused': 5 } }),
  }),
  'edge-failure': evidence({
    traffic: traffic({ ...FAILING, faults: { edge: 3_000 } }, minutes(10, 590, 300)),
    checks: checks({ ok: 5, failed: 5, faults: { edge: 5 } }),
  }),
  'network-path': evidence({
    traffic: traffic({ requests: 4_500, goneShare: 0.25, countryShift: 0.12 }),
    checks: checks({}, {}, { ok: 0, failed: 10, phases: { connect: 10 } }, {}, {}),
  }),
  'dns-tls': evidence({ checks: checks({ ok: 0, failed: 10, phases: { certificate: 10 } }) }),
  'client-release': evidence({
    traffic: traffic(
      rush({
        clients: 1_200,
        prefixes: 900,
        oldPrefixShare: 0.79,
        hostingShare: 0.02,
        topPathShare: 0.88,
        assetShare: 0.06,
        emptyReferrerShare: 0.92,
        topReferrerShare: 0.003,
        topAgentShare: 0.9,
        newAgentShare: 0.9,
        clockworkShare: 0.85,
      }),
    ),
    checks: well,
  }),
  'nothing-unusual': evidence({ traffic: traffic({}), checks: well, reports: reports({}) }),
};

test.each(HYPOTHESES)('%s is called where it is plain', (hypothesis) => {
  expect(diagnose(CASES[hypothesis]).verdict).toMatchObject({ kind: 'called', cause: hypothesis });
});

describe('an attack', () => {
  test('that never reaches HTTP is never said to be unlikely from a log with fewer requests', () => {
    const silent = traffic({ requests: 900, statuses: { ...USUAL.statuses, success: 800 }, failedConnections: null });
    for (const given of [
      evidence({ traffic: silent }),
      evidence({ traffic: traffic(BELOW_HTTP) }),
      evidence({ traffic: silent, checks: checks({ ok: 0, failed: 10, phases: { connect: 10 } }) }),
      evidence({ traffic: silent, reports: reports({ count: 400, symptoms: { unreachable: 300, slow: 100 } }) }),
    ]) {
      const { attack } = diagnose(given);
      if (attack.kind === 'answered') expect(attack.posterior).toBeGreaterThan(0.45);
      else expect(attack.kind).toBe('undecidable');
    }
  });

  test('is not testable without traffic, whatever else was seen and said', () => {
    for (const [, given] of Object.entries(CASES))
      expect(diagnose({ ...given, traffic: null }).attack.kind).toBe('not-testable');
    const claimed = evidence({
      claims: [{ by: 'service', name: 'the service', state: 'outage', cause: 'an attack', since: null }],
    });
    expect(diagnose(claimed).attack.kind).toBe('not-testable');
  });

  test('is answered as unlikely for a crowd, also one under which the origin fails', () => {
    const broken = {
      ...CROWD,
      faults: { 'origin-overload': 20_000 },
      statuses: { ...CROWD.statuses, success: 39_000, serverError: 20_700 },
    };
    const { verdict, attack } = diagnose(
      evidence({ traffic: traffic(broken, [...minutes(4, 3_000, 5), ...minutes(6, 7_000, 3_000)]) }),
    );
    expect(verdict).toMatchObject({ cause: 'flash-crowd', consequence: 'origin-failure' });
    expect(attack).toMatchObject({ kind: 'answered' });
    expect(attack.kind === 'answered' && attack.posterior).toBeLessThan(0.2);
  });

  test('by a flood under which the origin fails is the cause, and the failure its consequence', () => {
    const broken = {
      ...BOTNET,
      faults: { 'origin-overload': 30_000 },
      statuses: { ...BOTNET.statuses, success: 29_000, serverError: 30_700 },
    };
    expect(diagnose(evidence({ traffic: traffic(broken) })).verdict).toMatchObject({
      cause: 'application-flood',
      consequence: 'origin-failure',
    });
  });

  test('weighs the same whatever its owner says of the cause', () => {
    const say = (cause: string | null) =>
      diagnose({
        ...CASES['origin-failure'],
        claims: [{ by: 'service', name: 'the service', state: 'outage', cause, since: null }],
      });
    expect(say('an attack by a large group').hypotheses).toEqual(say(null).hypotheses);
    expect(say('an attack by a large group').claims[0]).toMatchObject({ basis: 'claimed' });
  });
});

describe('requests that rise with failures', () => {
  /** The same visitors, twice as many requests, two of three of them refused by the origin: those who got an error ask again. */
  const ASKED_AGAIN: TrafficSummary = rush({
    requests: 12_000,
    statuses: { ...USUAL.statuses, success: 3_700, serverError: 8_010 },
    faults: { 'origin-refused': 8_000, 'origin-app': 10 },
    clients: 610,
    prefixes: 485,
    oldPrefixShare: 0.8,
    hostingShare: 0.08,
    topClientShare: 0.02,
    assetShare: 0.3,
    companionship: 0.6,
    emptyReferrerShare: 0.2,
    topAgentShare: 0.2,
  });

  test('before them or in the same minute, while fewer are answered well, are asked again, and no crowd', () => {
    for (const onset of [minutes(10, 1_200, 800), [...minutes(3, 600, 400), ...minutes(7, 1_200, 800)]])
      expect(diagnose(evidence({ traffic: traffic(ASKED_AGAIN, onset) })).verdict).toMatchObject({
        kind: 'called',
        cause: 'origin-failure',
      });
  });

  test('and are no crowd either where nobody knows which rose first, nor of whom they came', () => {
    const bare = { ...ASKED_AGAIN, oldPrefixShare: null, oldPrefixes: null, countryShift: null, hostingShare: null };
    const { verdict } = diagnose(evidence({ traffic: { ...traffic(bare), onset: null } }));
    expect(verdict).not.toMatchObject({ cause: 'flash-crowd' });
  });

  test('and had risen and passed long before them, did not bring them about', () => {
    const onset = [...minutes(2, 1_200, 1), ...minutes(5, 600, 1), ...minutes(10, 590, 300)];
    const { findings } = diagnose(evidence({ traffic: traffic(FAILING, onset) }));
    expect(findings.map(({ id }) => id)).not.toContain('requests-first');
  });

  test('fewer visitors ask more where only the time right before is of like length', () => {
    const { during, onset, spread } = traffic(ASKED_AGAIN);
    const day = { ...USUAL, minutes: 720, requests: 432_000, clients: 9_000, prefixes: 2_000 };
    const clear = evidence({ traffic: { during, usual: day, alike: USUAL, spread, onset } });
    expect(diagnose(clear).findings.map(({ id }) => id)).toContain('clients-ask-more');
  });
});

test('one client that sends all that comes on top is no crowd, where it usually sends most as well', () => {
  const alone = { requests: 230, clients: 3, prefixes: 3, oldPrefixShare: 1, topClientShare: 0.98, topPathShare: 0.1 };
  const quiet = { ...USUAL, requests: 20, clients: 2, prefixes: 2, oldPrefixShare: 1, topClientShare: 0.8 };
  const { during, onset } = traffic(alone);
  const { verdict } = diagnose(evidence({ traffic: { during, usual: quiet, alike: null, spread: null, onset } }));
  expect(verdict).not.toMatchObject({ cause: 'flash-crowd' });
});

test('guessed passwords are a flood wherever they come from: nobody is mimicked by who is refused', () => {
  const guessing = rush({
    statuses: { ...USUAL.statuses, clientError: 50_000 },
    clients: 700,
    prefixes: 520,
    oldPrefixShare: 0.75,
    topClientShare: 0.03,
    writeShare: 0.88,
    topPathShare: 0.88,
    assetShare: 0.06,
    emptyReferrerShare: 0.6,
  });
  const { verdict, findings } = diagnose(evidence({ traffic: traffic(guessing), checks: well }));
  expect(findings.map(({ id }) => id)).toContain('guesses');
  expect(verdict).toMatchObject({ kind: 'called', cause: 'application-flood' });
});

describe('people and bots that mimic them', () => {
  test('are undecidable where behaviour says people and the addresses do not', () => {
    const mimic = { ...CROWD, oldPrefixShare: 0.15, countryShift: 0.3, prefixes: 6_000, topReferrerShare: 0.03 };
    const { verdict } = diagnose(evidence({ traffic: traffic(mimic), checks: well }));
    expect(verdict).toMatchObject({
      kind: 'undecidable',
      why: 'mimicry',
      between: ['flash-crowd', 'application-flood'],
    });
    expect(verdict.words).toContain('nobody can tell');
  });

  test('are undecidable where nothing is known of the addresses', () => {
    const unknown = {
      ...CROWD,
      oldPrefixShare: null,
      oldPrefixes: null,
      hostingShare: null,
      countryShift: null,
      topNetworkShare: null,
    };
    expect(diagnose(evidence({ traffic: traffic({ ...unknown, clients: 0 }), checks: well })).verdict.kind).toBe(
      'undecidable',
    );
  });
});

test('with nothing seen everything is undecidable, and everything is named as unseen', () => {
  const { verdict, unseen, hypotheses } = diagnose(evidence({}));
  expect(verdict).toMatchObject({ kind: 'undecidable', why: 'too-little' });
  expect(new Set(unseen.map(({ source }) => source))).toEqual(new Set(['traffic', 'checks', 'reports', 'claims']));
  expect(new Set(hypotheses.map(({ confidence }) => confidence))).toEqual(new Set(['low']));
});

test('what is said to change our mind does so when it turns up', () => {
  const given = CASES['application-flood'];
  const first = diagnose(given).hypotheses[0]!;
  expect(first.changes.length).toBeGreaterThan(0);
  for (const { posterior, words } of first.changes) {
    expect(posterior).toBeLessThan(first.posterior);
    expect(words).toMatch(/^If .+ would be worth \d/);
  }
});

test('words never name who did it, nor call addresses attackers, nor mix confidence into likelihood', () => {
  for (const given of Object.values(CASES)) {
    const { verdict, attack, hypotheses, findings, unseen } = diagnose(given);
    const words = [
      verdict.words,
      attack.words,
      ...findings.flatMap((finding) => [finding.words, finding.because]),
      ...unseen.map((one) => one.words),
      ...hypotheses.flatMap(({ changes }) => changes.map((change) => change.words)),
    ];
    expect(words.filter((line) => /attacker|hacker|perpetrator|culprit|criminal/i.test(line))).toEqual([]);
    expect(words.filter((line) => /confiden/i.test(line))).toEqual([]);
    expect(words.filter((line) => /countr/.test(line) && /address/.test(line) && !/registered/.test(line))).toEqual([]);
  }
});
