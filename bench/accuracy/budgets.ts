/**
 * Are the budgets kept? Counts the detector's alarms on quiet simulated services for stated budgets over three orders of
 * magnitude. Alone: `node bench/accuracy/budgets.ts [--services 200]`
 */
import { detectAll } from '../../src/core/detect.ts';
import { rowsOf } from './alarms.ts';
import { runSets } from './command.ts';
import { atMost, type BenchSet, type Columns, type Options, type Outcome, section } from './report.ts';
import { type QuietKind, quietSeries } from './simulator/quiet.ts';
import { DAY } from './simulator/rhythm.ts';

const SEED = 1;
const DAYS = 50;
/** Days of history that a service has before its alarms are counted. */
const LEARNING_DAYS = 14;
const BUDGETS = [0.1, 1, 10, 100];
const SHORT = { services: 6, budgets: [100] };

interface Kept {
  readonly kind: QuietKind;
  /** Stated: possible alarms a service-month, confirmed ones a service-year. */
  readonly budget: number;
  readonly serviceYears: number;
  readonly confirmed: number;
  readonly confirmedPerYear: number;
  readonly possible: number;
  readonly possiblePerMonth: number;
}

const columns: Columns<Kept> = {
  'quiet services': (row) => row.kind,
  'service-years': (row) => row.serviceYears.toFixed(1),
  'confirmed / year: stated': (row) => String(row.budget),
  measured: (row) => `${row.confirmedPerYear.toFixed(2)} (${row.confirmed})`,
  'possible / month: stated': (row) => String(row.budget),
  'measured ': (row) => `${row.possiblePerMonth.toFixed(2)} (${row.possible})`,
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

function measure(kind: QuietKind, services: number, stated: readonly number[]): Kept[] {
  const tallies = stated.map((budget) => ({ kind, budget, minutes: 0, confirmed: 0, possible: 0 }));
  for (let index = 0; index < services; index++) {
    const { startMinute, counts } = quietSeries(kind, SEED, index, DAYS);
    const rows = rowsOf({ startMinute, stepMinutes: 1, counts });
    const from = startMinute + LEARNING_DAYS * DAY;
    for (const tally of tallies) {
      const budget = { possiblePerMonth: tally.budget, confirmedPerYear: tally.budget };
      const found = detectAll(rows, { budget });
      tally.minutes += counts.length - LEARNING_DAYS * DAY;
      tally.confirmed += found.incidents.filter((incident) => (incident.detected ?? 0) >= from).length;
      // Every alarm that is confirmed was possible first, or at once.
      const all = [...found.incidents, ...found.possible];
      tally.possible += all.filter((incident) => (incident.possibleAt ?? incident.detected ?? 0) >= from).length;
    }
  }
  return tallies.map(({ minutes, ...tally }) => ({
    ...tally,
    serviceYears: minutes / (365 * DAY),
    confirmedPerYear: (tally.confirmed * 365 * DAY) / minutes,
    possiblePerMonth: (tally.possible * 30 * DAY) / minutes,
  }));
}

if (import.meta.main) await runSets([budgetsSet]);
