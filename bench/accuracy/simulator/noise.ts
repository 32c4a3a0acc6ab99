/**
 * What makes a quiet service unquiet without anything being wrong: correlated rate noise, over-dispersion that
 * changes with the hour, passing flares and lifts, single-minute blips, dying collectors and their backlogs.
 */
import type { Chance } from './chance.ts';
import type { Harmless } from './labels.ts';
import { DAY, rounded } from './rhythm.ts';

export interface RateNoise {
  factor: Float64Array;
  sigma: number;
}

/** Rate noise of mean one: slow and fast Ornstein–Uhlenbeck log-rates, or a gamma level that jumps. */
export function drawRateNoise(chance: Chance, minutes: number): RateNoise {
  const factor = new Float64Array(minutes).fill(1);
  const heavy = chance.happens(0.15) ? 1.3 : 1;
  const parts = [{ sigma: chance.between(0.05, 0.14) * heavy, memory: chance.logBetween(45, 360) }];
  const jumps = chance.happens(0.25);
  if (!jumps) parts.push({ sigma: chance.between(0.03, 0.12) * heavy, memory: chance.logBetween(5, 45) });
  for (const { sigma, memory } of parts) {
    const keep = Math.exp(-1 / memory);
    let x = sigma * chance.normal();
    for (let t = 0; t < minutes; t++) {
      factor[t]! *= Math.exp(x - (sigma * sigma) / 2);
      x = keep * x + sigma * Math.sqrt(1 - keep * keep) * chance.normal();
    }
  }
  let variance = parts.reduce((sum, part) => sum + part.sigma ** 2, 0);
  if (jumps) {
    const sigma = chance.between(0.05, 0.15);
    const stay = chance.logBetween(8, 90);
    const draw = () => chance.gamma(1 / sigma ** 2) * sigma ** 2;
    let level = draw();
    for (let t = 0; t < minutes; t++) {
      if (chance.happens(1 / stay)) level = draw();
      factor[t]! *= level;
    }
    variance += sigma ** 2;
  }
  return { factor, sigma: Math.sqrt(variance) };
}

/** Over-dispersion of a minute's count (variance = mean + alpha·mean²) by hour of the day. */
export function drawDispersion(chance: Chance, base: number): { alpha: number; at(minute: number): number } {
  const alpha = chance.happens(0.25) ? 0 : Math.min(chance.logBetween(0.0008, 0.06), 2.5 / base);
  const swing = chance.between(0, 1.2);
  const phase = chance.between(0, DAY);
  const at = (minute: number) => alpha * Math.exp(swing * Math.cos((2 * Math.PI * (minute - phase)) / DAY));
  return { alpha, at };
}

/** Hour-long flares and day-long lifts, as factors. The lift's stretch is handed back for incidents on top of it. */
export function drawLifts(
  chance: Chance,
  minutes: number,
  evalStart: number,
  harmless: Harmless[],
): { factor: Float64Array; lift: [number, number] | null } {
  const factor = new Float64Array(minutes).fill(1);
  const raise = (type: 'flare' | 'lift', from: number, length: number, size: number, edge: number) => {
    const to = Math.min(minutes, from + length);
    for (let t = from; t < to; t++) factor[t]! *= 1 + (size - 1) * rounded(t - from, to - from, edge);
    harmless.push({ type, startMin: from, endMin: to, size });
  };
  if (chance.happens(0.45)) {
    const perDay = chance.logBetween(0.08, 0.7);
    const most = chance.between(1.35, 1.6);
    for (let t = 0; t < minutes - 160; t++) {
      if (!chance.happens(perDay / DAY)) continue;
      raise('flare', t, chance.whole(30, 150), chance.between(1.2, most), chance.whole(2, 15));
      t += 300;
    }
  }
  let lift: [number, number] | null = null;
  if (chance.happens(0.45)) {
    const from = chance.whole(evalStart - 7 * DAY, minutes - 2 * DAY);
    const length = chance.whole(700, 1700);
    raise('lift', from, length, chance.between(1.25, 1.5), chance.whole(30, 120));
    lift = [from, from + length];
  }
  return { factor, lift };
}

/** Adds single-minute blips of four to ten times the usual count. */
export function addBlips(chance: Chance, usual: Float64Array, counts: Int32Array, harmless: Harmless[]): void {
  if (!chance.happens(0.35)) return;
  const perDay = chance.logBetween(0.1, 0.8);
  for (let t = 0; t < counts.length; t++) {
    if (!chance.happens(perDay / DAY)) continue;
    const size = Math.max(chance.whole(2, 5), Math.round(usual[t]! * chance.between(3, 9)));
    counts[t]! += size;
    harmless.push({ type: 'blip', startMin: t, endMin: t + 1, size });
  }
}

/** Stretches in which the collector is dead: a few long ones, or many single minutes. */
export function drawGaps(chance: Chance, minutes: number): [number, number][] {
  const runs: [number, number][] = [];
  const kind = chance.weighted({ none: 11, few: 6, crumbs: 2, dying: 2 });
  if (kind === 'few') {
    for (let i = chance.whole(1, 4); i > 0; i--) {
      const from = chance.whole(DAY, minutes - 500);
      runs.push([from, from + Math.round(chance.logBetween(4, 400))]);
    }
  } else if (kind !== 'none') {
    const perDay = kind === 'crumbs' ? chance.between(2, 10) : chance.between(0.3, 1.5);
    const longest = kind === 'crumbs' ? 2 : 40;
    for (let t = 100; t < minutes - 100; t++)
      if (chance.happens(perDay / DAY)) runs.push([t, t + Math.round(chance.logBetween(1, longest))]);
  }
  return tidy(runs);
}

/** In order of time, none touching another. */
export function tidy(runs: [number, number][]): [number, number][] {
  const tidied: [number, number][] = [];
  for (const [from, to] of [...runs].sort((a, b) => a[0] - b[0])) {
    const last = tidied[tidied.length - 1];
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else tidied.push([from, to]);
  }
  return tidied;
}

/** Takes the gaps' minutes out (-1); of some, the counts come late, within three minutes after the gap. */
export function cutGaps(
  chance: Chance,
  counts: Int32Array,
  gaps: readonly [number, number][],
  harmless: Harmless[],
): void {
  const late = chance.happens(0.4);
  for (const [from, to] of gaps) {
    let held = 0;
    for (let t = from; t < to; t++) {
      held += counts[t]!;
      counts[t] = -1;
    }
    if (!late || to - from < 3 || held === 0 || to + 3 > counts.length) continue;
    const spread = chance.whole(1, 3);
    for (let i = 0; i < spread; i++) counts[to + i]! += Math.floor(held / spread) + (i < held % spread ? 1 : 0);
    harmless.push({ type: 'backlog', startMin: to, endMin: to + spread, size: held });
  }
}
