/**
 * The detector of one counted series. One step goes in, what changed comes out: expected band, evidence, tier and
 * incident. Pure: the same steps give the same decisions on any machine.
 */
import type { Budget } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import type { Wave } from '../model/wave.ts';
import { shortened } from './arithmetic.ts';
import {
  adoptLevel,
  type Baseline,
  beginAnew,
  createBaseline,
  enterSlot,
  rateAt,
  WARM_UP_MINUTES,
} from './baseline.ts';
import type { CategoryPrior } from './category.ts';
import {
  type Change,
  incidentOf,
  openIncident,
  openInHindsight,
  type Running,
  type SeriesIncident,
  stepIncident,
  type Tier,
} from './episode.ts';
import { fallOf, HINDSIGHT_MINUTES } from './hindsight.ts';
import { addSlot, createLevels, type Levels } from './levels.ts';
import { best, clipped, evidenceNow, FLOOR } from './onset.ts';
import { addRecent, createRecent, type Recent, takeRecent } from './recent.ts';
import { addToStretch, STRETCH_MAX } from './stretch.ts';
import {
  addRecordTime,
  createTail,
  fileExcursion,
  fileIncident,
  type TailRecord,
  thresholds,
  thresholdsFor,
} from './threshold.ts';
import { dropBefore, pushStep } from './windows.ts';

export interface SeriesOptions {
  /** Length of a step, 1 to 60 minutes. */
  readonly stepMinutes: number;
  readonly budget: Budget;
  readonly prior?: CategoryPrior;
}

export type { SeriesIncident } from './episode.ts';

export interface SeriesStep {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly tier: Tier;
  readonly change: Change | null;
  readonly incident: SeriesIncident | null;
}

/** Everything the series has learnt and is in the middle of; plain data. */
export interface SeriesState {
  readonly stepMinutes: number;
  readonly budget: Budget;
  readonly base: Baseline;
  readonly tail: TailRecord;
  readonly levels: Levels;
  /** Blocks of the running windows, see windows.ts. */
  readonly blocks: number[];
  /** Start of the next step that is due; null before the first. */
  due: number | null;
  possible: number;
  confirmed: number;
  /** What a step of this slot says in which nothing happens: one object for all of them. */
  usual: SeriesStep;
  /** Largest count that a single step may bring to the evidence; null where not worked out for this slot. */
  clip: number | null;
  /** Count of the step before, 0 where unknown: a high step that follows a high one is not a blip. */
  last: number;
  /** What may still arrive late after a gap, and until when. */
  backlog: number;
  backlogUntil: number;
  /** The last steps, oldest first, and what was expected in them, for the start of an incident. */
  readonly recent: Recent;
  running: Running | null;
}

export function createSeries(options: SeriesOptions): SeriesState {
  const { stepMinutes, budget, prior } = options;
  const tail = createTail();
  return {
    stepMinutes,
    budget,
    base: createBaseline(stepMinutes, prior),
    tail,
    levels: createLevels(),
    blocks: [],
    due: null,
    ...thresholds(budget, stepMinutes, tail),
    usual: NOTHING_YET,
    clip: null,
    last: 0,
    backlog: 0,
    backlogUntil: 0,
    recent: createRecent(Math.max(LIMITS.recentSteps, Math.round(LIMITS.recentMinutes / stepMinutes))),
    running: null,
  };
}

const nothing = (expected: number, low: number, high: number): SeriesStep => ({
  expected,
  low,
  high,
  tier: 'none',
  change: null,
  incident: null,
});
/** Before the first slot nothing is expected. */
const NOTHING_YET = nothing(0, 0, 0);

/** What a step of this slot says in which nothing happens. */
export function usualStep({ due, base, stepMinutes }: Omit<SeriesState, 'usual'>): SeriesStep {
  if (due === null) return NOTHING_YET;
  const expected = base.rate * stepMinutes;
  const { low, high } = bandOf(expected, base.slow + base.fast);
  return nothing(expected, low, high);
}

