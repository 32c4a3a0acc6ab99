/** Checks in the fold: places are kept apart, silence is told, and several places together confirm what people report. */
import { describe, expect, test } from 'vitest';
import { checkAt } from '../../test/replay/stream-outside.ts';
import { at } from '../../test/replay/streams.ts';
import { World } from '../../test/replay/world.ts';
import type { Check } from '../model/check.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import { placeState } from './check-watch.ts';

const FEW = { networks: 1 } as const;

const look = (world: World, outcome: Check['outcome'], ...vantages: string[]): void => {
  for (const vantage of vantages) world.tell(checkAt(at(world.minute, 1_000), outcome, { vantage }));
};

/** Two hours of quiet, with a look from each place in every minute. */
function quietWorld(...vantages: string[]): World {
  const world = new World();
  for (let minute = 0; minute < 200; minute += 1) {
    look(world, 'ok', ...vantages);
    if (minute % 20 === 10) world.people(1);
    world.quiet(1);
  }
  return world;
}

/** People of one network report, which is never enough by itself. */
function suspicion(world: World, minutes: number, outcomes: Record<string, Check['outcome']>): void {
  for (let minute = 0; minute < minutes; minute += 1) {
    for (const [vantage, outcome] of Object.entries(outcomes)) look(world, outcome, vantage);
    world.outage(1, 30, FEW);
  }
}

describe('reports of few networks', () => {
  test('are confirmed by checks that fail from two places, and by nothing less', () => {
    const world = quietWorld('a', 'b', 'c');
    suspicion(world, 15, { a: 'failed', b: 'failed', c: 'ok' });
    expect(world.last()).toMatchObject({ state: 'confirmed', confirmedBy: 'checks' });
    for (const outcomes of [
      {},
      { a: 'failed' },
      { a: 'failed', b: 'ok', c: 'ok' },
      { a: 'failed', b: 'inconclusive', c: 'inconclusive' },
      { a: 'inconclusive', b: 'inconclusive' },
    ] as Record<string, Check['outcome']>[]) {
      const other = quietWorld('a', 'b', 'c');
      suspicion(other, 15, outcomes);
      expect(other.last().state, JSON.stringify(outcomes)).toBe('possible');
    }
  });

  test('are not confirmed by a single failed check of each place, nor by what failed all day', () => {
    const once = quietWorld('a', 'b');
    suspicion(once, 1, { a: 'failed', b: 'failed' });
    suspicion(once, 14, { a: 'ok', b: 'ok' });
    expect(once.last().state).toBe('possible');
    const always = quietWorld();
    for (let minute = 0; minute < 120; minute += 1) {
      look(always, 'failed', 'c', 'd');
      always.quiet(1);
    }
    suspicion(always, 15, { c: 'failed', d: 'failed' });
    expect(always.last().state).toBe('possible');
  });

  test('are confirmed by independent reports as before, and it says which of both confirmed', () => {
    const world = quietWorld('a', 'b');
    world.outage(15, 30);
    expect(world.last()).toMatchObject({ state: 'confirmed', confirmedBy: 'reports' });
  });
});

test('no check, however many places fail, opens an incident that nobody reports', () => {
  const world = quietWorld('a', 'b', 'c');
  for (let minute = 0; minute < 60; minute += 1) {
    look(world, 'failed', 'a', 'b', 'c');
    world.quiet(1);
  }
  expect(world.incidents).toEqual([]);
});

test('an incident keeps what each place saw during it, beside what was usual there', () => {
  const world = quietWorld('a', 'b');
  suspicion(world, 15, { a: 'failed', b: 'ok', late: 'inconclusive' });
  const { checks } = world.last().evidence!;
  const by = Object.fromEntries(checks!.vantages.map((place) => [place.vantage, place]));
  expect(by.a).toMatchObject({ usual: { failed: 0 }, lastFailed: { status: 521, by: 'cloudflare' } });
  expect(by.a!.during.failed).toBeGreaterThan(0);
  expect(by.a!.during.faults).toEqual({ 'origin-refused': by.a!.during.failed });
  expect(by.a!.usual!.ok).toBeGreaterThan(100);
  expect(by.b!.during).toMatchObject({ failed: 0 });
  expect(by.late).toMatchObject({ usual: null, lastFailed: null, during: { ok: 0, failed: 0 } });
});

test('a place is well, failing after two failures in a row, and silent once checks stay away; inconclusive changes nothing', () => {
  const world = new World();
  const state = (ms: number) =>
    placeState(world.state.watches.get('shop')!.outside!.checks.vantages.here!, ms as EpochMs);
  const start = at(world.minute);
  const said: [outcome: Check['outcome'], state: string][] = [
    ['ok', 'well'],
    ['failed', 'well'],
    ['inconclusive', 'inconclusive'],
    ['failed', 'failing'],
    ['inconclusive', 'failing'],
    ['ok', 'well'],
  ];
  for (const [index, [outcome, expected]] of said.entries()) {
    world.tell(checkAt(start + index * MINUTE_MS, outcome));
    expect(state(start + index * MINUTE_MS), `after ${index}`).toBe(expected);
  }
  const last = start + (said.length - 1) * MINUTE_MS;
  expect(state(last + 3 * MINUTE_MS)).toBe('well');
  expect(state(last + 3 * MINUTE_MS + 1)).toBe('silent');
});

test('a check that comes twice, or after a later one, counts once', () => {
  const world = new World();
  const first = checkAt(at(world.minute), 'ok');
  const second = checkAt(at(world.minute, 30_000), 'failed');
  for (const check of [first, first, second, first, second]) world.tell(check);
  const { checks } = world.state.watches.get('shop')!.outside!;
  expect(checks.late).toBe(3);
  expect(Object.values(checks.vantages.here!.minutes)).toMatchObject([{ ok: 1, failed: 1 }]);
});

test('names that objects have by themselves are names like others', () => {
  const world = new World();
  for (const vantage of ['constructor', 'to-string']) world.tell(checkAt(at(world.minute), 'ok', { vantage }));
  expect(Object.keys(world.state.watches.get('shop')!.outside!.checks.vantages)).toEqual(['constructor', 'to-string']);
});
