/**
 * Weekly disease counts with outbreak weeks marked, from six series. A week is given to the detector as a step of an hour:
 * longer steps it does not know. Alone: `node bench/accuracy/outbreaks.ts [--only NAME]`
 */
import { readFileSync } from 'node:fs';
import { type Alarm, type AlarmMethod, type Counted, ours } from './alarms.ts';
import { runSets } from './command.ts';
import { cusum } from './peers/cusum.ts';
import { earsC1, earsC2, earsC3 } from './peers/ears.ts';
import { farrington } from './peers/farrington.ts';
import { type Params, type Peer, Series } from './peers/peer.ts';
import {
  atLeast,
  atMost,
  type BenchSet,
  type Columns,
  type Options,
  type Outcome,
  quantile,
  section,
} from './report.ts';
import { isShared, notShared, sharedFile } from './shared-data.ts';

const NAMES = ['m1', 'm2', 'm3', 'm4', 'm5', 'k1'];
const fileOf = (name: string): string => `series/${name}.csv`;
const WEEKS_A_YEAR = 52;
const WEEK_MINUTES = 7 * 1440;
/** Any Monday: steps of an hour from then on stand for weeks. */
const MONDAY = 28_582_560;
const STEP_MINUTES = 60;
/** One false alarm in a year of weeks and in four, said in the detector's own months and years of hours. */
const WEEKLY_BUDGET = {
  possiblePerMonth: (30 * 24) / WEEKS_A_YEAR,
  confirmedPerYear: (365 * 24) / (4 * WEEKS_A_YEAR),
};
const FLOORS = { found: 5, falseAlarmsAYear: 1 };

export interface Outbreak {
  readonly first: number;
  readonly last: number;
}

interface Disease extends Counted {
  readonly name: string;
  readonly outbreaks: readonly Outbreak[];
}

interface Marked {
  /** Weeks from the first of each outbreak to the first with an alarm, 0 where it is the same; undefined if missed. */
  readonly delays: readonly (number | undefined)[];
  /** Alarms that began outside of any outbreak; one that lasts counts once. */
  readonly falseAlarms: number;
  readonly quietWeeks: number;
}

interface OutbreakRow {
  readonly method: string;
  readonly delays: readonly (number | undefined)[];
  readonly found: number;
  readonly delayMedian: number;
  readonly falseAlarms: number;
  readonly falseAlarmsAYear: number;
}

const columns: Columns<OutbreakRow> = {
  method: (row) => row.method,
  ...Object.fromEntries(NAMES.map((name, i) => [name, (row: OutbreakRow) => String(row.delays[i] ?? '–')])),
  found: (row) => `${row.found} of ${row.delays.length}`,
  'weeks, median': (row) => (row.found === 0 ? '–' : row.delayMedian.toFixed(0)),
  'false alarms / year': (row) => `${row.falseAlarmsAYear.toFixed(2)} (${row.falseAlarms})`,
};

export const outbreaksSet: BenchSet = {
  name: 'outbreaks',
  run: (options) => (isShared(fileOf(NAMES[0]!)) ? outbreaks(options) : notShared('series')),
};

/**
 * Peers as published: EARS with seven weeks before, three deviations (C1, C2) and two (C3); Farrington-flexible with the
 * same weeks of earlier years and an upper bound of 99.5 %; CUSUM for a doubled rate, with a run length of a year at least.
 */
const methods: readonly AlarmMethod[] = [
  ours('possible'),
  ours('confirmed'),
  ours('possible', WEEKLY_BUDGET, 'Groundswell, possible, one a year'),
  ours('confirmed', WEEKLY_BUDGET, 'Groundswell, confirmed, one in four years'),
  weekly(earsC1, { leastSd: 0.2 }, 3, 1),
  weekly(earsC2, { leastSd: 0.2 }, 3, 1),
  weekly(earsC3, { leastSd: 0.2 }, 2, 1),
  weekly(farrington, { historyDays: 1, leastPoints: 7 }, -Math.log10(0.005), WEEKS_A_YEAR),
  weekly(cusum, { ratio: 2 }, Math.log(WEEKS_A_YEAR), 1),
];

