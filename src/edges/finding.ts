/** What a check comes to: from how far it got, or from the answer that it was given. */
import type { CheckFinding, CheckReason } from '../model/check.ts';
import type { CheckPhase } from '../model/evidence.ts';
import type { Fault } from '../model/fault.ts';
import type { Answer } from './edge.ts';
import { judgeAnswer, type Verdict } from './verdict.ts';

/** Reasons without an answer: where it failed, and whose fault that is. What the name leads to is the service's own front. */
const WITHOUT_ANSWER: Readonly<Partial<Record<CheckReason, readonly [phase: CheckPhase | null, fault: Fault]>>> = {
  'name-gone': ['dns', 'origin-dns'],
  'name-failed': ['dns', 'origin-dns'],
  refused: ['refused', 'origin-refused'],
  unreachable: ['connect', 'origin-unreachable'],
  'connect-timeout': ['connect', 'origin-timeout-connect'],
  'certificate-expired': ['certificate', 'origin-tls'],
  'certificate-early': ['certificate', 'origin-tls'],
  'certificate-name': ['certificate', 'origin-tls'],
  'certificate-untrusted': ['certificate', 'origin-tls'],
  handshake: ['handshake', 'origin-tls'],
  'handshake-timeout': ['handshake', 'origin-tls'],
  closed: ['answer', 'origin-bad-response'],
  'answer-timeout': ['answer', 'origin-timeout-response'],
  'bad-answer': ['answer', 'origin-bad-response'],
  'redirect-loop': [null, 'config'],
  'redirects-many': [null, 'config'],
  'redirect-refused': [null, 'config'],
};

const NOTHING = { phase: null, fault: null, among: [], by: null, status: null, code: null } as const;

/** @param status of the last answer before it ended so, such as a redirect */
export function unanswered(reason: CheckReason, status: number | null = null): CheckFinding {
  const known = WITHOUT_ANSWER[reason];
  if (known === undefined) return { ...NOTHING, outcome: 'inconclusive', reason };
  const [phase, fault] = known;
  return { ...NOTHING, outcome: 'failed', reason, phase, fault, among: [fault], status };
}

/** A connection was all that was asked for. */
export const wellConnected: CheckFinding = { ...NOTHING, outcome: 'ok', reason: 'well' };

export interface Expectation {
  /** Statuses that are well; those under 400 where none is named. */
  readonly statuses?: readonly number[] | undefined;
  readonly text?: string | undefined;
}

/** @param broke what kept the answer from being read to its end */
export function answered(
  answer: Answer,
  broke: CheckReason | null,
  expected: Expectation,
): { finding: CheckFinding; verdict: Verdict } {
  const verdict = judgeAnswer(answer);
  const { by, code } = verdict;
  const base = { ...NOTHING, by, status: answer.status, code };
  const failed = (reason: CheckReason, among: readonly [Fault, ...Fault[]]): CheckFinding => ({
    ...base,
    outcome: 'failed',
    reason,
    fault: among[0],
    among,
  });
  const isWell = expected.statuses?.includes(answer.status) ?? verdict.fault === null;
  const finding = ((): CheckFinding => {
    if (!isWell) return notWell(verdict, base);
    if (broke === 'transfer-timeout') return failed(broke, ['origin-timeout-response', 'origin-overload']);
    if (broke === 'cut-off') return failed(broke, ['origin-bad-response']);
    if (expected.text !== undefined && !answer.body.includes(expected.text)) {
      if (broke === 'oversize') return { ...base, outcome: 'inconclusive', reason: 'oversize' };
      return failed('other-body', ['origin-app', 'config']);
    }
    return { ...base, outcome: 'ok', reason: 'well' };
  })();
  return { finding, verdict };
}

/** A rule that turns probes away says nothing of how others fare. */
function notWell(verdict: Verdict, base: Omit<CheckFinding, 'outcome' | 'reason'>): CheckFinding {
  const { among } = verdict;
  const turnedAway = among.length > 0 && among.every((fault) => fault === 'policy' || fault === 'client');
  if (turnedAway) return { ...base, outcome: 'inconclusive', reason: 'turned-away' };
  const faults = among.length === 0 ? (['config'] as const) : among;
  return { ...base, outcome: 'failed', reason: 'error-answer', fault: faults[0]!, among: faults };
}
