/** Laws of the tops and samples of cells. The oracle is a plain map. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceOf, keyOf } from './keys.fixture.ts';
import { addTallyToSample, type CellSamples, createCellSamples, levelOf, mergeCellSample } from './sample.ts';
import { createTally, enter, type Tally } from './tally.ts';
import { addTallyToTop, createTop, mergeTop, type Top } from './top.ts';

const KEPT = 8;
const ROOM = 8;

function tallyOf(stream: readonly number[]): Tally {
  const tally = createTally(false);
  for (const n of stream) tally.counts[enter(tally, keyOf(n))]! += 1;
  return tally;
}

function countsOf(stream: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const n of stream) counts.set(n, (counts.get(n) ?? 0) + 1);
  return counts;
}

const streamOf = (seed: number): number[] => {
  const chance = chanceOf(seed);
  return Array.from({ length: seed % 400 }, () => Math.floor(60 * chance() ** 2));
};

function listOf(list: Top | CellSamples, cell: number, width: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let i = cell * width; i < cell * width + list.sizes[cell]!; i += 1) {
    found.set(`${list.keys[2 * i]}:${list.keys[2 * i + 1]}`, list.counts[i]!);
  }
  return found;
}

const named = (n: number): string => `${keyOf(n).high}:${keyOf(n).low}`;

function expectTopWithinBounds(top: Top, cell: number, stream: readonly number[]): void {
  expect(top.floors[cell]!).toBeLessThanOrEqual(stream.length / (KEPT + 1));
  const kept = new Map<string, [number, number]>();
  for (let i = cell * KEPT; i < cell * KEPT + top.sizes[cell]!; i += 1) {
    kept.set(`${top.keys[2 * i]}:${top.keys[2 * i + 1]}`, [top.counts[i]!, top.missed[i]!]);
  }
  for (const [n, count] of countsOf(stream)) {
    const found = kept.get(named(n));
    if (found === undefined) expect(count).toBeLessThanOrEqual(top.floors[cell]!);
    else {
      expect(found[0]).toBeLessThanOrEqual(count);
      expect(found[0] + found[1]).toBeGreaterThanOrEqual(count);
    }
  }
}

const seeds = fc.array(fc.integer({ min: 1 }), { minLength: 1, maxLength: 6 });

test('a cell that is filled in parts keeps counts within total/(kept + 1)', () => {
  fc.assert(
    fc.property(seeds, (parts) => {
      const top = createTop(3, KEPT);
      for (const seed of parts) addTallyToTop(top, 1, tallyOf(streamOf(seed)), null);
      expectTopWithinBounds(top, 1, parts.flatMap(streamOf));
      expect([top.sizes[0], top.sizes[2]]).toEqual([0, 0]);
    }),
  );
});

test('cells that are merged keep counts within total/(kept + 1)', () => {
  fc.assert(
    fc.property(seeds, seeds, (here, there) => {
      const top = createTop(2, KEPT);
      for (const seed of here) addTallyToTop(top, 0, tallyOf(streamOf(seed)), null);
      for (const seed of there) addTallyToTop(top, 1, tallyOf(streamOf(seed)), null);
      mergeTop(top, 0, top, 1);
      expectTopWithinBounds(top, 0, [...here, ...there].flatMap(streamOf));
    }),
  );
});

test('a sample holds exactly the keys of its level, with exact counts, however it was put together', () => {
  fc.assert(
    fc.property(seeds, seeds, (here, there) => {
      const samples = createCellSamples(2, ROOM);
      for (const seed of here) addTallyToSample(samples, 0, tallyOf(streamOf(seed)), null);
      for (const seed of there) addTallyToSample(samples, 1, tallyOf(streamOf(seed)), null);
      mergeCellSample(samples, 0, samples, 1);
      const counts = countsOf([...here, ...there].flatMap(streamOf));
      const atLevel = (level: number): number[] =>
        [...counts.keys()].filter((n) => levelOf(keyOf(n).high, keyOf(n).low) >= level);
      let level = 0;
      while (atLevel(level).length > ROOM) level += 1;
      expect(samples.levels[0]).toBe(level);
      expect(listOf(samples, 0, ROOM)).toEqual(new Map(atLevel(level).map((n) => [named(n), counts.get(n)!])));
    }),
  );
});
