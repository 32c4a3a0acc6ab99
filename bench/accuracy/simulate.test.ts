import { expect, test } from 'vitest';
import { simulateCase } from './simulate.ts';
import { chanceOf } from './simulator/chance.ts';
import { readTruth } from './simulator/labels.ts';

const seeds = Array.from({ length: 8 }, (_, index) => index);
const noNoise = { sigma: 0.1, alpha: 0, seen: () => true };

test('one seed is one case, and another seed another', () => {
  const { csvRows, label } = simulateCase(7, 3);
  expect(simulateCase(7, 3).csvRows).toEqual(csvRows);
  expect(simulateCase(7, 3).label).toEqual(label);
  expect(simulateCase(8, 3).csvRows).not.toEqual(csvRows);
});

test.each(seeds)('case %i has a row for every minute but the missing ones, in order of time', (index) => {
  const { csvRows, label } = simulateCase(11, index);
  const times = csvRows.slice(1).map((row) => Date.parse(row.slice(0, row.indexOf(','))) / 60_000);
  const absent = label.missing.reduce((sum, [from, to]) => sum + (Date.parse(to!) - Date.parse(from!)) / 60_000, 0);
  expect(csvRows[0]).toBe('time,count');
  expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true);
  expect(times.length).toBe(label.minutes - absent);
  expect(csvRows.slice(1).every((row) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z,\d+$/.test(row))).toBe(true);
});

test('incidents keep apart by more than the merge gap, and the counts in them stand above the usual', () => {
  let incidents = 0;
  for (let index = 0; index < 24; index++) {
    const { label, counts, usual } = simulateCase(5, index);
    label.incidents.forEach((incident, i) => {
      const next = label.incidents[i + 1];
      if (next !== undefined) expect(next.startMin - incident.endMin).toBeGreaterThan(180);
      let seen = 0;
      let expected = 0;
      for (let t = incident.startMin; t < incident.endMin; t++) {
        seen += Math.max(0, counts[t]!);
        expected += counts[t]! < 0 ? 0 : usual[t]!;
      }
      incidents++;
      expect(incident.scored).toBe(incident.startMin >= label.evalStartMin);
      expect(seen, `${label.id} ${incident.family}`).toBeGreaterThan(expected + 0.4 * incident.expectedExcess);
    });
  }
  expect(incidents, 'anti-vacuity').toBeGreaterThan(20);
});

test('a box of excess is one wave with the edges of the box', () => {
  const usual = new Float64Array(300).fill(1);
  const excess = new Float64Array(300).fill(10, 100, 150);
  expect(readTruth(excess, usual, noNoise)).toMatchObject({
    startMin: 100,
    endMin: 150,
    waves: [{ startMin: 100, peakMin: 100, endMin: 150 }],
    peakMultiple: 11,
  });
});

test('two boxes are two waves when the trough is low, one when it is high, and undecided between', () => {
  const usual = new Float64Array(400).fill(1);
  const curve = (trough: number) => new Float64Array(400).fill(10, 100, 150).fill(trough, 150, 180).fill(12, 180, 200);
  expect(readTruth(curve(1), usual, noNoise)?.waves).toEqual([
    { startMin: 100, peakMin: 100, endMin: 150 },
    { startMin: 180, peakMin: 180, endMin: 200 },
  ]);
  expect(readTruth(curve(8), usual, noNoise)?.waves).toHaveLength(1);
  expect(readTruth(curve(5), usual, noNoise)).toBeUndefined();
});

test('what is too small to be told from the noise is no incident', () => {
  const usual = new Float64Array(300).fill(1);
  expect(readTruth(new Float64Array(300).fill(0.4, 100, 200), usual, noNoise)).toBeUndefined();
  expect(readTruth(new Float64Array(300).fill(2, 100, 105), usual, noNoise)).toBeUndefined();
  expect(readTruth(new Float64Array(300).fill(2, 100, 200), usual, { ...noNoise, sigma: 0.8 })).toBeUndefined();
});

test.each([
  [0.3, 0],
  [4, 0.5],
  [50, 0],
  [120, 0.04],
])('draws of mean %f and over-dispersion %f have that mean and variance', (mean, alpha) => {
  const chance = chanceOf(42, Math.round(mean * 10));
  const draws = Array.from({ length: 40_000 }, () => chance.negativeBinomial(mean, alpha));
  const average = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - average) ** 2, 0) / draws.length;
  const expected = mean + alpha * mean * mean;
  expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(expected / draws.length));
  expect(variance / expected).toBeGreaterThan(0.93);
  expect(variance / expected).toBeLessThan(1.07);
});
