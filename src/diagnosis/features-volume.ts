/** What the numbers of requests, failures and connections show, and which of them came first. */
import { log } from '../core/arithmetic.ts';
import type { Fault } from '../model/fault.ts';
import type { TrafficSummary } from '../model/traffic.ts';
import type { OnsetMinute } from './evidence.ts';
import { ratesOf, shareFeature, trafficFeature } from './excess.ts';
import { type ENGLISH, type Feature, ramp, strongest, type Told, worth } from './reading.ts';

const LN = { slightly: 0.14, clearly: 0.34, double: 0.69, triple: 1.1, fourfold: 1.39 };
/** Minutes before the stretch that the onset must hold, so that there is a level to rise from. */
const ONSET_BEFORE_MIN = 3;
const ONSET_MINUTES_MIN = 6;
/** What it tells that requests and failures rose in the same minute: hardly more than nothing. */
const SAME_MINUTE = 0.15;
/** A rise of requests that had ended so many minutes before failures began did not bring them about. */
const PASSED_MINUTES = 2;

const volume: Feature = trafficFeature('volume', (traffic) => {
  const rates = ratesOf(traffic);
  if (rates === null) return null;
  const { ratio, deviations } = rates;
  const change = log(ratio);
  const calm = Math.max(
    1 - ramp(Math.abs(change), LN.slightly, LN.clearly + 0.1),
    1 - ramp(Math.abs(deviations), 1, 2.5),
  );
  return strongest(
    [
      ['requests-up', ramp(change, LN.clearly, LN.triple) * ramp(deviations, 1.5, 4)],
      ['requests-down', ramp(-change, LN.clearly, LN.fourfold) * ramp(-deviations, 1, 2)],
      ['requests-usual', calm * worth(traffic.during.requests + rates.usual * traffic.during.minutes)],
    ],
    (say) => say.volume(say.figure(rates.during), say.figure(rates.usual), say.figure(ratio)),
    rates.during,
    rates.usual,
  );
});

/** Requests that failed by the server's side, whoever on it. Marks of faults are preferred to bare statuses. */
function failedOf({ faults, statuses, requests }: TrafficSummary): number {
  if (requests === 0) return 0;
  const marked = Object.entries(faults).reduce(
    (sum, [fault, count]) => (fault === 'client' || fault === 'policy' ? sum : sum + count),
    0,
  );
  return Math.min(1, Math.max(marked, statuses.serverError - (faults.policy ?? 0)) / requests);
}

const failures: Feature = trafficFeature('failures', (traffic) => {
  if (traffic.during.requests === 0) return null;
  const share = failedOf(traffic.during);
  const usual = traffic.usual === null ? 0.005 : failedOf(traffic.usual);
  const count = share * traffic.during.requests;
  return strongest(
    [
      ['failures-up', ramp(share - usual, 0.01, 0.12) * ramp(count, 2, 8)],
      ['failures-none', (1 - ramp(share - usual, 0.004, 0.02)) * worth(traffic.during.requests)],
    ],
    (say) =>
      traffic.usual === null
        ? say.failed(say.percent(share))
        : say.failedUsually(say.percent(share), say.percent(usual)),
    share,
    usual,
  );
});

type FaultFinding = keyof typeof ENGLISH.weighing.faults;

const FAULT_FINDINGS: readonly (readonly [finding: FaultFinding, faults: readonly Fault[]])[] = [
  ['failures-by-edge', ['edge', 'config']],
  ['failures-by-origin', originFaults()],
  ['failures-by-overload', ['origin-overload']],
  ['failures-by-names', ['origin-dns', 'origin-tls']],
];

function originFaults(): readonly Fault[] {
  return [
    'origin-refused',
    'origin-unreachable',
    'origin-timeout-connect',
    'origin-timeout-response',
    'origin-bad-response',
    'origin-app',
  ];
}

/** Who made the failures, in counts by fault: for logs and for checks alike. */
export function byFault(
  faults: Readonly<Partial<Record<Fault, number>>>,
  usual: Readonly<Partial<Record<Fault, number>>>,
  prefix: string,
) {
  const excess = (fault: Fault) => Math.max(0, (faults[fault] ?? 0) - (usual[fault] ?? 0));
  const known = FAULT_FINDINGS.map(([finding, kinds]) => ({
    finding: `${prefix}${finding}`,
    words: ((say) => say.faults[finding]) as Told,
    count: kinds.reduce((sum, fault) => sum + excess(fault), 0),
  }));
  const total = known.reduce((sum, { count }) => sum + count, 0);
  const first = known.reduce((best, next) => (next.count > best.count ? next : best));
  return { ...first, total, share: total === 0 ? 0 : first.count / total };
}

