/** Laws of the configuration as entries: applying it twice is applying it once, and only what differs is journaled. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyState, foldEntry } from '../core/fold.ts';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Service } from '../model/service.ts';
import type { EpochMs } from '../model/units.ts';
import { decisionsFor } from './configure.ts';

const service = (id: string, more: Partial<Service> = {}): Service => ({
  id,
  name: id,
  category: 'Other',
  components: [],
  providers: [],
  timeline: 'live',
  stepMinutes: 1,
  provenance: { kind: 'measured', sources: [] },
  ...more,
});
const quiet = { fact() {}, step() {}, late() {} };
const at = 1 as EpochMs;

test('after any series of configurations the live services are those of the last one, and applying it again says nothing', () => {
  const wanted = fc.record({
    budget: fc.record({ possiblePerMonth: fc.constantFrom(1, 2), confirmedPerYear: fc.constantFrom(1, 5) }),
    services: fc.uniqueArray(
      fc
        .record({ id: fc.constantFrom('a', 'b', 'c'), name: fc.constantFrom('x', 'y') })
        .map(({ id, name }) => service(id, { name })),
      { selector: ({ id }) => id },
    ),
  });
  fc.assert(
    fc.property(fc.array(wanted, { minLength: 1, maxLength: 5 }), (configs) => {
      const state = emptyState();
      foldEntry(state, { kind: 'service', at, service: service('old', { timeline: 'a-replay' }) }, quiet);
      for (const config of configs) for (const entry of decisionsFor(state, config, at)) foldEntry(state, entry, quiet);
      const last = configs.at(-1)!;
      const live = [...state.watches.values()].filter((watch) => !watch.retired && watch.service.timeline === 'live');
      const byId = (a: Service, b: Service) => (a.id < b.id ? -1 : 1);
      expect(live.map((watch) => watch.service).toSorted(byId)).toEqual(last.services.toSorted(byId));
      expect(state.budget).toEqual(last.budget);
      expect(state.watches.get('old')!.retired, 'a replay is not of the file').toBe(false);
      expect(decisionsFor(state, last, at)).toEqual([]);
    }),
  );
});

test('the order in which a description is written changes nothing', () => {
  const state = emptyState();
  foldEntry(state, { kind: 'service', at, service: service('a') }, quiet);
  const other = Object.fromEntries(Object.entries(service('a')).toReversed()) as unknown as Service;
  expect(decisionsFor(state, { budget: DEFAULT_BUDGET, services: [other] }, at)).toEqual([]);
});
