/** Traffic in the fold: minutes of several sources add up, each part counts once, and an incident gathers its evidence. */
import { describe, expect, test } from 'vitest';
import { at } from '../../test/replay/streams.ts';
import { World } from '../../test/replay/world.ts';
import type { Evidence } from '../model/evidence.ts';
import type { TrafficMinute } from '../model/traffic-minute.ts';
import { runningIncident } from './seen.ts';
import { minuteOfTraffic, type Told } from './traffic.fixture.ts';

const say = (world: World, minute: number, told: Told, more: Parameters<typeof minuteOfTraffic>[3] = {}): void =>
  world.tell(minuteOfTraffic(at(minute), 'shop', told, more));

const charted = (world: World): number => world.trafficSteps.reduce((sum, { requests }) => sum + requests, 0);
const trafficOf = (world: World) => world.state.watches.get('shop')!.traffic!;

/** Quiet reports, with so many requests in every minute; each minute is told when it is over. */
function quietTraffic(world: World, minutes: number, requests: number, failed = 0): void {
  for (let i = 0; i < minutes; i += 1) {
    world.quiet(1);
    say(world, world.minute - 1, { requests, failed, countries: { DE: requests } });
  }
}

function outage(world: World, minutes: number, requests: number, failed: number): void {
  for (let i = 0; i < minutes; i += 1) {
    world.outage(1, 30);
    say(world, world.minute - 1, { requests, failed, countries: { DE: requests } });
  }
}

describe('minutes of traffic', () => {
  test('count once from each source, and once from each part of a source', () => {
    const world = new World();
    world.quiet(10);
    const minute = world.minute - 1;
    say(world, minute, { requests: 100 });
    say(world, minute, { requests: 100 });
    say(world, minute, { requests: 40 }, { source: 'origin' });
    say(world, minute, { requests: 7 }, { source: 'origin', part: 'a' });
    say(world, minute, { requests: 7 }, { source: 'origin', part: 'a' });
    say(world, minute, { requests: 2 }, { source: 'origin', part: 'b' });
    expect(charted(world)).toBe(149);
    expect(trafficOf(world).minutes[minute]).toMatchObject({ requests: 149, minutes: 1 });
    expect(trafficOf(world).duplicates).toBe(2);
  });

  test('that come late count while a day has not gone by, and later ones are told apart as late', () => {
    const world = new World();
    world.quiet(30 * 60);
    say(world, world.minute - 23 * 60, { requests: 5 });
    expect(charted(world)).toBe(5);
    say(world, world.minute - 25 * 60, { requests: 5 });
    expect(charted(world)).toBe(5);
    expect(trafficOf(world).late).toBe(1);
  });

  test('of a service that nobody watches change nothing', () => {
    const world = new World();
    world.tell(minuteOfTraffic(at(world.minute), 'nobody', { requests: 5 }));
    expect(world.trafficSteps).toEqual([]);
  });

  test('remember where each source goes on reading, and a bounded past', () => {
    const world = new World();
    world.quiet(1);
    for (let i = 0; i < 200; i += 1) {
      world.quiet(1);
      say(world, world.minute - 1, { requests: 1 }, { part: String(i), mark: `here-${i}` });
      say(world, world.minute - 1, { requests: 1 }, { source: 'api' });
    }
    expect(trafficOf(world).sources).toEqual({
      edge: { until: world.minute - 1, mark: 'here-199' },
      api: { until: world.minute - 1, mark: null },
    });
    expect(Object.keys(trafficOf(world).minutes).length).toBeLessThanOrEqual(121);
  });
});

describe('an incident', () => {
  test('gathers its own traffic beside what was usual before it, and reports', () => {
    const world = new World();
    world.quiet(2_000);
    quietTraffic(world, 60, 200);
    outage(world, 20, 100, 60);
    const { evidence } = runningIncident(world.state.watches.get('shop')!) as { evidence: Evidence };
    const { during, usual, onset } = evidence.traffic!;
    expect(usual!.requests / usual!.minutes).toBe(200);
    expect(during.requests / during.minutes).toBeCloseTo(100, -1);
    expect(during.minutes).toBeGreaterThanOrEqual(18);
    expect(during.minutes).toBeLessThanOrEqual(22);
    expect(during.statuses.serverError / during.requests).toBeGreaterThan(0.5);
    expect(onset!.filter(({ requests }) => requests === 200).length).toBeGreaterThanOrEqual(10);
    expect(onset!.filter(({ failed }) => failed === 60).length).toBeGreaterThanOrEqual(10);
    expect(evidence.reports!.count).toBeGreaterThan(300);
    expect(evidence.checks).toBeNull();
  });

  test('keeps its evidence when it is over', () => {
    const world = new World();
    world.quiet(2_000);
    quietTraffic(world, 60, 200);
    outage(world, 20, 100, 60);
    quietTraffic(world, 300, 200);
    const closed = world.incidents.find(({ why }) => why === 'closed')!;
    const { during } = closed.incident.evidence!.traffic!;
    expect(during.statuses.serverError).toBeGreaterThanOrEqual(18 * 60);
    expect(during.requests / during.minutes, 'the quiet hours after it are no part of it').toBeLessThan(110);
    expect(trafficOf(world).during).toBeNull();
  });

  test('that nobody told traffic of has none in its evidence, which is not zero', () => {
    const world = new World();
    world.quiet(2_000);
    world.outage(20, 30);
    expect(world.last().evidence).toMatchObject({ traffic: null, checks: null, claims: null });
  });

  test('whose traffic begins in the middle of it has no usual', () => {
    const world = new World();
    world.quiet(2_000);
    world.outage(10, 30);
    outage(world, 10, 100, 60);
    const { evidence } = runningIncident(world.state.watches.get('shop')!) as { evidence: Evidence };
    expect(evidence.traffic).toMatchObject({ usual: null, during: { minutes: 10, requests: 1_000 } });
  });

  test('counts a minute of two sources as one minute', () => {
    const world = new World();
    world.quiet(2_000);
    world.outage(10, 30);
    const minute = world.minute - 1;
    say(world, minute, { requests: 10 });
    say(world, minute, { requests: 30 }, { source: 'origin' });
    const { evidence } = runningIncident(world.state.watches.get('shop')!) as { evidence: Evidence };
    expect(evidence.traffic!.during).toMatchObject({ minutes: 1, requests: 40 });
  });
});

test('hostile names of sources, parts and lists change nothing but their own counts', () => {
  const world = new World();
  world.quiet(5);
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const entry: TrafficMinute = minuteOfTraffic(
      at(world.minute - 1),
      'shop',
      { requests: 1, countries: { [name]: 1 } },
      { source: name, part: name, mark: name },
    );
    world.tell(JSON.parse(JSON.stringify(entry)));
  }
  expect(charted(world)).toBe(3);
  expect(({} as { requests?: number }).requests).toBeUndefined();
});
