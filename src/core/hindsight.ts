/**
 * What was already so when counting began. An outage that runs then is all that a new service knows of itself, so nothing
 * stands out; once the counts have fallen, what they fell to is the usual, and what was before is seen in hindsight.
 */
import { RATE_MIN, UNSEEN_VARIANCE, WARM_UP_MINUTES } from './baseline.ts';
import { CLIP } from './onset.ts';
import { OVER } from './pieces.ts';
import { type Recent, visitRecent } from './recent.ts';
import type { SeriesState } from './series.ts';
import { type BestWindow, excessEvidence } from './windows.ts';

/** A fall is looked for in the first hours; until then every step is kept. */
export const HINDSIGHT_MINUTES = 720;
/** In coarser steps a fall looks like an evening. */
const STEP_MOST = 20;
/** What came after the fall is counted for so long before it is called the usual. */
const AFTER = { minutes: 45, most: 75, steps: 2 };
/** The fall itself has to be steep: an evening takes hours. So much of what was before it is held against it. */
const BEFORE = { minutes: 60, least: 15, steps: 2 };
/** A fall and the hour before it lie no further back than this when they are seen. */
export const HINDSIGHT_REACH_MINUTES = AFTER.most + BEFORE.minutes;
/** What is this many times the rate after the fall may be an hour of the same day; from there on it is an incident by definition. */
const SAME_DAY = 1 + OVER.share;

export interface Fall extends BestWindow {
  /** The first step after it. */
  readonly at: number;
  /** Counts a minute since, and the minutes that they were counted in. */
  readonly rate: number;
  readonly minutes: number;
}

/**
 * The fall that ends what began with the counting, in the steps before `at`; undefined where there is none, none yet, or none
 * any more. The evidence is that of the strongest window before the fall, against 1.5 times the rate after it.
 */
export function fallOf({ recent, base, stepMinutes, confirmed }: SeriesState, at: number): Fall | undefined {
  // What was before an incident that was seen as it came is no longer there.
  if (stepMinutes > STEP_MOST || base.age > HINDSIGHT_MINUTES || recent.steps * stepMinutes < base.age)
    return undefined;
  const stepsIn = (minutes: number, least: number): number => Math.max(least, Math.ceil(minutes / stepMinutes));
  const [steepFrom, steepTo] = [stepsIn(BEFORE.least, BEFORE.steps), stepsIn(BEFORE.minutes, BEFORE.steps)];
  const latest = stepsIn(AFTER.most, AFTER.steps + 1);
  // Only a rise that was there before anything could be seen: a later one is seen as it comes.
  const earliest = recent.steps - stepsIn(WARM_UP_MINUTES, 1);
  // Nearly always these tell that nothing fell, and the others need not be looked at.
  let counts = newest(recent, latest + steepTo + 1);
  const all = counts.reduce((sum: number, count) => sum + (count ?? 0), 0);
  if (excessEvidence(all, SAME_DAY * OVER.perMinute * BEFORE.least, 0) < confirmed) return undefined;
  const after = createSum();
  let best: Fall | undefined;
  for (let fall = 1; fall <= latest; fall++) {
    add(after, counts, fall - 1, stepMinutes);
    if (after.steps < stepsIn(AFTER.minutes, AFTER.steps)) continue;
    const minutes = after.steps * stepMinutes;
    const rate = Math.max(RATE_MIN, after.count / minutes);
    const held = SAME_DAY * Math.max(OVER.perMinute, rate) * stepMinutes;
    const variance = UNSEEN_VARIANCE + 1 / (1 + after.count);
    const before = createSum();
    let steep = false;
    for (let start = fall + 1; start <= counts.length && (steep || start - fall <= steepTo); start++) {
      add(before, counts, start - 1, stepMinutes);
      const evidence = excessEvidence(before.weighed, held * before.steps, variance);
      if (evidence < confirmed || before.steps < steepFrom) continue;
      if (!steep) counts = newest(recent, recent.steps);
      steep = true;
      if (start < earliest || evidence <= (best?.evidence ?? 0)) continue;
      const [since, until] = [at - start * stepMinutes, at - fall * stepMinutes];
      const { count: observed, weighed, steps } = before;
      const expected = rate * steps * stepMinutes;
      best = { at: until, rate, minutes, evidence, observed, weighed, expected, start: since, steps };
    }
  }
  return best;
}

/** The last steps, newest first, as many as there are; null is unknown. */
function newest(recent: Recent, most: number): (number | null)[] {
  const counts: (number | null)[] = [];
  visitRecent(recent, (_, count) => counts.push(count) < most);
  return counts;
}

const createSum = () => ({ count: 0, weighed: 0, steps: 0 });

/** A single short step is no fall from anything: it weighs little more than those beside it. */
function add(
  sum: ReturnType<typeof createSum>,
  counts: readonly (number | null)[],
  i: number,
  stepMinutes: number,
): void {
  const count = counts[i] ?? null;
  if (count === null) return;
  const beside = Math.max(counts[i - 1] ?? 0, counts[i + 1] ?? 0);
  sum.count += count;
  sum.weighed += stepMinutes < CLIP.stepMinutes ? Math.min(count, 1 + CLIP.sustained * beside) : count;
  sum.steps += 1;
}
