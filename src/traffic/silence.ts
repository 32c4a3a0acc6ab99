/**
 * Silences: stretches without a single line in a log that is otherwise busy. The log cannot tell whether the service was
 * down, the disk was full or the file was cut: what happened is unknown, and no count in it is zero.
 */

/** Steps from `from` to `to`, exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A gap in which fewer lines were due than this is chance. */
const DUE_MIN = 40;
const STEPS_MIN = 5;
/** Steps on either side that say what was due. */
const BESIDE = 120;
/** A log that was quiet for so long before may just be quiet: a gap must be so many times longer than usual ones. */
const TIMES_USUAL = 4;

export function silencesIn(requests: Float64Array): Span[] {
  const gaps = gapsIn(requests);
  if (gaps.length === 0) return [];
  return gaps.filter(({ from, to }) => {
    const length = to - from;
    if (length < STEPS_MIN) return false;
    const before = around(requests, from - BESIDE, from);
    const after = around(requests, to, to + BESIDE);
    if (Math.min(before.rate, after.rate) * length < DUE_MIN) return false;
    return length >= TIMES_USUAL * Math.max(before.gap, after.gap);
  });
}

function gapsIn(requests: Float64Array): Span[] {
  const gaps: Span[] = [];
  let from = -1;
  for (let at = 0; at < requests.length; at += 1) {
    if (requests[at] === 0 && from < 0) from = at;
    if (requests[at] !== 0 && from >= 0) {
      gaps.push({ from, to: at });
      from = -1;
    }
  }
  return gaps;
}

/** How much is written in a time, with single high steps held down, and how long it pauses there. */
function around(requests: Float64Array, from: number, to: number): { rate: number; gap: number } {
  const window = requests.subarray(Math.max(0, from), Math.min(requests.length, to));
  if (window.length === 0) return { rate: 0, gap: 0 };
  const sorted = Float64Array.from(window).sort();
  const most = Math.max(1, 3 * sorted[Math.floor(sorted.length / 2)]!);
  let sum = 0;
  let gap = 0;
  let run = 0;
  for (const count of window) {
    sum += Math.min(count, most);
    run = count === 0 ? run + 1 : 0;
    if (run > gap) gap = run;
  }
  // Another gap beside this one, such as a second stop on the same day, is no habit when it is long.
  return { rate: sum / window.length, gap: gap > STEPS_MIN ? Math.min(gap, 15) : gap };
}
