/**
 * Simulated services that no constant was chosen on, with oracles that know their rates. Alone:
 * `node bench/accuracy/simulated.ts [--seeds 1,2] [--cases 84] [--only NAME] [--misses]`
 */
import { type LabelledCase, simulatedCases } from './cases.ts';
import { runSets } from './command.ts';
import { scoreLabelled } from './labelled.ts';
import type { BenchSet } from './report.ts';

/** The short form's seed is one that constants may be chosen on; the default seeds are for measuring only. */
const SHORT = { seed: 71, cases: 28 };

export const simulatedSet: BenchSet = {
  name: 'simulated',
  run(options) {
    const { short } = options;
    const seeds = short ? [SHORT.seed] : options.seeds;
    const cases = short ? SHORT.cases : options.cases;
    return scoreLabelled(`simulated, seeds ${seeds.join(', ')}`, seeded(seeds, cases), options);
  },
};

function* seeded(seeds: readonly number[], cases: number): Generator<LabelledCase> {
  for (const seed of seeds) yield* simulatedCases(seed, cases);
}

if (import.meta.main) await runSets([simulatedSet]);
