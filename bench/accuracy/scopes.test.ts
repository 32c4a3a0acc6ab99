/** Short forms of the sets on scopes and sources; the full ones are in docs/accuracy-peers.md. */
import { expect, test } from 'vitest';
import { quietAlarms } from './scopes.ts';
import { chanceOf } from './simulator/chance.ts';
import { drawScoped } from './simulator/scoped.ts';
import { confirmedOf } from './sources.ts';

test.each([2, 20])(
  'a service with %i countries keeps its budget over the whole and all its parts together',
  (countries) => {
    const chance = chanceOf(31, countries);
    const days = 30;
    const budget = { possiblePerMonth: 100, confirmedPerYear: 100 };
    const { confirmed, possible } = quietAlarms(drawScoped(chance, countries), chance, budget, days);
    // 16 days count: 4.4 confirmed and 53 possible are stated; three standard deviations of a Poisson count are allowed.
    expect(confirmed).toBeLessThanOrEqual(4.4 + 3 * Math.sqrt(4.4));
    expect(possible).toBeLessThanOrEqual(53 + 3 * Math.sqrt(53));
  },
);

test.each(['many small networks', 'a national carrier has 40 %', 'two carriers have 98 %'])(
  'where reports usually come thus: %s, an outage is confirmed, and no flood from few networks is',
  (service) => {
    expect(confirmedOf('an outage', service, 1, 3)).toBe(3);
    for (const flood of ['one network', 'the largest network alone', 'three networks, 5 % from everywhere'])
      expect(confirmedOf(flood, service, 1, 3), flood).toBe(0);
  },
);
