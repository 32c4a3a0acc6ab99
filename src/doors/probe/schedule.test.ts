/** Laws of the schedule: a fixed grid, no two rounds of one probe at a time, and what is late or left out is told. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Schedule } from './schedule.ts';

function scheduled(chance: () => number = Math.random) {
  const errors: unknown[] = [];
  return {
    errors,
    schedule: new Schedule(
      () => performance.now(),
      chance,
      (cause) => errors.push(cause),
    ),
  };
}

test('a probe starts once in every interval, spread over it, and being late once makes nothing later', async () => {
  const { schedule, errors } = scheduled();
  const everyMs = 200;
  const starts = Array.from({ length: 40 }, (): number[] => []);
  const from = performance.now();
  schedule.set(starts.map((own) => ({ everyMs, run: async () => void own.push(performance.now() - from) })));
  // The loop is held for a while, as by a long computation.
  setTimeout(() => {
    const until = performance.now() + 150;
    while (performance.now() < until);
  }, 500);
  await wait(2_100);
  schedule.close();
  const phases = starts.map(([first]) => first!);
  expect(Math.max(...phases) - Math.min(...phases), 'they are spread').toBeGreaterThan(everyMs / 2);
  for (const own of starts) {
    expect(own.length).toBeGreaterThanOrEqual(9);
    expect(own.length).toBeLessThanOrEqual(11);
    const last = own.at(-1)! - own[0]!;
    const off = Math.abs(last - Math.round(last / everyMs) * everyMs);
    expect(off, 'on its grid, give or take the jitter').toBeLessThan(0.3 * everyMs);
  }
  expect(errors).toEqual([]);
});

test('a round that is due while the last one is under way is left out, and counted', async () => {
  const { schedule } = scheduled(() => 0);
  let under = 0;
  let most = 0;
  schedule.set([
    {
      everyMs: 50,
      async run() {
        under += 1;
        most = Math.max(most, under);
        await wait(180);
        under -= 1;
      },
    },
  ]);
  await wait(1_000);
  const { started, overlaps } = schedule.stats();
  schedule.close();
  expect(most).toBe(1);
  expect(started).toBeGreaterThanOrEqual(3);
  expect(overlaps).toBeGreaterThanOrEqual(8);
});

test('a schedule that stands still says how long the next probe is overdue', async () => {
  const { schedule } = scheduled(() => 0);
  const hang = new Promise<void>(() => {});
  schedule.set(Array.from({ length: 300 }, () => ({ everyMs: 60_000, run: () => hang })));
  await wait(600);
  const { running, overdueMs } = schedule.stats();
  schedule.close();
  expect(running).toBe(256);
  expect(overdueMs).toBeGreaterThan(400);
});

test('a probe that throws is told, and the schedule goes on', async () => {
  const { schedule, errors } = scheduled(() => 0);
  schedule.set([{ everyMs: 40, run: () => Promise.reject(new Error('no')) }]);
  await wait(300);
  schedule.close();
  expect(errors.length).toBeGreaterThanOrEqual(4);
});
