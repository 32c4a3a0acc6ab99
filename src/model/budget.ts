/**
 * The false-alarm budget: the one knob an operator has. It says how many alarms without an incident behind them
 * are acceptable, for each service or for the whole observatory, and every threshold follows from it.
 */
export interface Budget {
  /** False alarms of the tier "possible", per month (30 days). */
  readonly possiblePerMonth: number;
  /** False alarms of the tier "confirmed", per year (365 days). */
  readonly confirmedPerYear: number;
  /** For what these are: each service (where nothing is said), or all services together. */
  readonly per?: 'service' | 'observatory' | undefined;
}

export const DEFAULT_BUDGET: Budget = { possiblePerMonth: 1, confirmedPerYear: 1 };

/** A share of a budget: as many fewer false alarms, of the same tiers. */
export function shareOf({ possiblePerMonth, confirmedPerYear }: Budget, share: number): Budget {
  return { possiblePerMonth: possiblePerMonth * share, confirmedPerYear: confirmedPerYear * share };
}

/** What one of `services` may take of the budget. */
export function ofOneService(budget: Budget, services: number): Budget {
  return budget.per === 'observatory' ? shareOf(budget, 1 / Math.max(1, services)) : budget;
}
