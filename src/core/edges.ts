/** Where a wave begins and ends: how far its excess falls outwards from the peak, and where it may end instead. */
import { log } from './arithmetic.ts';
import { isotonic } from './partition.ts';
import { excessEvidence } from './windows.ts';

/** Counts and expectations from a peak's edge outwards, and their falling isotonic fit. Unknown counts are taken to be as expected. */
export interface Flank {
  readonly counts: number[];
  readonly known: boolean[];
  readonly expected: number[];
  readonly fit: number[];
}

/** What the expectation may be wrong by, as a relative variance. */
const VARIANCE = 0.01;
/** What a step's count may be wrong by beyond chance, and the nats within which another edge is plausible: nine of ten. */
const PLAUSIBLE = { variance: 0.05, nats: 1 };

export function flank(
  counts: readonly (number | null)[],
  expected: readonly number[],
  from: number,
  to: number,
): Flank {
  const found: Flank = { counts: [], known: [], expected: [], fit: [] };
  const step = to >= from ? 1 : -1;
  for (let i = from; i !== to; i += step) {
    const count = counts[i] ?? null;
    found.counts.push(count ?? expected[i]!);
    found.known.push(count !== null);
    found.expected.push(expected[i]!);
  }
  const rising = isotonic(found.counts.map((count, i) => found.expected[i]! - count));
  for (const value of rising) found.fit.push(-value);
  return found;
}

/**
 * How many steps the fit stays above the line, as far as counts speak for it with `nats`: a lone count far out does not
 * stretch a wave.
 */
export function reach({ counts, expected, fit }: Flank, line: number, nats: number): number {
  let reached = 0;
  let n = 0;
  let m = 0;
  for (let i = 0; i < fit.length && fit[i]! > line; i++) {
    n += counts[i]!;
    m += expected[i]!;
    if (fit[i + 1] === fit[i]) continue;
    if (excessEvidence(n, m, VARIANCE) < nats) continue;
    reached = i + 1;
    n = 0;
    m = 0;
  }
  return reached;
}

/**
 * The least and the most steps that are plausible beside `reached`: an edge further in says that steps above the line were
 * below it, one further out that steps below were above, and either is believed until the counts speak against it. Where
 * nothing is known they don't: an excess that is there after a gap may have begun anywhere in it.
 */
export function plausible({ known, expected, fit }: Flank, line: number, reached: number): readonly [number, number] {
  const against = (i: number): number => {
    if (!known[i]) return 0;
    const there = expected[i]! + line;
    const here = Math.max(0, expected[i]! + fit[i]!);
    return ((here > 0 ? here * log(here / there) : 0) - (here - there)) / (1 + PLAUSIBLE.variance * there);
  };
  let least = reached;
  for (let nats = 0; least > 0; least--) {
    if (fit[least - 1]! > line) nats += against(least - 1);
    if (nats > PLAUSIBLE.nats) break;
  }
  let most = reached;
  for (let nats = 0; most < fit.length; most++) {
    if (fit[most]! < line) nats += against(most);
    if (nats > PLAUSIBLE.nats) break;
  }
  return [least, most];
}
