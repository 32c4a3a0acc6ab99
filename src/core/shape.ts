/**
 * The shape of a service's week: how its rate at this time of the week compares with its usual level. A chain of
 * gamma-Poisson estimates, each shrunk towards the coarser one before it, so that a sparse service gets a smooth curve
 * and a busy one its every habit. One day alone can never teach much: days differ.
 */

const DAYS = 7;
const DAY_MINUTES = 1440;

/**
 * Winsorised counts and exposures by slot of the week. Exposure is level x minutes: what a flat week would have brought.
 * Slots that lie beyond the end of a list hold nothing; a service that nobody reports has empty lists.
 */
export interface Shape {
  readonly slotMinutes: number;
  readonly counts: number[];
  readonly exposures: number[];
  /** The same by slot of the day, added up over weekdays and, after them, over the days of the weekend. */
  readonly kindCounts: number[];
  readonly kindExposures: number[];
}

export function createShape(slotMinutes: number): Shape {
  return { slotMinutes, counts: [], exposures: [], kindCounts: [], kindExposures: [] };
}

/** What one visit leaves of the earlier weeks: about five weeks are remembered. */
export const KEEP_WEEK = 0.8;

export const slotOf = (shape: Shape, at: number): number =>
  Math.floor(
    ((((at + 3 * DAY_MINUTES) % (DAYS * DAY_MINUTES)) + DAYS * DAY_MINUTES) % (DAYS * DAY_MINUTES)) / shape.slotMinutes,
  );

export function learnSlot(shape: Shape, slot: number, count: number, exposure: number): void {
  const { counts, exposures, kindCounts, kindExposures } = shape;
  const seenBefore = counts[slot] ?? 0;
  const exposedBefore = exposures[slot] ?? 0;
  // Few digits are enough for an estimate and keep the state short when it is written down.
  const seen = hundredths(seenBefore * KEEP_WEEK + count);
  const exposed = hundredths(exposedBefore * KEEP_WEEK + exposure);
  if (slot >= counts.length) {
    if (seen === 0 && exposed === 0) return;
    extend(counts, slot + 1);
    extend(exposures, slot + 1);
    extend(kindCounts, kindsOf(shape));
    extend(kindExposures, kindsOf(shape));
  }
  const kind = kindOf(shape, slot);
  kindCounts[kind] = hundredths(kindCounts[kind]! + seen - seenBefore);
  kindExposures[kind] = hundredths(kindExposures[kind]! + exposed - exposedBefore);
  counts[slot] = seen;
  exposures[slot] = exposed;
}

const kindsOf = (shape: Shape): number => (2 * DAY_MINUTES) / shape.slotMinutes;

/** Place of a slot of the week in the sums over days of a kind. */
function kindOf(shape: Shape, slot: number): number {
  const perDay = DAY_MINUTES / shape.slotMinutes;
  return (isWeekend(Math.floor(slot / perDay)) ? perDay : 0) + (slot % perDay);
}

