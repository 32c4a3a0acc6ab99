/**
 * How soon an excess can be known at all: the CUSUM of the likelihood ratio that knows the usual rate, the raised rate and
 * that nothing drifts. For Poisson counts a minute it is exactly the best test of its run length in the worst case
 * (Moustakides 1986, Ann. Statist. 14: 1379–1387); to first order its delay is ln(run length) / information (Lorden 1971,
 * Ann. Math. Statist. 42: 1897–1908).
 */
import { chanceOf } from './simulator/chance.ts';

export interface Limit {
  /** Lorden's first order, in minutes; not a whole number, and for high rates under the one minute that counts come in. */
  readonly lorden: number;
  /** What the best test has to reach, in nats. */
  readonly threshold: number;
  /** Its delays in minutes of counts, sorted. */
  readonly delays: readonly number[];
}

const CYCLES = 20_000;
const HITS = 1500;
const RUNS = 1500;

export function limitOf(rate: number, ratio: number, runLengthMinutes: number): Limit {
  const chance = chanceOf(1971, Math.round(1000 * rate), Math.round(10 * ratio));
  const step = (mean: number) => chance.poisson(mean) * Math.log(ratio) - rate * (ratio - 1);
  const threshold = thresholdFor(
    runLengthMinutes,
    cycleMinutes(step, rate),
    climbs(step, rate * ratio, runLengthMinutes),
  );
  return {
    lorden: Math.log(runLengthMinutes) / information(rate, ratio),
    threshold,
    delays: Array.from({ length: RUNS }, () => delay(step, rate * ratio, threshold)).sort((a, b) => a - b),
  };
}

/** Nats a minute by which counts of the raised rate tell themselves from those of the usual one. */
export const information = (rate: number, ratio: number): number => rate * (ratio * Math.log(ratio) - ratio + 1);

/** What one minute of counts of a mean adds to the evidence. */
type Step = (mean: number) => number;

/** Mean minutes from no evidence until there is none again, when nothing is wrong. */
function cycleMinutes(step: Step, mean: number): number {
  let minutes = 0;
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    let evidence = 0;
    do {
      evidence += step(mean);
      minutes++;
    } while (evidence > 0);
  }
  return minutes / CYCLES;
}

interface Climbs {
  /** Cycles begun at the raised rate. */
  readonly begun: number;
  /** For each that was not back at nothing before the most that is needed: its rising records. */
  readonly records: readonly number[][];
}

function climbs(step: Step, mean: number, runLengthMinutes: number): Climbs {
  // A run is at least e^threshold long.
  const most = Math.log(runLengthMinutes);
  const records: number[][] = [];
  let begun = 0;
  let reached = 0;
  for (; reached < HITS; begun++) {
    const own: number[] = [];
    let evidence = step(mean);
    while (evidence > 0 && evidence < most) {
      if (evidence > (own.at(-1) ?? 0)) own.push(evidence);
      evidence += step(mean);
    }
    if (evidence >= most) {
      own.push(evidence);
      reached++;
    }
    if (own.length > 0) records.push(own);
  }
  return { begun, records };
}

/**
 * The threshold whose run length is the one asked for. A run is a number of cycles, one of which reaches the threshold; how
 * seldom that is when nothing is wrong follows from cycles at the raised rate, each weighed by its likelihood ratio.
 */
function thresholdFor(runLengthMinutes: number, cycle: number, { begun, records }: Climbs): number {
  const chanceOfHit = (threshold: number) => {
    let sum = 0;
    for (const own of records) {
      const over = own.find((evidence) => evidence >= threshold);
      if (over !== undefined) sum += Math.exp(-over);
    }
    return sum / begun;
  };
  let low = 0;
  let high = Math.log(runLengthMinutes);
  for (let halving = 0; halving < 20; halving++) {
    const middle = (low + high) / 2;
    if (cycle / chanceOfHit(middle) < runLengthMinutes) low = middle;
    else high = middle;
  }
  return high;
}

function delay(step: Step, mean: number, threshold: number): number {
  let evidence = 0;
  for (let minutes = 1; ; minutes++) {
    evidence = Math.max(0, evidence + step(mean));
    if (evidence >= threshold) return minutes;
  }
}
