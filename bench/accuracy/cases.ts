/**
 * Labelled services for the accuracy benches, public and simulated, in one form; and the public benchmark's scorer.
 * Both are read from ../shared/data/bench beside the repository, and copied nowhere.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownNoise } from './peers/peer.ts';
import { simulateCase } from './simulate.ts';
import split from './split.json' with { type: 'json' };

const BENCH = new URL('../../../shared/data/bench/', import.meta.url);

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
  readonly rows: readonly { id: string; family: string; hit: boolean; delay?: number; waves: number; found?: number }[];
  readonly fa: readonly { id: string; detected: number; why: string; minutes: number }[];
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
}

export interface Scorer {
  scoreCase(label: unknown, found: readonly Found[]): Marks;
  labelOf(label: Label): unknown;
  aggregate(marks: readonly Marks[]): Total;
}

/** Undefined, for the caller to say so, where the shared folder is absent. */
export async function loadScorer(): Promise<Scorer | undefined> {
  const url = new URL('score.mjs', BENCH);
  return existsSync(url) ? ((await import(url.href)) as Scorer) : undefined;
}

/** One half of the public set. Constants are chosen on `tune` and measured on `score`. */
export function* publicCases(half: 'tune' | 'score'): Generator<LabelledCase> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-public-'));
  try {
    execFileSync('tar', ['xJf', new URL('public.tar.xz', BENCH).pathname, '-C', folder]);
    const labels: Label[] = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')).cases;
    for (const label of labels.filter((one) => split[half].includes(one.id))) {
      const startMinute = Date.parse(label.start) / 60_000;
      const counts = new Int32Array(label.minutes).fill(-1);
      for (const line of readFileSync(join(folder, `${label.id}.csv`), 'utf8')
        .trim()
        .split('\n')
        .slice(1)) {
        const comma = line.indexOf(',');
        counts[Date.parse(line.slice(0, comma)) / 60_000 - startMinute] = Number(line.slice(comma + 1));
      }
      yield { label, startMinute, counts };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function* simulatedCases(seed: number, cases: number): Generator<LabelledCase> {
  for (let index = 0; index < cases; index++) {
    const { label, startMinute, counts, usual, calm } = simulateCase(seed, index);
    const noise = { sigma: Number(label.meta.sigma), alpha: Number(label.meta.alpha) };
    yield { label, startMinute, counts, truth: { usual, calm, noise } };
  }
}