const fault: Feature = trafficFeature('fault', ({ during, usual }) => {
  if (during.requests === 0) return null;
  const scale = usual === null || usual.minutes === 0 ? 0 : during.minutes / usual.minutes;
  const past = Object.fromEntries(Object.entries(usual?.faults ?? {}).map(([name, count]) => [name, count * scale]));
  const { finding, words, share, total } = byFault(during.faults, past, '');
  const strength = ramp(share, 0.4, 0.8) * ramp(total, 2, 8) * ramp(total / during.requests, 0.004, 0.03);
  return strongest(
    [[finding, strength]],
    (say) => say.fault(say.percent(share), say.figure(total), words(say)),
    share,
    null,
  );
});

const order: Feature = trafficFeature('order', (traffic) => {
  const { onset } = traffic;
  if (onset === null || onset.length < ONSET_MINUTES_MIN) return null;
  const risen = risesOf(onset);
  if (risen === null) return { finding: null, strength: 0, words: (say) => say.noMinute, observed: null, usual: null };
  const { requestsAt, failuresAt } = risen;
  if (failuresAt === null)
    return {
      finding: null,
      strength: 0,
      words: (say) => say.onlyRequestsRose,
      observed: requestsAt,
      usual: null,
    };
  // No minute may stand out though all of them together do: small sites, slow rises.
  const grown = ramp(log(ratesOf(traffic)?.ratio ?? 1), LN.slightly, LN.double);
  if (requestsAt === null)
    return strongest([['failures-without-requests', 1 - grown]], (say) => say.onlyFailuresRose, null, null);
  const lead = failuresAt - requestsAt;
  return strongest(
    [
      // In one minute a load can overwhelm, and a failure can be asked again: that tells next to nothing.
      ['requests-first', lead > 0 ? 1 : lead === 0 ? SAME_MINUTE : 0],
      ['failures-first', ramp(-lead, 0, 2)],
    ],
    (say) =>
      lead === 0 ? say.sameMinute : (lead > 0 ? say.requestsFirst : say.failuresFirst)(say.figure(Math.abs(lead))),
    lead,
    null,
  );
});

/** The first minute that stands out in requests and in failures, against the minutes at the beginning. */
function risesOf(onset: readonly OnsetMinute[]): { requestsAt: number | null; failuresAt: number | null } | null {
  const before = onset.slice(0, Math.max(ONSET_BEFORE_MIN, Math.floor(onset.length / 4)));
  const usual = medianOf(before.map(({ requests }) => requests));
  const usualShare = medianOf(before.map(({ requests, failed }) => (requests === 0 ? 0 : failed / requests)));
  const high = Math.max(1.5 * usual, usual + 4 * Math.sqrt(usual + 1));
  const isHigh = ({ requests }: OnsetMinute): boolean => requests > high;
  const isFailing = ({ requests, failed }: OnsetMinute): boolean =>
    failed >= 2 && failed / requests > usualShare + 0.04;
  const failuresAt = firstRun(onset, isFailing, 0);
  let requestsAt = firstRun(onset, isHigh, 0);
  while (requestsAt !== null && failuresAt !== null && requestsAt < failuresAt) {
    const end = endOfRun(onset, isHigh, requestsAt);
    if (end + PASSED_MINUTES >= failuresAt) break;
    requestsAt = firstRun(onset, isHigh, end);
  }
  return requestsAt === null && failuresAt === null ? null : { requestsAt, failuresAt };
}

/** Two minutes in a row, so that one burst is no rise; null where there are none. */
function firstRun(onset: readonly OnsetMinute[], stands: (minute: OnsetMinute) => boolean, from: number) {
  const at = onset.findIndex(
    (minute, i) => i >= from && stands(minute) && (onset[i + 1] === undefined || stands(onset[i + 1]!)),
  );
  return at < 0 ? null : at;
}

