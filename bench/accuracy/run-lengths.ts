/**
 * Alarms on simulated quiet services for budgets over three orders of magnitude: counts with a daily swing of 60 %, Poisson
 * alone and with a rate that drifts by 15 %. Alone: `node bench/accuracy/run-lengths.ts` (about a minute)
 */
import { createSeries, stepSeries } from '../../src/core/series.ts';
import type { Minute } from '../../src/model/units.ts';
import { runSets } from './command.ts';
import { drifting } from './drifting.ts';
import { atMost, type BenchSet, type Columns, type Options, type Outcome, section } from './report.ts';
import { chanceOf } from './simulator/chance.ts';

const DAY = 1440;
/** Monday, 6 May 2024, 00:00 UTC: no clock changes near. */
const MONDAY = 28_582_560;
const RATES = [0.02, 0.1, 0.5, 3, 30];
const DRIFT = 0.15;
const SERIES = 2;
/** Learning before alarms count. */
const LEARN_MINUTES = 14 * DAY;
const FULL = { budgets: [1, 10, 100, 1000], longMinutes: 900_000, shortMinutes: 200_000 };
const SHORT = { budgets: [100], longMinutes: 200_000, shortMinutes: 200_000 };
/** Budgets from this on fill a short series with alarms. */
const OFTEN = 100;

interface RunLength {
  readonly drift: number;
  readonly budget: number;
  /** Confirmed a service-year, for each of the rates. */
  readonly alarmsAYear: readonly number[];
}

const columns: Columns<RunLength> = {
  rate: (row) => (row.drift === 0 ? 'steady' : `drifts by ${100 * row.drift} %`),
  'budget / year': (row) => String(row.budget),
  ...Object.fromEntries(
    RATES.map((rate, i) => [`${rate} a minute`, (row: RunLength) => row.alarmsAYear[i]!.toFixed(1)]),
  ),
};

export const runLengthsSet: BenchSet = { name: 'run-lengths', run: runLengths };

function runLengths({ short }: Options): Outcome {
  const { budgets, longMinutes, shortMinutes } = short ? SHORT : FULL;
  const rows = [0, DRIFT].flatMap((drift) =>
    budgets.map((budget) => {
      const minutes = budget >= OFTEN ? shortMinutes : longMinutes;
      return { drift, budget, alarmsAYear: RATES.map((rate) => alarmsAYear(rate, drift, budget, minutes)) };
    }),
  );
  return {
    sections: [section('Run lengths: confirmed alarms a service-year on quiet services, by usual rate', rows, columns)],
    failures: rows.flatMap(({ drift, budget, alarmsAYear: all }) =>
      all.flatMap((alarms, i) => atMost(`alarms at ${RATES[i]} a minute, drift ${drift}`, alarms, budget)),
    ),
  };
}

function alarmsAYear(rate: number, drift: number, perYear: number, minutes: number): number {
  let alarms = 0;
  for (let seed = 1; seed <= SERIES; seed++) {
    const { normal, poisson } = chanceOf(seed, perYear, Math.round(100 * rate));
    const factor = drifting(normal, drift);
    const state = createSeries({ stepMinutes: 1, budget: { possiblePerMonth: perYear, confirmedPerYear: perYear } });
    for (let k = 0; k < minutes; k++) {
      const count = poisson(rate * factor() * (1 + 0.6 * Math.sin((2 * Math.PI * k) / DAY)));
      const step = stepSeries(state, (MONDAY + k) as Minute, count);
      if (k >= LEARN_MINUTES && step.change === 'confirmed') alarms++;
    }
  }
  return alarms / ((SERIES * (minutes - LEARN_MINUTES)) / (365 * DAY));
}

if (import.meta.main) await runSets([runLengthsSet]);
