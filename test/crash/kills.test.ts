/** Killed at random moments under load over HTTP, the observatory loses nothing that it acknowledged. */
import { expect, test } from 'vitest';
import { killAgainAndAgain } from './kills.ts';

test('five kills under load lose nothing acknowledged, and leave a whole journal with its own views', async () => {
  const { lost, problems, acknowledged, killsInFlight } = await killAgainAndAgain(5);
  expect(lost).toBe(0);
  expect(problems).toEqual([]);
  expect(acknowledged, 'anti-vacuity: reports were acknowledged').toBeGreaterThan(100);
  expect(killsInFlight, 'anti-vacuity: requests were in flight when the process died').toBeGreaterThanOrEqual(3);
});
