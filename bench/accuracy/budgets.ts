/**
 * Are the budgets kept? Counts the detector's alarms on quiet simulated services for stated budgets over three orders of
 * magnitude. Alone: `node bench/accuracy/budgets.ts [--services 200]`
 */
import { detectAll } from '../../src/core/detect.ts';
import { type Counted, rowsOf } from './alarms.ts';
import { runSets } from './command.ts';
import { atMost, type BenchSet, type Columns, type Options, type Outcome, section } from './report.ts';
import { type QuietKind, quietSeries } from './simulator/quiet.ts';
import { DAY } from './simulator/rhythm.ts';

const SEED = 1;
const DAYS = 50;
/** Days of history that a service has before its alarms are counted. */
export const LEARNING_DAYS = 14;
export const BUDGETS = [0.1, 1, 10, 100];
const SHORT = { services: 6, budgets: [100] };

/** Alarms under a stated budget: of so many possible ones a service-month, and so many confirmed ones a service-year. */
export interface Kept {
  readonly budget: number;
  readonly serviceYears: number;
  readonly confirmed: number;
  readonly confirmedPerYear: number;
  readonly possible: number;
  readonly possiblePerMonth: number;
}

export const keptColumns: Columns<Kept> = {
  'confirmed / year: stated': (row) => String(row.budget),
  measured: (row) => `${row.confirmedPerYear.toFixed(2)} (${row.confirmed})`,
  'possible / month: stated': (row) => String(row.budget),
  'measured ': (row) => `${row.possiblePerMonth.toFixed(2)} (${row.possible})`,
};

type KeptByKind = Kept & { readonly kind: QuietKind };

const columns: Columns<KeptByKind> = {
  'quiet services': (row) => row.kind,
  'service-years': (row) => row.serviceYears.toFixed(1),
  ...keptColumns,
};

export const budgetsSet: BenchSet = { name: 'budgets', run: budgets };

function budgets(options: Options): Outcome {
  const services = options.short ? SHORT.services : options.services;
  const stated = options.short ? SHORT.budgets : BUDGETS;
  const rows = (['plain', 'rough'] as const).flatMap((kind) => measure(kind, services, stated));
  return {
    sections: [section('Budgets: alarms stated and measured on quiet simulated services', rows, columns)],
    failures: rows.flatMap(({ kind, budget, confirmedPerYear }) =>
      atMost(`confirmed a year on ${kind} services`, confirmedPerYear, budget),
    ),
  };
}

function measure(kind: QuietKind, services: number, stated: readonly number[]): KeptByKind[] {
  const tallies = stated.map((budget) => new BudgetTally(budget));
  for (let index = 0; index < services; index++) {
    const { startMinute, counts } = quietSeries(kind, SEED, index, DAYS);
    const counted = { startMinute, stepMinutes: 1, counts };
    for (const tally of tallies) tally.add(counted, LEARNING_DAYS * DAY, counts.length - LEARNING_DAYS * DAY);
  }
  return tallies.map((tally) => ({ kind, ...tally.kept() }));
}

/** Counts the detector's alarms under a budget, series after series. */
export class BudgetTally {
  readonly #budget: number;
  #minutes = 0;
  #confirmed = 0;
  #possible = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /**
   * @param learning minutes from the beginning in which alarms don't count
   * @param minutes that are counted after them
   */
  add(counted: Counted, learning: number, minutes: number): void {
    const budget = { possiblePerMonth: this.#budget, confirmedPerYear: this.#budget };
    const { incidents, possible } = detectAll(rowsOf(counted), { stepMinutes: counted.stepMinutes, budget });
    const from = counted.startMinute + learning;
    this.#minutes += minutes;
    this.#confirmed += incidents.filter(({ detected }) => (detected ?? 0) >= from).length;
    // Every alarm that is confirmed was possible first, or at once.
    const all = [...incidents, ...possible];
    this.#possible += all.filter(({ possibleAt, detected }) => (possibleAt ?? detected ?? 0) >= from).length;
  }

  kept(): Kept {
    return {
      budget: this.#budget,
      serviceYears: this.#minutes / (365 * DAY),
      confirmed: this.#confirmed,
      confirmedPerYear: (this.#confirmed * 365 * DAY) / this.#minutes,
      possible: this.#possible,
      possiblePerMonth: (this.#possible * 30 * DAY) / this.#minutes,
    };
  }
}

if (import.meta.main) await runSets([budgetsSet]);
