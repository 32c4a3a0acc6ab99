/**
 * The watch over one service: open steps fill with signals, a tick closes them, closed steps go through the
 * detectors, and what they say becomes incidents and states.
 */
import type { Budget } from '../model/budget.ts';
import type { Report, Tally } from '../model/entry.ts';
import type { ClosedStep, Fact, TrafficStep } from '../model/fact.ts';
import type { ServiceState } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type Minute, minuteOf } from '../model/units.ts';
import { WARM_UP_MINUTES } from './baseline.ts';
import type { CategoryPrior } from './category.ts';
import { HINDSIGHT_MINUTES, HINDSIGHT_REACH_MINUTES } from './hindsight.ts';
import { incidentOf, type PastRollup, type RunningIncident, stepIncident } from './incident.ts';
import { confirmsReports, type OutsideWatch, withEvidence } from './outside.ts';
import { emptyReporters, isNewReporter, type ReporterSet } from './reporters.ts';
import { addReport, addTally, emptyRollup, type Rollup } from './rollup.ts';
import { createScopes, learnUsual, type Scopes, stepScopes } from './scopes.ts';
import { followSeen } from './seen.ts';
import { expectedAt } from './series.ts';
import type { TrafficWatch } from './traffic-watch.ts';

/** How long a service shows that an incident is over, before it shows nothing of it. */
export const OVER_MINUTES = 60;
/** Signals this old still tell who is affected when an incident opens; at least RECENT_STEPS steps. */
export const RECENT_MINUTES = 60;
const RECENT_STEPS = 6;
/** Without a counted step for so many steps (and minutes) the state is unknown. */
export const UNKNOWN_STEPS = 2;
export const UNKNOWN_MINUTES = 5;
/** Where somebody else counts, a step without a tally is unknown for so long after the last one; then people count. */
const TALLY_PATIENCE_MINUTES = 60;

/** Where the fold puts what it found. */
export interface Sink {
  fact(fact: Fact): void;
  step(step: ClosedStep): void;
  /** A report whose step was closed already: it is counted in the charts, not judged again. */
  late(step: ClosedStep): void;
  /** A minute of traffic; who draws no charts need not listen. */
  traffic?(step: TrafficStep): void;
}

export interface Watch {
  service: Service;
  retired: boolean;
  /** The first step of which the observatory can have heard everything. */
  readonly watchedFrom: Minute;
  /** Steps from here on are not closed yet; null before the first closed one. */
  next: Minute | null;
  firstStep: Minute | null;
  /** Open steps by start, in no order. */
  readonly open: Map<Minute, Rollup>;
  reporters: ReporterSet;
  scopes: Scopes;
  readonly recent: PastRollup[];
  incident: RunningIncident | null;
  state: ServiceState;
  stateSince: Minute | null;
  /** End of the last incident that was more than a suspicion, and has not come back. */
  overSince: Minute | null;
  /** End of the last step that was counted. */
  countedUntil: Minute | null;
  /** End of the last step that somebody else counted. */
  talliedUntil: Minute | null;
  duplicates: number;
  lateSignals: number;
  /** Null where no source of traffic has said anything. */
  traffic: TrafficWatch | null;
  /** Null where nobody looks from outside. */
  outside: OutsideWatch | null;
}

export function createWatch(service: Service, watchedFrom: Minute, budget: Budget, prior?: CategoryPrior): Watch {
  return {
    service,
    retired: false,
    watchedFrom,
    next: null,
    firstStep: null,
    open: new Map(),
    reporters: emptyReporters(),
    scopes: createScopes(service.stepMinutes, budget, prior),
    recent: [],
    incident: null,
    state: 'unknown',
    stateSince: null,
    overSince: null,
    countedUntil: null,
    talliedUntil: null,
    duplicates: 0,
    lateSignals: 0,
    traffic: null,
    outside: null,
  };
}

