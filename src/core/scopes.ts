/**
 * Scopes: one service is counted as a whole, by symptom and by country, each with a detector of its own. The
 * false-alarm budget is shared among them (Bonferroni), so that looking in many places does not raise it.
 */
import type { Budget } from '../model/budget.ts';
import type { Scope } from '../model/incident.ts';
import type { Minute } from '../model/units.ts';
import type { Rollup } from './rollup.ts';
import { createSeries, type SeriesState, type SeriesStep, stepSeries } from './series.ts';

/** Of the budget, the whole takes this share; symptoms and countries take half of the rest each. */
const WHOLE_SHARE = 0.5;
const PARTS_SHARE = (1 - WHOLE_SHARE) / 2;

/** Followed apart, first come first served; the rest counts in the whole only. */
const SYMPTOMS_MAX = 8;
const COUNTRIES_MAX = 32;
const PARTS_MAX = { symptom: SYMPTOMS_MAX, country: COUNTRIES_MAX };

/** A part that appears for the first time was at zero before; so much of that past is told to its detector. */
const CATCH_UP_MINUTES = 3 * 24 * 60;

export interface ScopedSeries {
  readonly scope: Scope;
  readonly series: SeriesState;
}

export interface Scopes {
  readonly whole: SeriesState;
  readonly parts: ScopedSeries[];
}

/** What one scope's detector said of a step. */
export interface ScopedStep {
  readonly scope: Scope;
  readonly count: number | undefined;
  readonly said: SeriesStep;
}

export function createScopes(stepMinutes: number, budget: Budget): Scopes {
  return { whole: createSeries({ stepMinutes, budget: share(budget, WHOLE_SHARE) }), parts: [] };
}

/** The same scopes under another budget; thresholds follow with the next slot of the baseline. */
export function withBudget({ whole, parts }: Scopes, budget: Budget): Scopes {
  return {
    whole: { ...whole, budget: share(budget, WHOLE_SHARE) },
    parts: parts.map(({ scope, series }) => ({ scope, series: { ...series, budget: shareOf(scope, budget) } })),
  };
}

/** Takes one closed step; `known` is false where nobody was listening. The whole comes first in the answer. */
export function stepScopes(
  scopes: Scopes,
  at: Minute,
  rollup: Rollup | undefined,
  known: boolean,
  context: { stepMinutes: number; budget: Budget; firstStep: Minute },
): ScopedStep[] {
  const count = known ? (rollup?.count ?? 0) : undefined;
  const steps: ScopedStep[] = [{ scope: 'all', count, said: stepSeries(scopes.whole, at, count) }];
  if (rollup !== undefined && known) addParts(scopes, at, rollup, context);
  for (const { scope, series } of scopes.parts) {
    const part = known ? (rollup === undefined ? 0 : countOf(rollup, scope)) : undefined;
    steps.push({ scope, count: part, said: stepSeries(series, at, part) });
  }
  return steps;
}

function addParts(
  scopes: Scopes,
  at: Minute,
  rollup: Rollup,
  context: { stepMinutes: number; budget: Budget; firstStep: Minute },
): void {
  addPartsOf(scopes, 'symptom', Object.keys(rollup.symptoms), at, context);
  addPartsOf(scopes, 'country', Object.keys(rollup.countries), at, context);
}

function addPartsOf(
  scopes: Scopes,
  kind: keyof typeof PARTS_MAX,
  keys: readonly string[],
  at: Minute,
  { stepMinutes, budget, firstStep }: { stepMinutes: number; budget: Budget; firstStep: Minute },
): void {
  // Sorted, so that which parts are followed does not depend on the order of signals inside a step.
  for (const key of keys.toSorted()) {
    const scope: Scope = `${kind}:${key}`;
    if (scopes.parts.some((part) => part.scope === scope)) continue;
    if (scopes.parts.filter((part) => part.scope.startsWith(`${kind}:`)).length >= PARTS_MAX[kind]) return;
    const series = createSeries({ stepMinutes, budget: shareOf(scope, budget) });
    const steps = Math.floor(Math.min(at - firstStep, CATCH_UP_MINUTES) / stepMinutes);
    for (let back = steps; back > 0; back -= 1) stepSeries(series, (at - back * stepMinutes) as Minute, 0);
    scopes.parts.push({ scope, series });
  }
}

function countOf(rollup: Rollup, scope: Scope): number {
  const counts = scope.startsWith('symptom:') ? rollup.symptoms : rollup.countries;
  const key = scope.slice(scope.indexOf(':') + 1);
  return Object.hasOwn(counts, key) ? counts[key]! : 0;
}

function shareOf(scope: Scope, budget: Budget): Budget {
  return share(budget, PARTS_SHARE / PARTS_MAX[scope.startsWith('symptom:') ? 'symptom' : 'country']);
}

function share(budget: Budget, part: number): Budget {
  return { possiblePerMonth: budget.possiblePerMonth * part, confirmedPerYear: budget.confirmedPerYear * part };
}
