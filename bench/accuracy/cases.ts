/**
 * Labelled services for the accuracy benches, public and simulated, in one form; and the public benchmark's scorer.
 * Both are read from ../shared/data/bench beside the repository, and copied nowhere.
 */
import type { KnownNoise } from './peers/peer.ts';
import type { Options } from './report.ts';
import { isShared, minuteOf, sharedFile, unpacked } from './shared-data.ts';
import { simulateCase } from './simulate.ts';
import split from './split.json' with { type: 'json' };

const SCORER = 'bench/score.mjs';
const PUBLIC = 'bench/public.tar.xz';

export interface Label {
  readonly id: string;
  readonly kind: string;
  readonly start: string;
  readonly minutes: number;
}

export interface LabelledCase {
  readonly label: Label;
  readonly startMinute: number;
  /** -1 where the collector was dead. */
  readonly counts: Int32Array;
  /** Only a simulated case knows its true rates. */
  readonly truth?: { usual: Float64Array; calm: Float64Array; noise: KnownNoise };
}

export interface Found {
  readonly start: number;
  readonly detected: number;
  readonly end: number;
  readonly waves: readonly { start: number; peak: number; end: number }[];
}

/** One case's marks, as the scorer hands them out. */
export interface Marks {
  readonly rows: readonly { family: string; hit: boolean; delay?: number; waves: number; found?: number }[];
  readonly fa: readonly { detected: number; why: string; minutes: number }[];
  readonly quiet: number;
}

export interface Total {
  readonly incidents: number;
  readonly recall: number;
  readonly falseAlarms: number;
  readonly serviceYears: number;
  readonly faPerYear: number;
  readonly faWhy: Readonly<Record<string, number>>;
  readonly byFamily: Readonly<Record<string, { n: number; recall: number; delayMedian: number; delayP90: number }>>;
  readonly delayMedian: number;
  readonly delayP90: number;
  readonly waveExact: number;
  readonly waveExactMulti: number;
  readonly waveIou: number;
  readonly boundaryMedian: number;
  readonly startBias: number;
  readonly endBias: number;
}

export interface Scorer {
  scoreCase(label: unknown, found: readonly Found[]): Marks;
  labelOf(label: Label): unknown;
  aggregate(marks: readonly Marks[]): Total;
}

/** Undefined, for the caller to say so, where the shared folder is absent. */
export async function loadScorer(): Promise<Scorer | undefined> {
  return isShared(SCORER) ? ((await import(sharedFile(SCORER).href)) as Scorer) : undefined;
}

/** Cases of the public set. Constants are chosen on the half `tune` and measured on `score`. */
export function publicCases(half: Options['split'], most = Number.POSITIVE_INFINITY): LabelledCase[] {
  const ids = half === 'all' ? [...split.tune, ...split.score] : split[half];
  return unpacked(PUBLIC, (textOf) => {
    const labels: Label[] = JSON.parse(textOf('labels.json')).cases;
    const wanted = labels.filter(({ id }) => ids.includes(id)).slice(0, most);
    return wanted.map((label) => ({
      label,
      startMinute: minuteOf(label.start),
      counts: countsOf(textOf(`${label.id}.csv`), label),
    }));
  });
}

function countsOf(csv: string, { start, minutes }: Label): Int32Array {
  const counts = new Int32Array(minutes).fill(-1);
  for (const line of csv.trim().split('\n').slice(1)) {
    const comma = line.indexOf(',');
    counts[minuteOf(line.slice(0, comma)) - minuteOf(start)] = Number(line.slice(comma + 1));
  }
  return counts;
}

export function* simulatedCases(seed: number, cases: number): Generator<LabelledCase> {
  for (let index = 0; index < cases; index++) {
    const { label, startMinute, counts, usual, calm } = simulateCase(seed, index);
    const noise = { sigma: Number(label.meta.sigma), alpha: Number(label.meta.alpha) };
    yield { label, startMinute, counts, truth: { usual, calm, noise } };
  }
}
