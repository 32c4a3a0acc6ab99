/** A verdict as plain data: what JSON cannot say, such as a bound without an end, is null. */
import type { Ground } from '../statements/ground.ts';
import type { Say } from '../statements/readings.ts';
import { confidenceOf } from '../statements/scales.ts';
import { verdictOf } from '../statements/verdict.ts';

export type VerdictFacts = ReturnType<typeof verdictFacts>;

/** @param say the language in which it is told; English where none is given */
export function verdictFacts(statement: Parameters<typeof verdictOf>[0], ground: Ground, say?: Say) {
  const { answers, curve, ...verdict } = verdictOf(statement, ground, say);
  return {
    ...verdict,
    confidence: confidenceOf(answers, ground.service.provenance.kind === 'reconstruction'),
    answers: answers.map(({ figure, brief: _, ...answer }) => ({
      ...answer,
      figure: figure && { ...figure, high: Number.isFinite(figure.high) ? figure.high : null },
    })),
    curve: curve && {
      byLull: curve.byLull.map((point) => ({ ...point })),
      byHeight: curve.byHeight.map((row) => ({ ...row, byLull: [...row.byLull] })),
    },
  };
}
