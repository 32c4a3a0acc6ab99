/** A diagnosis as plain data: each finding stands once, and what bears on a hypothesis names it. */
import { diagnose } from '../diagnosis/index.ts';
import type { Evidence } from '../model/evidence.ts';

export type DiagnosisFacts = ReturnType<typeof diagnosisFacts>;

/** @param say the language in which it is told; English where none is given */
export function diagnosisFacts(evidence: Evidence, say?: Parameters<typeof diagnose>[1]) {
  const { scale, verdict, attack, hypotheses, findings, unseen, claims } = diagnose(evidence, say);
  return {
    scale,
    verdict: 'between' in verdict ? { ...verdict, between: [...verdict.between] } : verdict,
    attack,
    hypotheses: hypotheses.map(({ unseen: _, bearings, changes, ...rest }) => ({
      ...rest,
      bearings: bearings.map(({ side, finding, nats }) => ({ side, finding: finding.id, nats })),
      changes: changes.map(({ finding, words, posterior, first }) => ({ finding, words, posterior, first })),
    })),
    findings: [...findings],
    unseen: [...unseen],
    claims: claims.map(({ basis, by, words }) => ({ basis, by, words })),
  };
}
