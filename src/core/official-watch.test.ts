/** What vendors say in the fold: beside the incident, with its lag; it confirms nothing, and unknown is no claim. */
import { expect, test } from 'vitest';
import { at } from '../../test/replay/streams.ts';
import { World } from '../../test/replay/world.ts';
import type { Official, OfficialState } from '../model/official.ts';

const say = (world: World, state: OfficialState, of: Partial<Official> = {}): void =>
  world.tell({
    kind: 'official',
    at: at(world.minute, 5_000),
    service: 'shop',
    source: 'status.shop.example',
    by: 'service',
    state,
    freshSeconds: 900,
    ...of,
  });

function quietWorld(): World {
  const world = new World();
  say(world, 'operational');
  for (let i = 0; i < 200; i += 1) {
    if (i % 20 === 10) world.people(1);
    world.tick();
  }
  return world;
}

test('an incident keeps what the vendor said, when, and how long the crowd knew before', () => {
  const world = quietWorld();
  const first = world.minute;
  world.outage(30, 30);
  const { possibleAt } = world.last();
  say(world, 'degraded', { said: 'Slow for some', since: at(first - 10) });
  const told = world.minute;
  world.outage(20, 30);
  say(world, 'operational');
  world.quiet(180);
  expect(world.last().state).toBe('over');
  expect(world.last().official).toEqual([
    {
      source: 'status.shop.example',
      by: 'service',
      saidAt: told,
      said: 'Slow for some',
      since: first - 10,
      clearedAt: told + 20,
      lagMinutes: told - possibleAt,
      unreadable: false,
    },
  ]);
});

test('a vendor that says nothing, and one that cannot be read, are told apart', () => {
  const world = quietWorld();
  world.outage(10, 30);
  expect(world.last().official).toMatchObject([{ saidAt: null, lagMinutes: null, unreadable: false }]);
  say(world, 'unknown', { said: 'no answer' });
  world.outage(10, 60);
  world.quiet(180);
  expect(world.last().official).toMatchObject([{ saidAt: null, unreadable: true }]);
});

test('a vendor that says so first has a negative lag; its word alone opens and confirms nothing', () => {
  const world = quietWorld();
  say(world, 'outage');
  world.quiet(20);
  expect(world.incidents).toEqual([]);
  world.outage(15, 30, { networks: 1 });
  expect(world.last().state).toBe('possible');
  expect(world.last().official![0]!.lagMinutes).toBeLessThanOrEqual(-20);
});

test('the diagnosis hears a fresh word as a claim; an unknown one and an old one claim nothing', () => {
  for (const [state, freshSeconds, claims] of [
    ['outage', 9_000, [{ by: 'edge', name: 'Edge', state: 'outage', cause: 'They say', since: null }]],
    ['unknown', 9_000, null],
    ['outage', 60, null],
  ] as const) {
    const world = new World();
    world.quiet(200);
    say(world, state, { source: 'Edge', by: 'edge', freshSeconds, said: 'They say' });
    world.quiet(5);
    world.outage(15, 30);
    expect(world.last().evidence!.claims).toEqual(claims);
  }
});
