/**
 * The fold: the journal's entries, in order, become state and facts. Pure: no clock, no chance, no I/O. Time is in the
 * entries, so a replay gives the same facts, byte for byte. The state is the caller's to keep, and the fold's to
 * change in place.
 */

import { type Budget, DEFAULT_BUDGET, ofOneService } from '../model/budget.ts';
import type { Entry, Tick } from '../model/entry.ts';
import type { CommonEvent } from '../model/event.ts';
import type { Hold } from '../model/hold.ts';
import type { Maintenance } from '../model/maintenance.ts';
import type { Pruning } from '../model/pruning.ts';
import type { Redaction } from '../model/redaction.ts';
import type { ClockStep } from '../model/reporting.ts';
import type { Service } from '../model/service.ts';
import type { Statement } from '../model/statement.ts';
import { type EpochMs, MINUTE_MS, type Minute, minuteOf } from '../model/units.ts';
import { type CategoryPrior, categoryPrior } from './category.ts';
import { followEvents } from './events.ts';
import { emptyKeeping, type Keeping, takeKeeping } from './keeping.ts';
import { isCarriedOut } from './prunings.ts';
import { takeRedaction } from './redact.ts';
import { takeSeenOutside, takeTrafficMinute } from './seen.ts';
import { closeSteps, createWatch, endWatch, type Sink, takeReport, takeTally, type Watch } from './watch.ts';

export interface Timeline {
  /** The last tick. */
  at: EpochMs;
  /** Listening without a break since then; null if nobody listens. */
  listeningSince: EpochMs | null;
  /** Services that fail together, or did. */
  events: readonly CommonEvent[];
}

export interface FoldState {
  budget: Budget;
  readonly timelines: Map<string, Timeline>;
  readonly watches: Map<string, Watch>;
  /** Services that are not retired: a budget of the whole observatory is shared among them. */
  watched: number;
  /**
   * What categories lend, by category and timeline, while services are added one after the other: nobody's history goes on meanwhile, and
   * thousands are added at once. Follows from the rest, and is not saved.
   */
  readonly lent: Map<string, CategoryPrior | undefined>;
  readonly keeping: Keeping;
  /** Statements by id, every version of each, oldest first; the door keeps their number within limits. */
  readonly statements: Map<string, Statement[]>;
  /** Holds by id, every version of each, oldest first. */
  readonly holds: Map<string, Hold[]>;
  /** Reporting clocks by id, every step of each, the start first. */
  readonly clocks: Map<string, ClockStep[]>;
  /** Maintenance windows by id, every version of each, oldest first. */
  readonly maintenance: Map<string, Maintenance[]>;
  /** Redactions, the first one first. */
  readonly redactions: Redaction[];
  /** Prunings that were carried out, the first one first. */
  readonly prunings: Pruning[];
}

export function emptyState(): FoldState {
  return {
    budget: DEFAULT_BUDGET,
    timelines: new Map(),
    watches: new Map(),
    watched: 0,
    lent: new Map(),
    keeping: emptyKeeping(),
    statements: new Map(),
    holds: new Map(),
    clocks: new Map(),
    maintenance: new Map(),
    redactions: [],
    prunings: [],
  };
}

export function foldEntry(state: FoldState, entry: Entry, sink: Sink): void {
  const adds = entry.kind === 'service' && !state.watches.has(entry.service.id);
  take(state, entry, sink);
  if (!adds) state.lent.clear();
}

function take(state: FoldState, entry: Entry, sink: Sink): void {
  switch (entry.kind) {
    case 'genesis':
      return;
    case 'budget':
      // Thresholds follow with the next slot of each baseline.
      state.budget = entry.budget;
      return;
    case 'service': {
      const known = state.watches.get(entry.service.id);
      if (known === undefined || known.retired) state.watched += 1;
      if (known !== undefined && isSameSeries(known.service, entry.service)) {
        known.service = entry.service;
        known.retired = false;
      } else {
        // Another step length or clock makes another series; what was learnt of the old one does not carry over.
        if (known !== undefined) endWatch(known, sink);
        state.watches.set(
          entry.service.id,
          createWatch(entry.service, watchedFrom(state, entry.service), budgetOf(state), priorOf(state, entry.service)),
        );
      }
      return;
    }
    case 'retired': {
      const watch = state.watches.get(entry.service);
      if (watch === undefined || watch.retired) return;
      watch.retired = true;
      state.watched -= 1;
      endWatch(watch, sink);
      return;
    }
    case 'log-key':
    case 'handed-over':
      takeKeeping(state.keeping, entry);
      return;
    case 'statement':
      takeVersion(state.statements, entry);
      return;
    case 'hold':
      takeVersion(state.holds, entry);
      return;
    case 'clock':
      takeVersion(state.clocks, entry);
      return;
    case 'maintenance':
      takeVersion(state.maintenance, entry);
      return;
    case 'redaction':
      takeRedaction(state, entry);
      return;
    case 'pruning':
      if (isCarriedOut(state, entry)) state.prunings.push(entry);
      return;
    case 'tick':
      takeTick(state, entry, sink);
      return;
    case 'report': {
      const watch = state.watches.get(entry.service);
      if (watch !== undefined) takeReport(watch, entry, closedUntil(state, watch), sink);
      return;
    }
    case 'tally': {
      const watch = state.watches.get(entry.service);
      if (watch !== undefined) takeTally(watch, entry, closedUntil(state, watch));
      return;
    }
    case 'traffic': {
      const watch = state.watches.get(entry.service);
      if (watch !== undefined) takeTrafficMinute(watch, entry, closedUntil(state, watch), sink);
      return;
    }
    case 'check':
    case 'official': {
      const watch = state.watches.get(entry.service);
      if (watch !== undefined) takeSeenOutside(watch, entry);
      return;
    }
  }
}

