/** What the fold says of a service: states, incidents and their places, from streams whose outage we made ourselves. */
import { expect, test } from 'vitest';
import { at, report, START } from '../../test/replay/streams.ts';
import { World } from '../../test/replay/world.ts';
import type { Entry } from '../model/entry.ts';
import type { ClosedStep, StateFact } from '../model/fact.ts';
import { LIVE } from '../model/service.ts';
import type { Minute } from '../model/units.ts';
import { WARM_UP_MINUTES } from './baseline.ts';
import { encodeState } from './snapshot.ts';
import { newSince, OVER_MINUTES } from './watch.ts';

const DAY = 1_440;

test('an outage on a quiet service that many networks report is seen, confirmed and closed, where and when it was', () => {
  const world = new World();
  world.quiet(2 * DAY);
  const from = world.minute;
  world.outage(40, 8);
  const until = world.minute;
  world.quiet(400);
  expect(world.incidents.at(0)?.why).toBe('opened');
  expect(world.incidents.at(-1)?.why).toBe('closed');
  const incident = world.last();
  expect(incident).toMatchObject({ state: 'over', service: 'shop', scope: 'all', independence: 'several' });
  expect(incident.possibleAt).toBeGreaterThanOrEqual(from);
  expect(incident.confirmedAt! - from, 'minutes until confirmed').toBeLessThanOrEqual(5);
  expect(Math.abs(incident.start - from), 'start within two minutes').toBeLessThanOrEqual(2);
  expect(Math.abs(incident.end! - until), 'end within five minutes').toBeLessThanOrEqual(5);
  expect(incident.waves).toHaveLength(1);
  expect(incident.peakCount).toBe(8);
  expect(Math.abs(incident.observed - 320), 'reports within the incident').toBeLessThanOrEqual(20);
  expect(incident.id).toBe(
    `shop-${new Date(incident.possibleAt * 60_000).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`,
  );
  const states = world.states;
  expect(states[0]).toBe('none');
  expect(states).toContain('confirmed');
  expect(states.slice(-2)).toEqual(['over', 'none']);
});

test('an excess that one network alone brings is never more than possible, and says that few hold it up', () => {
  const world = new World();
  world.quiet(2 * DAY);
  const before = world.incidents.length;
  world.outage(60, 20, { networks: 1 });
  world.quiet(400);
  const seen = world.incidents.slice(before);
  expect(seen.length, 'anti-vacuity: it was seen').toBeGreaterThan(1);
  for (const { incident } of seen) {
    expect(incident.confirmedAt).toBeNull();
    expect(incident.state).not.toBe('confirmed');
    expect(incident.independence).toBe('few');
  }
  expect(world.states).not.toContain('confirmed');
});

test('an outage in one country is an incident with that country as a part', () => {
  const world = new World();
  world.quiet(3 * DAY);
  world.outage(30, 6, { country: 'UA' });
  world.quiet(400);
  const incident = world.last();
  expect(incident.parts.map(({ scope }) => scope)).toContain('country:UA');
  expect(incident.parts.map(({ scope }) => scope)).not.toContain('country:DE');
  expect(incident.countries.UA).toBeGreaterThanOrEqual(180);
  expect(incident.countries.DE ?? 0).toBeLessThanOrEqual(2);
});

test('before anybody listens, and until something usual is known, the state is unknown, then none; after a silence of the observatory unknown again', () => {
  const world = new World();
  const watch = world.state.watches.get('shop')!;
  const until = () => world.minute as Minute;
  expect([watch.state, newSince(watch, until())]).toEqual(['unknown', null]);
  const from = world.minute;
  world.quiet(60);
  expect([watch.state, newSince(watch, until())], 'what would be a failure is not known yet').toEqual([
    'unknown',
    from,
  ]);
  expect(world.states).toEqual([]);
  world.quiet(WARM_UP_MINUTES);
  expect(world.states).toEqual(['none']);
  expect(newSince(watch, until())).toBeNull();
  world.minute += 30;
  world.tell({ kind: 'tick', at: at(world.minute), timeline: LIVE });
  expect(world.states).toEqual(['none', 'unknown']);
  world.quiet(3);
  expect(world.states).toEqual(['none', 'unknown', 'none']);
});

