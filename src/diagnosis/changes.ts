/**
 * What would change our mind: each finding that could have been made is put in the place of what was seen, and the
 * weights are computed again. Nothing here is a guess about the model; it is the model asked.
 */
import type { Change } from './diagnosis.ts';
import { type Hypothesis, NAMES, type PerHypothesis } from './hypotheses.ts';
import { percent } from './reading.ts';
import { ranked } from './verdict.ts';
import { FINDINGS_OF, metIn, type Readings, RULES, weigh } from './weigh.ts';

/** So many are told for each hypothesis, those that would change most. */
const CHANGES_MAX = 3;
/** Less than this is no change of mind. */
const CHANGE_MIN = 0.05;
/** What was seen as clearly as this will not turn out otherwise. */
const SETTLED = 0.7;

/** One finding put in, and what everything would then be worth. */
interface Otherwise {
  readonly finding: string;
  readonly would: string;
  readonly posterior: PerHypothesis;
}

export function otherwise(readings: Readings): readonly Otherwise[] {
  const met = metIn(readings);
  return [...readings].flatMap(([feature, reading]) => {
    if (reading !== null && reading.finding !== null && reading.strength > SETTLED) return [];
    const others = met.filter(({ finding }) => finding !== reading?.finding);
    return (FINDINGS_OF[feature.id] ?? []).flatMap((finding) => {
      const rule = RULES.get(finding);
      return rule === undefined
        ? []
        : [{ finding, would: rule.would, posterior: weigh([...others, { finding, strength: 1 }]) }];
    });
  });
}

export function changesFor(hypothesis: Hypothesis, posterior: PerHypothesis, all: readonly Otherwise[]): Change[] {
  // The first is asked what would overturn it, the others what would make them.
  const sign = ranked(posterior)[0] === hypothesis ? -1 : 1;
  const gain = (one: Otherwise) => sign * (one.posterior[hypothesis] - posterior[hypothesis]);
  return all
    .filter((one) => gain(one) >= CHANGE_MIN)
    .toSorted((a, b) => gain(b) - gain(a) || (a.finding < b.finding ? -1 : 1))
    .slice(0, CHANGES_MAX)
    .map(({ finding, would, posterior: then }) => {
      const first = ranked(then)[0]!;
      const next = first === hypothesis ? '' : `, and ${NAMES[first]} would come first with ${percent(then[first])}`;
      return {
        basis: 'inferred',
        finding,
        words: `If ${would}, ${NAMES[hypothesis]} would be worth ${percent(then[hypothesis])} instead of ${percent(posterior[hypothesis])}${next}.`,
        posterior: then[hypothesis],
        first,
      };
    });
}