export function takeReport(watch: Watch, report: Report, closedUntil: Minute | null, sink: Sink): void {
  if (!isNewReporter(watch.reporters, report.reporter, report.at)) {
    watch.duplicates += 1;
    return;
  }
  const at = stepOf(watch, minuteOf(report.at));
  if (isClosed(watch, at, closedUntil)) {
    watch.lateSignals += 1;
    const rollup = emptyRollup();
    addReport(rollup, report);
    sink.late(closedStep(watch, at, rollup, rollup.count, expectedAt(watch.scopes.whole.series, at)));
    return;
  }
  addReport(openStep(watch, at), report);
}

export function takeTally(watch: Watch, tally: Tally, closedUntil: Minute | null): void {
  const at = stepOf(watch, minuteOf(tally.at));
  // A tally of a closed step may be a retry of one that was counted; it can't be told apart, so it waits in the journal.
  if (isClosed(watch, at, closedUntil)) watch.lateSignals += 1;
  else if (!addTally(openStep(watch, at), tally)) watch.duplicates += 1;
}

/**
 * Closes every step that ends by `until`.
 * @param listeningSince the observatory has been listening without a break since then; null if it was not
 */
export function closeSteps(
  watch: Watch,
  until: Minute,
  listeningSince: Minute | null,
  budget: Budget,
  sink: Sink,
): void {
  const step = watch.service.stepMinutes;
  const counted = countedFrom(watch, listeningSince);
  for (const at of dueSteps(watch, until, counted)) {
    const rollup = watch.open.get(at);
    watch.open.delete(at);
    const tallied = rollup !== undefined && rollup.tallied.length > 0;
    if (tallied) watch.talliedUntil = (at + step) as Minute;
    const expectsTally = watch.talliedUntil !== null && at < watch.talliedUntil + TALLY_PATIENCE_MINUTES;
    const known = tallied || (counted !== null && at >= counted && !expectsTally);
    closeStep(watch, at, rollup, known, budget, sink);
    watch.next = (at + step) as Minute;
  }
  setState(watch, stateAt(watch, until), until, sink);
}

/** The first step in which people could be counted from start to end; null where nobody listens. */
function countedFrom(watch: Watch, listeningSince: Minute | null): Minute | null {
  if (listeningSince === null) return null;
  const step = watch.service.stepMinutes;
  return (Math.ceil(Math.max(listeningSince, watch.watchedFrom) / step) * step) as Minute;
}

function dueSteps(watch: Watch, until: Minute, counted: Minute | null): Minute[] {
  const step = watch.service.stepMinutes;
  const due = [...watch.open.keys()].filter((at) => at + step <= until);
  if (counted !== null) {
    const from = Math.max(counted, watch.next ?? counted);
    for (let at = from; at + step <= until; at += step) if (!watch.open.has(at as Minute)) due.push(at as Minute);
  }
  return due.length > 1 ? due.sort((a, b) => a - b) : due;
}

function closeStep(
  watch: Watch,
  at: Minute,
  rollup: Rollup | undefined,
  known: boolean,
  budget: Budget,
  sink: Sink,
): void {
  const { service } = watch;
  watch.firstStep ??= at;
  const context = { stepMinutes: service.stepMinutes, budget, firstStep: watch.firstStep };
  const steps = stepScopes(watch.scopes, at, rollup, known, context);
  const count = known ? (rollup?.count ?? 0) : rollup?.count;
  const { incident: before } = watch;
  const confirms = (start: Minute) => confirmsReports(watch.outside, start, (at + service.stepMinutes) as Minute);
  const { running, change } = stepIncident(service, before, at, steps, rollup, watch.recent, confirms);
  watch.incident = running;
  if (running !== null) followSeen(watch);
  remember(watch, at, rollup);
  if (running === null && known && rollup !== undefined) learnUsual(watch.scopes, rollup, steps[0]!.said);
  const end = (at + service.stepMinutes) as Minute;
  if (known) watch.countedUntil = end;
  sink.step(closedStep(watch, at, rollup, count, steps[0]!.said));
  if (running !== null) watch.overSince = running.overSince;
  else if (change?.why === 'closed') watch.overSince ??= end;
  if (change === null) return;
  const incident = withEvidence(watch, (running ?? before)!, change.incident, end);
  followSeen(watch);
  sink.fact({ kind: 'incident', at, why: change.why, incident });
}

