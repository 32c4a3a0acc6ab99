/**
 * The shape of a service's week: how its rate at this time of the week compares with its usual level. A chain of
 * gamma-Poisson estimates, each shrunk towards the coarser one before it, so that a sparse service gets a smooth curve
 * and a busy one its every habit. One day alone can never teach much: days differ.
 */

const DAYS = 7;
const DAY_MINUTES = 1440;

/** Winsorised counts and exposures by slot of the week. Exposure is level x minutes: what a flat week would have brought. */
export interface Shape {
  readonly slotMinutes: number;
  readonly counts: number[];
  readonly exposures: number[];
}

export const createShape = (slotMinutes: number): Shape => ({ slotMinutes, counts: [], exposures: [] });

/** What one visit leaves of the earlier weeks: about five weeks are remembered. */
const KEEP_WEEK = 0.8;

export const slotOf = (shape: Shape, at: number): number =>
  Math.floor(
    ((((at + 3 * DAY_MINUTES) % (DAYS * DAY_MINUTES)) + DAYS * DAY_MINUTES) % (DAYS * DAY_MINUTES)) / shape.slotMinutes,
  );

export function learnSlot(shape: Shape, slot: number, count: number, exposure: number): void {
  const { counts, exposures } = shape;
  while (counts.length <= slot) {
    counts.push(0);
    exposures.push(0);
  }
  // Three digits are enough for an estimate and keep the state short when it is written down.
  counts[slot] = Math.round((counts[slot]! * KEEP_WEEK + count) * 100) / 100;
  exposures[slot] = Math.round((exposures[slot]! * KEEP_WEEK + exposure) * 1000) / 1000;
}

/** Relative standard deviation between days at the same hour; bounds what one day can teach. */
const DAY_VARIANCE = 0.04;

/** Prior strengths in counts: 1 / (relative variance expected of the finer shape against the coarser one). */
const STRENGTH = { wide: 2, hours: 4, near: 16, slot: 40, kind: 10, day: 12, dayNear: 40 };

export interface ShapeAt {
  /** Rate relative to the level. */
  factor: number;
  /** Relative variance of that factor from the small number of counts behind it. */
  variance: number;
  /** Days of history behind this time of day. */
  days: number;
}

/** Counts and exposures around one time of day: on all days, on days of the same kind, on the same day of the week. */
interface Around {
  count: number;
  exposure: number;
  kindCount: number;
  kindExposure: number;
  dayCount: number;
  dayExposure: number;
}

const around = (): Around => ({ count: 0, exposure: 0, kindCount: 0, kindExposure: 0, dayCount: 0, dayExposure: 0 });

/** Scratch of one call; every call fills it anew. */
const wide = around();
const hours = around();
const near = around();
const single = around();

/** Fills the sums. A slot at the edge of its reach counts half. */
function gather(shape: Shape, slot: number): void {
  const { counts, exposures } = shape;
  const slotsPerHour = 60 / shape.slotMinutes;
  const perDay = 24 * slotsPerHour;
  const perWeek = perDay * DAYS;
  const today = Math.floor(slot / perDay);
  const weekend = isWeekend(today);
  const reach = 3 * slotsPerHour;
  for (const sums of [wide, hours, near, single]) clear(sums);
  for (let day = 0; day < DAYS; day++) {
    const same = day === today;
    const kind = isWeekend(day) === weekend;
    let index = slot + (day - today) * perDay - reach;
    if (index < 0) index += perWeek;
    for (let offset = -reach; offset <= reach; offset++, index++) {
      if (index >= perWeek) index -= perWeek;
      if (index >= exposures.length) continue;
      const far = Math.abs(offset);
      const count = counts[index]!;
      const exposure = exposures[index]!;
      const edge = far === reach ? 0.5 : 1;
      wide.count += count * edge;
      wide.exposure += exposure * edge;
      if (far > slotsPerHour) continue;
      add(hours, count, exposure, far === slotsPerHour ? 0.5 : 1, kind, same);
      if (far > 1) continue;
      add(near, count, exposure, far === 1 ? 0.5 : 1, kind, same);
      if (far === 0) add(single, count, exposure, 1, kind, same);
    }
  }
}

function clear(sums: Around): void {
  sums.count = 0;
  sums.exposure = 0;
  sums.kindCount = 0;
  sums.kindExposure = 0;
  sums.dayCount = 0;
  sums.dayExposure = 0;
}

function add(sums: Around, count: number, exposure: number, weight: number, kind: boolean, same: boolean): void {
  const c = count * weight;
  const e = exposure * weight;
  sums.count += c;
  sums.exposure += e;
  if (kind) {
    sums.kindCount += c;
    sums.kindExposure += e;
  }
  if (same) {
    sums.dayCount += c;
    sums.dayExposure += e;
  }
}

/** Days of the week count from Monday 0: 5 and 6 are the weekend in UTC; where it is another, the days themselves tell. */
const isWeekend = (day: number): boolean => day >= 5;

/** The shape at a slot of the week, given the level in counts a minute. */
export function shapeAt(shape: Shape, slot: number, level: number): ShapeAt {
  gather(shape, slot);
  const perSlotDay = level * shape.slotMinutes;
  const days = perSlotDay > 0 ? single.exposure / perSlotDay : 0;
  let factor = shrink(wide.count, wide.exposure, 1, STRENGTH.wide, days);
  factor = shrink(hours.count, hours.exposure, factor, STRENGTH.hours, days);
  const behind = factor * hours.exposure;
  factor = shrink(near.count, near.exposure, factor, STRENGTH.near, days);
  factor = shrink(single.count, single.exposure, factor, STRENGTH.slot, days);
  // Days of the same kind against all days, then this day of the week against its kind, over the hours around.
  const allRate = ratio(hours.count, hours.exposure);
  const kindDays = perSlotDay > 0 ? single.kindExposure / perSlotDay : 0;
  factor *= shrink(hours.kindCount, hours.kindExposure * allRate, 1, STRENGTH.kind, kindDays);
  const kindRate = ratio(hours.kindCount, hours.kindExposure);
  const weeks = perSlotDay > 0 ? single.dayExposure / perSlotDay : 0;
  factor *= shrink(hours.dayCount, hours.dayExposure * kindRate, 1, STRENGTH.day, weeks);
  // A habit of one day of the week: this slot against the hours around it, beyond what all days show there.
  const dayRate = ratio(hours.dayCount, hours.dayExposure) * ratio(near.count, near.exposure);
  const usual = allRate > 0 ? (near.dayExposure * dayRate) / allRate : 0;
  factor *= shrink(near.dayCount, usual, 1, STRENGTH.dayNear, weeks);
  return { factor, variance: 1 / (STRENGTH.hours + capped(behind, days) * behind), days };
}

const ratio = (count: number, exposure: number): number => (exposure > 0 ? count / exposure : 0);

/** The share of its weight that a count keeps when its days each have a variance of their own. */
const capped = (expected: number, days: number): number => 1 / (1 + (DAY_VARIANCE * expected) / Math.max(1, days));

/** Mean of a gamma posterior: prior mean worth `strength` counts, then `count` seen where `exposure` would be usual. */
function shrink(count: number, exposure: number, prior: number, strength: number, days: number): number {
  const weight = capped(prior * exposure, days);
  return (strength + count * weight) / (strength / prior + exposure * weight);
}
