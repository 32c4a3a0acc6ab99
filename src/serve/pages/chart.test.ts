/** Laws of the charts: what was not counted is not drawn, nothing leaves the picture, every size of input is drawn. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chart, threeWaves } from '../../../test/browser/fixtures.ts';
import { area, gaps, grouped, outline, ridge } from '../../chart/steps.ts';
import { ENGLISH } from '../../words/words.ts';
import type { ChartView } from '../schema.ts';
import { countChart } from './chart.ts';
import { asText } from './html.ts';
import { spark } from './spark.ts';

const END = '2025-03-10T16:40:00.000Z';
const draw = (view: ChartView): string => asText(countChart(ENGLISH, view, 'c', 'Reports'));
const flat = (steps: number, value: number | null): ChartView => {
  const base = chart({ end: END, steps, stepMinutes: 15, usual: 2 });
  return { ...base, counts: base.counts.map(() => value) };
};

/** Absolute positions that a path visits, read independently of how it was written. */
function visited(path: string): { x: number; y: number }[] {
  const seen: { x: number; y: number }[] = [];
  let [x, y] = [0, 0];
  for (const [, command, rest] of path.matchAll(/([MhV])([^MhVz]*)/g)) {
    const values = (rest ?? '').trim().split(/\s+/).map(Number);
    if (command === 'M') [x, y] = [values[0] ?? Number.NaN, values[1] ?? Number.NaN];
    else if (command === 'h') x += values[0] ?? Number.NaN;
    else y = values[0] ?? Number.NaN;
    seen.push({ x, y });
  }
  return seen;
}

const series = fc.array(fc.option(fc.integer({ min: 0, max: 50_000 }), { nil: null }), {
  minLength: 1,
  maxLength: 300,
});

test('an outline covers exactly the counted steps', () => {
  fc.assert(
    fc.property(series, (values) => {
      const covered = new Set<number>();
      let at = 0;
      for (const { x } of visited(outline(values, (value) => 100 - value / 500))) {
        for (let step = at; step < x; step += 1) covered.add(step);
        at = x;
      }
      // A move jumps over gaps, so what it skips is taken out again.
      for (const [from, to] of outlineJumps(outline(values, (value) => 100 - value / 500)))
        for (let step = from; step < to; step += 1) covered.delete(step);
      const counted = values.flatMap((value, index) => (value === null ? [] : [index]));
      expect([...covered].toSorted((a, b) => a - b)).toEqual(counted);
    }),
  );
});

function outlineJumps(path: string): [number, number][] {
  const jumps: [number, number][] = [];
  let x = 0;
  for (const [, command, rest] of path.matchAll(/([MhV])([^MhVz]*)/g)) {
    const value = Number((rest ?? '').trim().split(/\s+/)[0]);
    if (command === 'M') {
      jumps.push([x, value]);
      x = value;
    } else if (command === 'h') x += value;
  }
  return jumps;
}

test('the line of the usual passes through the middle of every step that has one', () => {
  fc.assert(
    fc.property(series, (values) => {
      const y = (value: number): number => 100 - value / 500;
      const points = new Map<number, number>();
      let [x, at] = [0, 0];
      for (const [, command, rest] of ridge(values, y).matchAll(/([Mhl])([^Mhl]*)/g)) {
        const [a = 0, b = 0] = (rest ?? '').trim().split(/\s+/).map(Number);
        if (command === 'M') [x, at] = [a, b];
        for (let step = 1; command === 'h' && step <= a; step += 1) points.set(x + step, at);
        if (command !== 'M') x += a;
        if (command === 'l') at += b;
        points.set(x, at);
      }
      const counted = values.flatMap((value, index) => (value === null ? [] : [[index + 0.5, value] as const]));
      expect([...points.keys()].toSorted((a, b) => a - b)).toEqual(counted.map(([middle]) => middle));
      for (const [middle, value] of counted) expect(points.get(middle)).toBeCloseTo(y(value), 0);
    }),
  );
});

