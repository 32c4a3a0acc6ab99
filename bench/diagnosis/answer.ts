/** Puts the diagnosis to a scenario and hands the scorer plain words. */
import { diagnose } from '../../src/diagnosis/index.ts';
import { scenarioOf } from '../../test/simulation/scenario.ts';
import type { Answered } from './score.ts';

export function answerOf(seed: number): Answered {
  const { truth, evidence } = scenarioOf(seed);
  const { verdict, attack, hypotheses } = diagnose(evidence);
  return {
    ...truth,
    called: verdict.kind === 'called' ? verdict.cause : verdict.kind,
    calledConsequence: verdict.kind === 'called' ? verdict.consequence : null,
    attack: attack.kind === 'answered' ? attack.likelihood : attack.kind,
    hasTraffic: evidence.traffic !== null,
    posterior: Object.fromEntries(hypotheses.map(({ hypothesis, posterior }) => [hypothesis, posterior])),
    words: Object.fromEntries(hypotheses.map(({ hypothesis, likelihood }) => [hypothesis, likelihood])),
  };
}
