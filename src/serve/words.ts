/** Sentences and names for what the fold found, in a page's language. */
import type { Incident, Scope, ScopedDecision } from '../model/incident.ts';
import type { Words } from '../words/words.ts';

export function scopeName(t: Words, scope: Scope): string {
  if (scope === 'all') return t.decisions.allReports;
  const key = scope.slice(scope.indexOf(':') + 1);
  if (scope.startsWith('network:')) return t.decisions.network(key);
  return scope.startsWith('country:') ? t.country(key) : symptomName(t, key);
}

/** A symptom that this version does not know keeps the name that it came with. */
export const symptomName = ({ states: { symptoms } }: Words, symptom: string): string =>
  symptoms[symptom as keyof typeof symptoms] ?? symptom;

/** `In 12 minutes, 340 reports came where 4.1 were expected. Chance alone …` */
export function decisionWords(t: Words, decision: ScopedDecision): string {
  const { windowMinutes, observed, expected, evidence, threshold, scope, tier, share } = decision;
  const { decisions: words } = t;
  const ofAll = scope === 'all';
  const part = t.percent(share);
  return [
    words.came(windowMinutes, observed, ofAll ? null : scopeName(t, scope), expected),
    ...(decision.hindsight ? [words.inHindsight] : []),
    words.chance(oftenWords(t, decision)),
    words.budget({
      ...acceptedBy(decision),
      share: share === 1 ? '' : ofAll ? words.shareOfAll(part) : words.shareOfPart(part),
      tier,
      asked: threshold,
      found: evidence,
    }),
  ].join(' ');
}

const acceptedBy = ({ tier, budget }: ScopedDecision) =>
  tier === 'possible'
    ? ({ accepted: budget.possiblePerMonth, period: 'month' } as const)
    : ({ accepted: budget.confirmedPerYear, period: 'year' } as const);

const YEAR_DAYS = 365;
const MONTH_DAYS = 30;
const LONG_YEARS = 1_000;

/** The threshold is the evidence that chance passes as often as accepted; each nat more is passed e times more rarely. */
function oftenWords({ decisions: words }: Words, decision: ScopedDecision): string {
  const { accepted, period } = acceptedBy(decision);
  const days = (period === 'month' ? MONTH_DAYS : YEAR_DAYS) / (accepted * decision.share);
  const apart = days * Math.exp(Math.min(100, decision.evidence - decision.threshold));
  if (apart > LONG_YEARS * YEAR_DAYS) return words.lessThanMillennium;
  if (apart >= 2 * YEAR_DAYS) return words.onceInYears(Math.round(apart / YEAR_DAYS));
  if (apart >= 2 * MONTH_DAYS) return words.onceInMonths(Math.round(apart / MONTH_DAYS));
  return words.onceInDays(Math.max(1, Math.round(apart)));
}

/** `From few networks: the 3 with the most reports bring 95 % of the excess. …` */
export function sourceWords(t: Words, { independence, concentration, confirmedAt, state }: Incident): string {
  const lead = t.states.independence[independence];
  if (concentration === null) return lead;
  const { leftOut, share, others, othersExpected } = concentration;
  const { decisions: words } = t;
  const unconfirmed = independence === 'few' && confirmedAt === null && state === 'possible';
  return [
    lead,
    words.rest(words.few(leftOut, t.percent(share)), others, othersExpected),
    ...(unconfirmed ? [words.soNotConfirmed] : []),
  ].join(' ');
}
