/**
 * What had been seen before: the share of requests whose prefix, path or agent occurred before a stretch began. The heaviest
 * keys are told one by one; for the rest stands a sample by hash, so the answer is exact for short lists of keys and an
 * estimate for long ones.
 */
import { firstMinute, type Keyed } from './keyed.ts';
import { type CellSamples, levelOf } from './sample.ts';
import type { Top } from './top.ts';

export interface SeenBefore {
  /** Share of requests, 0 to 1. */
  readonly requests: number;
  /** Share of keys, each counting once. */
  readonly keys: number;
}

/** First minutes of keys: of all of them from this level of the sampling on, and of the heaviest. */
export interface Past {
  readonly level: number;
  first(high: number, low: number): number | undefined;
}

/** What two lists know together, of which the second may hold an earlier time. */
export function pastOf(now: Keyed, before?: Keyed): Past {
  const level = ({ sampled, sample }: Keyed): number => (sampled ? sample.level : 0);
  if (before === undefined) return { level: level(now), first: (high, low) => firstMinute(now, high, low) };
  return {
    level: Math.max(level(now), level(before)),
    first: (high, low) => firstMinute(before, high, low) ?? firstMinute(now, high, low),
  };
}

/** @param total requests that have such a key */
export function seenBefore(
  top: Top,
  sampled: CellSamples,
  all: Past,
  minute: number,
  total: number,
): SeenBefore | null {
  if (total <= 0) return null;
  let known = 0;
  let knownOld = 0;
  const heaviest = new Set<number>();
  for (let i = 0; i < top.sizes[0]!; i += 1) {
    const first = all.first(top.keys[2 * i]!, top.keys[2 * i + 1]!);
    if (first === undefined) continue;
    heaviest.add(top.keys[2 * i]! * 2 ** 32 + (top.keys[2 * i + 1]! >>> 0));
    known += top.counts[i]!;
    if (first < minute) knownOld += top.counts[i]!;
  }
  const rest = sampledShare(sampled, all, minute, heaviest);
  const restTotal = Math.max(0, total - known);
  const restOld = rest.count > 0 ? rest.old / rest.count : known > 0 ? knownOld / known : 0;
  return {
    requests: Math.min(1, (knownOld + restTotal * restOld) / total),
    keys: rest.keys > 0 ? rest.oldKeys / rest.keys : knownOld / Math.max(1, known),
  };
}

function sampledShare(sampled: CellSamples, all: Past, minute: number, heaviest: ReadonlySet<number>) {
  const share = { count: 0, old: 0, keys: 0, oldKeys: 0 };
  for (let i = 0; i < sampled.sizes[0]!; i += 1) {
    const high = sampled.keys[2 * i]!;
    const low = sampled.keys[2 * i + 1]!;
    if (levelOf(high, low) < all.level) continue;
    const first = all.first(high, low);
    if (first === undefined) continue;
    const old = first < minute;
    share.keys += 1;
    if (old) share.oldKeys += 1;
    if (heaviest.has(high * 2 ** 32 + (low >>> 0))) continue;
    share.count += sampled.counts[i]!;
    if (old) share.old += sampled.counts[i]!;
  }
  return share;
}
