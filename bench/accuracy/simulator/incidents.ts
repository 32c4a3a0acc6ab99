/**
 * Shapes of true excess, family by family. A shape is a height of 0 to 1 a minute; the caller scales it and
 * reads the truth from the scaled curve, so a family's name decides nothing.
 */
import type { Chance } from './chance.ts';

export const families = {
  brief: 17,
  surge: 18,
  weak: 12,
  ramp: 12,
  multi: 17,
  plateau: 9,
  oscillation: 6,
  long: 3,
} as const;
export type Family = keyof typeof families;

/** A family's shape and its peak as a multiple of the usual rate. `follows`: the excess follows the daily shape. */
export interface Shape {
  heights: number[];
  multiple: number;
  follows: boolean;
}

export function drawShape(chance: Chance, family: Family): Shape {
  const fixed = (heights: number[], multiple: number): Shape => ({ heights, multiple, follows: false });
  switch (family) {
    case 'brief':
      return fixed(hold(chance, chance.whole(1, 2), chance.whole(3, 6), chance.whole(1, 3)), quietly(chance, 5, 60));
    case 'surge':
      return fixed(rush(chance, chance.whole(2, 9), chance.between(8, 35)), quietly(chance, 10, 200));
    case 'weak':
      return fixed(swell(chance.whole(50, 170)), chance.between(2.8, 4.8));
    case 'ramp':
      return fixed(climb(chance.whole(30, 95), chance.whole(5, 40)), quietly(chance, 4.2, 18));
    case 'plateau':
      return fixed(
        hold(chance, chance.whole(1, 8), chance.whole(20, 200), chance.whole(2, 25)),
        quietly(chance, 2.8, 14),
      );
    case 'multi':
      return fixed(train(chance, chance.pick([2, 2, 2, 2, 2, 2, 3, 3, 4, 5])), quietly(chance, 6, 80));
    case 'oscillation':
      return fixed(toggling(chance), quietly(chance, 5, 40));
    case 'long': {
      const heights = hold(chance, chance.whole(10, 60), chance.whole(480, 1200), chance.whole(10, 60));
      return { heights, multiple: chance.between(2.3, 3.6), follows: true };
    }
  }
}

/** A multiple between the two, the low ones more often. */
function quietly(chance: Chance, low: number, high: number): number {
  return low * (high / low) ** (chance.unit() ** 1.6);
}

/** Up, steady with a little unevenness, down. */
function hold(chance: Chance, up: number, steady: number, down: number): number[] {
  const slow = chance.between(0, 0.12);
  const period = chance.between(20, 90);
  const flat = Array.from({ length: steady }, (_, t) => 1 - slow * (0.5 - 0.5 * Math.cos((2 * Math.PI * t) / period)));
  return [...line(up, 0, 1), ...flat, ...line(down, 1, 0)];
}

/** A fast rise and a slow fall, as when word goes round and then the fix does. */
function rush(chance: Chance, up: number, fallMinutes: number): number[] {
  const power = chance.between(0.9, 1.3);
  const fall: number[] = [];
  for (let t = 1; t < 5 * fallMinutes; t++) {
    const height = Math.exp(-((t / fallMinutes) ** power));
    if (height < 0.02) break;
    fall.push(height);
  }
  return [...line(up, 0, 1), 1, ...fall];
}

function swell(length: number): number[] {
  return Array.from({ length }, (_, t) => Math.sin((Math.PI * (t + 1)) / (length + 1)) ** 1.2);
}

function climb(up: number, down: number): number[] {
  return [...line(up, 0, 1), ...line(down, 1, 0)];
}

/** Several rushes and swells after one another, overlapping or up to nearly three hours apart. */
function train(chance: Chance, waves: number): number[] {
  const heights: number[] = [];
  let from = 0;
  for (let i = 0; i < waves; i++) {
    const wave = chance.happens(0.7)
      ? rush(chance, chance.whole(2, 12), chance.between(5, 18))
      : swell(chance.whole(15, 50));
    const size = chance.between(0.35, 1);
    wave.forEach((height, t) => {
      heights[from + t] = Math.max(heights[from + t] ?? 0, height * size);
    });
    from += chance.happens(0.6) ? chance.whole(25, 70) : wave.length + chance.whole(5, 120);
    for (let t = heights.length; t < from; t++) heights[t] = 0;
  }
  const top = Math.max(...heights);
  return heights.map((height) => height / top);
}

/** On and off, as when a failing part is restarted again and again. */
function toggling(chance: Chance): number[] {
  const heights: number[] = [];
  const floor = chance.pick([0, 0, 0.1, 0.2]);
  const cycles = chance.whole(2, 5);
  for (let i = 0; i < cycles; i++) {
    const size = chance.between(0.7, 1);
    heights.push(...line(2, floor, size), ...Array(chance.whole(7, 25)).fill(size), ...line(2, size, floor));
    if (i < cycles - 1) heights.push(...Array(chance.whole(12, 35)).fill(floor));
  }
  return heights;
}

function line(steps: number, from: number, to: number): number[] {
  return Array.from({ length: steps }, (_, i) => from + ((to - from) * (i + 1)) / (steps + 1));
}
