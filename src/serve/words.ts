/** Sentences and names for what the fold found. */
import type { Incident, Scope, ScopedDecision } from '../model/incident.ts';
import { INDEPENDENCE_WORDS, percent, plural, SYMPTOM_WORDS } from './pages/words.ts';

export function scopeName(scope: Scope): string {
  if (scope === 'all') return 'all reports';
  const key = scope.slice(scope.indexOf(':') + 1);
  if (scope.startsWith('network:')) return `network ${key}`;
  return scope.startsWith('country:') ? countryLabel(key) : symptomLabel(key);
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
export const countryLabel = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code);
export const symptomLabel = (symptom: string): string =>
  SYMPTOM_WORDS[symptom as keyof typeof SYMPTOM_WORDS] ?? symptom;

/** `In 12 minutes, 340 reports came where 4.1 were expected. Chance alone …` */
export function decisionWords(decision: ScopedDecision): string {
  const { windowMinutes, observed, expected, evidence, threshold, scope, tier, share } = decision;
  const window = windowMinutes === 1 ? 'one minute' : `${windowMinutes} minutes`;
  const counted = scope === 'all' ? '' : ` with “${scopeName(scope)}”`;
  const came = `In ${window}, ${plural(observed, 'report', 'reports')}${counted} came where ${short(expected)} ${expected === 1 ? 'was' : 'were'} expected.`;
  const { accepted, period } = acceptedBy(decision);
  const budget = `${short(accepted)} false ${accepted === 1 ? 'alarm' : 'alarms'} a service-${period}`;
  const part =
    share === 1 ? '' : `, of which ${percent(share)} is for ${scope === 'all' ? scopeName(scope) : 'this part'}`;
  return `${came} Chance alone brings that ${oftenWords(decision)}. The budget then in force accepted ${budget}${part}, and so asked for ${short(threshold)} nats of evidence before an incident is called ${tier}; there were ${short(evidence)}.`;
}

const acceptedBy = ({ tier, budget }: ScopedDecision) =>
  tier === 'possible'
    ? ({ accepted: budget.possiblePerMonth, period: 'month' } as const)
    : ({ accepted: budget.confirmedPerYear, period: 'year' } as const);

const YEAR_DAYS = 365;
const MONTH_DAYS = 30;
const LONG_YEARS = 1_000;

/** The threshold is the evidence that chance passes as often as accepted; each nat more is passed e times more rarely. */
function oftenWords(decision: ScopedDecision): string {
  const { accepted, period } = acceptedBy(decision);
  const days = (period === 'month' ? MONTH_DAYS : YEAR_DAYS) / (accepted * decision.share);
  const apart = days * Math.exp(Math.min(100, decision.evidence - decision.threshold));
  if (apart > LONG_YEARS * YEAR_DAYS) return 'less than once in a thousand years';
  if (apart >= 2 * YEAR_DAYS) return `about once in ${plural(Math.round(apart / YEAR_DAYS), 'year', 'years')}`;
  if (apart >= 2 * MONTH_DAYS) return `about once in ${plural(Math.round(apart / MONTH_DAYS), 'month', 'months')}`;
  return `about once in ${plural(Math.max(1, Math.round(apart)), 'day', 'days')}`;
}

/** `From few networks: the 3 with the most reports bring 95 % of the excess. …` */
export function sourceWords({ independence, concentration, confirmedAt, state }: Incident): string {
  const lead = INDEPENDENCE_WORDS[independence];
  if (concentration === null) return lead;
  const { leftOut, share, others, othersExpected } = concentration;
  const few = `${leftOut === 1 ? 'One network brings' : `${leftOut} networks bring`} ${percent(share)} of the excess`;
  const rest = `all others together sent ${plural(others, 'report', 'reports')} where ${short(othersExpected)} are usual`;
  const so = independence === 'few' && confirmedAt === null && state === 'possible' ? ' So it is not confirmed.' : '';
  return `${lead} ${few}; ${rest}.${so}`;
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
