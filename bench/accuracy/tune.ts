/**
 * Chooses each peer's threshold and window once, on the tuning half of the public set (the oracles' on a simulated set of
 * its own): the most incidents found at no more than two false alarms a service-year, then the least delay.
 * `node bench/accuracy/tune.ts` writes peers/tuned.json.
 */
import { writeFileSync } from 'node:fs';
import { type LabelledCase, loadScorer, type Marks, publicCases, type Scorer, simulatedCases } from './cases.ts';
import { oracles, peers, type Setting, seriesFor } from './methods.ts';
import { alarmsOf } from './peers/episodes.ts';
import type { Peer } from './peers/peer.ts';

const FALSE_ALARMS_A_YEAR_MAX = 2;
const ORACLE_SEED = 1000;
const ORACLE_CASES = 84;

interface Tried extends Setting {
  incidents: number;
  hits: number;
  delays: number;
  falseAlarms: number;
  quiet: number;
}

async function main(): Promise<void> {
  const scorer = await loadScorer();
  if (scorer === undefined) throw new Error('tuning needs ../shared/data/bench beside the repository');
  const tuned = {
    command: 'node bench/accuracy/tune.ts',
    rule: `most incidents at <= ${FALSE_ALARMS_A_YEAR_MAX} false alarms a service-year, then least mean delay`,
    peers: tune(scorer, peers, publicCases('tune')),
    oracles: tune(scorer, oracles, simulatedCases(ORACLE_SEED, ORACLE_CASES)),
  };
  writeFileSync(new URL('peers/tuned.json', import.meta.url), `${JSON.stringify(tuned, null, 2)}\n`);
}

function tune(scorer: Scorer, methods: readonly Peer[], cases: Iterable<LabelledCase>) {
  const tried = new Map(methods.map((peer) => [peer, settingsOf(peer)]));
  for (const one of cases) {
    const label = scorer.labelOf(one.label);
    const shared = seriesFor(peers[0]!, one);
    for (const peer of methods) {
      const series = oracles.includes(peer) ? seriesFor(peer, one) : shared;
      if (series === undefined) continue;
      for (const params of peer.variants) {
        const scores = peer.score(series, params);
        for (const setting of tried.get(peer)!.filter((other) => other.params === params)) {
          const found = alarmsOf(series, scores, setting.threshold).map(({ detected, since, until }) => ({
            detected,
            start: since,
            end: until,
            waves: [],
          }));
          record(setting, scorer.scoreCase(label, found));
        }
      }
    }
  }
  for (const peer of methods)
    for (const most of [0.01, 1, FALSE_ALARMS_A_YEAR_MAX, 4, 8, 16])
      console.log(peer.name, '| <=', most, JSON.stringify(bestOf(tried.get(peer)!, most)));
  return Object.fromEntries(methods.map((peer) => [peer.name, bestOf(tried.get(peer)!, FALSE_ALARMS_A_YEAR_MAX)]));
}

function settingsOf(peer: Peer): Tried[] {
  return peer.variants.flatMap((params) =>
    peer.thresholds.map((threshold) => ({
      params,
      threshold,
      incidents: 0,
      hits: 0,
      delays: 0,
      falseAlarms: 0,
      quiet: 0,
    })),
  );
}

function record(setting: Tried, marks: Marks): void {
  setting.quiet += marks.quiet;
  setting.falseAlarms += marks.fa.length;
  for (const row of marks.rows) {
    setting.incidents++;
    if (!row.hit) continue;
    setting.hits++;
    setting.delays += row.delay ?? 0;
  }
}

/** The best setting within the false alarms allowed; where none is, the one with the fewest. */
function bestOf(tried: readonly Tried[], most: number) {
  const rate = (one: Tried) => (one.falseAlarms * 525_600) / one.quiet;
  const least = Math.min(...tried.map(rate));
  const allowed = tried.filter((one) => rate(one) <= Math.max(most, least));
  const worth = (one: Tried) => one.hits - one.delays / Math.max(1, one.hits) / 1000;
  const best = allowed.reduce<Tried | undefined>((a, b) => (a === undefined || worth(b) > worth(a) ? b : a), undefined);
  if (best === undefined) throw new Error('nothing was tried');
  return {
    params: best.params,
    threshold: best.threshold,
    recall: Number((best.hits / best.incidents).toFixed(3)),
    falseAlarmsAYear: Number(rate(best).toFixed(2)),
    delayMean: Number((best.delays / best.hits).toFixed(1)),
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
