/** The replayer: wherever a replay is cut, resuming it tells the same; nothing is told after the tick that closes it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tally } from '../model/entry.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import { entriesUntil, type ReplayEntry, startReplay } from './replayer.ts';
import type { Scenario } from './scenario.ts';
import { xOutage } from './x-2025-03-10.ts';

const minute = (of: number) => (of * MINUTE_MS) as EpochMs;

function service(id: string, stepMinutes: number): Service {
  const provenance = { kind: 'replayed', sources: [] } as const;
  return { id, name: id, category: 'Test', components: [], providers: [], timeline: 't', stepMinutes, provenance };
}

interface Shape {
  readonly counted: readonly boolean[];
  readonly stepMinutes: number;
  readonly playFrom: number;
}

/** A scenario of two services with gaps; the second counts three of the first one's steps at once. */
function scenarioOf({ counted, stepMinutes, playFrom }: Shape): Scenario {
  const tallies: Tally[] = [];
  for (const [step, here] of counted.entries()) {
    const told = { kind: 'tally', source: 'test', count: step } as const;
    if (here) tallies.push({ ...told, at: minute(step * stepMinutes), service: 'a', stepMinutes });
    if (here && step >= 2) {
      tallies.push({ ...told, at: minute((step - 2) * stepMinutes), service: 'b', stepMinutes: stepMinutes * 3 });
    }
  }
  return {
    timeline: 't',
    name: 'test',
    services: [service('a', stepMinutes), service('b', stepMinutes * 3)],
    playFrom: minute(playFrom),
    end: minute(counted.length * stepMinutes),
    speed: 1,
    tallies: () => tallies,
  };
}

const shapes = fc.record({
  counted: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
  stepMinutes: fc.constantFrom(1, 5, 20),
  playFrom: fc.integer({ min: 0, max: 300 }),
});
const cuts = fc.array(fc.integer({ min: 0, max: 900 * MINUTE_MS }), { maxLength: 12 });

test('a replay that is cut anywhere and resumed from its last tick tells the same as one run', () => {
  fc.assert(
    fc.property(shapes, cuts, (shape, moments) => {
      const scenario = scenarioOf(shape);
      const whole = [...entriesUntil(scenario, undefined, scenario.end)];
      const told: ReplayEntry[] = [];
      for (const now of [...moments.sort((a, b) => a - b), scenario.end]) {
        told.push(...entriesUntil(scenario, lastTick(told), now as EpochMs));
      }
      expect(told.filter(isTick)).toEqual(whole.filter(isTick));
      expect(told.filter((entry) => entry.kind !== 'service')).toEqual(
        whole.filter((entry) => entry.kind !== 'service'),
      );
      expect(whole.slice(0, 2).map((entry) => entry.kind)).toEqual(['service', 'service']);
    }),
  );
});

test('one replay that is asked often tells what one that is asked once tells', () => {
  fc.assert(
    fc.property(shapes, cuts, (shape, moments) => {
      const scenario = scenarioOf(shape);
      const replay = startReplay(scenario);
      const told = [...moments.sort((a, b) => a - b), scenario.end].flatMap((now) => [...replay.due(now as EpochMs)]);
      expect(told).toEqual([...entriesUntil(scenario, undefined, scenario.end)]);
      expect(replay.over).toBe(true);
    }),
  );
});

test('every tally is told once, before the first tick that closes it; ticks rise and never pass the moment', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 0, max: 900 }), (shape, until) => {
      const scenario = scenarioOf(shape);
      const told = [...entriesUntil(scenario, undefined, minute(until))];
      let tick = Number.NEGATIVE_INFINITY;
      for (const entry of told) {
        if (entry.kind === 'tally') expect(entry.at + entry.stepMinutes * MINUTE_MS).toBeGreaterThan(tick);
        if (entry.kind !== 'tick') continue;
        expect(entry.at).toBeGreaterThan(tick);
        expect(entry.at).toBeLessThanOrEqual(Math.min(minute(until), scenario.end));
        tick = entry.at;
      }
      // Told by the last tick: all that it closes, counted from the scenario itself.
      const closed = [...scenario.tallies()].filter((tally) => tally.at + tally.stepMinutes * MINUTE_MS <= tick);
      expect(told.filter((entry) => entry.kind === 'tally')).toEqual(closed);
    }),
  );
});

test('history ticks at every moment at which a tally closes, and at playFrom', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const scenario = scenarioOf(shape);
      const until = Math.min(scenario.playFrom, scenario.end);
      const closings = [...scenario.tallies()].map((tally) => tally.at + tally.stepMinutes * MINUTE_MS);
      const wanted = [...new Set([...closings.filter((at) => at <= until), until])].sort((a, b) => a - b);
      const told = [...entriesUntil(scenario, undefined, until as EpochMs)].filter(isTick).map((tick) => tick.at);
      expect(told).toEqual(wanted);
    }),
  );
});

test('from playFrom on the clock ticks every minute where a step is a minute', () => {
  const from = xOutage.playFrom;
  const told = [...entriesUntil(xOutage, from, (from + 10.5 * MINUTE_MS) as EpochMs)];
  expect(told.length).toBe(20);
  expect(told.filter(isTick).map((tick) => (tick.at - from) / MINUTE_MS)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(told.map((entry) => entry.kind).slice(0, 2)).toEqual(['tally', 'tick']);
});

test('a replay that stops before its first entry, or is past its end, has nothing to tell', () => {
  expect([...entriesUntil(xOutage, undefined, 0 as EpochMs)]).toEqual([]);
  expect([...entriesUntil(xOutage, xOutage.end, (xOutage.end + 1e9) as EpochMs)]).toEqual([]);
});

function isTick(entry: ReplayEntry) {
  return entry.kind === 'tick';
}

function lastTick(told: readonly ReplayEntry[]): EpochMs | undefined {
  return told.findLast(isTick)?.at;
}
