/** Laws of the live clock: it claims to have listened only where it has, and never tells time backwards. */
import { expect, test } from 'vitest';
import type { Entry, Tick } from '../model/entry.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import { openMemoryHome } from '../store/memory/home.ts';
import { Engine } from './engine.ts';
import { Ticker } from './ticker.ts';

const T0 = Date.parse('2026-03-10T12:00:20Z');

async function setUp() {
  const clock = { now: T0 };
  const store = openMemoryHome();
  const now = () => clock.now as EpochMs;
  const engine = await Engine.open(store, { now, onFatal: () => {} });
  const ticker = new Ticker(engine, now, () => {});
  const tick = (minutes: number): Promise<void> => {
    clock.now = T0 + minutes * MINUTE_MS;
    return ticker.tick((clock.now - 20_000) as EpochMs);
  };
  const ticks = async (): Promise<Tick[]> => {
    const rows = await store.journal.read(0 as never, 1_000);
    const entries = rows.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as Entry);
    return entries.filter((entry) => entry.kind === 'tick');
  };
  return { clock, engine, ticker, tick, ticks };
}

test('the first tick claims nothing; each after it claims what lies since the last', async () => {
  const { tick, ticks } = await setUp();
  for (const minute of [0, 1, 2, 3]) await tick(minute);
  const told = await ticks();
  expect(told[0]!.since).toBeUndefined();
  for (let i = 1; i < told.length; i += 1) expect(told[i]!.since).toBe(told[i - 1]!.at);
  expect(told).toHaveLength(4);
});

test('after a pause nothing is claimed of it: the machine slept, nobody was listening', async () => {
  const { tick, ticks } = await setUp();
  for (const minute of [0, 1, 60, 61]) await tick(minute);
  const [, , late, next] = await ticks();
  expect(late!.since).toBeUndefined();
  expect(late!.at).toBe(T0 + 60 * MINUTE_MS);
  expect(next!.since).toBe(late!.at);
});

test('a clock that was set back says nothing until it has caught up', async () => {
  const { tick, ticks } = await setUp();
  for (const minute of [10, 11, 5, 6, 12]) await tick(minute);
  const at = (await ticks()).map((one) => one.at);
  expect(at).toHaveLength(3);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
});

test('a stopped clock tells nothing more, and holds the program no longer', async () => {
  const { ticker, ticks } = await setUp();
  await ticker.start();
  ticker.stop();
  expect(await ticks()).toHaveLength(1);
});

test('a clock that is stopped while its first tick is on its way holds the program no longer either', async () => {
  const { ticker } = await setUp();
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const starting = ticker.start();
  ticker.stop();
  await starting;
  expect(timers()).toBe(before);
});
