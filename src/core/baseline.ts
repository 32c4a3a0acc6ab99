/**
 * What a service usually gets, and how sure that is: level times shape of the week times the last hours' mood, with the
 * relative variances that the evidence has to allow for. Learns slot by slot (a quarter of an hour, or an hour for
 * coarse steps); a count that stands out teaches no more than a high usual one, so past incidents don't poison it.
 */
import { shortened } from './arithmetic.ts';
import { borrowedAt, type CategoryPrior, hourFactor } from './category.ts';
import { type ClockChange, createClockChange, isClockDay, weighClock } from './clock-change.ts';
import { fastVariance, learnFastVariance, learnSlowVariance, slowVariance } from './drift.ts';
import { createMood, learnMood, type Mood, moodFactor } from './mood.ts';
import { createShape, learnSlot, type Shape, type ShapeAt, scaleExposures, shapeAt, slotOf } from './shape.ts';

export interface Baseline {
  readonly shape: Shape;
  readonly clock: ClockChange;
  /** The day of the category, by hours; null where there is none to borrow. */
  readonly hours: readonly number[] | null;
  /** Known minutes so far. */
  age: number;
  /** Level: counts over exposures (minutes times shape), forgetting over LEVEL_MINUTES. */
  levelCount: number;
  levelExposure: number;
  mood: Mood;
  /** Slow variance: sums over hours of weighted squared excess and of weighted squared expectation. */
  slowSquares: number;
  slowWeight: number;
  /** Fast variance: the same within slots, over steps. */
  fastSquares: number;
  fastWeight: number;
  hourCount: number;
  hourExpected: number;
  hourMinutes: number;
  /** The slot that is being filled. */
  slotEnd: number;
  slot: number;
  slotCount: number;
  slotSquares: number;
  slotSteps: number;
  /** The shape from an hour behind to an hour ahead of this slot, three numbers a slot: factor, variance, days. */
  readonly reel: number[];
  /** For this slot: rate a minute, the shape's factor, days of history behind it, and the doubts. */
  rate: number;
  factor: number;
  days: number;
  slow: number;
  fast: number;
  /** By which share more than the rate is only a mood still. */
  tolerance: number;
}

const DAY = 1440;
export const LEVEL_MINUTES = 5 * DAY;
/** Relative variance of a rate at a time of day never seen before. */
export const UNSEEN_VARIANCE = 0.12;
/** Relative variance of a time of day seen on a single day; falls with the square of the days. */
const FEW_DAYS_VARIANCE = 0.1;
/**
 * A rise of a quarter over what is expected is a mood. With the mood that is expected already it is `whole` times the usual
 * at most: from an excess of half the usual rate on, a rise is an incident by definition.
 */
const TOLERANCE = { most: 0.25, whole: 1.5 };
/** Before this much of its own history a service has no usual rate to exceed. */
export const WARM_UP_MINUTES = 120;
/** No excess under 0.05 a minute is an incident, so a usual rate below this makes no difference. */
export const RATE_MIN = 0.01;

export function createBaseline(stepMinutes: number, prior?: CategoryPrior): Baseline {
  const weight = prior ? prior.weightMinutes : 1;
  const rate = prior ? prior.ratePerMinute : 0.5;
  return {
    shape: createShape(stepMinutes <= 15 ? 15 : 60),
    clock: createClockChange(),
    hours: prior?.hours ?? null,
    age: 0,
    levelCount: rate * weight,
    levelExposure: weight,
    mood: createMood(),
    slowSquares: 0,
    slowWeight: 0,
    fastSquares: 0,
    fastWeight: 0,
    hourCount: 0,
    hourExpected: 0,
    hourMinutes: 0,
    slotEnd: Number.MIN_SAFE_INTEGER,
    slot: 0,
    slotCount: 0,
    slotSquares: 0,
    slotSteps: 0,
    reel: [],
    rate: Math.max(RATE_MIN, rate),
    factor: 1,
    days: 0,
    slow: 1,
    fast: 0,
    tolerance: TOLERANCE.most,
  };
}

/** In counts a minute, with the shape of the week taken out. */
export const levelOf = ({ levelCount, levelExposure }: Baseline): number => levelCount / levelExposure;

