/** What is seen and said outside the logs: probes from several places, people's reports, and what providers say. */
import { log } from '../core/arithmetic.ts';
import type { Symptom } from '../model/symptom.ts';
import type { CheckCounts, CheckEvidence, CheckPhase, Claim, ClaimSource, ReportEvidence } from './evidence.ts';
import { byFault } from './features-volume.ts';
import { type ENGLISH, type Feature, type FeatureId, type Reading, ramp, strongest } from './reading.ts';

/** A place with fewer conclusive checks says nothing about itself. */
const CHECKS_MIN = 2;
/** From a place at which so many fail it does not work, and where no more than this fail it does. */
const PLACE_FAILS = 0.5;
const PLACE_WHOLE = 0.15;
/** A claim of trouble is worth this much: status pages are mostly right when they turn red. */
const CLAIMED_STRENGTH = 1;

const checksFeature = (id: FeatureId, read: (checks: CheckEvidence) => Reading | null): Feature => ({
  id,
  source: 'checks',
  read: ({ checks }) => (checks === null || conclusive(checks) === 0 ? null : read(checks)),
});

const conclusive = ({ vantages }: CheckEvidence): number =>
  vantages.reduce((sum, { during }) => sum + during.ok + during.failed, 0);

const sumOf = (counts: readonly CheckCounts[], of: (counts: CheckCounts) => number): number =>
  counts.reduce((sum, next) => sum + of(next), 0);

function failedShare(counts: readonly CheckCounts[]): number {
  const failed = sumOf(counts, (one) => one.failed);
  return failed / Math.max(1, failed + sumOf(counts, ({ ok }) => ok));
}

const duringOf = ({ vantages }: CheckEvidence): CheckCounts[] => vantages.map(({ during }) => during);
const usualOf = ({ vantages }: CheckEvidence): CheckCounts[] =>
  vantages.flatMap(({ usual }) => (usual === null ? [] : [usual]));

const outcome = checksFeature('checks', (checks) => {
  const share = failedShare(duringOf(checks));
  const usual = failedShare(usualOf(checks));
  const count = conclusive(checks);
  return strongest(
    [
      ['checks-fail', ramp(share - usual, 0.05, 0.4) * ramp(share * count, 0.5, 3)],
      ['checks-succeed', ramp(share - usual, 0.06, 0) * ramp(count, 1, 6)],
    ],
    (say) => say.checks(say.percent(share), say.figure(count), say.percent(usual)),
    share,
    usual,
  );
});

const places = checksFeature('places', (checks) => {
  const told = checks.vantages.filter(({ during }) => during.ok + during.failed >= CHECKS_MIN);
  if (told.length < 2) return null;
  const shares = told.map(({ during }) => failedShare([during])).toSorted((a, b) => a - b);
  const failing = shares.filter((share) => share >= PLACE_FAILS).length;
  const troubled = shares.filter((share) => share > PLACE_WHOLE).length;
  const whole = shares.length - troubled;
  const isSplit = failing > 0 && whole > 0 && failing + whole >= 0.7 * told.length;
  return strongest(
    [
      ['some-places-fail', isSplit ? ramp(told.length, 1, 3) : 0],
      ['every-place-fails', ramp(troubled / told.length, 0.6, 1) * ramp(told.length, 1, 4)],
    ],
    (say) => say.places(troubled, told.length),
    troubled / told.length,
    null,
  );
});

const PHASE_FINDINGS: Readonly<Record<CheckPhase, string>> = {
  dns: 'names-not-resolved',
  refused: 'connections-refused',
  connect: 'connects-time-out',
  certificate: 'certificate-fails',
  handshake: 'handshakes-hang',
  answer: 'no-answer',
};

const phase = checksFeature('phase', (checks) => {
  const during = duringOf(checks);
  const failed = sumOf(during, (one) => one.failed);
  if (failed === 0)
    return { finding: null, strength: 0, words: (say) => say.noCheckFailed, observed: null, usual: null };
  const phases = Object.keys(PHASE_FINDINGS) as CheckPhase[];
  const counts = phases.map((name) => ({ name, count: sumOf(during, (one) => one.phases[name] ?? 0) }));
  const first = counts.reduce((best, next) => (next.count > best.count ? next : best));
  const finding = PHASE_FINDINGS[first.name];
  const share = first.count / failed;
  return strongest(
    [[finding, ramp(share, 0.2, 0.6) * ramp(first.count, 0.5, 3)]],
    (say) => say.phase(say.figure(first.count), say.figure(failed), say.phases[first.name]),
    share,
    null,
  );
});

