/** A part of the network that is gone: the process that writes is cut off from the servers and from PostgreSQL, and comes back. */
import { expect, test } from 'vitest';
import { harmAgainAndAgain } from './rounds.ts';

test('a process that is cut off while it writes is followed by another, and all that was acknowledged stands there once, with its views', async () => {
  const { lost, twice, wrongViews, takeovers, acknowledged, refused } = await harmAgainAndAgain(
    ['the one that writes is cut off', 'PostgreSQL is stopped'],
    { untilTakenOver: true },
  );
  expect([lost, twice, wrongViews]).toEqual([0, 0, 0]);
  expect(takeovers, 'anti-vacuity: another one wrote').toBeGreaterThan(0);
  expect(acknowledged, 'anti-vacuity: reports were acknowledged').toBeGreaterThan(50);
  expect(refused, 'anti-vacuity: some were not').toBeGreaterThan(0);
}, 240_000);
