/**
 * Quiet service-minutes a second of one core, the detector beside each peer, in one run: processor time, the best of some
 * passes, over services at which nothing is wrong. Alone: `node bench/accuracy/speed.ts [--only NAME]`
 */
import { detectRow, startDetecting } from '../../src/core/detect.ts';
import { DEFAULT_BUDGET } from '../../src/model/budget.ts';
import type { Minute } from '../../src/model/units.ts';
import { runSets } from './command.ts';
import { peers, type Setting } from './methods.ts';
import { cusum } from './peers/cusum.ts';
import { alarmsOf } from './peers/episodes.ts';
import { Series } from './peers/peer.ts';
import { seasonOf } from './peers/season.ts';
import tuned from './peers/tuned.json' with { type: 'json' };
import { type BenchSet, type Columns, type Options, OURS, section } from './report.ts';
import { type QuietSeries, quietSeries } from './simulator/quiet.ts';

const SEED = 5;
const FULL = { services: 8, days: 28, passes: 3, seconds: 4 };
const SHORT = { services: 3, days: 21, passes: 2, seconds: 1 };

interface SpeedRow {
  readonly method: string;
  readonly minutesASecond: number;
}

const columns: Columns<SpeedRow> = {
  method: (row) => row.method,
  'million service-minutes / second': (row) => (row.minutesASecond / 1e6).toFixed(2),
};

/** No floor: how fast it is depends on what else the machine does. */
export const speedSet: BenchSet = {
  name: 'speed',
  run(options) {
    return { sections: [speed(options)], failures: [] };
  },
};

function speed({ short, only }: Options) {
  const { services, days, passes, seconds } = short ? SHORT : FULL;
  const quiet = Array.from({ length: services }, (_, index) => quietSeries('plain', SEED, index, days));
  const minutes = quiet.reduce((sum, { counts }) => sum + counts.length, 0);
  const others = short ? [cusum] : peers;
  const methods = [{ name: OURS, run: watch }, ...others.map(({ name }) => ({ name, run: runnerOf(name) }))];
  const rows = methods
    .filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()))
    .map(({ name, run }) => ({
      method: name,
      minutesASecond: minutes / leastSeconds(passes, seconds, () => quiet.forEach(run)),
    }));
  return section(`Speed on one core: ${services} quiet services, ${days} days each`, rows, columns, [
    'Processor time, the best of some passes. The detector keeps its state and all that a live run says; a peer works out its season, its scores and its alarms.',
  ]);
}

/** Of at least so many passes, and of as many as `enough` seconds hold: a machine that does other things is free at times. */
function leastSeconds(passes: number, enough: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  let all = 0;
  for (let pass = 0; pass < passes || all < enough; pass++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    least = Math.min(least, seconds);
    all += seconds;
  }
  return least;
}

function watch({ startMinute, counts }: QuietSeries): void {
  const detecting = startDetecting({ stepMinutes: 1, budget: DEFAULT_BUDGET });
  for (let t = 0; t < counts.length; t++) detectRow(detecting, { at: (startMinute + t) as Minute, count: counts[t]! });
}

function runnerOf(name: string): (quiet: QuietSeries) => void {
  const peer = peers.find((one) => one.name === name)!;
  const { params, threshold } = (tuned.peers as Readonly<Record<string, Setting>>)[name]!;
  return ({ startMinute, counts }) => {
    const series = new Series(counts, startMinute, seasonOf(counts, startMinute));
    alarmsOf(series, peer.score(series, params), threshold);
  };
}

if (import.meta.main) await runSets([speedSet]);
