/**
 * Evidence: all that is known about one stretch of one service when it is diagnosed. Any part may be null: what was not
 * seen is part of the answer. Nothing here is inferred; what others say stands apart, in `claims`.
 */
import type { CheckFinding } from './check.ts';
import type { Fault } from './fault.ts';
import type { Independence } from './incident.ts';
import type { Symptom } from './symptom.ts';
import type { TrafficSummary } from './traffic.ts';
import type { Minute } from './units.ts';

export interface Evidence {
  readonly traffic: TrafficEvidence | null;
  readonly checks: CheckEvidence | null;
  readonly reports: ReportEvidence | null;
  /** What the service and its providers say of themselves; empty where nobody said anything, null where nobody looked. */
  readonly claims: readonly Claim[] | null;
}

export interface TrafficEvidence {
  readonly during: TrafficSummary;
  /** The same hours of other days, or the time before the stretch. Rates are compared a minute, so it may be longer. */
  readonly usual: TrafficSummary | null;
  /**
   * The time right before over about as many minutes, where `usual` covers far more: distinct counts of stretches of unlike
   * length can't be compared. null where it is not known or not needed.
   */
  readonly alike: TrafficSummary | null;
  /**
   * Standard deviation of the usual rate over its mean, between stretches of this length; null where too little is known.
   */
  readonly spread: number | null;
  /** The minutes around the start of the stretch, in order, some of them before it; null where minutes are not known. */
  readonly onset: readonly OnsetMinute[] | null;
}

export interface OnsetMinute {
  readonly requests: number;
  /** Requests that failed by the server's, edge's or origin's fault. */
  readonly failed: number;
}

/** Probes: how many checks went well, failed, or told nothing (the probe itself was in trouble). */
export interface CheckCounts {
  readonly ok: number;
  readonly failed: number;
  readonly inconclusive: number;
  /** Failed checks that got an answer, by whose fault the answer was. */
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
  /** Failed checks that got no answer, by the phase that failed. */
  readonly phases: Readonly<Partial<Record<CheckPhase, number>>>;
}

/**
 * `dns`: the name was not resolved. `refused`: the connection was refused. `connect`: no connection within the time.
 * `certificate`: the TLS handshake ended over the certificate. `handshake`: it ended otherwise, or hung.
 * `answer`: connected, and no answer within the time.
 */
export const CHECK_PHASES = ['dns', 'refused', 'connect', 'certificate', 'handshake', 'answer'] as const;
export type CheckPhase = (typeof CHECK_PHASES)[number];

export interface CheckEvidence {
  readonly vantages: readonly VantageChecks[];
}

/** Checks from one place on one network. */
export interface VantageChecks {
  readonly vantage: string;
  readonly during: CheckCounts;
  readonly usual: CheckCounts | null;
  /** The last failed check of the stretch; null where none failed. */
  readonly lastFailed?: CheckFinding | null;
}

/** Reports of people. */
export interface ReportEvidence {
  readonly count: number;
  readonly expected: number;
  readonly symptoms: Readonly<Partial<Record<Symptom, number>>>;
  /** Reports by country (ISO 3166-1 alpha-2), during the stretch and usually; null where not known. */
  readonly countries: Readonly<Record<string, number>> | null;
  readonly usualCountries: Readonly<Record<string, number>> | null;
  /** Reports of the network that sent the most, over all reports; null where networks are not known. */
  readonly topNetworkShare: number | null;
  readonly independence: Independence;
}

/** Something that somebody says about a service or a provider. It is shown as a claim, and weighs little or nothing. */
export interface Claim {
  readonly by: ClaimSource;
  readonly name: string;
  readonly state: 'operational' | 'degraded' | 'outage' | 'maintenance';
  /** The cause that is claimed. It is shown and never weighs: an owner's word about a cause is no measurement. */
  readonly cause: string | null;
  readonly since: Minute | null;
}

/** The service itself, or a provider by its part: content delivery, names, hosting, a network on the way. */
export type ClaimSource = 'service' | 'edge' | 'dns' | 'hosting' | 'network';

/** What can be missing as a whole. */
export type Source = 'traffic' | 'checks' | 'reports' | 'claims';