const LIMITS = {
  /** The longest window that evidence is gathered over. */
  windowMinutes: 360,
  /** How far back a start may lie before the decision. */
  recentMinutes: 120,
  recentSteps: 12,
};
/**
 * After so many unknown steps, what was held back may arrive with the next: up to this share of the usual count of the gap,
 * within this time. It is not held against the service.
 */
const BACKLOG = { steps: 3, share: 1.6, minutes: 10 };

/** Takes the count of the step that starts at `at`; undefined is unknown, not zero, and the same as a step left out. */
export function stepSeries(state: SeriesState, at: Minute, count: number | undefined): SeriesStep {
  const { base, blocks, stepMinutes } = state;
  if (count === undefined) return unknownStep(state, at);
  if (at !== state.due) skipSteps(state, at);
  state.due = at + stepMinutes;
  const newlySeen = at >= base.slotEnd ? newSlot(state, at) : null;
  const { expected } = state.usual;
  const known = clipped(state, count, expected);
  remember(state, count, expected);
  state.last = count;
  base.slotCount += known;
  base.slotSquares += known * known;
  base.slotSteps += 1;
  if (base.age >= WARM_UP_MINUTES) pushStep(blocks, at, withoutBacklog(state, at, known, expected), expected, count);
  // A step that brings no more than expected decides nothing, so where nothing runs its evidence is not worked out.
  if (state.running === null && known <= expected && state.tail.top === 0) return state.usual;
  if (blocks.length > 0) dropBefore(blocks, at - LIMITS.windowMinutes);
  const change = decide(state, at, known, expected, evidenceNow(state));
  return result(state, newlySeen ?? change);
}

/** Says what is expected and what was known before; learns nothing. */
const unknownStep = (state: SeriesState, at: Minute): SeriesStep => ({
  ...result(state, null),
  ...expectedAt(state, at),
});

/** How unusual the last step was, from 0 to 1: monotone in the evidence for an excess, over all windows that end with it. */
export function anomalyOf(state: SeriesState): number {
  const evidence = evidenceNow(state);
  return evidence / (evidence + state.confirmed);
}

function result(state: SeriesState, change: Change | null): SeriesStep {
  const { usual, running } = state;
  if (running === null) return usual;
  if (change === 'withdrawn' || change === 'closed') state.running = null;
  const tier = state.running === null ? 'none' : running.tier;
  return { expected: usual.expected, low: usual.low, high: usual.high, tier, change, incident: incidentOf(running) };
}

function skipSteps(state: SeriesState, at: number): void {
  const missed = state.due === null ? 0 : Math.round((at - state.due) / state.stepMinutes);
  if (missed <= 0) return;
  const expected = state.base.rate * state.stepMinutes;
  for (let i = Math.min(missed, STRETCH_MAX); i > 0; i--) remember(state, null, expected);
  state.last = 0;
  if (missed < BACKLOG.steps) return;
  if (state.backlogUntil <= at) state.backlog = 0;
  state.backlog += BACKLOG.share * expected * missed;
  state.backlogUntil = at + Math.max(BACKLOG.minutes, state.stepMinutes);
}

/** A count less what a collector may have held back while it was down; what is left is at least the usual count. */
function withoutBacklog(state: SeriesState, at: number, count: number, expected: number): number {
  if (at >= state.backlogUntil || count <= expected || state.backlog <= 0) return count;
  const held = Math.min(state.backlog, count - expected);
  state.backlog -= held;
  return count - held;
}

function remember(state: SeriesState, count: number | null, expected: number): void {
  if (state.running !== null) {
    addToStretch(state.running.stretch, count, expected, state.stepMinutes);
    return;
  }
  const whole = state.base.age < HINDSIGHT_MINUTES ? HINDSIGHT_MINUTES / state.stepMinutes : 0;
  addRecent(state.recent, count, expected, Math.max(state.recent.most, whole));
}