/** The one service whose watch an entry may change; undefined where it may be any number of them. */
export function onlyTouches(entry: Entry): string | undefined {
  switch (entry.kind) {
    case 'report':
    case 'tally':
    case 'traffic':
    case 'check':
    case 'official':
      return entry.service;
    default:
      return undefined;
  }
}

/**
 * The clock of services that are known and not followed, as where one incident is folded by itself: it never ticks, and what
 * they depend on counts among what others of `timeline` share.
 */
export const besideTimeline = (timeline: string): string => ` beside ${timeline}`;

const budgetOf = (state: FoldState): Budget => ofOneService(state.budget, state.watched);

/** What the services of the same category that live by the same clock lend to one that is new among them. */
function priorOf(state: FoldState, { category, timeline }: Service): CategoryPrior | undefined {
  const name = JSON.stringify([category, timeline]);
  if (state.lent.has(name)) return state.lent.get(name);
  const peers = [...state.watches.values()].filter(
    (watch) => !watch.retired && watch.service.category === category && watch.service.timeline === timeline,
  );
  const prior = categoryPrior(peers.map((watch) => watch.scopes.whole.series.base));
  state.lent.set(name, prior);
  return prior;
}

function isSameSeries(a: Service, b: Service): boolean {
  return a.stepMinutes === b.stepMinutes && a.timeline === b.timeline;
}

/** A version that does not follow the one before it is a retry, or came too late; it changes nothing. */
function takeVersion<T extends { readonly id: string; readonly version: number }>(
  known: Map<string, T[]>,
  next: T,
): void {
  const versions = known.get(next.id) ?? [];
  if (next.version === versions.length + 1) known.set(next.id, [...versions, next]);
}

/** A tick that does not bring time forward changes nothing: a clock that jumped back, or a retry. */
function takeTick(state: FoldState, tick: Tick, sink: Sink): void {
  const timeline = state.timelines.get(tick.timeline) ?? { at: 0 as EpochMs, listeningSince: null, events: [] };
  if (tick.at <= timeline.at) return;
  state.timelines.set(tick.timeline, timeline);
  const unbroken = tick.since !== undefined && timeline.listeningSince !== null && tick.since <= timeline.at;
  if (!unbroken) timeline.listeningSince = tick.since ?? null;
  timeline.at = tick.at;
  const since = timeline.listeningSince;
  const listeningSince = since === null ? null : (Math.ceil(since / MINUTE_MS) as Minute);
  const own = [...state.watches.values()].filter((watch) => watch.service.timeline === tick.timeline && !watch.retired);
  for (const watch of own) closeSteps(watch, minuteOf(tick.at), listeningSince, budgetOf(state), sink);
  const beside = besideTimeline(tick.timeline);
  const known = [...state.watches.values()].filter((watch) => watch.service.timeline === beside && !watch.retired);
  timeline.events = followEvents(timeline.events, [...own, ...known], minuteOf(tick.at));
}

/** A service is watched from the first step after the last tick of its timeline; part of that step has gone by. */
function watchedFrom(state: FoldState, service: Service): Minute {
  const timeline = state.timelines.get(service.timeline);
  if (timeline === undefined) return 0 as Minute;
  return ((Math.floor(minuteOf(timeline.at) / service.stepMinutes) + 1) * service.stepMinutes) as Minute;
}

function closedUntil(state: FoldState, watch: Watch): Minute | null {
  const timeline = state.timelines.get(watch.service.timeline);
  return timeline === undefined ? null : minuteOf(timeline.at);
}
