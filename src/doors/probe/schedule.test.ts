/** Laws of the schedule: a fixed grid, no two rounds of one probe at a time, and what is late or left out is told. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Schedule } from './schedule.ts';

// Time passes as the test says, so that a busy machine is not taken for a schedule that comes late.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function scheduled(chance: () => number = evenly()) {
  const errors: unknown[] = [];
  /** How much of the time went by without a turn of the loop. */
  let heldMs = 0;
  return {
    errors,
    hold(ms: number) {
      heldMs += ms;
    },
    now,
    schedule: new Schedule(now, chance, (cause) => errors.push(cause)),
  };

  function now(): number {
    return performance.now() + heldMs;
  }
}

/** Numbers from 0 to 1 that fill it evenly: the multiples of the golden ratio, less their whole parts. */
function evenly(): () => number {
  let at = 0;
  return () => {
    at = (at + 0.618_033_988_75) % 1;
    return at;
  };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a probe starts once in every interval, spread over it, and being late once makes nothing later', async () => {
  const { schedule, errors, now, hold } = scheduled();
  const everyMs = 200;
  const starts = Array.from({ length: 40 }, (): number[] => []);
  schedule.set(starts.map((own) => ({ everyMs, run: async () => void own.push(now()) })));
  await pass(500);
  // The loop is held for a while, as by a long computation.
  hold(150);
  await pass(1_450);
  schedule.close();
  const phases = starts.map(([first]) => first!);
  expect(Math.max(...phases) - Math.min(...phases), 'they are spread').toBeGreaterThan(everyMs / 2);
  for (const own of starts) {
    expect(own.length).toBeGreaterThanOrEqual(9);
    expect(own.length).toBeLessThanOrEqual(11);
    const last = own.at(-1)! - own[0]!;
    const off = Math.abs(last - Math.round(last / everyMs) * everyMs);
    expect(off, 'on its grid, give or take the jitter').toBeLessThan(0.1 * everyMs);
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
        await new Promise((done) => setTimeout(done, 180));
        under -= 1;
      },
    },
  ]);
  await pass(1_000);
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
  await pass(600);
  const { running, overdueMs } = schedule.stats();
  schedule.close();
  expect(running).toBe(256);
  expect(overdueMs).toBeGreaterThan(400);
});

test('a probe that throws is told, and the schedule goes on', async () => {
  const { schedule, errors } = scheduled(() => 0);
  schedule.set([{ everyMs: 40, run: () => Promise.reject(new Error('no')) }]);
  await pass(300);
  schedule.close();
  expect(errors.length).toBeGreaterThanOrEqual(4);
});
