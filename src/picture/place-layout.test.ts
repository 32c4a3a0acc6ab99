/** Laws of places on the map: where a place is, and that marks and names never hide one another. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOut, type Spot } from './place-layout.ts';
import { landPicture, middleOf, pointAt, world } from './world.ts';

const place = fc.record({
  name: fc.string({ minLength: 1, maxLength: 40 }),
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const spotOf = ({ name, latitude, longitude }: { name: string; latitude: number; longitude: number }): Spot => ({
  name,
  at: pointAt(latitude, longitude),
});
/** Scattered over the world, or all of them in one city. */
const spots = fc.oneof(
  fc.array(place.map(spotOf), { minLength: 1, maxLength: 64 }),
  fc.tuple(place, fc.integer({ min: 1, max: 64 })).map(([one, count]) => Array(count).fill(spotOf(one))),
);

test('a position falls into its country, and a country that the map knows has a middle', () => {
  const inside = (code: string, latitude: number, longitude: number): boolean => {
    const numbers = world.countries[code]!.match(/-?\d+/g)!.map(Number);
    let [x, y] = [0, 0];
    const [xs, ys]: [number[], number[]] = [[], []];
    for (let at = 0; at < numbers.length; at += 2) {
      x += numbers[at]!;
      y += numbers[at + 1]!;
      xs.push(x);
      ys.push(y);
    }
    const [px, py] = pointAt(latitude, longitude);
    return px >= Math.min(...xs) && px <= Math.max(...xs) && py >= Math.min(...ys) && py <= Math.max(...ys);
  };
  expect(inside('DE', 52.5, 13.4), 'Berlin').toBe(true);
  expect(inside('BR', -15.8, -47.9), 'Brasilia').toBe(true);
  expect(inside('AU', -35.3, 149.1), 'Canberra').toBe(true);
  expect(inside('DE', 48.9, 2.4), 'Paris').toBe(false);
  expect(middleOf('SG')).toBeDefined();
  expect(middleOf('ZZ') ?? middleOf('constructor')).toBeUndefined();
  expect(landPicture()).toContain('id="land"');
});

describe('wherever places are', () => {
  test('all marks are in sight, and none hides another', () => {
    fc.assert(
      fc.property(spots, (some) => {
        const { box, markSize, marks } = layOut(some);
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(world.width + 1e-6);
        expect(box.y + box.height).toBeLessThanOrEqual(world.height + 1e-6);
        for (const [index, { at, moved }] of marks.entries()) {
          const [x, y] = at;
          expect(x - markSize / 2).toBeGreaterThanOrEqual(box.x - 1e-6);
          expect(x + markSize / 2).toBeLessThanOrEqual(box.x + box.width + 1e-6);
          expect(y - markSize / 2).toBeGreaterThanOrEqual(box.y - 1e-6);
          expect(y + markSize / 2).toBeLessThanOrEqual(box.y + box.height + 1e-6);
          const [ownX, ownY] = some[index]!.at;
          expect(moved).toBe(Math.hypot(x - ownX, y - ownY) > markSize / 2);
          for (const other of marks.slice(0, index)) {
            expect(Math.hypot(other.at[0] - x, other.at[1] - y)).toBeGreaterThan(markSize);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a name stands beside no other name, and the first one gets its room', () => {
    fc.assert(
      fc.property(spots, (some) => {
        const { box, letterSize, marks } = layOut(some);
        const areas = marks.flatMap(({ label }, index) => {
          if (label === null) return [];
          const width = some[index]!.name.length * letterSize * 0.62;
          const left = label.at[0] - { start: 0, middle: width / 2, end: width }[label.anchor];
          return [{ left, right: left + width, base: label.at[1] }];
        });
        for (const [index, one] of areas.entries()) {
          expect(one.left).toBeGreaterThanOrEqual(box.x - 1e-6);
          expect(one.right).toBeLessThanOrEqual(box.x + box.width + 1e-6);
          for (const other of areas.slice(0, index)) {
            const apart = one.left >= other.right - 1e-6 || other.left >= one.right - 1e-6;
            expect(apart || Math.abs(one.base - other.base) >= letterSize - 1e-6).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(layOut([spotOf({ name: 'Paris', latitude: 48.9, longitude: 2.4 })]).marks[0]!.label).not.toBeNull();
  });
});
