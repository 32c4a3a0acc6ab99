/**
 * Services whose counting begins anywhere in their history: in calm, where nothing may be called an incident, and inside
 * an outage, which is found once it has ended. Alone: `node bench/accuracy/beginnings.ts [--seeds 1,2] [--cases 84]`
 */
import { createSeries, type SeriesIncident, stepSeries } from '../../src/core/series.ts';
import { DEFAULT_BUDGET } from '../../src/model/budget.ts';
import type { Minute } from '../../src/model/units.ts';
import { runSets } from './command.ts';
import {
  atLeast,
  atMost,
  type BenchSet,
  type Columns,
  type Options,
  type Outcome,
  percent,
  quantile,
  section,
} from './report.ts';
import { type SimulatedCase, simulateCase } from './simulate.ts';

/** Counted for so long after each beginning. */
const MINUTES = 14 * 60;
/** Calm beginnings are this far apart, so that they fall on all hours. */
const APART = 11 * 60 + 7;
/** Nothing happens this long before and after what is counted of a calm one. */
const CLEAR = 60;
/** Counting begins when this share of an outage is past. */
const PAST = [0.1, 0.4];
const LEAST_MINUTES = 30;
/** An alarm this long after an outage's end is still its own. */
const GRACE = 15;
/** Peaks over the usual rate, at least. */
const HEIGHTS = [1, 4, 8, 16, 40];
const SHORT = { seed: 71, cases: 12 };
const FLOORS = { wrong: 0.005, high: 0.5 };

interface Beginnings {
  readonly begins: string;
  count: number;
  hindsight: number;
  asItCame: number;
  readonly delays: number[];
}

const columns: Columns<Beginnings> = {
  'counting begins': (row) => row.begins,
  beginnings: (row) => String(row.count),
  'called an incident in hindsight %': (row) => share(row.hindsight, row.count),
  'only as it came %': (row) => share(row.asItCame, row.count),
  'minutes after its end, median': (row) => (row.delays.length === 0 ? '–' : quantile(row.delays, 0.5).toFixed(0)),
};

const share = (some: number, all: number): string => (all === 0 ? '–' : ((100 * some) / all).toFixed(2));

export const beginningsSet: BenchSet = { name: 'beginnings', run: beginnings };

function beginnings(options: Options): Outcome {
  const seeds = options.short ? [SHORT.seed] : options.seeds;
  const cases = options.short ? SHORT.cases : options.cases;
  const calm = emptyRow('in calm');
  const byHeight = HEIGHTS.map((least, i) => {
    const next = HEIGHTS[i + 1];
    return emptyRow(
      `in an outage of ${next === undefined ? `more than ${least}` : `${least} to ${next}`} times the usual`,
    );
  });
  for (const seed of seeds) {
    for (let index = 0; index < cases; index++) {
      const one = simulateCase(seed, index);
      for (const from of calmBeginnings(one)) note(calm, incidentsFrom(one, from));
      for (const outage of one.label.incidents) {
        const minutes = outage.endMin - outage.startMin;
        if (minutes < LEAST_MINUTES) continue;
        const row = byHeight[HEIGHTS.findLastIndex((least) => outage.peakMultiple >= least)] ?? byHeight[0]!;
        const end = one.startMinute + outage.endMin;
        for (const past of PAST) {
          const from = outage.startMin + Math.floor(past * minutes);
          note(
            row,
            incidentsFrom(one, from).filter(({ start }) => start < end + GRACE),
            end,
          );
        }
      }
    }
  }
  const high = byHeight.at(-1)!;
  return {
    sections: [
      section(`Beginnings, seeds ${seeds.join(', ')}`, [calm, ...byHeight], columns, [
        `Counted for ${MINUTES / 60} hours, by the minute. At the default budget of one false alarm a service-year, ${percent(MINUTES / (365 * 1440))} % of calm beginnings may see one.`,
      ]),
    ],
    failures: [
      ...atMost('share of calm beginnings called an incident in hindsight', calm.hindsight / calm.count, FLOORS.wrong),
      ...atLeast(`share of ${high.begins} found in hindsight`, high.hindsight / high.count, FLOORS.high),
    ],
  };
}

const emptyRow = (begins: string): Beginnings => ({ begins, count: 0, hindsight: 0, asItCame: 0, delays: [] });

function* calmBeginnings({ counts, label }: SimulatedCase): Generator<number> {
  for (let from = APART; from + MINUTES < counts.length; from += APART) {
    const until = from + MINUTES + CLEAR;
    if (!label.incidents.some(({ startMin, endMin }) => startMin < until && endMin > from - CLEAR)) yield from;
  }
}

function incidentsFrom({ counts, startMinute }: SimulatedCase, from: number): SeriesIncident[] {
  const series = createSeries({ stepMinutes: 1, budget: DEFAULT_BUDGET });
  const confirmed: SeriesIncident[] = [];
  for (let minute = from; minute < Math.min(counts.length, from + MINUTES); minute++) {
    const count = counts[minute]!;
    const said = stepSeries(series, (startMinute + minute) as Minute, count < 0 ? undefined : count);
    if (said.change === 'confirmed') confirmed.push(said.incident!);
  }
  return confirmed;
}

function note(row: Beginnings, confirmed: readonly SeriesIncident[], end?: number): void {
  row.count += 1;
  const seen = confirmed.find(({ decisions }) => decisions[0]!.hindsight);
  if (seen === undefined) row.asItCame += confirmed.length > 0 ? 1 : 0;
  else {
    row.hindsight += 1;
    if (end !== undefined) row.delays.push(seen.detected! - end);
  }
}

if (import.meta.main) await runSets([beginningsSet]);
