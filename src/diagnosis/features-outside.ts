/** What is seen and said outside the logs: probes from several places, people's reports, and what providers say. */
import { log } from '../core/arithmetic.ts';
import type { Symptom } from '../model/symptom.ts';
import type { CheckCounts, CheckEvidence, CheckPhase, Claim, ClaimSource, ReportEvidence } from './evidence.ts';
import { byFault } from './features-volume.ts';
import { type Feature, figure, percent, type Reading, ramp, strongest } from './reading.ts';

/** A place with fewer conclusive checks says nothing about itself. */
const CHECKS_MIN = 2;
/** From a place at which so many fail it does not work, and where no more than this fail it does. */
const PLACE_FAILS = 0.5;
const PLACE_WHOLE = 0.15;
/** A claim of trouble is worth this much: status pages are mostly right when they turn red. */
const CLAIMED_STRENGTH = 1;

const checksFeature = (id: string, name: string, read: (checks: CheckEvidence) => Reading | null): Feature => ({
  id,
  name,
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

const outcome = checksFeature('checks', 'whether checks succeed', (checks) => {
  const share = failedShare(duringOf(checks));
  const usual = failedShare(usualOf(checks));
  const count = conclusive(checks);
  return strongest(
    [
      ['checks-fail', ramp(share - usual, 0.05, 0.4) * ramp(share * count, 0.5, 3)],
      ['checks-succeed', ramp(share - usual, 0.06, 0) * ramp(count, 1, 6)],
    ],
    `${percent(share)} of ${figure(count)} checks failed, usually ${percent(usual)}`,
    share,
    usual,
  );
});

const places = checksFeature('places', 'whether checks fail from everywhere', (checks) => {
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
    `checks fail from ${troubled} of ${told.length} places`,
    troubled / told.length,
    null,
  );
});

const PHASE_FINDINGS: Readonly<Record<CheckPhase, readonly [finding: string, words: string]>> = {
  dns: ['names-not-resolved', 'because the name is not resolved'],
  refused: ['connections-refused', 'because connections are refused'],
  connect: ['connects-time-out', 'because no connection comes about in time'],
  certificate: ['certificate-fails', 'over the certificate'],
  handshake: ['handshakes-hang', 'because the TLS handshake breaks off or hangs'],
  answer: ['no-answer', 'because no answer comes after connecting'],
};

const phase = checksFeature('phase', 'the phase in which checks fail', (checks) => {
  const during = duringOf(checks);
  const failed = sumOf(during, (one) => one.failed);
  if (failed === 0) return { finding: null, strength: 0, words: 'no check failed', observed: null, usual: null };
  const phases = Object.keys(PHASE_FINDINGS) as CheckPhase[];
  const counts = phases.map((name) => ({ name, count: sumOf(during, (one) => one.phases[name] ?? 0) }));
  const first = counts.reduce((best, next) => (next.count > best.count ? next : best));
  const [finding, words] = PHASE_FINDINGS[first.name];
  const share = first.count / failed;
  return strongest(
    [[finding, ramp(share, 0.2, 0.6) * ramp(first.count, 0.5, 3)]],
    `${figure(first.count)} of ${figure(failed)} failed checks failed ${words}`,
    share,
    null,
  );
});

const checkFault = checksFeature('check-fault', 'who made the failures that checks met', (checks) => {
  const during = duringOf(checks);
  const faults = Object.assign(
    {},
    ...during.flatMap((one) => Object.keys(one.faults).map((name) => ({ [name]: 0 }))),
  ) as Record<string, number>;
  for (const one of during) for (const [name, count] of Object.entries(one.faults)) faults[name]! += count;
  const { finding, words, share, total } = byFault(faults, {}, 'checked-');
  return strongest(
    [[finding, ramp(share, 0.4, 0.8) * ramp(total, 0.5, 3)]],
    total === 0
      ? 'no check was answered with a failure'
      : `${percent(share)} of ${figure(total)} failing answers to checks ${words}`,
    share,
    null,
  );
});

const reportsFeature = (id: string, name: string, read: (reports: ReportEvidence) => Reading | null): Feature => ({
  id,
  name,
  source: 'reports',
  read: ({ reports }) => (reports === null ? null : read(reports)),
});

const reported = reportsFeature('reports', 'reports of people', ({ count, expected, independence }) => {
  const deviation = (count - expected) / Math.sqrt(expected + 1);
  // One or two networks may be one upset household or one script, so they count for half.
  const independent = independence === 'few' ? 0.5 : 1;
  return strongest(
    [
      ['reports-up', ramp(deviation, 2, 6) * ramp(log((count + 1) / (expected + 1)), 0.5, 1.2) * independent],
      ['reports-usual', ramp(deviation, 2, 0.5)],
    ],
    `${figure(count)} reports, expected ${figure(expected)}`,
    count,
    expected,
  );
});

const reportPlaces = reportsFeature('report-places', 'where people report from', (reports) => {
  const { countries, usualCountries, topNetworkShare, count, expected } = reports;
  if (countries === null && topNetworkShare === null) return null;
  const excess = Math.max(0, count - expected);
  const total = Object.values(countries ?? {}).reduce((sum, n) => sum + n, 0);
  const usualTotal = Object.values(usualCountries ?? {}).reduce((sum, n) => sum + n, 0);
  const gain = Object.entries(countries ?? {}).reduce((most, [country, n]) => {
    const before = usualTotal === 0 ? 0.5 : (usualCountries?.[country] ?? 0) / usualTotal;
    return Math.max(most, n / total - before);
  }, 0);
  const network = topNetworkShare ?? 0;
  const known = ramp(excess, 3, 12);
  return strongest(
    [
      ['reports-from-one-place', Math.max(ramp(gain, 0.25, 0.5), ramp(network, 0.45, 0.8)) * known],
      ['reports-from-everywhere', ramp(gain, 0.2, 0.08) * ramp(network, 0.4, 0.2) * known],
    ],
    `the heaviest network sent ${topNetworkShare === null ? 'an unknown share' : percent(network)} of the reports, and no country gained more than ${percent(gain)}`,
    Math.max(gain, network),
    null,
  );
});

const SYMPTOM_FINDINGS: readonly (readonly [finding: string, words: string, symptoms: readonly Symptom[]])[] = [
  ['people-cannot-reach', 'say that it cannot be reached', ['unreachable']],
  ['people-see-errors', 'say that they see errors', ['error', 'login', 'wrong']],
  ['people-wait', 'say that it is slow', ['slow']],
];

const symptoms = reportsFeature('symptoms', 'what people say fails', ({ symptoms: said, count, expected }) => {
  const total = Object.values(said).reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const counts = SYMPTOM_FINDINGS.map(([finding, words, kinds]) => ({
    finding,
    words,
    share: kinds.reduce((sum, kind) => sum + (said[kind] ?? 0), 0) / total,
  }));
  const first = counts.reduce((best, next) => (next.share > best.share ? next : best));
  return strongest(
    [[first.finding, ramp(first.share, 0.4, 0.75) * ramp(count - expected, 2, 12)]],
    `${percent(first.share)} of the reports ${first.words}`,
    first.share,
    null,
  );
});

/** What the last heard source of a kind says of itself. */
const claimFeature = (by: ClaimSource, name: string): Feature => ({
  id: `claim-${by}`,
  name,
  source: 'claims',
  read: ({ claims }) => {
    const said = claims?.filter((claim) => claim.by === by) ?? [];
    const worst = said.toSorted(
      (a, b) => GRAVITY[b.state] - GRAVITY[a.state] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    )[0];
    if (worst === undefined) return null;
    return strongest(
      [[`${by}-says-${worst.state}`, CLAIMED_STRENGTH]],
      `${worst.name} says of itself: ${worst.state}`,
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
  claimFeature('service', "the service's own status"),
  claimFeature('edge', "the edge provider's status"),
  claimFeature('dns', "the DNS provider's status"),
  claimFeature('hosting', "the hosting provider's status"),
  claimFeature('network', "a network provider's status"),
];
