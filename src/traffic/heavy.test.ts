/** Laws of the heavy hitters. The oracle is a plain map. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addHeavy, createHeavy, cutBack, type Heavy, heavyEntry, mergeHeavy } from './heavy.ts';
import { chanceOf, keyOf } from './keys.fixture.ts';

const KEPT = 16;

function heavyOf(stream: readonly number[]): Heavy {
  const heavy = createHeavy(KEPT, false);
  for (const n of stream) {
    const { high, low } = keyOf(n);
    addHeavy(heavy, high, low, { count: 1, missed: 0, bytes: 2, first: n });
  }
  return heavy;
}

function countsOf(stream: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const n of stream) counts.set(n, (counts.get(n) ?? 0) + 1);
  return counts;
}

/** Every true count lies between what is told and what is told plus what may be missed; what is left out, under the floor. */
function expectWithinBounds(heavy: Heavy, stream: readonly number[]): void {
  expect(heavy.floor).toBeLessThanOrEqual(stream.length / (KEPT + 1));
  for (const [n, count] of countsOf(stream)) {
    const entry = heavyEntry(heavy, keyOf(n).high, keyOf(n).low);
    if (entry < 0) {
      expect(count).toBeLessThanOrEqual(heavy.floor);
      continue;
    }
    expect(heavy.counts[entry]!).toBeLessThanOrEqual(count);
    expect(heavy.counts[entry]! + heavy.missed[entry]!).toBeGreaterThanOrEqual(count);
  }
}

const skewed = (seed: number, length: number): number[] => {
  const chance = chanceOf(seed);
  return Array.from({ length }, () => Math.floor(300 * chance() ** 3));
};

test('as long as there are no more keys than are kept, every count is exact, also after merging', () => {
  const few = fc.array(fc.nat(KEPT - 1), { maxLength: 300 });
  fc.assert(
    fc.property(few, few, (here, there) => {
      const merged = heavyOf(here);
      mergeHeavy(merged, heavyOf(there));
      const counts = countsOf([...here, ...there]);
      expect(merged.floor).toBe(0);
      expect(merged.size).toBe(counts.size);
      for (const [n, count] of counts) {
        const entry = heavyEntry(merged, keyOf(n).high, keyOf(n).low);
        expect([merged.counts[entry], merged.missed[entry], merged.bytes[entry]]).toEqual([count, 0, 2 * count]);
      }
    }),
  );
});

test('with more keys than are kept, counts and what is left out stay within total/(kept + 1)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.integer({ min: 0, max: 4_000 }), (seed, length) => {
      const stream = skewed(seed, length);
      const heavy = heavyOf(stream);
      expectWithinBounds(heavy, stream);
      cutBack(heavy);
      expectWithinBounds(heavy, stream);
    }),
  );
});

test('the bounds survive merging, in any grouping', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1 }), { minLength: 2, maxLength: 6 }), (seeds) => {
      const streams = seeds.map((seed) => skewed(seed, seed % 700));
      const all = streams.flat();
      const left = streams.map(heavyOf).reduce((into, from) => {
        mergeHeavy(into, from);
        return into;
      });
      const right = streams.map(heavyOf).reduceRight((into, from) => {
        mergeHeavy(from, into);
        return from;
      });
      expectWithinBounds(left, all);
      expectWithinBounds(right, all);
    }),
  );
});

test('a key that is truly heavy is never left out', () => {
  const stream = [...skewed(3, 3_000), ...Array.from({ length: 900 }, () => 777)];
  const heavy = heavyOf(stream);
  cutBack(heavy);
  expect(heavyEntry(heavy, keyOf(777).high, keyOf(777).low)).toBeGreaterThanOrEqual(0);
});
