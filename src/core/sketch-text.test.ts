/** Sketches as text: merging is the sketch of both together, sizes are within the stated error, and nothing else is taken. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeSketches, SKETCH_BITS, SKETCH_PATTERN, sketchSize, sketchText } from './sketch-text.ts';
import { sketchOf } from './traffic.fixture.ts';

const names = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `client-${from + i}`);

describe('a sketch as text', () => {
  test('of two lists merges to the sketch of both, in either order', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 900 }), fc.array(fc.string(), { maxLength: 900 }), (a, b) => {
        const both = sketchOf([...a, ...b]);
        expect(mergeSketches(sketchOf(a), sketchOf(b))).toBe(both);
        expect(mergeSketches(sketchOf(b), sketchOf(a))).toBe(both);
        expect(mergeSketches(both, sketchOf(a))).toBe(both);
      }),
    );
  });

  test.each([0, 1, 2, 10, 300, 5_000, 100_000])('of %i clients tells their number within four standard errors', (n) => {
    const error = 1.04 / Math.sqrt(1 << SKETCH_BITS);
    expect(Math.abs(sketchSize(sketchOf(names(0, n))) - n)).toBeLessThanOrEqual(4 * error * n);
  });

  test('fits its pattern, however full it is, and is short while it is nearly empty', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 33 }), { minLength: 1024, maxLength: 1024 }), (ranks) => {
        const text = sketchText(Uint8Array.from(ranks));
        expect(text).toMatch(SKETCH_PATTERN);
        expect(mergeSketches(text, '')).toBe(text);
      }),
    );
    expect(sketchOf(names(0, 5)).length).toBeLessThanOrEqual(16);
  });

  test('of anybody else, in any order and twice over, still is a number', () => {
    const strange = fc.stringMatching(/^\.(?:[A-P][A-Za-z0-9_-][B-Za-h]){1,60}$/);
    fc.assert(
      fc.property(strange, strange, (a, b) => {
        expect(sketchSize(mergeSketches(a, b))).toBeGreaterThan(0);
      }),
    );
    expect('.AAA').not.toMatch(SKETCH_PATTERN);
    expect('A'.repeat(1023)).not.toMatch(SKETCH_PATTERN);
  });
});
