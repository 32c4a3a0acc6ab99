import { expect, test } from 'vitest';
import { chanceOf } from '../simulator/chance.ts';
import { bocpd, logGamma } from './bocpd.ts';
import { cusum } from './cusum.ts';
import { downdetector } from './downdetector.ts';
import { earsC1, earsC2, earsC3 } from './ears.ts';
import { alarmsOf, episodesOf } from './episodes.ts';
import { farrington, tailOf } from './farrington.ts';
import { kleinberg } from './kleinberg.ts';
import { seasonOracle } from './oracle.ts';
import { Series } from './peer.ts';
import { robustZ } from './robust-z.ts';
import { seasonOf } from './season.ts';

const DAY = 1440;
const START = 27_000_000;
const all = [downdetector, earsC1, earsC2, earsC3, farrington, robustZ, cusum, bocpd, kleinberg, seasonOracle];

/** Two weeks of two a minute by day and one by night, with a surge near the end. */
function counts(seed: number, days = 13): Int32Array {
  const chance = chanceOf(seed);
  const surge = (days - 1) * DAY + 600;
  return Int32Array.from({ length: days * DAY }, (_, t) => {
    const usual = t % DAY < 720 ? 2 : 1;
    return chance.poisson(t >= surge && t < surge + 60 ? 8 * usual : usual);
  });
}

const seriesOf = (raw: Int32Array) => new Series(raw, START, seasonOf(raw, START));

test.each(all)('$name sees no future: a cut series has the same scores', (peer) => {
  const raw = counts(1);
  const cut = 12 * DAY + 630;
  const params = peer.variants[0]!;
  const whole = peer.score(seriesOf(raw), params);
  const part = peer.score(seriesOf(raw.slice(0, cut)), params);
  // Kleinberg's price of a burst is in the series' length, by its definition.
  if (peer === kleinberg) return expect(part.length).toBe(cut);
  expect(part).toEqual(whole.slice(0, cut));
});

test.each(all)('$name scores a surge of eight times the usual above all quiet days before it', (peer) => {
  const scores = peer.score(seriesOf(counts(2)), peer.variants[0]!);
  const surge = 12 * DAY + 600;
  const quiet = Math.max(...scores.slice(10 * DAY, surge));
  expect(Math.max(...scores.slice(surge, surge + 60))).toBeGreaterThan(quiet);
});

test('the seasonal baseline learns the day shape and shrugs off one outbreak', () => {
  const raw = counts(3, 22);
  raw.fill(60, 9 * DAY + 100, 9 * DAY + 220);
  const expected = seasonOf(raw, START);
  const mean = (from: number, to: number) => expected.slice(from, to).reduce((sum, x) => sum + x, 0) / (to - from);
  expect(mean(18 * DAY + 120, 18 * DAY + 600)).toBeCloseTo(2, 0);
  expect(mean(18 * DAY + 840, 18 * DAY + 1320)).toBeCloseTo(1, 0);
  expect(mean(16 * DAY + 100, 16 * DAY + 220)).toBeLessThan(2.6);
});

test('the negative binomial tail equals the sum of its terms', () => {
  // Geometric: size 1, so P(Y >= y) = (1 - 1/spread)^y when the mean is spread - 1.
  expect(tailOf(7, 2, 3)).toBeCloseTo(7 * Math.log(2 / 3), 3);
  // Poisson 1: P(Y >= 3) = 1 - 2.5/e.
  expect(tailOf(3, 1, 1)).toBeCloseTo(Math.log(1 - 2.5 / Math.E), 3);
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 7);
});

test('Kleinberg online equals the cheapest path by trying all', () => {
  const raw = Int32Array.from([1, 0, 2, 1, 4, 5, 3, 0, 1, 0, 0, 2]);
  const expected = new Float64Array(raw.length).fill(1);
  const params = { scaling: 2, gamma: 0.8 };
  const scores = kleinberg.score(new Series(raw, START, expected), params);
  const emission = (t: number, state: number) => (state === 0 ? 1 : 2) - raw[t]! * Math.log(state === 0 ? 1 : 2);
  for (let last = 0; last < raw.length; last++) {
    const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let path = 0; path < 2 ** (last + 1); path++) {
      let cost = 0;
      for (let t = 0; t <= last; t++) {
        const state = (path >> t) & 1;
        const before = t === 0 ? 0 : (path >> (t - 1)) & 1;
        cost += emission(t, state) + (state > before ? params.gamma * Math.log(raw.length) : 0);
      }
      const end = (path >> last) & 1;
      best[end] = Math.min(best[end]!, cost);
    }
    expect(scores[last]! > 0, `minute ${last}`).toBe(best[1]! < best[0]!);
  }
});

