/**
 * The false-alarm budget: the one knob an operator has. It says how many alarms without an incident behind them
 * are acceptable for one service, and every threshold follows from it.
 */
export interface Budget {
  /** False alarms of the tier "possible", per service and month (30 days). */
  readonly possiblePerMonth: number;
  /** False alarms of the tier "confirmed", per service and year (365 days). */
  readonly confirmedPerYear: number;
}

export const DEFAULT_BUDGET: Budget = { possiblePerMonth: 1, confirmedPerYear: 1 };
