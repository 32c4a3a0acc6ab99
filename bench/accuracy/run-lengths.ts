/**
 * Alarms on simulated quiet services for budgets over three orders of magnitude: counts with a daily swing of 60 %, Poisson
 * alone and with a rate that drifts by 15 %. node_modules/.bin/node bench/accuracy/run-lengths.ts (about a minute)
 */
import { dice, MONDAY } from '../../src/core/series.fixture.ts';
import { createSeries, stepSeries } from '../../src/core/series.ts';
import type { Minute } from '../../src/model/units.ts';

const DAY = 1440;
const RATES = [0.02, 0.1, 0.5, 3, 30];
const BUDGETS = [1, 10, 100, 1000];
const SERIES = 2;
/** Learning before alarms count. */
const LEARN_MINUTES = 14 * DAY;
/** What a drift keeps of itself a minute: half is lost in 70 minutes. */
const KEEP = 0.99;

function main(): void {
  for (const drift of [0, 0.15]) {
    const table: Record<string, Record<string, string>> = {};
    for (const perYear of BUDGETS) {
      const row: Record<string, string> = {};
      for (const rate of RATES) row[`${rate} a minute`] = alarmsAYear(rate, drift, perYear).toFixed(1);
      table[`budget ${perYear} a year`] = row;
    }
    console.log(`confirmed a service-year, rate drifting by ${100 * drift} %`);
    console.table(table);
  }
}

function alarmsAYear(rate: number, drift: number, perYear: number): number {
  const minutes = perYear >= 100 ? 200_000 : 900_000;
  let alarms = 0;
  for (let seed = 1; seed <= SERIES; seed++) {
    const { normal, poisson } = dice(1000 * seed + perYear);
    const state = createSeries({ stepMinutes: 1, budget: { possiblePerMonth: perYear, confirmedPerYear: perYear } });
    let x = 0;
    for (let k = 0; k < minutes; k++) {
      x = KEEP * x + drift * Math.sqrt(1 - KEEP * KEEP) * normal();
      const count = poisson(rate * Math.exp(x) * (1 + 0.6 * Math.sin((2 * Math.PI * k) / DAY)));
      const step = stepSeries(state, (MONDAY + k) as Minute, count);
      if (k >= LEARN_MINUTES && step.change === 'confirmed') alarms++;
    }
  }
  return alarms / ((SERIES * (minutes - LEARN_MINUTES)) / (365 * DAY));
}

main();
