/** Laws of the player: its clocks keep their own speeds, and after it was stopped nothing more is told. */
import { expect, test } from 'vitest';
import { Engine } from '../engine/engine.ts';
import type { Tally } from '../model/entry.ts';
import type { EpochMs } from '../model/units.ts';
import { openMemoryHome } from '../store/memory/home.ts';
import { Player } from './player.ts';
import type { Scenario } from './scenario.ts';

const MINUTE_MS = 60_000;

function scenario(timeline: string, speed: number): Scenario {
  const service = {
    id: timeline,
    name: timeline,
    category: 'Other',
    components: [],
    providers: [],
    timeline,
    stepMinutes: 1,
    provenance: { kind: 'replayed' as const, sources: [] },
  };
  const tally = (index: number): Tally => ({
    kind: 'tally',
    at: (index * MINUTE_MS) as EpochMs,
    service: timeline,
    source: 'test',
    stepMinutes: 1,
    count: 1,
  });
  return {
    timeline,
    name: timeline,
    services: [service],
    playFrom: (100 * MINUTE_MS) as EpochMs,
    end: (200 * MINUTE_MS) as EpochMs,
    speed,
    tallies: () => Array.from({ length: 200 }, (_, index) => tally(index)),
  };
}

async function setUp() {
  const engine = await Engine.open(openMemoryHome(), { now: () => 0 as EpochMs, onFatal: () => {} });
  const errors: unknown[] = [];
  const player = new Player(engine, [scenario('slow', 60), scenario('fast', 600)], undefined, (cause) =>
    errors.push(cause),
  );
  const minutes = (timeline: string): number => (engine.state.timelines.get(timeline)?.at ?? 0) / MINUTE_MS;
  return { engine, player, errors, minutes };
}

test('history is there at once; then each replay moves at its own speed, to its end and no further', async () => {
  const { player, minutes, errors } = await setUp();
  await player.load();
  expect([minutes('slow'), minutes('fast')]).toEqual([100, 100]);
  // A clock on which every look is five seconds later.
  let now = 0;
  player.start(() => (now += 5_000));
  await expect.poll(() => minutes('fast'), { timeout: 20_000 }).toBe(200);
  await player.stop();
  expect(minutes('slow')).toBeGreaterThan(100);
  expect(minutes('slow')).toBeLessThan(200);
  expect([player.speedOf('fast'), player.speedOf('slow'), player.speedOf('none')]).toEqual([0, 60, undefined]);
  expect(errors).toEqual([]);
});

test('a speed that is none is refused; a paused replay stands still', async () => {
  const { player, minutes } = await setUp();
  for (const speed of [-1, Number.NaN, 1e9]) expect(player.setSpeed('slow', speed)).toBe(false);
  expect(player.setSpeed('none', 1)).toBe(false);
  expect(player.setSpeed('slow', 0)).toBe(true);
  let now = 0;
  player.start(() => (now += 5_000));
  await expect.poll(() => minutes('fast'), { timeout: 20_000 }).toBeGreaterThan(110);
  await player.stop();
  expect(minutes('slow')).toBeLessThanOrEqual(100);
});

test('stopped in the middle of a beat, it lets the beat end and begins no other', async () => {
  const { engine, player } = await setUp();
  const submitAll = engine.submitAll.bind(engine);
  let beats = 0;
  engine.submitAll = async (entries) => {
    beats += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await submitAll(entries);
  };
  player.start(() => Date.now() * 1_000);
  await expect.poll(() => beats, { timeout: 5_000 }).toBeGreaterThan(0);
  await player.stop();
  const [size, told] = [engine.size, beats];
  await engine.close();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect([engine.size, beats]).toEqual([size, told]);
});