/** Nobody watches this any more, at least not as it was: what runs ends where counting did, and the state is unknown. */
export function endWatch(watch: Watch, sink: Sink): void {
  const at = watch.countedUntil ?? watch.watchedFrom;
  if (watch.incident !== null) {
    const over = { ...incidentOf(watch.service.id, watch.incident, 'over'), end: at };
    const incident = withEvidence(watch, watch.incident, over, at);
    watch.incident = null;
    followSeen(watch);
    sink.fact({ kind: 'incident', at, why: 'closed', incident });
  }
  setState(watch, 'unknown', at, sink);
}

/** The incident that runs and is not over. One that is over still runs in case it comes back. */
export const failing = ({ incident }: Watch): RunningIncident | null =>
  incident === null || incident.overSince !== null ? null : incident;

/** Reports in steps that are open: counted, not yet judged. */
export function arriving({ open }: Watch): number {
  let count = 0;
  for (const rollup of open.values()) count += rollup.count;
  return count;
}

/** A step as charts see it: what was expected is from before this step's own count was learnt, where anything usual is known. */
function closedStep(
  watch: Watch,
  at: Minute,
  rollup: Rollup | undefined,
  count: number | undefined,
  { expected, high }: { readonly expected: number; readonly high: number },
): ClosedStep {
  const { service } = watch;
  const usual = isNew(watch) ? { expected: undefined, high: undefined } : { expected, high };
  return {
    service: service.id,
    at,
    stepMinutes: service.stepMinutes,
    count,
    ...usual,
    symptoms: rollup?.symptoms,
    countries: rollup?.countries,
    components: rollup?.components,
  };
}

function remember(watch: Watch, at: Minute, rollup: Rollup | undefined): void {
  if (rollup !== undefined) watch.recent.push({ at, rollup });
  const young = watch.scopes.whole.series.base.age < HINDSIGHT_MINUTES;
  const minutes = young ? HINDSIGHT_REACH_MINUTES : RECENT_MINUTES;
  const oldest = at - Math.max(minutes, RECENT_STEPS * watch.service.stepMinutes);
  while (watch.recent.length > 0 && watch.recent[0]!.at < oldest) watch.recent.shift();
}

function stateAt(watch: Watch, until: Minute): ServiceState {
  if (failing(watch) !== null) return watch.incident!.confirmedAt === null ? 'possible' : 'confirmed';
  if (isUncounted(watch, until)) return 'unknown';
  if (watch.overSince !== null && until - watch.overSince < OVER_MINUTES) return 'over';
  return isNew(watch) ? 'unknown' : 'none';
}

function isUncounted({ service, countedUntil }: Watch, until: Minute): boolean {
  const patience = Math.max(UNKNOWN_STEPS * service.stepMinutes, UNKNOWN_MINUTES);
  return countedUntil === null || until - countedUntil > patience;
}

/** Counted for so short a time that nothing usual is known: the detector is silent, and silence would not mean that all is well. */
const isNew = ({ scopes }: Watch): boolean => scopes.whole.series.base.age < WARM_UP_MINUTES;

/** Since when a service is counted whose state is unknown for that reason alone; null for any other. */
export const newSince = (watch: Watch, until: Minute): Minute | null =>
  watch.state === 'unknown' && isNew(watch) && !isUncounted(watch, until) ? watch.firstStep : null;

function setState(watch: Watch, to: ServiceState, at: Minute, sink: Sink): void {
  if (watch.state === to) return;
  const from = watch.state;
  watch.state = to;
  watch.stateSince = at;
  sink.fact({ kind: 'state', at, service: watch.service.id, from, to });
}

function openStep(watch: Watch, at: Minute): Rollup {
  const known = watch.open.get(at);
  if (known !== undefined) return known;
  const rollup = emptyRollup();
  watch.open.set(at, rollup);
  return rollup;
}

function isClosed(watch: Watch, at: Minute, closedUntil: Minute | null): boolean {
  if (watch.next !== null && at < watch.next) return true;
  return closedUntil !== null && at + watch.service.stepMinutes <= closedUntil;
}

function stepOf(watch: Watch, at: Minute): Minute {
  return (Math.floor(at / watch.service.stepMinutes) * watch.service.stepMinutes) as Minute;
}