test('an outage that runs when counting begins is unknown until it ends, and then seen in hindsight, with who reported it', () => {
  const world = new World();
  world.outage(90, 20, { country: 'DE' });
  const until = world.minute;
  expect(world.facts.filter(({ kind }) => kind === 'incident')).toEqual([]);
  world.quiet(500);
  expect(world.states).toEqual(['none', 'over', 'none']);
  expect(world.incidents.map(({ why }) => why)).toEqual(['opened', 'closed']);
  const { incident, at: seenAt } = world.incidents[0]!;
  expect(seenAt - until).toBeLessThanOrEqual(61);
  expect(incident).toMatchObject({ state: 'over', start: START, scope: 'all', independence: 'several' });
  expect(incident.confirmedAt).toBe(seenAt);
  expect(Math.abs(incident.end! - until)).toBeLessThanOrEqual(5);
  expect(incident.observed).toBeGreaterThanOrEqual(1_800);
  expect(incident.expected, 'what is usual was learnt from what came after').toBeLessThan(20);
  expect(incident.decisions.map(({ hindsight }) => hindsight)).toEqual([true, true]);
  expect(incident.parts.map(({ scope }) => scope)).toContain('country:DE');
  expect(incident.countries.DE).toBeGreaterThan(1_000);
});

test('an outage after one that was seen in hindsight is measured by what is usual, not by the first one', () => {
  const world = new World();
  world.outage(90, 20);
  world.quiet(1_000);
  const before = world.incidents.length;
  world.outage(20, 3);
  expect(world.incidents.length).toBeGreaterThan(before);
  expect(world.last().confirmedAt).not.toBeNull();
  expect(world.last().decisions.map(({ hindsight }) => hindsight)).toEqual([undefined, undefined]);
});

test('an incident that is over is shown for an hour, and no longer', () => {
  const world = new World();
  world.quiet(2 * DAY);
  world.outage(20, 10);
  world.quiet(600);
  const states = world.facts.filter((fact): fact is StateFact => fact.kind === 'state');
  const over = states.find(({ to }) => to === 'over')!;
  const after = states.find(({ from }) => from === 'over')!;
  expect(after.to).toBe('none');
  expect(after.at - over.at).toBe(OVER_MINUTES);
});

test('a minute in which nobody listened is unknown, never zero; one in which nobody reported is zero', () => {
  const world = new World();
  world.quiet(60);
  const gapFrom = world.minute;
  world.minute += 20;
  world.tick(world.minute);
  world.tell({ kind: 'tick', at: at(world.minute + 5), timeline: LIVE });
  world.minute += 5;
  world.tick();
  const counted = new Map(world.steps.map(({ at: minute, count }) => [minute, count]));
  expect(counted.get((gapFrom - 1) as Minute)).toBe(0);
  for (let minute = gapFrom; minute < gapFrom + 20; minute += 1) {
    expect(counted.get(minute as Minute), `minute ${minute - gapFrom} of the gap`).toBeUndefined();
  }
  expect(counted.get((gapFrom + 20) as Minute), 'the minute that the next tick vouches for').toBe(0);
  for (let minute = gapFrom + 21; minute < gapFrom + 26; minute += 1) {
    expect(counted.get(minute as Minute), 'a tick that claims nothing').toBeUndefined();
  }
});

test('what is heard by chance while nobody listens is shown, and does not make the minute a counted one', () => {
  const world = new World();
  for (let minute = 0; minute < 30; minute += 1) {
    world.people(2);
    world.minute += 1;
    world.tell({ kind: 'tick', at: at(world.minute), timeline: LIVE });
  }
  expect(world.steps.map(({ count }) => count)).toEqual(new Array(30).fill(2));
  expect(world.state.watches.get('shop')).toMatchObject({ state: 'unknown', countedUntil: null });
  expect(world.facts).toEqual([]);
});

test('reports of a stretch in which nobody listened raise no alarm: how many more there were is not known', () => {
  const world = new World();
  world.quiet(2 * DAY);
  const facts = world.incidents.length;
  for (let minute = 0; minute < 10; minute += 1) {
    world.people(30);
    world.minute += 1;
  }
  world.tick(world.minute);
  world.quiet(10);
  expect(
    world.steps.filter(({ count }) => count === 30),
    'anti-vacuity: they are shown',
  ).toHaveLength(10);
  expect(world.incidents).toHaveLength(facts);
});

