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
