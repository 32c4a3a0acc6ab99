/**
 * The best piecewise-constant reading of a stretch of counts: pieces within which count over expectation stays the
 * same. Exact minimum of Poisson cost plus a price per piece, by optimal partitioning with the pruning of PELT
 * (Killick, Fearnhead, Eckley 2012).
 */
import { log } from './arithmetic.ts';

/** Pieces of the stretch as first indices, in order; the first is 0. `count` and `expected` are running sums from 0. */
export function partition(count: readonly number[], expected: readonly number[], price: number): number[] {
  const ends = knees(count);
  const cost: number[] = [-price];
  const previous: number[] = [0];
  const open: number[] = [];
  const costs: number[] = [];
  for (let k = 1; k < ends.length; k++) {
    open.push(k - 1);
    const n = count[ends[k]!]!;
    const m = expected[ends[k]!]!;
    let best = Number.POSITIVE_INFINITY;
    let from = 0;
    for (let i = 0; i < open.length; i++) {
      const start = open[i]!;
      const here = cost[start]! + pieceCost(n - count[ends[start]!]!, m - expected[ends[start]!]!);
      costs[i] = here;
      if (here < best) {
        best = here;
        from = start;
      }
    }
    cost.push(best + price);
    previous.push(from);
    let kept = 0;
    for (let i = 0; i < open.length; i++) if (costs[i]! <= best + price) open[kept++] = open[i]!;
    open.length = kept;
  }
  const firsts: number[] = [];
  for (let k = ends.length - 1; k > 0; k = previous[k]!) firsts.push(ends[previous[k]!]!);
  return firsts.reverse();
}

/** Where a piece may begin or end: never inside a run of empty steps, where a border cannot gain anything. */
function knees(count: readonly number[]): number[] {
  const last = count.length - 1;
  const ends = [0];
  for (let i = 1; i < last; i++) if (count[i]! > count[i - 1]! || count[i + 1]! > count[i]!) ends.push(i);
  if (last > 0) ends.push(last);
  return ends;
}

/** Negative log likelihood of a piece at its best ratio, without what all partitions share. */
const pieceCost = (n: number, m: number): number => (n > 0 && m > 0 ? n - n * log(n / m) : n);

/** The non-decreasing sequence nearest to the values in the sense of least squares: pool adjacent violators. */
export function isotonic(values: readonly number[]): number[] {
  const means: number[] = [];
  const sizes: number[] = [];
  for (const value of values) {
    let mean = value;
    let size = 1;
    while (means.length > 0 && means.at(-1)! >= mean) {
      const other = sizes.pop()!;
      mean = (means.pop()! * other + mean * size) / (other + size);
      size += other;
    }
    means.push(mean);
    sizes.push(size);
  }
  return means.flatMap((mean, k) => new Array<number>(sizes[k]!).fill(mean));
}