const checkFault = checksFeature('check-fault', (checks) => {
  const during = duringOf(checks);
  const faults = Object.assign(
    {},
    ...during.flatMap((one) => Object.keys(one.faults).map((name) => ({ [name]: 0 }))),
  ) as Record<string, number>;
  for (const one of during) for (const [name, count] of Object.entries(one.faults)) faults[name]! += count;
  const { finding, words, share, total } = byFault(faults, {}, 'checked-');
  return strongest(
    [[finding, ramp(share, 0.4, 0.8) * ramp(total, 0.5, 3)]],
    (say) => (total === 0 ? say.noFailingAnswer : say.checkFault(say.percent(share), say.figure(total), words(say))),
    share,
    null,
  );
});

const reportsFeature = (id: FeatureId, read: (reports: ReportEvidence) => Reading | null): Feature => ({
  id,
  source: 'reports',
  read: ({ reports }) => (reports === null ? null : read(reports)),
});

const reported = reportsFeature('reports', ({ count, expected, independence }) => {
  const deviation = (count - expected) / Math.sqrt(expected + 1);
  // One or two networks may be one upset household or one script, so they count for half.
  const independent = independence === 'few' ? 0.5 : 1;
  return strongest(
    [
      ['reports-up', ramp(deviation, 2, 6) * ramp(log((count + 1) / (expected + 1)), 0.5, 1.2) * independent],
      ['reports-usual', ramp(deviation, 2, 0.5)],
    ],
    (say) => say.reports(say.figure(count), say.figure(expected)),
    count,
    expected,
  );
});

const reportPlaces = reportsFeature('report-places', (reports) => {
  const { countries, usualCountries, topNetworkShare, count, expected } = reports;
  const total = Object.values(countries ?? {}).reduce((sum, n) => sum + n, 0);
  if (total === 0 && topNetworkShare === null) return null;
  const excess = Math.max(0, count - expected);
  const usualTotal = Object.values(usualCountries ?? {}).reduce((sum, n) => sum + n, 0);
  const gain = Object.entries(countries ?? {}).reduce((most, [country, n]) => {
    const before = usualTotal === 0 ? 0.5 : (usualCountries?.[country] ?? 0) / usualTotal;
    return total === 0 ? 0 : Math.max(most, n / total - before);
  }, 0);
  const network = topNetworkShare ?? 0;
  const known = ramp(excess, 3, 12);
  return strongest(
    [
      ['reports-from-one-place', Math.max(ramp(gain, 0.25, 0.5), ramp(network, 0.45, 0.8)) * known],
      ['reports-from-everywhere', ramp(gain, 0.2, 0.08) * ramp(network, 0.4, 0.2) * known],
    ],
    (say) => say.reportPlaces(topNetworkShare === null ? say.unknownShare : say.percent(network), say.percent(gain)),
    Math.max(gain, network),
    null,
  );
});

type SymptomFinding = keyof typeof ENGLISH.weighing.symptoms;

const SYMPTOM_FINDINGS: readonly (readonly [finding: SymptomFinding, symptoms: readonly Symptom[]])[] = [
  ['people-cannot-reach', ['unreachable']],
  ['people-see-errors', ['error', 'login', 'wrong']],
  ['people-wait', ['slow']],
];

const symptoms = reportsFeature('symptoms', ({ symptoms: said, count, expected }) => {
  const total = Object.values(said).reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const counts = SYMPTOM_FINDINGS.map(([finding, kinds]) => ({
    finding,
    share: kinds.reduce((sum, kind) => sum + (said[kind] ?? 0), 0) / total,
  }));
  const first = counts.reduce((best, next) => (next.share > best.share ? next : best));
  return strongest(
    [[first.finding, ramp(first.share, 0.4, 0.75) * ramp(count - expected, 2, 12)]],
    (say) => say.symptom(say.percent(first.share), say.symptoms[first.finding]),
    first.share,
    null,
  );
});

/** What the last heard source of a kind says of itself. */
const claimFeature = (by: ClaimSource): Feature => ({
  id: `claim-${by}`,
  source: 'claims',
  read: ({ claims }) => {
    const said = claims?.filter((claim) => claim.by === by) ?? [];
    const worst = said.toSorted(
      (a, b) => GRAVITY[b.state] - GRAVITY[a.state] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    )[0];
    if (worst === undefined) return null;
    return strongest(
      [[`${by}-says-${worst.state}`, CLAIMED_STRENGTH]],
      (say) => say.ofItself(worst.name, say.states[worst.state]),
      null,
      null,
    );
  },
});

const GRAVITY: Readonly<Record<Claim['state'], number>> = { operational: 0, maintenance: 1, degraded: 2, outage: 3 };

export const OUTSIDE_FEATURES: readonly Feature[] = [
  outcome,
  places,
  phase,
  checkFault,
  reported,
  reportPlaces,
  symptoms,
  claimFeature('service'),
  claimFeature('edge'),
  claimFeature('dns'),
  claimFeature('hosting'),
  claimFeature('network'),
];
