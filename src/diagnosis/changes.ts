/**
 * What would change our mind: each finding that could have been made is put in the place of what was seen, and the
 * weights are computed again. Nothing here is a guess about the model; it is the model asked.
 */
import type { Change } from './diagnosis.ts';
import type { Hypothesis, PerHypothesis } from './hypotheses.ts';
import { NAMES } from './hypotheses.ts';
import { percent } from './reading.ts';
import { ranked } from './verdict.ts';
import { FINDINGS_OF, metIn, type Readings, RULES, weigh } from './weigh.ts';

/** So many are told for each hypothesis, those that would change most. */
const CHANGES_MAX = 3;
/** Less than this is no change of mind. */
const CHANGE_MIN = 0.05;

export function changesFor(hypothesis: Hypothesis, posterior: PerHypothesis, readings: Readings): Change[] {
  const isFirst = ranked(posterior)[0] === hypothesis;
  const all: (Change & { readonly gain: number })[] = [];
  for (const [feature, reading] of readings) {
    // A source that is missing as a whole, or a figure that is: what was seen clearly will not turn out otherwise.
    if (reading !== null && reading.finding !== null && reading.strength > 0.7) continue;
    const others = metIn(new Map([...readings].filter(([other]) => other !== feature)));
    for (const finding of FINDINGS_OF[feature.id] ?? []) {
      const rule = RULES.get(finding);
      if (rule === undefined) continue;
      const then = weigh([...others, { finding, strength: 1 }]);
      const gain = then[hypothesis] - posterior[hypothesis];
      // The first is asked what would overturn it, the others what would make them.
      if ((isFirst ? -gain : gain) < CHANGE_MIN) continue;
      const first = ranked(then)[0]!;
      const next = first === hypothesis ? '' : `, and ${NAMES[first]} would come first with ${percent(then[first])}`;
      all.push({
        basis: 'inferred',
        finding,
        words: `If ${rule.would}, ${NAMES[hypothesis]} would be worth ${percent(then[hypothesis])} instead of ${percent(posterior[hypothesis])}${next}.`,
        posterior: then[hypothesis],
        first,
        gain: Math.abs(gain),
      });
    }
  }
  return all
    .toSorted((a, b) => b.gain - a.gain || (a.finding < b.finding ? -1 : 1))
    .slice(0, CHANGES_MAX)
    .map(({ gain: _gain, ...change }) => change);
}