test('a tick that goes back, or comes twice, changes nothing', () => {
  const world = new World();
  world.quiet(50);
  world.people(3);
  const before = encodeState(world.state);
  const told = world.steps.length;
  for (const back of [0, 1, 40]) {
    world.tell({ kind: 'tick', at: at(world.minute - back), timeline: LIVE, since: at(world.minute - back - 1) });
    world.tell({ kind: 'tick', at: at(world.minute - back), timeline: LIVE });
  }
  expect(encodeState(world.state)).toBe(before);
  expect(world.steps).toHaveLength(told);
});

test('no step is closed twice, and steps close in order', () => {
  const world = new World(5);
  world.quiet(100);
  world.outage(10, 5);
  world.minute += 33;
  world.tick(world.minute);
  world.quiet(100);
  const starts = world.steps.map((step) => step.at);
  expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
});

test('a report of a closed minute is counted in the charts and not judged again', () => {
  const world = new World();
  world.quiet(200);
  const facts = world.facts.length;
  for (let i = 0; i < 200; i += 1) {
    world.tell(report({ at: at(world.minute - 30, i), service: 'shop', reporter: `late-${i}`, network: `AS${i}` }));
  }
  world.quiet(5);
  expect(world.lateSteps).toHaveLength(200);
  expect(world.lateSteps.every(({ count, at: minute }) => count === 1 && minute === world.minute - 35)).toBe(true);
  expect(world.facts).toHaveLength(facts);
});

test('everything delivered twice while its step is open counts once', () => {
  const run = (times: number): ClosedStep[] => {
    const world = new World();
    world.quiet(29);
    for (let minute = 0; minute < 60; minute += 1) {
      const sent: Entry[] = [0, 1, 2].map((i) =>
        report({ at: at(world.minute, i), service: 'shop', reporter: `r${minute}-${i}`, country: 'DE' }),
      );
      // The last report of a window comes again when the next window has begun.
      if (minute > 0) sent.push(report({ at: at(world.minute - 1, 9), service: 'shop', reporter: `r${minute - 1}-0` }));
      for (let time = 0; time < times; time += 1) for (const entry of sent) world.tell(entry);
      world.tick();
    }
    return world.steps;
  };
  const once = run(1);
  expect(run(2)).toEqual(once);
  expect(once.slice(29).map(({ count }) => count)).toEqual(new Array(60).fill(3));
});

test('a tally counts in its step, an empty one is a counted zero, and the same source twice is once', () => {
  const world = new World(5);
  world.quiet(5 - (START % 5) + 5);
  const step = Math.floor(world.minute / 5) * 5;
  const tally = (count: number, source: string): Entry => ({
    kind: 'tally',
    at: at(step),
    service: 'shop',
    source,
    stepMinutes: 5,
    count,
  });
  for (const entry of [tally(7, 'a'), tally(7, 'a'), tally(0, 'b')]) world.tell(entry);
  world.quiet(10);
  expect(world.steps.find(({ at: start }) => start === step)?.count).toBe(7);
  // Where somebody else counts, a step without a tally is unknown.
  expect(world.steps.find(({ at: start }) => start === step + 5)?.count).toBeUndefined();
  expect(world.state.watches.get('shop')!.duplicates).toBe(1);
});

test("the operator's budget holds for services defined before it too", () => {
  const thresholdUnder = (possiblePerMonth: number): number => {
    const world = new World();
    world.quiet(DAY);
    world.tell({
      kind: 'budget',
      at: at(world.minute),
      budget: { possiblePerMonth, confirmedPerYear: possiblePerMonth },
    });
    world.quiet(60);
    return world.state.watches.get('shop')!.scopes.whole.series.confirmed;
  };
  expect(thresholdUnder(0.01)).toBeGreaterThan(thresholdUnder(1) + 1);
});

test('an incident of a service that is retired, or counted in other steps, ends where counting did', () => {
  for (const change of ['retired', 'other steps'] as const) {
    const world = new World();
    world.quiet(2 * DAY);
    world.outage(30, 8);
    expect(world.last().state, 'anti-vacuity: it runs').toBe('confirmed');
    const until = world.minute;
    if (change === 'retired') world.tell({ kind: 'retired', at: at(until), service: 'shop' });
    else
      world.tell({
        kind: 'service',
        at: at(until),
        service: { ...world.state.watches.get('shop')!.service, stepMinutes: 5 },
      });
    expect(world.last()).toMatchObject({ state: 'over', end: until });
    expect(world.states.at(-1)).toBe('unknown');
  }
});