function extend(numbers: number[], length: number): void {
  while (numbers.length < length) numbers.push(0);
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Gives all exposures so far their unit, once the first day has shown the level. */
export function scaleExposures(shape: Shape, level: number): void {
  const { counts, exposures } = shape;
  for (let i = 0; i < exposures.length; i++) exposures[i] = hundredths(exposures[i]! * level);
  while (counts.length > 0 && counts.at(-1) === 0 && exposures.at(-1) === 0) {
    counts.pop();
    exposures.pop();
  }
  addUpKinds(shape);
}

/** Works out the sums over days of a kind from the slots of the week. */
export function addUpKinds(shape: Shape): void {
  const { counts, exposures, kindCounts, kindExposures } = shape;
  kindCounts.length = 0;
  kindExposures.length = 0;
  if (counts.length === 0) return;
  extend(kindCounts, kindsOf(shape));
  extend(kindExposures, kindsOf(shape));
  for (let slot = 0; slot < counts.length; slot++) {
    const kind = kindOf(shape, slot);
    kindCounts[kind] = hundredths(kindCounts[kind]! + counts[slot]!);
    kindExposures[kind] = hundredths(kindExposures[kind]! + exposures[slot]!);
  }
}

/** Relative standard deviation between days at the same hour; bounds what one day can teach. */
const DAY_VARIANCE = 0.04;

/** Prior strengths in counts: 1 / (relative variance expected of the finer shape against the coarser one). */
const STRENGTH = { borrowed: 8, wide: 2, hours: 4, near: 16, slot: 40, kind: 10, day: 12, dayNear: 40 };

export interface ShapeAt {
  /** Rate relative to the level. */
  factor: number;
  /** Relative variance of that factor from the small number of counts behind it. */
  variance: number;
  /** Days of history behind this time of day. */
  days: number;
}

/** Reach of the estimates around a slot, in hours: wide for the coarse curve, near for what days of a kind share. */
export const WIDE_HOURS = 3;
const OFFSETS_MAX = 2 * WIDE_HOURS * 4 + 1;

/** Scratch of one call, by offset from the slot; every call fills it anew. */
const allCount = new Float64Array(OFFSETS_MAX);
const allExposure = new Float64Array(OFFSETS_MAX);
const kindCount = new Float64Array(OFFSETS_MAX);
const kindExposure = new Float64Array(OFFSETS_MAX);

/** Sums counts and exposures over all days, and over days of the kind of the slot's day, for every offset. */
function gather(shape: Shape, slot: number): void {
  const { kindCounts, kindExposures } = shape;
  if (kindCounts.length === 0) {
    for (const sums of [kindCount, kindExposure, allCount, allExposure]) sums.fill(0);
    return;
  }
  const slotsPerHour = 60 / shape.slotMinutes;
  const perDay = 24 * slotsPerHour;
  const today = Math.floor(slot / perDay);
  const own = isWeekend(today) ? perDay : 0;
  const other = perDay - own;
  const reach = WIDE_HOURS * slotsPerHour;
  let time = (slot - today * perDay - reach + perDay) % perDay;
  for (let k = 0; k <= 2 * reach; k++) {
    const count = kindCounts[own + time]!;
    const exposure = kindExposures[own + time]!;
    kindCount[k] = count;
    kindExposure[k] = exposure;
    allCount[k] = count + kindCounts[other + time]!;
    allExposure[k] = exposure + kindExposures[other + time]!;
    time = time + 1 === perDay ? 0 : time + 1;
  }
}

/** Sum over the offsets within `half` of the middle; those at its edge count half. */
function within(values: Float64Array, middle: number, half: number): number {
  let sum = (values[middle - half]! + values[middle + half]!) / 2;
  for (let k = middle - half + 1; k < middle + half; k++) sum += values[k]!;
  return sum;
}

/** Days of the week count from Monday 0: 5 and 6 are the weekend in UTC; where it is another, the days themselves tell. */
const isWeekend = (day: number): boolean => day >= 5;

/** What the category says of a time of the day: the factor there, and the mean of the hours within WIDE_HOURS. */
export interface Borrowed {
  readonly here: number;
  readonly wide: number;
}

/** The shape at a slot of the week, given the level in counts a minute and the category's day, if there is one. */
export function shapeAt(shape: Shape, slot: number, level: number, borrowed?: Borrowed): ShapeAt {
  gather(shape, slot);
  const hour = 60 / shape.slotMinutes;
  const middle = WIDE_HOURS * hour;
  const perSlotDay = level * shape.slotMinutes;
  const daysOf = (exposure: number) => (perSlotDay > 0 ? exposure / perSlotDay : 0);
  const days = daysOf(allExposure[middle]!);
  const hoursExposure = within(allExposure, middle, hour);
  const wide = within(allExposure, middle, middle);
  let factor =
    borrowed === undefined
      ? shrink(within(allCount, middle, middle), wide, 1, STRENGTH.wide, days)
      : borrowed.here * shrink(within(allCount, middle, middle), wide * borrowed.wide, 1, STRENGTH.borrowed, days);
  factor = shrink(within(allCount, middle, hour), hoursExposure, factor, STRENGTH.hours, days);
  const behind = factor * hoursExposure;
  if (hour > 1) {
    factor = shrink(within(allCount, middle, 1), within(allExposure, middle, 1), factor, STRENGTH.near, days);
  }
  factor = shrink(allCount[middle]!, allExposure[middle]!, factor, STRENGTH.slot, days);
  factor *= kindAndDay(shape, slot, middle, hour, daysOf);
  return { factor, variance: 1 / (STRENGTH.hours + capped(behind, days) * behind), days };
}

/** Days of this kind against all days, then this day of the week against its kind, then its habits of an hour. */
function kindAndDay(
  shape: Shape,
  slot: number,
  middle: number,
  hour: number,
  daysOf: (exposure: number) => number,
): number {
  const perWeek = 7 * 24 * hour;
  let kindSeen = 0;
  let kindUsual = 0;
  let daySeen = 0;
  let dayUsual = 0;
  let nearSeen = 0;
  let nearUsual = 0;
  let weeks = 0;
  let index = slot < hour ? slot - hour + perWeek - 1 : slot - hour - 1;
  for (let offset = -hour; offset <= hour; offset++) {
    const k = middle + offset;
    index = index + 1 === perWeek ? 0 : index + 1;
    if (allExposure[k] === 0) continue;
    const usual = allCount[k]! / allExposure[k]!;
    const exposure = shape.exposures[index] ?? 0;
    const count = shape.counts[index] ?? 0;
    kindSeen += kindCount[k]!;
    kindUsual += kindExposure[k]! * usual;
    daySeen += count;
    dayUsual += exposure * usual;
    if (offset < -1 || offset > 1) continue;
    nearSeen += count;
    nearUsual += exposure * usual;
    if (offset === 0) weeks = daysOf(exposure);
  }
  const kind = shrink(kindSeen, kindUsual, 1, STRENGTH.kind, daysOf(kindExposure[middle]!));
  const day = shrink(daySeen, dayUsual * kind, 1, STRENGTH.day, weeks);
  return kind * day * shrink(nearSeen, nearUsual * kind * day, 1, STRENGTH.dayNear, weeks);
}

/** The share of its weight that a count keeps when its days each have a variance of their own. */
const capped = (expected: number, days: number): number => 1 / (1 + (DAY_VARIANCE * expected) / Math.max(1, days));

/** Mean of a gamma posterior: prior mean worth `strength` counts, then `count` seen where `exposure` would be usual. */
function shrink(count: number, exposure: number, prior: number, strength: number, days: number): number {
  const weight = capped(prior * exposure, days);
  return (strength + count * weight) / (strength / prior + exposure * weight);
}