/** @returns that an incident was confirmed in hindsight, or null */
function newSlot(state: SeriesState, at: Minute): Change | null {
  const newlySeen = lookBack(state, at);
  const { running, base } = state;
  const learn = running === null || running.tier === 'possible' || running.over;
  const minutes = base.slotSteps * state.stepMinutes;
  if (learn) addRecordTime(state.tail, minutes);
  // A level that few networks made is theirs.
  if (minutes > 0 && running?.few !== true) addSlot(state.levels, base.slotEnd, base.slotCount, minutes * base.factor);
  const { shift } = base.clock;
  enterSlot(base, at, state.stepMinutes, learn ? 'all' : 'habit');
  // What was expected by another clock proves nothing any more.
  if (base.clock.shift !== shift && running === null) state.blocks.length = 0;
  const now = thresholds(state.budget, state.stepMinutes, state.tail);
  state.possible = shortened(now.possible);
  state.confirmed = shortened(now.confirmed);
  state.clip = null;
  state.usual = usualStep(state);
  return newlySeen;
}

/** Sees, once it is over, what was so from the beginning; the usual is learnt anew from what is after it. */
function lookBack(state: SeriesState, at: Minute): Change | null {
  const { base, stepMinutes, recent } = state;
  if (state.running !== null) return null;
  const fall = fallOf(state, at);
  if (fall === undefined) return null;
  const { counts, expected } = takeRecent(recent);
  expected.fill(fall.rate * stepMinutes);
  state.running = openInHindsight({ counts, expected }, at, stepMinutes, fall, state);
  beginAnew(base, stepMinutes, fall.rate, fall.minutes);
  state.blocks.length = 0;
  return 'confirmed';
}

/** 95 % of counts lie between: from the square root, which makes counts nearly normal. */
function bandOf(mean: number, variance: number): { low: number; high: number } {
  const root = Math.sqrt(mean + 0.375);
  const half = 0.98 * Math.sqrt(1 + variance * mean);
  const low = Math.max(0, root - half);
  return { low: Math.max(0, Math.floor(low * low - 0.375)), high: Math.ceil((root + half) * (root + half) - 0.375) };
}

function decide(state: SeriesState, at: Minute, count: number, expected: number, evidence: number): Change | null {
  const { tail, base, budget, stepMinutes } = state;
  const asked = thresholdsFor(best, state);
  if (state.running === null) {
    if (evidence < FLOOR && tail.top > 0) fileExcursion(tail, at);
    tail.top = Math.max(tail.top, evidence);
    if (evidence < asked.possible || count <= expected) return null;
    state.running = openIncident(takeRecent(state.recent), at, stepMinutes, base.age);
  }
  const running = state.running;
  const overBefore = running.over;
  const seen = { evidence, best, thresholds: asked, onset: best.start, fast: base.fast };
  const change = stepIncident(running, at, count, expected, seen, stepMinutes);
  // What a few networks bring is theirs, and not on the record: else they could make a service deaf to all others.
  if (change === 'withdrawn' && !running.few) fileExcursion(tail, at);
  tail.top = running.tier === 'confirmed' || running.few ? 0 : Math.max(tail.top, evidence);
  if (change === 'closed' && !running.few) fileIncident(tail, at, running, budget, stepMinutes);
  if (running.adopt !== null) adoptLevel(base, running.adopt);
  const done = change === 'closed' || change === 'withdrawn';
  if (done || (running.over && !overBefore)) state.blocks.length = 0;
  return change;
}

/** Expected count and 95 % band of the step that starts at `at`, from what is known now. */
export function expectedAt(state: SeriesState, at: Minute): { expected: number; low: number; high: number } {
  const { rate, slow } = rateAt(state.base, at);
  const expected = rate * state.stepMinutes;
  return { expected, ...bandOf(expected, slow + state.base.fast) };
}

/** Number of waves for each merge gap, in minutes. */
export function wavesByGap(waves: readonly Wave[], gapsMinutes: readonly number[]): { gap: number; waves: number }[] {
  return gapsMinutes.map((gap) => {
    let groups = 0;
    let until = Number.NEGATIVE_INFINITY;
    for (const wave of waves) {
      if (wave.start - until > gap) groups++;
      until = wave.end ?? Number.POSITIVE_INFINITY;
    }
    return { gap, waves: groups };
  });
}