/** The first of two minutes in a row that no longer stand out: a rise goes on over a single quiet minute. */
function endOfRun(onset: readonly OnsetMinute[], stands: (minute: OnsetMinute) => boolean, from: number): number {
  const end = onset.findIndex(
    (minute, i) => i > from && !stands(minute) && (onset[i + 1] === undefined || !stands(onset[i + 1]!)),
  );
  return end < 0 ? onset.length : end;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** What was answered well although failures rose: a load leaves a service at its limit, a failure takes away what it usually serves. */
const served: Feature = trafficFeature('served', (traffic) => {
  const rates = ratesOf(traffic);
  const { during, usual } = traffic;
  if (rates === null || usual === null || during.requests === 0) return null;
  const failing = failedOf(during) - failedOf(usual);
  const well = rates.during * (1 - failedOf(during));
  const usually = rates.usual * (1 - failedOf(usual));
  const change = log((well * during.minutes + 1) / (usually * during.minutes + 1));
  const clear = ramp(failing, 0.02, 0.12) * worth(during.requests) * ramp(log(rates.ratio), 0, LN.clearly);
  return strongest(
    [
      ['serves-less', ramp(-change, 0.05, 0.5) * clear],
      ['serves-more', ramp(change, 0.2, 0.8) * clear],
    ],
    (say) => say.served(say.figure(well), say.figure(usually)),
    well,
    usually,
  );
});

const connections: Feature = trafficFeature('connections', ({ during, usual }) => {
  if (during.failedConnections === null || usual?.failedConnections == null) return null;
  const expected = (usual.failedConnections / usual.minutes) * during.minutes;
  const usualRequests = (usual.requests / usual.minutes) * during.minutes;
  const ratio = log((during.failedConnections + 3) / (expected + 3));
  const ofRequests = (during.failedConnections - expected) / (usualRequests + 10);
  return strongest(
    [
      ['connections-fail', 0.99 * ramp(ratio, LN.double, 2.3) * ramp(ofRequests, 0.1, 0.6)],
      ['connections-flood', ramp(ratio, LN.double, 2.3) * ramp(ofRequests, 1, 3.5)],
      ['connections-hold', (1 - ramp(ratio, 0.3, 1)) * (1 - ramp(ofRequests, 0.03, 0.15))],
    ],
    (say) => say.connections(say.figure(during.failedConnections ?? 0), say.figure(expected)),
    during.failedConnections,
    expected,
  );
});

const answers: Feature = trafficFeature('answers', ({ during, usual }) => {
  if (during.answerMs === null || usual?.answerMs == null || usual.answerMs <= 0) return null;
  const ratio = log((during.answerMs + 1) / (usual.answerMs + 1));
  return strongest(
    [
      ['answers-slow', ramp(ratio, LN.double, 2.3) * worth(during.requests)],
      ['answers-usual', (1 - ramp(Math.abs(ratio), 0.2, 0.6)) * worth(during.requests)],
    ],
    (say) => say.answers(say.figure(during.answerMs ?? 0), say.figure(usual.answerMs ?? 0)),
    during.answerMs,
    usual.answerMs,
  );
});

const gone: Feature = trafficFeature('gone', (traffic) => {
  const share = traffic.during.goneShare;
  const rates = ratesOf(traffic);
  if (share === null || rates === null) return null;
  // Where everything fell, every network fell silent, and that tells nothing about a path.
  const rest = rates.ratio / Math.max(0.02, 1 - share);
  const enough = worth(rates.usual * traffic.during.minutes);
  return strongest(
    [
      ['networks-gone', ramp(share, 0.06, 0.25) * ramp(rest, 0.45, 0.75) * enough],
      ['networks-stay', (1 - ramp(share, 0.03, 0.1)) * enough],
    ],
    (say) => say.gone(say.percent(share), say.figure(rest)),
    share,
    null,
  );
});

const refused: Feature = shareFeature({
  id: 'policy',
  pick: ({ faults, requests }) => (requests === 0 ? null : (faults.policy ?? 0) / requests),
  typical: 0.01,
  judge: ({ share, usual }) => [['rules-refuse', ramp(share - usual, 0.1, 0.5)]],
});

export const VOLUME_FEATURES: readonly Feature[] = [
  volume,
  failures,
  fault,
  order,
  served,
  connections,
  answers,
  gone,
  refused,
];
