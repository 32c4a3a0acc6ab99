/** Evidence for tests: a quiet shop with all that a log can tell, and what differs from it. */
import type { TrafficSummary } from '../model/traffic.ts';
import type { CheckCounts, CheckEvidence, Evidence, OnsetMinute, ReportEvidence, TrafficEvidence } from './evidence.ts';

/** Ten minutes of 600 requests each. */
export const USUAL: TrafficSummary = {
  minutes: 10,
  requests: 6_000,
  bytes: 60_000_000,
  statuses: { informational: 0, success: 5_700, redirect: 200, clientError: 90, serverError: 10, other: 0 },
  faults: { 'origin-app': 10 },
  clients: 600,
  prefixes: 480,
  oldPrefixShare: 0.8,
  oldPrefixes: 0.75,
  topClientShare: 0.02,
  topPrefixShare: 0.02,
  topNetworkShare: 0.2,
  hostingShare: 0.08,
  countryShift: 0.005,
  goneShare: 0,
  oneRequestClients: 0.15,
  topPathShare: 0.1,
  newPathShare: 0.02,
  queryVariety: 0.3,
  assetShare: 0.6,
  companionship: 0.85,
  topAgentShare: 0.2,
  newAgentShare: 0.01,
  toolShare: 0.03,
  agentsPerClient: 1.1,
  emptyReferrerShare: 0.2,
  topReferrerShare: 0.03,
  clockworkShare: 0.03,
  oddShare: 0.002,
  crawlerShare: 0.06,
  verifiedCrawlerShare: 0.05,
  crawlShare: 0.06,
  writeShare: 0.04,
  holeShare: 0,
  answerMs: 50,
  failedConnections: 60,
};

const quietMinute: OnsetMinute = { requests: 600, failed: 1 };

export function traffic(during: Partial<TrafficSummary>, onset: readonly OnsetMinute[] = []): TrafficEvidence {
  const before = Array.from({ length: 8 }, () => quietMinute);
  return { during: { ...USUAL, ...during }, usual: USUAL, alike: null, spread: 0.15, onset: [...before, ...onset] };
}

export const minutes = (count: number, requests: number, failed: number): OnsetMinute[] =>
  Array.from({ length: count }, () => ({ requests, failed }));

const checked = (counts: Partial<CheckCounts>): CheckCounts => ({
  ok: 10,
  failed: 0,
  inconclusive: 0,
  faults: {},
  phases: {},
  ...counts,
});

/** The same from each of so many places, or what each place saw. */
export const checks = (...places: readonly Partial<CheckCounts>[]): CheckEvidence => ({
  vantages: (places.length === 1 ? Array.from({ length: 6 }, () => places[0]!) : places).map((counts, i) => ({
    vantage: `place ${i}`,
    during: checked(counts),
    usual: checked({ ok: 100 }),
  })),
});

export const reports = (given: Partial<ReportEvidence>): ReportEvidence => ({
  count: 2,
  expected: 2,
  symptoms: { slow: 1, other: 1 },
  countries: { DE: 2 },
  usualCountries: { DE: 80, FR: 20 },
  topNetworkShare: 0.5,
  independence: 'unknown',
  ...given,
});

export const evidence = (given: Partial<Evidence>): Evidence => ({
  traffic: null,
  checks: null,
  reports: null,
  claims: null,
  ...given,
});

/** Ten times the usual requests: those of a shop and, on top, what is described. */
export function rush(extra: Partial<TrafficSummary>): TrafficSummary {
  return {
    ...USUAL,
    requests: 60_000,
    bytes: 600_000_000,
    statuses: { ...USUAL.statuses, success: 59_700 },
    failedConnections: 600,
    ...extra,
  };
}
