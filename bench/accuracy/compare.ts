/**
 * One table: the detector, the peers with the settings in peers/tuned.json, and the oracles, on the scoring half of the public
 * set and on simulated sets. `node bench/accuracy/compare.ts [--short] [--json] [--seeds 1,2,3] [--cases 84] [--only NAME]
 * [--sets public,simulated] [--misses]`. The short form ends with status 1 when the detector falls under its floors.
 */
import { parseArgs } from 'node:util';
import {
  type Found,
  type LabelledCase,
  loadScorer,
  type Marks,
  publicCases,
  simulatedCases,
  type Total,
} from './cases.ts';
import { oracles, peers, runOurs, runPeer, type Setting, seriesFor } from './methods.ts';
import { cusum } from './peers/cusum.ts';
import { seasonOracle } from './peers/oracle.ts';
import { type Peer, Series } from './peers/peer.ts';
import { seasonOf } from './peers/season.ts';
import tuned from './peers/tuned.json' with { type: 'json' };

const OURS = 'Groundswell';
/** The short form's seed is one that constants may be chosen on; the default seeds are for measuring only. */
const SHORT = { publicCases: 14, simulatedCases: 28, seed: 71 };
/** What the short form must reach: the promise, less what chance takes from so few cases. */
const FLOORS = { recall: 0.95, faPerYear: 3.5, delayMedian: 8, waveIou: 0.8 };

interface Method {
  readonly name: string;
  /** Undefined where the method can't run, as an oracle where there is no known truth. */
  run(one: LabelledCase, shared: Shared): Found[] | undefined;
}

/** What all peers see of a case, made once; its time is charged to each. */
interface Shared {
  readonly series: Series;
  readonly seconds: number;
}

interface Row {
  readonly set: string;
  readonly method: string;
  readonly minutes: number;
  readonly seconds: number;
  readonly marks: Marks[];
}

type Measured = Total & Omit<Row, 'marks'>;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
      seeds: { type: 'string', default: '1,2,3' },
      cases: { type: 'string', default: '84' },
      sets: { type: 'string', default: 'public,simulated' },
      only: { type: 'string' },
    },
  });
  const scorer = await loadScorer();
  if (scorer === undefined) {
    console.log('skipped: the benchmark and its scorer are not in ../shared/data/bench');
    return;
  }
  const methods = methodsFor(values.short, values.only);
  const rows: Row[] = [];
  const score = (set: string, cases: Iterable<LabelledCase>) => {
    const fresh = methods.map((method) => ({ set, method: method.name, minutes: 0, seconds: 0, marks: [] as Marks[] }));
    for (const one of cases) {
      const label = scorer.labelOf(one.label);
      const shared = sharedOf(one);
      methods.forEach((method, i) => {
        const row = fresh[i]!;
        const before = performance.now();
        const found = method.run(one, shared);
        if (found === undefined) return;
        row.seconds +=
          (performance.now() - before) / 1000 + (peers.some(({ name }) => name === method.name) ? shared.seconds : 0);
        row.minutes += one.counts.length;
        const marks = scorer.scoreCase(label, found);
        row.marks.push(marks);
        if (values.misses) printMisses(`${set} ${method.name} ${one.label.id}`, marks);
      });
    }
    rows.push(...fresh.filter((row) => row.marks.length > 0));
  };
  const sets = values.sets.split(',');
  if (values.short) {
    score('public', firstOf(publicCases('score'), SHORT.publicCases));
    score('simulated', simulatedCases(SHORT.seed, SHORT.simulatedCases));
  } else {
    if (sets.includes('public')) score('public', publicCases('score'));
    if (sets.includes('simulated'))
      score(
        'simulated',
        chained(values.seeds.split(',').map((seed) => simulatedCases(Number(seed), Number(values.cases)))),
      );
  }
  const totals = rows.map(({ marks, ...row }) => ({ ...row, ...scorer.aggregate(marks) }));
  if (values.json) console.log(JSON.stringify(totals, null, 2));
  else
    for (const set of new Set(rows.map((row) => row.set)))
      print(
        set,
        totals.filter((total) => total.set === set),
      );
  if (values.short) checkFloors(totals.filter((total) => total.method === OURS));
}

function sharedOf(one: LabelledCase): Shared {
  const before = performance.now();
  const series = new Series(one.counts, one.startMinute, seasonOf(one.counts, one.startMinute));
  return { series, seconds: (performance.now() - before) / 1000 };
}

function methodsFor(short: boolean, only: string | undefined): Method[] {
  const settings: Readonly<Record<string, Setting>> = { ...tuned.peers, ...tuned.oracles };
  const chosen: readonly Peer[] = short ? [cusum, seasonOracle] : [...peers, ...oracles];
  const others = chosen.map((peer): Method => {
    const setting = settings[peer.name];
    if (setting === undefined) throw new Error(`${peer.name} is not in peers/tuned.json: run bench/accuracy/tune.ts`);
    return {
      name: peer.name,
      run(one, shared) {
        const series = oracles.includes(peer) ? seriesFor(peer, one) : shared.series;
        return series === undefined ? undefined : runPeer(peer, series, setting);
      },
    };
  });
  const all: Method[] = [{ name: OURS, run: runOurs }, ...others];
  return only === undefined ? all : all.filter((method) => method.name.toLowerCase().includes(only.toLowerCase()));
}

function print(set: string, totals: readonly Measured[]): void {
  const first = totals[0]!;
  console.log(`\n${set}: ${first.incidents} incidents, ${first.serviceYears.toFixed(2)} quiet service-years\n`);
  const head = [
    'method',
    'recall %',
    'false alarms / year',
    'delay',
    'p90',
    'waves %',
    'multi %',
    'IoU',
    'boundary',
    'M min/s',
  ];
  console.log(`| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`);
  for (const one of totals) {
    const cells = [
      one.method,
      (100 * one.recall).toFixed(1),
      `${one.faPerYear.toFixed(2)} (${one.falseAlarms})`,
      one.delayMedian.toFixed(1),
      one.delayP90.toFixed(0),
      (100 * one.waveExact).toFixed(1),
      (100 * one.waveExactMulti).toFixed(1),
      one.waveIou.toFixed(3),
      one.boundaryMedian.toFixed(1),
      (one.minutes / one.seconds / 1e6).toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function printMisses(where: string, marks: Marks): void {
  for (const row of marks.rows) {
    if (!row.hit) console.log(where, row.family, 'missed');
    else if (row.found !== row.waves) console.log(where, row.family, `${row.found} waves for ${row.waves}`);
  }
  for (const alarm of marks.fa) console.log(where, 'false alarm', alarm.detected, alarm.why);
}

function checkFloors(ours: readonly Measured[]): void {
  for (const one of ours) {
    const low = [
      one.recall < FLOORS.recall && `recall ${one.recall.toFixed(3)}`,
      one.faPerYear > FLOORS.faPerYear && `false alarms a year ${one.faPerYear.toFixed(2)}`,
      one.delayMedian > FLOORS.delayMedian && `delay ${one.delayMedian}`,
      one.waveIou < FLOORS.waveIou && `wave IoU ${one.waveIou.toFixed(3)}`,
    ].filter((text) => text !== false);
    if (low.length === 0) continue;
    console.error(`${one.set}: the detector fell under its floors: ${low.join(', ')}`);
    process.exitCode = 1;
  }
}

function* firstOf<T>(items: Iterable<T>, most: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ === most) return;
    yield item;
  }
}

function* chained<T>(parts: readonly Iterable<T>[]): Generator<T> {
  for (const part of parts) yield* part;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
