/** Scopes and incidents above them: regional outages, budgets, and what each decision keeps of its reasons. */
import { expect, test } from 'vitest';
import { at, START, service } from '../../test/replay/streams.ts';
import { World } from '../../test/replay/world.ts';
import type { Budget } from '../model/budget.ts';
import { LIVE } from '../model/service.ts';
import { emptyState, foldEntry } from './fold.ts';
import { encodeState } from './snapshot.ts';

const DAY = 1_440;
const COUNTRIES = ['DE', 'FR', 'GB', 'PL', 'IT'];

/** A busy service: so many reports a minute, one country after the other. */
function busy(world: World, minutes: number, each: number, more: () => void = () => {}): void {
  for (let i = 0; i < minutes; i += 1) {
    for (const country of COUNTRIES) world.people(each, { country });
    more();
    world.tick();
  }
}

test('an outage in one country that drowns in the count of all is found and confirmed there, by its own networks', () => {
  const world = new World();
  // 100 a minute from five countries, and one from the Ukraine in four minutes.
  let minute = 0;
  const usual = () => {
    minute += 1;
    if (minute % 4 === 0) world.people(1, { country: 'UA' });
  };
  busy(world, DAY + 300, 20, usual);
  const before = world.incidents.length;
  const from = world.minute;
  busy(world, 40, 20, () => world.people(3, { country: 'UA' }));
  const seen = world.incidents.slice(before);
  const incident = world.last();
  expect(seen.length).toBeGreaterThan(0);
  expect(incident).toMatchObject({ state: 'confirmed', scope: 'country:UA', independence: 'several' });
  expect(incident.parts.map(({ scope }) => scope)).toEqual(['country:UA']);
  expect(incident.confirmedAt! - from).toBeLessThanOrEqual(12);
  // Of everything counted, the outage is 3 %.
  expect(incident.decisions.at(-1)).toMatchObject({ scope: 'country:UA', tier: 'confirmed' });
});

test('one network that floods a country is not confirmed there either, beside the usual reports of all others', () => {
  const world = new World();
  busy(world, DAY + 300, 4);
  const before = world.incidents.length;
  busy(world, 40, 4, () => world.people(8, { country: 'UA', networks: 1 }));
  const seen = world.incidents.slice(before);
  expect(seen.length, 'anti-vacuity: it was seen').toBeGreaterThan(0);
  expect(seen.every(({ incident }) => incident.confirmedAt === null)).toBe(true);
  expect(world.last()).toMatchObject({ state: 'possible', independence: 'few' });
  expect(world.last().parts.every(({ tier }) => tier === 'possible')).toBe(true);
});

test("a carrier's own outage that drowns in the count of all is possible at most, names the network and says few", () => {
  const world = new World();
  const carrier = (reports: number) => world.people(reports, { networks: 1 });
  // A report in two minutes from AS0, and ten a minute from the fifty networks, AS0 among them.
  let minute = 0;
  busy(world, 3 * DAY, 2, () => {
    minute += 1;
    if (minute % 2 === 0) carrier(1);
  });
  const before = world.incidents.length;
  busy(world, 30, 2, () => carrier(4));
  const seen = world.incidents.slice(before);
  expect(seen.length).toBeGreaterThan(0);
  expect(world.last().parts.map(({ scope }) => scope)).toEqual(['network:AS0']);
  expect(seen.every(({ incident }) => incident.confirmedAt === null)).toBe(true);
  expect(world.last().independence).toBe('few');
  expect(world.state.watches.get('shop')!.scopes.parts.filter(({ scope }) => scope.startsWith('network:')).length).toBe(
    8,
  );
});

test('a decision keeps the budget that it fell under, whatever is set afterwards', () => {
  const world = new World();
  const set = (budget: Budget) => world.tell({ kind: 'budget', at: at(world.minute), budget });
  set({ possiblePerMonth: 3, confirmedPerYear: 2 });
  world.quiet(2 * DAY);
  world.outage(30, 8);
  const told = world.last();
  expect(told.decisions.map(({ tier }) => tier)).toEqual(['possible', 'confirmed']);
  for (const decision of told.decisions) {
    expect(decision.budget).toMatchObject({ possiblePerMonth: 3, confirmedPerYear: 2 });
    // A symptom and countries are followed beside the whole, which has half.
    expect(decision).toMatchObject({ scope: 'all', share: 0.5 });
  }
  set({ possiblePerMonth: 50, confirmedPerYear: 50 });
  world.outage(30, 8);
  world.quiet(400);
  expect(world.last().state).toBe('over');
  expect(world.last().decisions).toEqual(told.decisions);
});

test('a budget of the whole observatory is shared among its services: e times as many ask for one nat more', () => {
  const thresholdOf = (budget: Budget, services: number): number => {
    const state = emptyState();
    const tell = (entry: Parameters<typeof foldEntry>[1]) =>
      foldEntry(state, entry, { fact: () => {}, step: () => {}, late: () => {} });
    tell({ kind: 'budget', at: at(START), budget });
    for (let n = 0; n < services; n += 1) tell({ kind: 'service', at: at(START), service: service(`s${n}`) });
    tell({ kind: 'service', at: at(START), service: service('gone') });
    tell({ kind: 'retired', at: at(START), service: 'gone' });
    for (let minute = START; minute < START + 200; minute += 1) {
      tell({ kind: 'tick', at: at(minute), timeline: LIVE, since: at(minute - 1) });
    }
    return state.watches.get('s0')!.scopes.whole.series.confirmed;
  };
  const each = { possiblePerMonth: 1, confirmedPerYear: 1 };
  const all = { ...each, per: 'observatory' } as const;
  expect(thresholdOf(all, 20) - thresholdOf(each, 20)).toBeCloseTo(Math.log(20), 3);
  expect(thresholdOf(all, 1)).toBeCloseTo(thresholdOf(each, 20), 3);
});

test('a service says that it is over when the excess is, once, and a new rise is another wave of the same incident', () => {
  const world = new World();
  world.quiet(2 * DAY);
  const before = world.states.length;
  world.outage(30, 8);
  const until = world.minute;
  world.quiet(160);
  const over = world.facts.findLast((fact) => fact.kind === 'state' && fact.to === 'over')!;
  expect(over.at - until, 'minutes until it is told').toBeLessThanOrEqual(100);
  expect(world.last()).toMatchObject({ state: 'over' });
  world.outage(30, 8);
  expect(world.last()).toMatchObject({ state: 'confirmed', end: null });
  world.quiet(500);
  expect(world.states.slice(before)).toEqual(['confirmed', 'over', 'none', 'confirmed', 'over', 'none']);
  expect(new Set(world.incidents.slice(-5).map(({ incident }) => incident.id)).size).toBe(1);
  expect(world.last().waves).toHaveLength(2);
});

test('a quiet service that nobody reported takes under 2 kB of state', () => {
  const world = new World();
  const empty = encodeState(world.state).length;
  for (let i = 0; i < 8 * DAY; i += 1) world.tick();
  expect(encodeState(world.state).length - empty).toBeLessThan(2_000);
});