/** Opens the slot of `at`, after learning from the one before. */
export function enterSlot(base: Baseline, at: number, stepMinutes: number, lesson: Lesson): void {
  const shift = base.clock.shift;
  if (base.slotSteps > 0) learnFromSlot(base, stepMinutes, lesson);
  base.slotCount = 0;
  base.slotSquares = 0;
  base.slotSteps = 0;
  base.slot = slotOf(base.shape, at + base.clock.shift);
  const { slotMinutes } = base.shape;
  const start = Math.floor(at / slotMinutes) * slotMinutes;
  const next = start === base.slotEnd && base.clock.shift === shift;
  base.slotEnd = start + slotMinutes;
  if (base.age >= DAY) turnReel(base, start, next);
  const now = rateWith(base, base.age < DAY ? unshaped(base, start + slotMinutes / 2) : onReel(base, start));
  base.rate = shortened(now.rate);
  base.factor = shortened(now.factor);
  base.days = now.days;
  base.slow = shortened(now.slow);
  base.fast = shortened(fastVariance(base));
  base.tolerance = shortened(Math.max(0, Math.min(TOLERANCE.most, TOLERANCE.whole / now.mood - 1)));
}

/** Works out the shape an hour ahead, or, where the reel does not follow on, from an hour behind to an hour ahead. */
function turnReel(base: Baseline, start: number, next: boolean): void {
  const { reel, shape } = base;
  const reach = 60 / shape.slotMinutes;
  const level = levelOf(base);
  let first = -reach;
  if (next && reel.length > 0) {
    for (let i = 3; i < reel.length; i++) reel[i - 3] = reel[i]!;
    first = reach;
  }
  for (let k = first; k <= reach; k++) {
    const there = shapeOn(base, start + k * shape.slotMinutes, level);
    const i = 3 * (k + reach);
    reel[i] = shortened(there.factor);
    reel[i + 1] = shortened(there.variance);
    reel[i + 2] = shortened(there.days);
  }
  // Of what is past only the factor is ever asked for again.
  for (let i = 0; i < 3 * reach; i += 3) {
    reel[i + 1] = 0;
    reel[i + 2] = 0;
  }
}

/**
 * Where the shape is steep, a habit that comes a quarter of an hour early or late is a large deviation: the squared step
 * to the higher neighbour, at most 1, brings this much relative variance.
 */
const TIMING = 0.3;

/** The shape now; on a day on which clocks change, the highest of what the neighbouring hours allow. */
function onReel(base: Baseline, start: number): ShapeAt {
  const { reel } = base;
  const middle = (reel.length - 3) / 2;
  let factor = reel[middle]!;
  const steep = Math.max(0, Math.min(1, Math.max(reel[middle - 3]!, reel[middle + 3]!) / factor - 1));
  if (isClockDay(start)) factor = Math.max(factor, reel[0]!, reel[reel.length - 3]!);
  return { factor, variance: reel[middle + 1]! + TIMING * steep * steep, days: reel[middle + 2]! };
}

/** The rate a minute expected at any time, from what is known now, and how unsure it is. */
export function rateAt(base: Baseline, at: number): Expectation {
  if (base.age < DAY) return rateWith(base, unshaped(base, at));
  const level = levelOf(base);
  return rateWith(base, shapeOn(base, at, level));
}

/** The shape at any time, given the level in counts a minute. */
export function shapeOn({ shape, clock, hours }: Baseline, at: number, level: number): ShapeAt {
  const slot = slotOf(shape, at + clock.shift);
  return shapeAt(shape, slot, level, hours === null ? undefined : borrowedAt(hours, at + shape.slotMinutes / 2));
}

interface Expectation {
  readonly rate: number;
  readonly factor: number;
  readonly days: number;
  readonly slow: number;
  readonly mood: number;
}

function rateWith(base: Baseline, here: ShapeAt): Expectation {
  const level = levelOf(base);
  const known = Math.min(1, here.days);
  const factor = here.factor;
  const mood = moodFactor(base.mood, known);
  const rate = Math.max(RATE_MIN, level * factor * mood);
  const few = FEW_DAYS_VARIANCE / Math.max(1, here.days * here.days);
  const slow =
    slowVariance(base) + here.variance + 1 / (1 + base.levelCount) + known * few + (1 - known) * UNSEEN_VARIANCE;
  return { rate, factor, days: here.days, slow, mood };
}

