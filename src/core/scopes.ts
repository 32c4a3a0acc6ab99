/**
 * Scopes: one service is counted as a whole, by symptom, by country and by network, each with a detector of its own. The
 * false-alarm budget is shared among those that are followed (a union bound), so that looking in many places does not
 * raise the number of false alarms. Which parts are followed: roster.ts.
 */
import { type Budget, shareOf } from '../model/budget.ts';
import type { Scope } from '../model/incident.ts';
import type { Minute } from '../model/units.ts';
import type { CategoryPrior } from './category.ts';
import { UNTOLD } from './independence.ts';
import { type Counts, countOf, isCounted, type Rollup } from './rollup.ts';
import { emptyRoster, type Followed, mayFollow, noteActivity, type Roster, shareOut, turnDay } from './roster.ts';
import { createSeries, type SeriesState, type SeriesStep, stepSeries } from './series.ts';

/** Of the budget, the whole takes this share where parts are followed, and all of it where none is. */
export const WHOLE_SHARE = 0.5;
/** A part that appears for the first time was at zero before; so much of that past is told to its detector. */
const CATCH_UP_MINUTES = 3 * 24 * 60;
/** A day later, what was usual of networks counts this much of itself. */
const KEEP_USUAL = 0.9;
const USUAL_LEAST = 0.05;

export interface ScopedSeries {
  readonly scope: Scope;
  /** Of the service's budget. */
  share: number;
  series: SeriesState;
  /** Where reports usually come from: counts by group of networks, forgotten over days. */
  usual: Counts;
  /** The budget of the service that the series' thresholds were last worked out from. */
  budget: Budget;
}

type Part = ScopedSeries & Followed;

export interface Scopes {
  readonly whole: ScopedSeries;
  readonly parts: Part[];
  readonly roster: Roster;
}

/** What one scope's detector said of a step. */
export interface ScopedStep {
  readonly from: ScopedSeries;
  readonly count: number | undefined;
  readonly said: SeriesStep;
}

export interface StepContext {
  readonly stepMinutes: number;
  /** Of this service, now. */
  readonly budget: Budget;
  readonly firstStep: Minute;
}

export function createScopes(stepMinutes: number, budget: Budget, prior?: CategoryPrior): Scopes {
  return { whole: follow('all', 1, budget, stepMinutes, prior), parts: [], roster: emptyRoster() };
}

function follow(scope: Scope, share: number, budget: Budget, stepMinutes: number, prior?: CategoryPrior): ScopedSeries {
  const series = createSeries({ stepMinutes, budget: shareOf(budget, share), ...(prior && { prior }) });
  return { scope, share, usual: {}, budget, series };
}

/** Takes one closed step; `known` is false where nobody was listening. The whole comes first in the answer. */
export function stepScopes(
  scopes: Scopes,
  at: Minute,
  rollup: Rollup | undefined,
  known: boolean,
  context: StepContext,
): ScopedStep[] {
  const { whole, parts, roster } = scopes;
  const dayBegan = turnDay(roster, parts, at);
  if (rollup !== undefined && known) for (const scope of scopesIn(rollup)) notice(scopes, scope, at, rollup, context);
  if (dayBegan) {
    for (const { usual } of [whole, ...parts]) forget(usual);
    shareOutAll(scopes);
  }
  const steps: ScopedStep[] = [step(whole, at, known ? (rollup?.count ?? 0) : undefined, context.budget)];
  for (const part of parts) {
    steps.push(step(part, at, known ? partCount(rollup, part.scope) : undefined, context.budget));
  }
  return steps;
}

function partCount(rollup: Rollup | undefined, scope: Scope): number | undefined {
  if (rollup === undefined) return 0;
  return isCounted(rollup, scope) ? countOf(rollup, scope) : undefined;
}

/** A network that a database named. Where there is none, networks are pseudonyms of a day: nothing usual is known of those. */
const NAMED_NETWORK = /^AS\d+$/;

/** The symptoms, countries and networks of a step, sorted, so that nothing depends on the order of signals inside it. */
function scopesIn(rollup: Rollup): Scope[] {
  const symptoms = Object.keys(rollup.symptoms).map((key): Scope => `symptom:${key}`);
  const countries = Object.keys(rollup.countries).map((key): Scope => `country:${key}`);
  const networks = Object.keys(rollup.networks).filter((key) => NAMED_NETWORK.test(key));
  return [...symptoms, ...countries, ...networks.map((key): Scope => `network:${key}`)].sort();
}

function notice(scopes: Scopes, scope: Scope, at: Minute, rollup: Rollup, context: StepContext): void {
  const { parts, roster } = scopes;
  const count = countOf(rollup, scope);
  if (count === 0) return;
  const part = parts.find((known) => known.scope === scope);
  if (part !== undefined) {
    noteActivity(part, scope, at, count);
    return;
  }
  const waited = mayFollow(roster, parts, scope, at, count);
  if (waited === undefined) return;
  const fresh = { ...follow(scope, 0, context.budget, context.stepMinutes), ...waited };
  parts.push(fresh);
  shareOutAll(scopes);
  fresh.series = catchUp(fresh, at, context);
}

/** The past of a part that was hardly ever heard of is zeros; one that had to wait learns its past anew. */
function catchUp({ share, activity, inHour }: Part, at: Minute, context: StepContext): SeriesState {
  const { stepMinutes, budget, firstStep } = context;
  const series = createSeries({ stepMinutes, budget: shareOf(budget, share) });
  if (activity > inHour) return series;
  const steps = Math.floor(Math.min(at - firstStep, CATCH_UP_MINUTES) / stepMinutes);
  for (let back = steps; back > 0; back -= 1) stepSeries(series, (at - back * stepMinutes) as Minute, 0);
  return series;
}

function shareOutAll({ whole, parts }: Scopes): void {
  whole.share = parts.length === 0 ? 1 : WHOLE_SHARE;
  shareOut(parts, 1 - WHOLE_SHARE);
}

/** A share that has changed is in force with the next slot of the baseline: the series works out its thresholds there. */
function step(scoped: ScopedSeries, at: Minute, count: number | undefined, budget: Budget): ScopedStep {
  if (count !== undefined && at >= scoped.series.base.slotEnd) {
    scoped.budget = budget;
    scoped.series = { ...scoped.series, budget: shareOf(budget, scoped.share) };
  }
  const said = stepSeries(scoped.series, at, count);
  // What was learnt while it ran was not the usual.
  if (said.change === 'confirmed' && said.incident!.decisions[0]!.hindsight) scoped.usual = {};
  return { from: scoped, count, said };
}

/**
 * Learns from a step in which nothing runs where reports usually come from. A step that stands out may be the first of a flood, which
 * nothing runs for yet: it teaches no more than one that is as expected.
 */
export function learnUsual({ whole, parts }: Scopes, rollup: Rollup, { expected, high }: SeriesStep): void {
  const weight = rollup.count > high ? Math.min(1, Math.max(1, expected) / rollup.count) : 1;
  for (const { scope, usual } of [whole, ...parts]) {
    const groups = rollup.groups[scope];
    let untold = countOf(rollup, scope);
    for (const group in groups) {
      usual[group] = hundredths((usual[group] ?? 0) + weight * groups[group]!);
      untold -= groups[group]!;
    }
    if (untold > 0) usual[UNTOLD] = hundredths((usual[UNTOLD] ?? 0) + weight * untold);
  }
}

function forget(usual: Counts): void {
  for (const group in usual) {
    usual[group] = hundredths(usual[group]! * KEEP_USUAL);
    if (usual[group] < USUAL_LEAST) delete usual[group];
  }
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
