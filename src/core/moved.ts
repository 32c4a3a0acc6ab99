/**
 * Whether the counts could be what is usual at another time of day. Clocks change and habits come early or late, by up to an
 * hour, on days that no calendar knows. What was counted before the window speaks too: where the shape has moved, it had
 * moved an hour ago, and an outage on a slope of the day follows an hour that was as usual.
 */
import { levelOf, shapeOn } from './baseline.ts';
import { visitRecent } from './recent.ts';
import type { SeriesState } from './series.ts';
import { type BestWindow, countEvidence, excessEvidence, tolerated } from './windows.ts';

/** Odds, in nats, against a change of clocks, or of a habit by up to an hour, that nobody announced. */
const UNANNOUNCED = 7;
/** So much before the window is looked at, and it adds no more than this to the odds. */
const BEFORE = { minutes: 60, nats: 8 };
const HOUR = 60;

/** By slots, oldest first: what was expected in the window, and what was counted and expected before it. */
interface Slots {
  readonly first: number;
  readonly inside: number[];
  readonly counts: number[];
  readonly expected: number[];
}

/**
 * What is left of a window's evidence, in nats, by the move that explains most of it: the evidence against the moved shape,
 * and the odds against the move.
 */
export function evidenceIfMoved(state: SeriesState, best: BestWindow): number {
  const { base } = state;
  if (base.reel.length === 0) return best.evidence;
  const slots = slotsOf(state, best.start);
  const { inside, counts, expected } = slots;
  const reach = HOUR / base.shape.slotMinutes;
  const level = levelOf(base);
  const factors: number[] = [];
  for (let i = -reach; i < inside.length + reach; i++)
    factors.push(shapeOn(base, (slots.first + i) * base.shape.slotMinutes, level).factor);
  const variance = base.slow + base.fast / best.steps;
  const seen = sum(counts);
  const usual = sum(expected);
  const asUsual = countEvidence(seen, usual, base.slow);
  let least = best.evidence;
  for (let move = -reach; move <= reach; move++) {
    const ratio = (i: number) => factors[i + reach + move]! / factors[i + reach]!;
    const raised = weighted(inside, ratio) / sum(inside);
    if (!(raised > 1)) continue;
    const against = usual > 0 ? countEvidence(seen, weighted(expected, ratio), base.slow) - asUsual : 0;
    const odds = UNANNOUNCED + Math.max(0, Math.min(BEFORE.nats, against));
    least = Math.min(
      least,
      excessEvidence(best.weighed, tolerated(best.expected * raised, base.tolerance), variance) + odds,
    );
  }
  return least;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const weighted = (values: readonly number[], weight: (i: number) => number): number =>
  values.reduce((total, value, i) => total + value * weight(i), 0);

/** The known steps from before the window that starts at `start` until now. */
function slotsOf(state: SeriesState, start: number): Slots {
  const { slotMinutes } = state.base.shape;
  const since = start - BEFORE.minutes;
  const first = Math.floor(since / slotMinutes);
  // Rows of a file can step back in time, behind a window that they then follow.
  const length = Math.max(0, Math.floor((state.due! - 1) / slotMinutes) - first + 1);
  const zeros = () => new Array<number>(length).fill(0);
  const slots: Slots = { first, inside: zeros(), counts: zeros(), expected: zeros() };
  visitSteps(state, (at, count, expected) => {
    if (at < since) return false;
    const i = Math.floor(at / slotMinutes) - first;
    if (count === null || i >= length) return true;
    if (at >= start) {
      slots.inside[i]! += expected;
      return true;
    }
    slots.counts[i]! += count;
    slots.expected[i]! += expected;
    return true;
  });
  return slots;
}

/** Visits the last steps, newest first, for as long as it is told to go on: those of what runs, or else of the quiet. */
function visitSteps(
  { running, recent, due, stepMinutes }: SeriesState,
  visit: (at: number, count: number | null, expected: number) => boolean,
): void {
  if (running === null) {
    visitRecent(recent, (back, count, expected) => visit(due! - (back + 1) * stepMinutes, count, expected));
    return;
  }
  const { stretch } = running;
  for (let i = stretch.counts.length - 1; i >= 0; i--)
    if (!visit(stretch.from + i * stretch.stepMinutes, stretch.counts[i] ?? null, stretch.expected[i]!)) return;
}
