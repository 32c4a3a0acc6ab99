/**
 * The replayer: which entries of a scenario are due when its clock has come to a given moment. Services come first,
 * every tally stands before the first tick that closes its step, and where the ticks fall depends on the scenario
 * alone: a run that was cut anywhere and resumed from its last tick tells the same as one that was not.
 */
import type { ServiceDefined, Tally, Tick } from '../model/entry.ts';
import { type EpochMs, MINUTE_MS } from '../model/units.ts';
import { closesAt, type Scenario } from './scenario.ts';

export type ReplayEntry = ServiceDefined | Tally | Tick;

/** A replay that keeps its place in the scenario, so that asking again costs only what is new. */
export interface Replay {
  /** At of the last tick told; undefined before the first. */
  readonly at: EpochMs | undefined;
  /** True once the scenario's end is told. */
  readonly over: boolean;
  /** Everything due after `at` until now. Read it to its end: what is told counts as told. */
  due(now: EpochMs): Generator<ReplayEntry, void>;
}

/**
 * Starts after `cursor`, the at of the last tick that a journal holds of this timeline; undefined starts at the
 * beginning. Tallies that a journal took after that tick are told once more: a step is taken once from each source.
 */
export function startReplay(scenario: Scenario, cursor?: EpochMs): Replay {
  const upcoming = scenario.tallies()[Symbol.iterator]();
  let next = upcoming.next();
  while (cursor !== undefined && next.done !== true && closesAt(next.value) <= cursor) next = upcoming.next();
  let at = cursor;
  let begun = cursor !== undefined;

  function* due(now: EpochMs): Generator<ReplayEntry, void> {
    const until = Math.min(now, scenario.end) as EpochMs;
    const first = earliest(next.value?.at ?? scenario.end, scenario.playFrom, scenario.end);
    if (!begun && until >= first) {
      for (const service of scenario.services) yield { kind: 'service', at: first, service };
      begun = true;
    }
    while (begun) {
      const closes = next.done === true ? undefined : closesAt(next.value);
      const tick = nextTick(scenario, at, closes);
      if (tick === undefined || tick > until) return;
      while (next.done !== true && closesAt(next.value) <= tick) {
        yield next.value;
        next = upcoming.next();
      }
      at = tick;
      yield { kind: 'tick', at: tick, timeline: scenario.timeline };
    }
  }

  return {
    get at() {
      return at;
    },
    get over() {
      return at !== undefined && at >= scenario.end;
    },
    due,
  };
}

/** The entries due in (cursor, now], from nothing but the scenario. A loop is better served by one `startReplay`. */
export function entriesUntil(scenario: Scenario, cursor: EpochMs | undefined, now: EpochMs): Iterable<ReplayEntry> {
  return startReplay(scenario, cursor).due(now);
}

/**
 * History ticks where a tally closes and at playFrom. From there a tick falls on every whole step of the clock; its
 * step is the shortest of the services' steps, since nothing closes in between. The last tick is the scenario's end.
 */
function nextTick(scenario: Scenario, at: EpochMs | undefined, closes: EpochMs | undefined): EpochMs | undefined {
  const { playFrom, end } = scenario;
  if (at !== undefined && at >= end) return undefined;
  if (at === undefined || at < playFrom) return earliest(closes ?? playFrom, playFrom, end);
  const stepMs = Math.min(...scenario.services.map((service) => service.stepMinutes)) * MINUTE_MS;
  return earliest((Math.floor(at / stepMs) + 1) * stepMs, end);
}

const earliest = (...moments: readonly number[]) => Math.min(...moments) as EpochMs;
