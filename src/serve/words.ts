/** Sentences and names for what the fold found. */

import type { Budget } from '../model/budget.ts';
import type { Scope } from '../model/incident.ts';
import type { Decision } from '../model/wave.ts';
import { SYMPTOM_WORDS } from './pages/words.ts';

export function scopeName(scope: Scope): string {
  if (scope === 'all') return 'all reports';
  const key = scope.slice(scope.indexOf(':') + 1);
  return scope.startsWith('country:') ? countryLabel(key) : symptomLabel(key);
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
export const countryLabel = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code);
export const symptomLabel = (symptom: string): string =>
  SYMPTOM_WORDS[symptom as keyof typeof SYMPTOM_WORDS] ?? symptom;

/** `In 12 minutes 340 reports came where 4.1 were expected. …` */
export function decisionWords(decision: Decision, tier: 'possible' | 'confirmed', budget: Budget): string {
  const { windowMinutes, observed, expected, evidence, threshold } = decision;
  const window = windowMinutes === 1 ? 'one minute' : `${windowMinutes} minutes`;
  const came = `In ${window}, ${observed} ${observed === 1 ? 'report' : 'reports'} came where ${short(expected)} were expected.`;
  const allowed =
    tier === 'possible'
      ? `${short(budget.possiblePerMonth)} false alarm${budget.possiblePerMonth === 1 ? '' : 's'} a service-month`
      : `${short(budget.confirmedPerYear)} false alarm${budget.confirmedPerYear === 1 ? '' : 's'} a service-year`;
  return `${came} The evidence for an excess is ${short(evidence)} nats; the budget of ${allowed} asks for ${short(threshold)} before an incident is called ${tier}.`;
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
