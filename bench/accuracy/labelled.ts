/**
 * Scores the detector, the peers with the settings in peers/tuned.json and the oracles on labelled services, with the
 * public benchmark's own scorer.
 */
import { type Found, type LabelledCase, loadScorer, type Marks, type Scorer, type Total } from './cases.ts';
import { oracles, peers, runOurs, runPeer, type Setting, seriesFor } from './methods.ts';
import { cusum } from './peers/cusum.ts';
import { seasonOracle } from './peers/oracle.ts';
import type { Peer, Series } from './peers/peer.ts';
import tuned from './peers/tuned.json' with { type: 'json' };
import { atLeast, atMost, type Columns, type Options, OURS, type Outcome, percent, section } from './report.ts';
import { notShared } from './shared-data.ts';

/** What a short run must reach: the promise, less what chance takes from so few cases. */
const FLOORS = { recall: 0.95, faPerYear: 3.5, delayMedian: 8, waveIou: 0.8 };

interface Method {
  readonly name: string;
  /** Undefined where the method can't run, as an oracle where there is no known truth. */
  run(one: LabelledCase, shared: () => Series): Found[] | undefined;
}

type Measured = Total & { readonly method: string };

const columns: Columns<Measured> = {
  method: (one) => one.method,
  'recall %': (one) => percent(one.recall),
  'false alarms / year': (one) => `${one.faPerYear.toFixed(2)} (${one.falseAlarms})`,
  delay: (one) => one.delayMedian.toFixed(1),
  p90: (one) => one.delayP90.toFixed(0),
  'waves %': (one) => percent(one.waveExact),
  'multi %': (one) => percent(one.waveExactMulti),
  IoU: (one) => one.waveIou.toFixed(3),
  boundary: (one) => one.boundaryMedian.toFixed(1),
};

export async function scoreLabelled(
  name: string,
  cases: Iterable<LabelledCase>,
  options: Options,
): Promise<Outcome | string> {
  const scorer = await loadScorer();
  if (scorer === undefined) return notShared('bench');
  const marked = methodsFor(options).map((method) => ({ method, marks: [] as Marks[] }));
  for (const one of cases) {
    let series: Series | undefined;
    // Made once for all peers, and not at all for the detector alone.
    const shared = () => {
      series ??= seriesFor(peers[0]!, one)!;
      return series;
    };
    for (const { method, marks } of marked) {
      const found = method.run(one, shared);
      if (found === undefined) continue;
      const scored = scorer.scoreCase(scorer.labelOf(one.label), found);
      marks.push(scored);
      if (options.misses) printMisses(`${name} ${method.name} ${one.label.id}`, scored);
    }
  }
  const totals = marked.filter(({ marks }) => marks.length > 0).map((one) => totalOf(scorer, one));
  const first = totals[0];
  if (first === undefined) return `no method is named ${options.only}`;
  const ours = totals.find(({ method }) => method === OURS);
  return {
    sections: [
      section(
        `${name}: ${first.incidents} incidents, ${first.serviceYears.toFixed(2)} quiet service-years`,
        totals,
        columns,
        ours === undefined ? [] : [noteOn(ours)],
      ),
    ],
    failures: ours === undefined ? [] : underFloors(ours),
  };
}

function noteOn({ faWhy, startBias, endBias }: Measured): string {
  const causes = Object.entries(faWhy).map(([why, count]) => `${why} ${count}`);
  return [
    `${OURS}'s false alarms by cause: ${causes.join(', ') || 'none'}.`,
    `Its starts are ${startBias.toFixed(1)} and its ends ${endBias.toFixed(1)} minutes late in the mean.`,
  ].join(' ');
}

function totalOf(scorer: Scorer, { method, marks }: { method: Method; marks: readonly Marks[] }): Measured {
  return { method: method.name, ...scorer.aggregate(marks) };
}

function methodsFor({ short, only }: Options): Method[] {
  const settings: Readonly<Record<string, Setting>> = { ...tuned.peers, ...tuned.oracles };
  const chosen: readonly Peer[] = short ? [cusum, seasonOracle] : [...peers, ...oracles];
  const others = chosen.map((peer): Method => {
    const setting = settings[peer.name];
    if (setting === undefined) throw new Error(`${peer.name} is not in peers/tuned.json: run bench/accuracy/tune.ts`);
    return {
      name: peer.name,
      run(one, shared) {
        const series = oracles.includes(peer) ? seriesFor(peer, one) : shared();
        return series === undefined ? undefined : runPeer(peer, series, setting);
      },
    };
  });
  const all: Method[] = [{ name: OURS, run: runOurs }, ...others];
  return all.filter((method) => method.name.toLowerCase().includes(only.toLowerCase()));
}

function printMisses(where: string, marks: Marks): void {
  for (const row of marks.rows) {
    if (!row.hit) console.log(where, row.family, 'missed');
    else if (row.found !== row.waves) console.log(where, row.family, `${row.found} waves for ${row.waves}`);
    if ((row.delay ?? 0) > 26) console.log(where, row.family, 'delay', row.delay);
  }
  for (const alarm of marks.fa) console.log(where, 'false alarm', alarm.detected, alarm.why);
}

const underFloors = (ours: Measured): string[] => [
  ...atLeast('recall', ours.recall, FLOORS.recall),
  ...atMost('false alarms a year', ours.faPerYear, FLOORS.faPerYear),
  ...atMost('median delay', ours.delayMedian, FLOORS.delayMedian),
  ...atLeast('wave IoU', ours.waveIou, FLOORS.waveIou),
];
