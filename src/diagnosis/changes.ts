/**
 * What would change our mind: each finding that could have been made is put in the place of what was seen, and the
 * weights are computed again. Nothing here is a guess about the model; it is the model asked.
 */
import type { Change } from './diagnosis.ts';
import type { Hypothesis, PerHypothesis } from './hypotheses.ts';
import type { FindingId, Say } from './reading.ts';
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
  readonly finding: FindingId;
  readonly posterior: PerHypothesis;
}

export function otherwise(readings: Readings): readonly Otherwise[] {
  const met = metIn(readings);
  return [...readings].flatMap(([feature, reading]) => {
    if (reading !== null && reading.finding !== null && reading.strength > SETTLED) return [];
    const others = met.filter(({ finding }) => finding !== reading?.finding);
    return (FINDINGS_OF[feature.id] ?? []).flatMap((finding) => {
      return RULES.has(finding)
        ? [{ finding: finding as FindingId, posterior: weigh([...others, { finding, strength: 1 }]) }]
        : [];
    });
  });
}

export function changesFor(
  hypothesis: Hypothesis,
  posterior: PerHypothesis,
  all: readonly Otherwise[],
  { weighing }: Say,
): Change[] {
  const { names, percent } = weighing;
  // The first is asked what would overturn it, the others what would make them.
  const sign = ranked(posterior)[0] === hypothesis ? -1 : 1;
  const gain = (one: Otherwise) => sign * (one.posterior[hypothesis] - posterior[hypothesis]);
  return all
    .filter((one) => gain(one) >= CHANGE_MIN)
    .toSorted((a, b) => gain(b) - gain(a) || (a.finding < b.finding ? -1 : 1))
    .slice(0, CHANGES_MAX)
    .map(({ finding, posterior: then }) => {
      const first = ranked(then)[0]!;
      const told = [
        weighing.findings.would[finding],
        names[hypothesis],
        percent(then[hypothesis]),
        percent(posterior[hypothesis]),
      ] as const;
      return {
        basis: 'inferred',
        finding,
        words:
          first === hypothesis
            ? weighing.change(...told)
            : weighing.changeFirst(...told, names[first], percent(then[first])),
        posterior: then[hypothesis],
        first,
      };
    });
}
