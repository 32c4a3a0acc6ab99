/**
 * The evidence for an onset: the strongest window that ends now, less what an unannounced change of clocks or a return to a level
 * of before would explain, and what a single short step may bring to it.
 */
import { levelOf } from './baseline.ts';
import { timesIfBack } from './levels.ts';
import { evidenceIfMoved } from './moved.ts';
import type { SeriesState } from './series.ts';
import { thresholds, thresholdsFor } from './threshold.ts';
import { type BestWindow, type Doubt, excessEvidence, strongestWindow, tolerated } from './windows.ts';

/** Evidence under this is not worked out. */
export const FLOOR = 2;
/** Odds, in nats, against a return to a level of before just now. */
const RETURNING = 2;
const doubt: Doubt = { slow: 0, fast: 0, stepMinutes: 1, tolerance: 0, times: 1 };
/** The window that gave the last evidence; every call fills it anew. */
export const best: BestWindow = { evidence: 0, observed: 0, weighed: 0, expected: 0, start: 0, steps: 0 };
const ifBack: BestWindow = { ...best };

/** Evidence for an excess now, in nats, the largest over all windows. */
export function evidenceNow(state: SeriesState): number {
  if (state.blocks.length === 0) return 0;
  doubt.slow = state.base.slow;
  doubt.fast = state.base.fast;
  doubt.stepMinutes = state.stepMinutes;
  doubt.tolerance = state.base.tolerance;
  doubt.times = 1;
  const evidence = strongestWindow(state.blocks, doubt, FLOOR, best);
  return evidence < thresholdsFor(best, state).possible || isSettled(state) ? evidence : evidenceLeft(state);
}

/** What is left of the evidence if clocks have moved, or if the service is back at a level that it has kept before; the lower one. */
function evidenceLeft(state: SeriesState): number {
  const moved = evidenceIfMoved(state, best);
  doubt.times = timesNow(state);
  if (doubt.times === 1) return moved;
  return Math.min(moved, strongestWindow(state.blocks, doubt, FLOOR, ifBack) + RETURNING);
}

const timesNow = ({ base, levels }: SeriesState): number => timesIfBack(levels, levelOf(base));

/** What is confirmed and not over yet is not decided anew. */
const isSettled = ({ running }: SeriesState): boolean => running?.tier === 'confirmed' && !running.over;

/** Below this length of a step, one step alone may not reach a threshold: it brings at most this share of the model's. */
export const CLIP = { stepMinutes: 10, share: 0.6, sustained: 1.5 };

/** A single minute proves nothing: what a short step brings is held under a share of the model's threshold. */
export function clipped(state: SeriesState, count: number, expected: number): number {
  if (state.stepMinutes >= CLIP.stepMinutes || count <= 2 * expected + 1 || count <= CLIP.sustained * state.last)
    return count;
  if (state.clip === null) {
    const most = CLIP.share * thresholds(state.budget, state.stepMinutes).confirmed;
    const variance = state.base.slow + state.base.fast;
    // Where more may be usual, more has to stand out.
    const usual = tolerated(timesNow(state) * expected, state.base.tolerance);
    // Most counts are so far under the limit that one look shows it.
    if (excessEvidence(1.01 * count + 1, usual, variance) < most) return count;
    let low = usual;
    let high = low + 4;
    while (excessEvidence(high, usual, variance) < most && high < 1e9) high = usual + 2 * (high - usual);
    for (let i = 0; i < 20; i++) {
      const middle = (low + high) / 2;
      if (excessEvidence(middle, usual, variance) < most) low = middle;
      else high = middle;
    }
    state.clip = low;
  }
  return Math.min(count, Math.max(state.clip, CLIP.sustained * state.last));
}
