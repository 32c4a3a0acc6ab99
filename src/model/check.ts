/**
 * Checks: what one probe saw from one place. A check is well, failed, or inconclusive: where the prober itself was in trouble,
 * or was turned away by a rule, nothing is known of the service.
 */
import type { CheckPhase } from './evidence.ts';
import type { Fault } from './fault.ts';
import type { EpochMs } from './units.ts';

export const CHECK_OUTCOMES = ['ok', 'failed', 'inconclusive'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** Why a check ended as it did; one reason, one sentence. */
export const CHECK_REASONS = [
  'well',
  'name-gone',
  'name-failed',
  'refused',
  'unreachable',
  'connect-timeout',
  'certificate-expired',
  'certificate-early',
  'certificate-name',
  'certificate-untrusted',
  'handshake',
  'handshake-timeout',
  'closed',
  'answer-timeout',
  'bad-answer',
  'cut-off',
  'transfer-timeout',
  'error-answer',
  'other-body',
  'redirect-loop',
  'redirects-many',
  'redirect-refused',
  'turned-away',
  'oversize',
  'target-refused',
  'own-network',
] as const;
export type CheckReason = (typeof CHECK_REASONS)[number];

/** Milliseconds of each phase; null for one that was not reached, or is not part of the check. */
export interface CheckTimes {
  readonly dns: number | null;
  readonly connect: number | null;
  readonly tls: number | null;
  readonly firstByte: number | null;
  readonly transfer: number | null;
  readonly total: number;
}

/** The phases of a check in their order; the total is none of them. */
export const PHASES = ['dns', 'connect', 'tls', 'firstByte', 'transfer'] as const;

/** What a check comes to, whoever shows it. */
export interface CheckFinding {
  readonly outcome: CheckOutcome;
  readonly reason: CheckReason;
  /** The phase in which it failed, where no answer came. */
  readonly phase: CheckPhase | null;
  /** Whose fault it is; null where nothing failed or nothing is known. The most usual one where several look alike. */
  readonly fault: Fault | null;
  /** All faults that look like this from outside; one where the marks tell. */
  readonly among: readonly Fault[];
  /** Who answered: an edge's or a proxy's id, `origin` where nobody stands before it, null where nobody answered. */
  readonly by: string | null;
  readonly status: number | null;
  /** The edge's own number for the failure, where it told one. */
  readonly code: string | null;
}

/** A code is what an edge wrote into a header, and may be anything. */
export const CODE_CHARS_MAX = 80;

/** One check as the journal keeps it: what is null, none or usual is left out. */
export interface Check {
  readonly kind: 'check';
  readonly at: EpochMs;
  readonly service: string;
  /** Where it was made: a name that the operator gave. */
  readonly vantage: string;
  /** Which of the service's checks: a URL, or `tcp://`, `tls://`, `dns://` and what follows. */
  readonly target: string;
  /** How often it is made: after three times that without one, the vantage is silent. */
  readonly everySeconds: number;
  readonly outcome: CheckOutcome;
  readonly reason: CheckReason;
  readonly phase?: CheckPhase | undefined;
  readonly fault?: Fault | undefined;
  /** Where several faults look alike. */
  readonly among?: readonly Fault[] | undefined;
  readonly by?: string | undefined;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  /** Milliseconds of the phases that were reached. */
  readonly times: Readonly<Partial<Record<keyof CheckTimes, number | undefined>>>;
  readonly certificateDays?: number | undefined;
  /** What the answer shows of who serves it: `edge:ID`, `network:AS`, `issuer:NAME`. */
  readonly seen?: readonly string[] | undefined;
}

export function findingOf(check: Check): CheckFinding {
  const { outcome, reason, phase = null, fault = null, by = null, status = null, code = null } = check;
  return { outcome, reason, phase, fault, among: check.among ?? (fault === null ? [] : [fault]), by, status, code };
}
