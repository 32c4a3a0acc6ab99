/** The reconstruction of X says again what was published, the same at every reading, and nothing before 09:30. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Tally } from '../model/entry.ts';
import published from './x-2025-03-10.json' with { type: 'json' };
import { xOutage } from './x-2025-03-10.ts';

const tallies: readonly Tally[] = [...xOutage.tallies()];
const outageFrom = Date.parse('2025-03-10T09:30Z');

/** Counted here by hand, from the tallies alone. */
function counted(from: number, minutes: number, country?: string): number {
  let sum = 0;
  for (const tally of tallies) {
    if (tally.at < from || tally.at >= from + minutes * 60_000) continue;
    sum += country === undefined ? tally.count : (tally.countries?.[country] ?? 0);
  }
  return sum;
}

const quarterHour = (time: string, country: string) => counted(Date.parse(time), 15, country);

const peaks = [
  { country: 'US', at: '2025-03-10T10:00Z', value: 20_538 },
  { country: 'US', at: '2025-03-10T14:00Z', value: 39_021 },
  { country: 'US', at: '2025-03-10T15:30Z', value: 28_000 },
  { country: 'US', at: '2025-03-10T16:30Z', value: 26_000 },
  { country: 'US', at: '2025-03-10T17:45Z', value: 12_000 },
  { country: 'US', at: '2025-03-10T21:00Z', value: 1500 },
  { country: 'GB', at: '2025-03-10T10:00Z', value: 10_800 },
  { country: 'GB', at: '2025-03-10T13:45Z', value: 8000 },
  { country: 'FR', at: '2025-03-10T10:00Z', value: 5500 },
  { country: 'FR', at: '2025-03-10T14:15Z', value: 4000 },
  { country: 'CH', at: '2025-03-10T09:45Z', value: 900 },
  { country: 'IN', at: '2025-03-10T10:00Z', value: 2612 },
  { country: 'IN', at: '2025-03-10T14:00Z', value: 1312 },
];

test.each(peaks)('$country, 15 minutes from $at: $value as published', ({ country, at, value }) => {
  // Four standard deviations of a count that scatters half more than Poisson's, and the quiet level on top.
  expect(Math.abs(quarterHour(at, country) - value)).toBeLessThan(4 * Math.sqrt(1.5 * value) + 15);
});

test('the United States have three humps, and between them it is lower by more than half', () => {
  const bins = Array.from({ length: 48 }, (_, bin) => counted(outageFrom + bin * 15 * 60_000, 15, 'US'));
  const time = (bin: number) => new Date(outageFrom + bin * 15 * 60_000).toISOString().slice(11, 16);
  const humps: string[] = [];
  let top = 0;
  let low = 0;
  for (const [bin, count] of bins.entries()) {
    if (count > bins[top]!) top = bin;
    // A hump counts once the series has risen to twice the low before it and then fallen to half of its top.
    if (bins[top]! > 2000 && count < bins[top]! / 2 && bins[top]! > 2 * low) {
      humps.push(time(top));
      top = bin;
      low = count;
    } else if (count < low) [top, low] = [bin, count];
  }
  expect(humps).toEqual(['10:00', '14:00', '15:45']);
});

test('neither of the two contradicting values of 14:00 ET is taken', () => {
  const then = quarterHour('2025-03-10T18:00Z', 'US');
  expect(then).toBeGreaterThan(2 * 3800);
  expect(then).toBeLessThan(22_000 / 2);
});

test('as the docs say: 60,000 reports are passed at 10:14, and the day ends near 509,000', () => {
  const midnight = Date.parse('2025-03-10T00:00Z');
  expect(counted(midnight, 10 * 60 + 14)).toBeLessThan(60_000);
  expect(counted(midnight, 10 * 60 + 15)).toBeGreaterThan(60_000);
  expect(Math.round(counted(midnight, 1440) / 1000)).toBe(509);
});

test('the parts of a tally add up, and no country is named that has no figure', () => {
  for (const tally of tallies) {
    const countries = Object.entries(tally.countries ?? {});
    expect(countries.reduce((sum, [, count]) => sum + count, 0)).toBe(tally.count);
    expect(['US', 'GB', 'FR', 'CH', 'IN']).toEqual(expect.arrayContaining(countries.map(([country]) => country)));
    const named = Object.values(tally.components ?? {}).reduce((sum, count) => sum + count, 0);
    const mixKnown = countries.filter(([country]) => ['US', 'GB', 'CH'].includes(country));
    expect(named).toBe(mixKnown.reduce((sum, [, count]) => sum + count, 0));
  }
});

test('every minute is told once, in order, and the days before are quiet', () => {
  const minutes = (Date.parse('2025-03-11T06:00Z') - Date.parse('2025-02-26T00:00Z')) / 60_000;
  expect(tallies.length).toBe(minutes);
  expect(tallies.every((tally, index) => index === 0 || tally.at === tallies[index - 1]!.at + 60_000)).toBe(true);
  for (let day = Date.parse('2025-02-26T00:00Z'); day < Date.parse('2025-03-10T00:00Z'); day += 86_400_000) {
    expect(counted(day, 1440)).toBeGreaterThan(1200);
    expect(counted(day, 1440)).toBeLessThan(1700);
  }
  expect(Math.max(...tallies.filter((tally) => tally.at < outageFrom).map((tally) => tally.count))).toBeLessThan(15);
});

test('the same bytes at every reading', () => {
  const hash = (all: Iterable<Tally>) =>
    createHash('sha256')
      .update(JSON.stringify([...all]))
      .digest('hex');
  expect(hash(xOutage.tallies())).toBe(hash(tallies));
  expect(hash(tallies)).toMatchInlineSnapshot(`"33792949a27b779f0d6566e43f9316631905caf3962b6d71bfc401c72af76c02"`);
});

test('every knot is a figure in use or an assumption, and every figure stands in the docs', () => {
  const docs = readFileSync(new URL('../../docs/reconstruction.md', import.meta.url), 'utf8');
  const used = new Map(published.figures.filter(({ use }) => use === 'curve').map((figure) => [figure.id, figure]));
  const drawn = new Set<string>();
  for (const [territory, knots] of Object.entries(published.curve)) {
    for (const knot of knots) {
      if (knot.figure === undefined) {
        const drawnAt = `${knot.at.slice(11, 16)} ${knot.value.toLocaleString('en-US')}`;
        expect(docs, 'assumed values in the docs').toContain(drawnAt);
        continue;
      }
      expect(used.get(knot.figure), knot.figure).toMatchObject({ territory, value: knot.value });
      drawn.add(knot.figure);
    }
  }
  expect([...drawn].sort()).toEqual([...used.keys()].sort());
  for (const figure of published.figures) {
    expect(docs, figure.id).toContain(figure.url);
    expect(docs, figure.id).toContain(figure.value.toLocaleString('en-US'));
  }
});

test('it is marked as a reconstruction, with its sources', () => {
  const [service] = xOutage.services;
  expect(service?.provenance.kind).toBe('reconstruction');
  expect(service?.provenance.note).toMatch(/nobody measured/i);
  expect(service?.provenance.sources.length).toBeGreaterThan(5);
});
