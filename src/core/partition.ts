/**
 * The best piecewise-constant reading of a stretch of counts: pieces within which count over expectation stays the
 * same. Exact minimum of Poisson cost plus a price per piece, by optimal partitioning with the pruning of PELT
 * (Killick, Fearnhead, Eckley 2012).
 */
import { log } from './arithmetic.ts';

/** Pieces of the stretch as first indices, in order; the first is 0. `count` and `expected` are running sums from 0. */
export function partition(count: readonly number[], expected: readonly number[], price: number): number[] {
  const length = count.length - 1;
  const cost: number[] = [-price];
  const previous: number[] = [0];
  let open: number[] = [];
  for (let end = 1; end <= length; end++) {
    open.push(end - 1);
    let best = Number.POSITIVE_INFINITY;
    let from = 0;
    const costs: number[] = [];
    for (const start of open) {
      const here = cost[start]! + pieceCost(count[end]! - count[start]!, expected[end]! - expected[start]!);
      costs.push(here);
      if (here < best) {
        best = here;
        from = start;
      }
    }
    cost.push(best + price);
    previous.push(from);
    open = open.filter((_, k) => costs[k]! <= best + price);
  }
  const firsts: number[] = [];
  for (let end = length; end > 0; end = previous[end]!) firsts.push(previous[end]!);
  return firsts.reverse();
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
