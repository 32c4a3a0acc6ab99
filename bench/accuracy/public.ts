/**
 * The public benchmark: the detector, the peers and no oracle, for its rates are not known. Alone:
 * `node bench/accuracy/public.ts [--split tune|score|all] [--only NAME] [--misses]`
 */
import { publicCases } from './cases.ts';
import { runSets } from './command.ts';
import { scoreLabelled } from './labelled.ts';
import type { BenchSet } from './report.ts';
import { isShared, notShared } from './shared-data.ts';

const SHORT_CASES = 14;

export const publicSet: BenchSet = {
  name: 'public',
  run(options) {
    if (!isShared('bench')) return notShared('bench');
    const { short, split } = options;
    return scoreLabelled(`public, ${split}`, publicCases(split, short ? SHORT_CASES : undefined), options);
  },
};

if (import.meta.main) await runSets([publicSet]);
