/**
 * Fits the factors of findings on the tuning seeds and writes src/diagnosis/factors.ts: `node bench/diagnosis/fit.ts`.
 * One factor a finding, from 0.3 to 2, drawn towards 1; so a weight keeps its sign and its reason.
 */
import { writeFileSync } from 'node:fs';
import { HYPOTHESES, type Hypothesis } from '../../src/diagnosis/hypotheses.ts';
import { GROUPS } from '../../src/diagnosis/rule.ts';
import { metIn, RULES, readAll } from '../../src/diagnosis/weigh.ts';
import { scenarioOf } from '../../test/simulation/scenario.ts';
import { TUNING_SEEDS } from './seeds.ts';

const LOW = 0.3;
const HIGH = 2;
/** How strongly a factor is drawn towards 1: as strongly as so many scenarios of its findings. */
const PULL = 6;
const STEPS = 400;
const RATE = 0.02;

interface Example {
  readonly met: readonly { readonly column: number; readonly strength: number }[];
  /** What the posterior should be. */
  readonly target: readonly number[];
  weight: number;
}

const findings = [...RULES.keys()];
const columnOf = new Map(findings.map((finding, i) => [finding, i]));
const base = findings.map((finding) => {
  const { group, weights } = RULES.get(finding)!;
  return HYPOTHESES.map((hypothesis) => weights[hypothesis] * GROUPS[group]);
});

/** Bots that mimic people should leave both explanations even; all else should be called by its name. */
function targetOf(cause: Hypothesis | 'undecidable'): readonly number[] {
  const even: readonly Hypothesis[] = ['flash-crowd', 'application-flood'];
  return HYPOTHESES.map((h) => (cause === 'undecidable' ? (even.includes(h) ? 0.5 : 0) : h === cause ? 1 : 0));
}

function examples(): Example[] {
  const counts = new Map<string, number>();
  const all = TUNING_SEEDS.map((seed) => {
    const { truth, evidence } = scenarioOf(seed);
    // What was not shown can't be learnt from as much; it still teaches how little a few findings are worth.
    // Mimics teach how little behaviour is worth, and must not drown what tells a plain flood from a plain crowd.
    const weight = truth.shown && truth.cause !== 'undecidable' ? 1 : 0.5;
    counts.set(truth.cause, (counts.get(truth.cause) ?? 0) + weight);
    const met = metIn(readAll(evidence))
      .filter(({ finding }) => columnOf.has(finding))
      .map(({ finding, strength }) => ({ column: columnOf.get(finding)!, strength }));
    return { met, target: targetOf(truth.cause), weight, cause: truth.cause };
  });
  // Each cause counts alike, however often the generator draws it.
  for (const one of all)
    one.weight *= all.length / (counts.size * counts.get(one.cause)!) / (one.cause === 'undecidable' ? 2 : 1);
  return all;
}

/** Gradient of the mean cross entropy, by full batches with momentum; the same seeds give the same factors. */
function fitted(all: readonly Example[]): number[] {
  const factors = findings.map(() => 1);
  const speed = findings.map(() => 0);
  const scale = findings.map(() => 1e-8);
  for (let step = 0; step < STEPS; step++) {
    const gradient = factors.map((factor) => (2 * PULL * (factor - 1)) / all.length);
    let loss = 0;
    for (const { met, target, weight } of all) {
      const logs = HYPOTHESES.map((_, h) =>
        met.reduce((sum, { column, strength }) => sum + factors[column]! * strength * base[column]![h]!, 0),
      );
      const highest = Math.max(...logs);
      const raw = logs.map((value) => Math.exp(value - highest));
      const total = raw.reduce((sum, value) => sum + value, 0);
      const posterior = raw.map((value) => value / total);
      posterior.forEach((p, h) => {
        loss -= (weight * target[h]! * Math.log(p + 0.003)) / all.length;
      });
      for (const { column, strength } of met) {
        let slope = 0;
        for (let h = 0; h < HYPOTHESES.length; h++) slope += (posterior[h]! - target[h]!) * base[column]![h]!;
        gradient[column]! += (weight * strength * slope) / all.length;
      }
    }
    factors.forEach((factor, i) => {
      speed[i] = 0.9 * speed[i]! + 0.1 * gradient[i]!;
      scale[i] = 0.99 * scale[i]! + 0.01 * gradient[i]! ** 2;
      factors[i] = Math.min(HIGH, Math.max(LOW, factor - (RATE * speed[i]!) / (Math.sqrt(scale[i]!) + 1e-4)));
    });
    if (step % 50 === 0 || step === STEPS - 1) console.log(`step ${step}: cross entropy ${loss.toFixed(4)}`);
  }
  return factors;
}

const factors = fitted(examples());
const lines = findings.map((finding, i) => {
  const name = /^[a-z]+$/.test(finding) ? finding : `'${finding}'`;
  return `  ${name}: ${Number(factors[i]!.toFixed(2))},`;
});
writeFileSync(
  new URL('../../src/diagnosis/factors.ts', import.meta.url),
  `/**
 * Factors on the weights of findings, fitted on tuning seeds by bench/diagnosis/fit.ts; 1 where nothing was fitted. A
 * factor never turns a weight around, so the reasons in the rules stay true.
 */
export const FACTORS: Readonly<Record<string, number>> = {
${lines.join('\n')}
};
`,
);