/** On the first day there is no shape of its own, at best that of the category. */
const unshaped = ({ hours }: Baseline, at: number): ShapeAt => ({
  factor: hours === null ? 1 : hourFactor(hours, at),
  variance: 0,
  days: 0,
});

/**
 * What a slot may teach. Inside a confirmed incident only the shape learns, and only where the excess is small: a habit
 * that raised an alarm once should not raise it every week, an outage should teach nothing.
 */
export type Lesson = 'all' | 'habit';
const HABIT_MAX = 4;

function learnFromSlot(base: Baseline, stepMinutes: number, lesson: Lesson): void {
  const minutes = base.slotSteps * stepMinutes;
  const expected = base.rate * minutes;
  if (lesson === 'habit' && base.slotCount > HABIT_MAX * expected) return;
  const young = base.age < DAY;
  // In its first hours a service has no usual that a count could stand out from.
  const free = base.age < WARM_UP_MINUTES;
  const most = (young ? 4 : 2) * expected + 3 * Math.sqrt(expected) + 2;
  const count = free ? base.slotCount : Math.min(base.slotCount, most);
  const level = levelOf(base);
  if (lesson === 'all' && base.age >= CLOCK_AGE && base.days >= 1 && base.reel.length > 0)
    learnClock(base, count, minutes, level);
  learnSlot(base.shape, base.slot, count, young ? minutes : level * minutes);
  if (lesson === 'habit') return;
  learnFastVariance(base);
  learnMood(base.mood, count, level * base.factor * minutes, base.shape.slotMinutes, young);
  const levelKeep = 1 - base.shape.slotMinutes / LEVEL_MINUTES;
  base.levelCount = shortened(base.levelCount * levelKeep + count);
  base.levelExposure = shortened(base.levelExposure * levelKeep + base.factor * minutes);
  base.hourCount = shortened(base.hourCount + count);
  base.hourExpected = shortened(base.hourExpected + expected);
  base.hourMinutes += minutes;
  if (base.hourMinutes >= 60) learnSlowVariance(base);
  base.age += minutes;
  if (young && base.age >= DAY) {
    scaleExposures(base.shape, levelOf(base));
  }
}

/** A shape younger than this is not sharp enough to tell an hour's move. */
const CLOCK_AGE = 8 * DAY;
/** Prior strength of the mood in that comparison, in counts. */
const CLOCK_MOOD = 5;

function learnClock(base: Baseline, count: number, minutes: number, level: number): void {
  const { reel } = base;
  // The mood of the hours, up or down, is no clock either: a holiday is quieter, not earlier.
  const mood = (base.mood.count + CLOCK_MOOD) / (base.mood.expected + CLOCK_MOOD);
  const expect = (factor: number) => minutes * Math.max(RATE_MIN, level * mood * factor);
  const expected = {
    now: expect(reel[(reel.length - 3) / 2]!),
    ahead: expect(reel[reel.length - 3]!),
    behind: expect(reel[0]!),
  };
  weighClock(base.clock, base.slotEnd, count, expected, base.slow, minutes);
}

/**
 * Forgets everything but a rate, in counts a minute, that was counted in so many minutes, and the category's day. Old enough
 * for evidence at once: what comes next may be a further wave.
 */
export function beginAnew(base: Baseline, stepMinutes: number, rate: number, minutes: number): void {
  const prior = { ratePerMinute: rate, weightMinutes: minutes, ...(base.hours && { hours: base.hours }) };
  Object.assign(base, createBaseline(stepMinutes, prior), { age: WARM_UP_MINUTES });
}

/** Makes a lasting excess the usual level. */
export function adoptLevel(base: Baseline, ratio: number): void {
  base.levelCount *= ratio;
  base.mood = createMood();
  base.slotCount = 0;
  base.slotSquares = 0;
  base.slotSteps = 0;
  // The next step enters its slot anew.
  base.slotEnd = Number.MIN_SAFE_INTEGER;
  base.reel.length = 0;
}