test('BOCPD equals the sum over all ways of placing changes', () => {
  const raw = Int32Array.from([1, 0, 2, 1, 6, 4, 5, 7]);
  const usual = 1.3;
  const [every, ratio] = [20, 2];
  const scores = bocpd.score(new Series(raw, START, new Float64Array(raw.length).fill(usual)), { every, ratio });
  const n = raw.length;
  let above = 0;
  let total = 0;
  for (let changes = 0; changes < 2 ** (n - 1); changes++) {
    let log = 0;
    let shape = 1;
    let rate = 1;
    for (let t = 0; t < n; t++) {
      const change = t > 0 && ((changes >> (t - 1)) & 1) === 1;
      if (t > 0) log += Math.log(change ? 1 / every : 1 - 1 / every);
      if (change) [shape, rate] = [1, 1];
      // Gamma–Poisson marginal of one count.
      log += logGamma(shape + raw[t]!) - logGamma(shape) - logGamma(raw[t]! + 1);
      log += shape * Math.log(rate / (rate + usual)) + raw[t]! * Math.log(usual / (rate + usual));
      shape += raw[t]!;
      rate += usual;
    }
    total += Math.exp(log);
    above += Math.exp(log) * gammaAbove(ratio, shape, rate);
  }
  expect(Math.abs(scores[n - 1]! - Math.log(above / (total - above)))).toBeLessThan(0.1);
});

/** P(X > x) for a gamma variable of whole shape: the Poisson sum. */
function gammaAbove(x: number, shape: number, rate: number): number {
  let sum = 0;
  for (let k = 0; k < shape; k++) sum += Math.exp(k * Math.log(rate * x) - rate * x - logGamma(k + 1));
  return sum;
}

test('alarms become one episode with the planted edges and two waves', () => {
  const chance = chanceOf(9);
  const expected = new Float64Array(3000).fill(2);
  const raw = Int32Array.from(expected, (usual, t) => {
    const surged = (t >= 1000 && t < 1060) || (t >= 1120 && t < 1160);
    return chance.poisson(surged ? 10 * usual : usual);
  });
  const series = new Series(raw, START, expected);
  const [episode, ...others] = episodesOf(series, alarmsOf(series, cusum.score(series, { ratio: 2 }), 12));
  expect(others).toEqual([]);
  expect(episode?.waves).toHaveLength(2);
  const edges = [episode!.start, ...episode!.waves.flatMap((wave) => [wave.start, wave.end]), episode!.end];
  [1000, 1000, 1060, 1120, 1160, 1160].forEach((edge, i) => {
    expect(Math.abs(edges[i]! - edge)).toBeLessThanOrEqual(2);
  });
  expect(episode!.detected).toBeLessThan(1006);
});

test('a lone odd minute and the backlog after a gap are not believed', () => {
  const raw = new Int32Array(600).fill(2);
  raw[200] = 90;
  raw.fill(-1, 300, 360);
  raw[360] = 120;
  const series = new Series(raw, START, new Float64Array(600).fill(2));
  expect(Math.max(...series.counts)).toBeLessThan(12);
});

test('on weeks, EARS C1 is a count against mean and deviation of the seven weeks before, C2 of the seven before the last two', () => {
  const raw = Int32Array.from([1, 50, 60, 4, 6, 5, 3, 7, 5, 5, 9]);
  const weeks = { stepMinutes: 10_080, period: 1 };
  const series = new Series(raw, START, new Float64Array(raw.length).fill(1), undefined, weeks);
  // 4, 6, 5, 3, 7, 5, 5: mean 5, squares about it 10.
  expect(earsC1.score(series, { leastSd: 0.2 })[10]).toBeCloseTo(4 / Math.sqrt(10 / 6), 9);
  // 50, 60, 4, 6, 5, 3, 7: sum 135, squares 6235.
  expect(earsC2.score(series, { leastSd: 0.2 })[10]).toBeCloseTo(
    (9 - 135 / 7) / Math.sqrt((6235 - 135 ** 2 / 7) / 6),
    9,
  );
});

test.each([5, 20, 60])('the season of steps of %i minutes is that of their minutes added up', (stepMinutes) => {
  const days = 10;
  const rate = (minute: number) => 3 + 2 * Math.sin((2 * Math.PI * minute) / 1440);
  const steps = (days * 1440) / stepMinutes;
  const counts = Int32Array.from({ length: steps }, (_, k) =>
    Math.round(1000 * stepMinutes * rate((k + 0.5) * stepMinutes)),
  );
  const expected = seasonOf(counts, START, stepMinutes);
  for (let k = steps - 1440 / stepMinutes; k < steps; k++) {
    expect(expected[k]! / counts[k]!).toBeGreaterThan(0.9);
    expect(expected[k]! / counts[k]!).toBeLessThan(1.1);
  }
});
