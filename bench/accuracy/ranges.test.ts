/** How often the truth of simulated services lies in the ranges that waves carry: the promise is nine times of ten. */
import { expect, test } from 'vitest';
import { detectAll, type Row } from '../../src/core/detect.ts';
import type { Minute } from '../../src/model/units.ts';
import type { Wave } from '../../src/model/wave.ts';
import { type SimulatedCase, simulateCase } from './simulate.ts';

const SEED = 29;
const CASES = 30;

interface Tally {
  held: number;
  of: number;
}

const note = (tally: Tally, truth: number, [least, most]: readonly [number, number], slack = 0): void => {
  tally.of++;
  if (truth >= least - slack && truth <= most + slack) tally.held++;
};

/** What the wave brought beyond the rate that the case was drawn from without its incidents. */
function trueExcess({ counts, calm, startMinute }: SimulatedCase, wave: Wave, end: number): number {
  let excess = 0;
  for (let t = wave.start - startMinute; t < end - startMinute; t++) {
    if (counts[t]! >= 0) excess += counts[t]! - calm[t]!;
  }
  return excess;
}

function rowsOf({ counts, startMinute }: SimulatedCase): Row[] {
  const rows: Row[] = [];
  counts.forEach((count, t) => {
    if (count >= 0) rows.push({ at: (startMinute + t) as Minute, count });
  });
  return rows;
}

test('start, end and size of nine waves of ten lie in their ranges', () => {
  const [starts, ends, sizes] = [1, 2, 3].map((): Tally => ({ held: 0, of: 0 })) as [Tally, Tally, Tally];
  for (let index = 0; index < CASES; index++) {
    const one = simulateCase(SEED, index);
    const found = detectAll(rowsOf(one), { stepMinutes: 1 }).incidents;
    for (const truth of one.label.incidents.filter(({ scored }) => scored)) {
      const [from, to] = [truth.startMin + one.startMinute, truth.endMin + one.startMinute];
      const match = found.find(({ detected }) => detected! >= from && detected! <= to + 15);
      if (match?.waves.length !== truth.waves.length) continue;
      match.waves.forEach((wave, k) => {
        const { startMin, endMin } = truth.waves[k]!;
        note(starts, startMin + one.startMinute, wave.startRange);
        if (wave.end === null) return;
        note(ends, endMin + one.startMinute, wave.endRange);
        note(sizes, trueExcess(one, wave, wave.end), wave.excessRange);
      });
    }
  }
  expect(starts.of, 'anti-vacuity').toBeGreaterThan(40);
  for (const { held, of } of [starts, ends, sizes]) {
    const share = held / of;
    // Within three standard errors of chance below nine of ten, and not so wide that they say nothing.
    expect(share).toBeGreaterThan(0.9 - 3 * Math.sqrt(0.09 / of));
    expect(share).toBeLessThan(0.99);
  }
});