function outbreaks({ only }: Options): Outcome {
  const diseases = NAMES.map(readDisease);
  const rows = methods
    .filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()))
    .map((method) => rowOf(method, diseases));
  const mine = rows.find(({ method }) => method === ours('possible').name);
  return {
    sections: [
      section('Outbreaks in weekly counts: weeks until the first alarm, by series', rows, columns, [
        'A dash is an outbreak without alarm. Four of the six begin in the first year, for which Farrington has no earlier ones. The detector sees an hour for a week, so the default budget of a month and a year is 14 and 168 years of weeks.',
      ]),
    ],
    failures:
      mine === undefined
        ? []
        : [
            ...atLeast('outbreaks found', mine.found, FLOORS.found),
            ...atMost('false alarms a year', mine.falseAlarmsAYear, FLOORS.falseAlarmsAYear),
          ],
  };
}

function rowOf(method: AlarmMethod, diseases: readonly Disease[]): OutbreakRow {
  const marked = diseases.map((disease) => mark(disease.outbreaks, method.alarms(disease), disease.counts.length));
  const delays = marked.flatMap((one) => one.delays);
  const known = delays.filter((delay) => delay !== undefined);
  const falseAlarms = marked.reduce((sum, one) => sum + one.falseAlarms, 0);
  const quietWeeks = marked.reduce((sum, one) => sum + one.quietWeeks, 0);
  return {
    method: method.name,
    delays,
    found: known.length,
    delayMedian: quantile(known, 0.5),
    falseAlarms,
    falseAlarmsAYear: (falseAlarms * WEEKS_A_YEAR) / quietWeeks,
  };
}

/** An alarm that runs when an outbreak begins finds it at once; if it began before, it was a false one too. */
export function mark(marks: readonly Outbreak[], alarms: readonly Alarm[], weeks: number): Marked {
  const delays = marks.map(({ first, last }) => {
    const running = alarms.filter(({ at, until }) => at <= last && until >= first);
    return running.length === 0 ? undefined : Math.max(0, Math.min(...running.map(({ at }) => at)) - first);
  });
  const isOutside = (week: number) => marks.every(({ first, last }) => week < first || week > last);
  return {
    delays,
    falseAlarms: alarms.filter(({ at }) => isOutside(at)).length,
    quietWeeks: weeks - marks.reduce((sum, { first, last }) => sum + last - first + 1, 0),
  };
}

/** A peer on weeks that repeat after so many, with the mean of all earlier weeks where it wants an expectation. */
function weekly(peer: Peer, params: Params, threshold: number, period: number): AlarmMethod {
  return {
    name: peer.name,
    alarms({ counts }) {
      const steps = { stepMinutes: WEEK_MINUTES, period };
      const scores = peer.score(new Series(counts, 0, meansBefore(counts), undefined, steps), params);
      return runsOf(Array.from(scores, (score) => score >= threshold));
    },
  };
}

function meansBefore(counts: Int32Array): Float64Array {
  let sum = 0.5;
  return Float64Array.from(counts, (count, week) => {
    const mean = sum / (week + 1);
    sum += count;
    return mean;
  });
}

/** Stretches of set flags, as alarms. */
export function runsOf(flags: readonly boolean[]): Alarm[] {
  const runs: { at: number; until: number }[] = [];
  flags.forEach((flag, week) => {
    if (!flag) return;
    const last = runs.at(-1);
    if (last?.until === week - 1) last.until = week;
    else runs.push({ at: week, until: week });
  });
  return runs;
}

function readDisease(name: string): Disease {
  const lines = readFileSync(sharedFile(fileOf(name)), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
  const cells = lines.map((line) => line.split(','));
  const marked = runsOf(cells.map((cell) => cell[2] === '1'));
  return {
    name,
    startMinute: MONDAY,
    stepMinutes: STEP_MINUTES,
    counts: Int32Array.from(cells, (cell) => Number(cell[1])),
    outbreaks: marked.map(({ at, until }) => ({ first: at, last: until })),
  };
}

if (import.meta.main) await runSets([outbreaksSet]);
