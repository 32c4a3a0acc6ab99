/** Law: reports from one network or a few can raise *possible* at most, however many come, and however suddenly. */
import { expect, test } from 'vitest';
import { World } from './world.ts';

test.each([1, 2, 3].flatMap((networks) => [30, 300, 3_000].map((each) => [networks, each] as const)))(
  '%i networks, from the first minute on with %i reports each minute, confirm nothing',
  (networks, each) => {
    const world = new World();
    world.quiet(2_000);
    world.outage(6, each, { networks });
    expect(world.states.at(-1)).toBe('possible');
    expect(world.last()).toMatchObject({ confirmedAt: null, independence: 'few' });
  },
);

test.each([1, 2, 3])('%i networks that flood when counting begins, and then stop, confirm nothing', (networks) => {
  const world = new World();
  world.outage(100, 300, { networks });
  world.quiet(300);
  expect(world.incidents.length, 'anti-vacuity: the flood is seen').toBeGreaterThan(0);
  expect(world.incidents.every(({ incident }) => incident.confirmedAt === null)).toBe(true);
  expect(world.last().independence).toBe('few');
  expect(world.states).not.toContain('confirmed');
});

test('from many networks the same confirms', () => {
  const world = new World();
  world.quiet(2_000);
  world.outage(6, 30);
  expect(world.last().confirmedAt).not.toBeNull();
});

test.each([1, 2, 3])('%i networks that flood again and again do not make a service deaf to others', (networks) => {
  /** When an outage is confirmed, and how much is asked of the whole for it, but for its share of the budget. */
  const confirmedAfter = (floods: number) => {
    const world = new World();
    world.quiet(2_000);
    for (let k = 0; k < floods; k++) {
      world.outage(2, 4 * networks, { networks });
      world.quiet(400);
    }
    const seen = new Set(world.incidents.map(({ incident }) => incident.id));
    expect(seen.size, 'anti-vacuity: each is seen').toBe(floods);
    const begin = world.minute;
    world.outage(10, 5);
    const { confirmedAt, decisions } = world.last();
    const { threshold, share } = decisions.at(-1)!;
    return { after: confirmedAt! - begin, asked: threshold + Math.log(share) };
  };
  const [once, often] = [confirmedAfter(1), confirmedAfter(12)];
  expect(once.after, 'anti-vacuity: it is confirmed').toBeGreaterThan(0);
  expect(often.asked).toBeCloseTo(once.asked, 0);
  expect(often.after).toBeLessThanOrEqual(once.after + 1);
});

test.each([3, 30, 300])('what a network brings for two days, %i each minute, is not taken for the usual', (each) => {
  const world = new World();
  world.quiet(5_000);
  world.outage(3_000, each, { networks: 1 });
  world.quiet(720);
  expect(world.last()).toMatchObject({ confirmedAt: null, independence: 'few' });
  expect(world.steps.at(-1)!.expected).toBeLessThan(0.1);
  const begin = world.minute;
  world.outage(10, 5);
  expect(world.last().confirmedAt).toBeGreaterThan(begin);
});

test.each([1, 2])('what %i networks bring for days is no level that others come back to', (networks) => {
  const world = new World();
  const others = (minutes: number) => world.outage(minutes, 1);
  others(5_000);
  for (let i = 0; i < 5 * 1_440; i++) {
    world.people(4, { networks });
    others(1);
  }
  expect(world.last()).toMatchObject({ confirmedAt: null, independence: 'few' });
  others(1_440);
  const begin = world.minute;
  // Four times the usual, as the networks made it, but from fifty.
  for (let i = 0; i < 60 && world.last().confirmedAt === null; i++) world.outage(1, 4);
  expect(world.last().confirmedAt).toBeGreaterThan(begin);
});

test('what a network brings for more than a week is the usual in the end', () => {
  const world = new World();
  world.quiet(5_000);
  world.outage(8 * 1_440, 1, { networks: 1 });
  expect(world.states.at(-1)).toBe('none');
  expect(world.steps.at(-1)!.expected).toBeGreaterThan(0.5);
});

test('where all people sit in one network, what it brings for two days is the usual', () => {
  const world = new World();
  world.quiet(5_000, { networks: 1 });
  world.outage(3_000, 3, { networks: 1 });
  expect(world.incidents.length, 'anti-vacuity: the rise is seen').toBeGreaterThan(0);
  expect(world.states.at(-1)).toBe('none');
  expect(world.steps.at(-1)!.expected).toBeGreaterThan(1);
});

test.each([0.5, 1, 4])(
  'a network that floods for %d days holds a confirmation back for three hours at most',
  (days) => {
    const world = new World();
    world.outage(4_320, 1);
    const minute = (of: number) => {
      world.people(10, { networks: 1 });
      world.outage(1, of);
    };
    for (let i = 0; i < days * 1_440; i++) minute(1);
    expect(world.last()).toMatchObject({ confirmedAt: null, independence: 'few' });
    const begin = world.minute;
    // Six times the usual, and it goes on: the flood is still larger.
    for (let i = 0; i < 180 && world.last().confirmedAt === null; i++) minute(6);
    expect(world.last().confirmedAt).toBeGreaterThan(begin);
  },
);
