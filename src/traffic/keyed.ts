/**
 * All that is kept of one kind of keys: the heaviest (heavy.ts), and once there are more than fit, a sample of all
 * (sample.ts), which starts from the complete list that is about to be cut. Until then the list alone is exact, and cheaper.
 */
import { addHeavy, cutBack, type Heavy, heavyEntry, mergeHeavy, type Weight } from './heavy.ts';
import { addToSample, levelOf, mergeSample, type Sample, sampleEntry } from './sample.ts';

export interface Keyed {
  readonly heavy: Heavy;
  readonly sample: Sample;
  /** Whether the list has been cut, so that the sample is in use. */
  sampled: boolean;
}

/** Adds to a key; returns its entry in the list. */
export function addKey(keyed: Keyed, high: number, low: number, weight: Weight): number {
  const { heavy } = keyed;
  if (!keyed.sampled && heavy.size === 2 * heavy.kept) startSample(keyed);
  if (keyed.sampled) addToSample(keyed.sample, high, low, weight.first, weight.count, weight.bytes);
  return addHeavy(heavy, high, low, weight);
}

export function mergeKeyed(into: Keyed, from: Keyed): void {
  settle(into);
  settle(from);
  const cut = into.sampled || from.sampled || !fits(into.heavy, from.heavy);
  if (cut) {
    startSample(into);
    startSample(from);
    mergeSample(into.sample, from.sample);
  }
  mergeHeavy(into.heavy, from.heavy);
}

/** Cuts the list to what it keeps, which has been put off so far. */
export function settle(keyed: Keyed): void {
  if (keyed.heavy.size <= keyed.heavy.kept) return;
  startSample(keyed);
  cutBack(keyed.heavy);
}

/** First minute of a key; undefined where nobody knows any more. */
export function firstMinute({ heavy, sample, sampled }: Keyed, high: number, low: number): number | undefined {
  if (sampled && levelOf(high, low) >= sample.level) {
    const entry = sampleEntry(sample, high, low);
    if (entry >= 0) return sample.first[entry]!;
  }
  const entry = heavyEntry(heavy, high, low);
  return entry >= 0 ? heavy.first[entry]! : undefined;
}

/** Keys that stand for all of them, each for 2^level. */
export type KeySample = Pick<Sample, 'size' | 'level' | 'keys' | 'first' | 'counts' | 'bytes'>;

/** The sample, or the list itself, which holds every key until it is cut. */
export const sampleOf = ({ heavy, sample, sampled }: Keyed): KeySample => (sampled ? sample : { ...heavy, level: 0 });

function startSample(keyed: Keyed): void {
  if (keyed.sampled) return;
  keyed.sampled = true;
  const { heavy, sample } = keyed;
  for (let i = 0; i < heavy.size; i += 1) {
    addToSample(sample, heavy.keys[2 * i]!, heavy.keys[2 * i + 1]!, heavy.first[i]!, heavy.counts[i]!, heavy.bytes[i]!);
  }
}

function fits(into: Heavy, from: Heavy): boolean {
  let all = into.size;
  for (let i = 0; i < from.size; i += 1) {
    if (heavyEntry(into, from.keys[2 * i]!, from.keys[2 * i + 1]!) < 0) all += 1;
  }
  return all <= into.kept;
}
