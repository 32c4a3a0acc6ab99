/**
 * Delay against excess: how long after a sudden, lasting rise the detector confirms, for base rates from one report in
 * fifty minutes to thirty a minute, beside the soonest that any test of the same run length could. Alone:
 * `node bench/accuracy/curves.ts [--svg]`, which draws docs/accuracy-curves.svg again.
 */
import { writeFileSync } from 'node:fs';
import { createSeries, type SeriesState, stepSeries } from '../../src/core/series.ts';
import { DEFAULT_BUDGET } from '../../src/model/budget.ts';
import type { Minute } from '../../src/model/units.ts';
import { runSets } from './command.ts';
import { type Curve, drawCurves } from './curves-svg.ts';
import { drifting } from './drifting.ts';
import { limitOf } from './limit.ts';
import { atMost, type BenchSet, type Columns, type Options, type Outcome, quantile, section } from './report.ts';
import { chanceOf } from './simulator/chance.ts';

const RATES = [0.02, 0.1, 0.5, 3, 30];
const RATIOS = [1.5, 2, 3, 5, 10, 20, 50];
const SHORT = { rates: [0.1, 3], ratios: [5, 20], services: 3 };
const SERVICES = 8;
const DRIFT = 0.15;
const DAY = 1440;
const LEARN_MINUTES = 28 * DAY;
/** Rises begin at this many moments of each service, so far apart that every hour of the day has some. */
const MOMENTS = 12;
const APART_MINUTES = 337;
/** After a day an excess is the usual: what was not confirmed by then is missed. */
const WATCHED_MINUTES = DAY;
/** Monday, 6 May 2024, 00:00 UTC. */
const MONDAY = 28_582_560;
const RUN_LENGTH_MINUTES = (365 * DAY) / DEFAULT_BUDGET.confirmedPerYear;
const SVG = new URL('../../docs/accuracy-curves.svg', import.meta.url);
/** How many times the delay of the test that knows all, in the median, a short run may take. */
const FLOOR = 3;

interface Delays {
  readonly median: number;
  readonly p90: number;
}

interface CurveRow {
  readonly rate: number;
  readonly ratio: number;
  readonly lorden: number;
  readonly best: Delays;
  readonly steady: Delays;
  readonly drifting: Delays;
}

const minutes = (value: number): string => {
  if (value > WATCHED_MINUTES) return '–';
  return value < 9.95 && !Number.isInteger(value) ? value.toFixed(1) : value.toFixed(0);
};

const columns: Columns<CurveRow> = {
  'usual, a minute': (row) => String(row.rate),
  excess: (row) => `× ${row.ratio}`,
  'Lorden, first order': (row) => (row.lorden < 0.1 ? '< 0.1' : minutes(row.lorden)),
  'best test': (row) => minutes(row.best.median),
  'p90 ': (row) => minutes(row.best.p90),
  Groundswell: (row) => minutes(row.steady.median),
  'p90  ': (row) => minutes(row.steady.p90),
  'drifting by 15 %': (row) => minutes(row.drifting.median),
  'p90   ': (row) => minutes(row.drifting.p90),
};

export const curvesSet: BenchSet = { name: 'curves', run: curves };

function curves({ short, svg }: Options): Outcome {
  const rates = short ? SHORT.rates : RATES;
  const ratios = short ? SHORT.ratios : RATIOS;
  const services = short ? SHORT.services : SERVICES;
  const rows = rates.flatMap((rate) => rowsOf(rate, ratios, services));
  if (svg) writeFileSync(SVG, drawCurves(rates.map((rate) => curveOf(rate, rows))));
  return {
    sections: [
      section(
        'Delay against excess: minutes of counts from a sudden rise to confirmed, median and p90',
        rows,
        columns,
        [
          `Best test: knows both rates and that nothing drifts, and raises one false alarm a service-year. Groundswell: default budget, four weeks of history, ${services * MOMENTS} rises a cell. A dash: not within a day.`,
        ],
      ),
    ],
    failures: rows.flatMap((row) =>
      atMost(
        `${row.rate} a minute × ${row.ratio}: median delay over that of the best test`,
        row.steady.median / row.best.median,
        FLOOR,
      ),
    ),
  };
}

function rowsOf(rate: number, ratios: readonly number[], services: number): CurveRow[] {
  const steady = delaysOf(rate, 0, ratios, services);
  const drifted = delaysOf(rate, DRIFT, ratios, services);
  return ratios.map((ratio, i) => {
    const { lorden, delays } = limitOf(rate, ratio, RUN_LENGTH_MINUTES);
    const [best, ours, theirs] = [delays, steady[i]!, drifted[i]!].map((all) => ({
      median: quantile(all, 0.5),
      p90: quantile(all, 0.9),
    })) as [Delays, Delays, Delays];
    return { rate, ratio, lorden, best, steady: ours, drifting: theirs };
  });
}

/** For each ratio, the delays of all rises; infinite where none was confirmed. */
function delaysOf(rate: number, drift: number, ratios: readonly number[], services: number): number[][] {
  const delays = ratios.map((): number[] => []);
  for (let service = 0; service < services; service++) {
    const seeds = [service, Math.round(100 * rate), Math.round(100 * drift)];
    const chance = chanceOf(...seeds);
    const factor = drifting(chance.normal, drift);
    const state = createSeries({ stepMinutes: 1, budget: DEFAULT_BUDGET });
    for (let moment = 0, at = MONDAY; moment < MOMENTS; moment++) {
      const until = MONDAY + LEARN_MINUTES + moment * APART_MINUTES;
      let now = 1;
      for (; at < until; at++) {
        now = factor();
        stepSeries(state, at as Minute, chance.poisson(rate * now));
      }
      // A rise that meets an alarm under way is found already.
      if (state.running !== null) continue;
      ratios.forEach((ratio, i) => {
        const own = chanceOf(...seeds, moment, i);
        delays[i]!.push(
          riseDelay(structuredClone(state), at, rate * ratio, drifting(own.normal, drift, now), own.poisson),
        );
      });
    }
  }
  return delays;
}

function riseDelay(
  state: SeriesState,
  from: number,
  rate: number,
  factor: () => number,
  poisson: (mean: number) => number,
): number {
  for (let k = 1; k <= WATCHED_MINUTES; k++) {
    const { change } = stepSeries(state, (from + k - 1) as Minute, poisson(rate * factor()));
    if (change === 'confirmed') return k;
  }
  return Number.POSITIVE_INFINITY;
}

function curveOf(rate: number, rows: readonly CurveRow[]): Curve {
  const own = rows.filter((row) => row.rate === rate);
  const line = (all: readonly CurveRow[], delay: (row: CurveRow) => number) =>
    all.map((row) => ({ ratio: row.ratio, minutes: delay(row) })).filter((point) => point.minutes <= WATCHED_MINUTES);
  const found = own.filter((row) => row.steady.median <= WATCHED_MINUTES);
  return {
    title: `${rate} a minute`,
    best: line(own, (row) => row.best.median),
    steady: line(own, (row) => row.steady.median),
    steadyP90: line(found, (row) => Math.min(WATCHED_MINUTES, row.steady.p90)),
    drifting: line(own, (row) => row.drifting.median),
  };
}

if (import.meta.main) await runSets([curvesSet]);
