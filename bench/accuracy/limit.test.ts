import { expect, test } from 'vitest';
import { information, limitOf } from './limit.ts';
import { chanceOf } from './simulator/chance.ts';

test('information is the mean log likelihood ratio of a minute', () => {
  // By hand: 2 (3 ln 3 - 2).
  expect(information(2, 3)).toBeCloseTo(2.591674, 5);
  const chance = chanceOf(4);
  let sum = 0;
  for (let i = 0; i < 20_000; i++) sum += chance.poisson(6) * Math.log(3) - 4;
  expect(sum / 20_000).toBeCloseTo(information(2, 3), 1);
});

test.each([
  [0.5, 3],
  [3, 2],
])('at the threshold found, quiet counts of %f a minute run as long as asked for (x %f)', (rate, ratio) => {
  const wanted = 2000;
  const { threshold } = limitOf(rate, ratio, wanted);
  const chance = chanceOf(77);
  let evidence = 0;
  let alarms = 0;
  const minutes = 1_000_000;
  for (let t = 0; t < minutes; t++) {
    evidence = Math.max(0, evidence + chance.poisson(rate) * Math.log(ratio) - rate * (ratio - 1));
    if (evidence < threshold) continue;
    alarms++;
    evidence = 0;
  }
  expect(minutes / alarms / wanted).toBeGreaterThan(0.85);
  expect(minutes / alarms / wanted).toBeLessThan(1.18);
});

test('a larger excess is known sooner, and so is the same excess of a busier service', () => {
  const mean = (rate: number, ratio: number) => {
    const { delays } = limitOf(rate, ratio, 100_000);
    return delays.reduce((sum, minutes) => sum + minutes, 0) / delays.length;
  };
  expect(mean(0.5, 8)).toBeLessThan(mean(0.5, 3));
  expect(mean(3, 3)).toBeLessThan(mean(0.5, 3));
});