test('an area stays between the base line and the highest count', () => {
  fc.assert(
    fc.property(series, (values) => {
      const top = Math.max(1, ...values.map((value) => value ?? 0));
      for (const { x, y } of visited(area(values, (value) => 200 - (value / top) * 200))) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(values.length);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(200);
      }
    }),
  );
});

test('gaps and counted steps together are all steps, and groups keep the sum', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 40 }), (values, size) => {
      const missing = gaps(values).reduce((sum, [from, to]) => sum + to - from, 0);
      expect(missing).toBe(values.filter((value) => value === null).length);
      const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
      expect(grouped(values, size).reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(total);
    }),
  );
});

test.each([
  ['all zero', flat(96, 0)],
  ['nothing counted', flat(96, null)],
  ['one step', flat(1, 3)],
  ['no step at all', { ...flat(1, 3), counts: [], expected: [], high: [] }],
  ['a day of minutes', chart({ end: END, steps: 1440, stepMinutes: 1, usual: 0.1 })],
  ['one huge peak', chart({ end: END, steps: 288, stepMinutes: 5, usual: 1, humps: [[400, 2_000_000, 6]] })],
  [
    'no baseline',
    { ...flat(96, 5), expected: Array.from({ length: 96 }, () => null), high: Array.from({ length: 96 }, () => null) },
  ],
  [
    'many waves',
    { ...flat(288, 5), waves: Array.from({ length: 40 }, (_, index) => ({ ...threeWaves[0]!, number: index + 1 })) },
  ],
])('%s is drawn without a number that is none', (_, view) => {
  const drawn = draw(view);
  expect(drawn).not.toMatch(/NaN|Infinity|undefined|null/);
  expect(drawn).toContain('role="img"');
  expect(drawn.match(/<tr>/g)?.length ?? 0).toBeLessThanOrEqual(50);
});

test('what was not counted is hatched, what lies after now is not', () => {
  const hole = chart({ end: END, steps: 96, stepMinutes: 15, usual: 2, holes: [[600, 300]] });
  expect(draw(hole).match(/<rect class="gap" x=/g)).toHaveLength(1);
  expect(draw(hole)).toContain('Not counted');
  const future = chart({ end: END, steps: 96, stepMinutes: 15, usual: 2, now: '2025-03-10T10:40:00.000Z' });
  expect(draw(future)).not.toContain('<rect class="gap" x=');
  expect(draw(future)).toContain('class="now"');
});

test('waves are shaded and numbered, and the highest step is labelled', () => {
  const drawn = draw(
    chart({ end: END, steps: 288, stepMinutes: 5, usual: 4, humps: [[160, 39_000, 20]], waves: threeWaves }),
  );
  expect(drawn.match(/class="wave" x=/g)).toHaveLength(3);
  expect([...drawn.matchAll(/class="wave-number"[^>]*>(\d)</g)].map((match) => match[1])).toEqual(['1', '2', '3']);
  expect(drawn).toMatch(/class="peak"[^>]*>\d\d,\d\d\d</);
});

test('the chart in words tells the peak, the waves and the gaps', () => {
  const words = draw(
    chart({ end: END, steps: 96, stepMinutes: 15, usual: 2, holes: [[600, 300]], waves: threeWaves }),
  ).match(/<desc[^>]*>([^<]*)/)?.[1];
  expect(words).toMatch(/3 waves/);
  expect(words).toMatch(/1 stretch was not counted/);
});

test('a sparkline of any length stays small', () => {
  for (const length of [0, 1, 96, 1440]) {
    const drawn = asText(
      spark({
        stepMinutes: 1,
        counts: Array.from({ length }, (_, index) => index % 7),
        expected: Array.from({ length }, () => 3.2),
      }),
    );
    expect(drawn.length).toBeLessThan(6000);
    expect(drawn).not.toMatch(/NaN|Infinity/);
  }
});
