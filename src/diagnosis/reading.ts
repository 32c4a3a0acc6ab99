/**
 * Readings: what one feature of the evidence shows. A feature needs certain sources; where they are missing it could not
 * be seen, which is kept apart from having been seen and telling nothing.
 */
import { scales } from '../words/en/scales.ts';
import { weighing } from '../words/en/weighing.ts';
import type { Evidence, Source } from './evidence.ts';

/** The words of a language in which a diagnosis is told. */
export interface Say {
  readonly weighing: typeof weighing;
  readonly scales: typeof scales;
}
export const ENGLISH: Say = { weighing, scales };

/** What is told when somebody looks, in their language. */
export type Told = (say: typeof weighing) => string;

export type FindingId = keyof typeof weighing.findings.because;
export type FeatureId = keyof typeof weighing.features;

export interface Feature {
  /** What is looked at has its name in the words, so that a reader knows what was not seen. */
  readonly id: FeatureId;
  readonly source: Source;
  /** null: could not be seen. */
  read(evidence: Evidence): Reading | null;
}

export interface Reading {
  /** The finding, one of the feature's; null where the feature was seen and tells nothing. */
  readonly finding: string | null;
  /** How far the feature lies from the border of the finding: 0 at the border, 1 where nothing is doubtful. */
  readonly strength: number;
  readonly words: Told;
  readonly observed: number | null;
  readonly usual: number | null;
}

/** Below this many requests a share is mostly chance; at this many it counts half. */
const HALF_COUNT = 25;

/** 0 up to `from`, 1 from `to` on, and straight in between; `to` may lie below `from`. */
export function ramp(value: number, from: number, to: number): number {
  const share = (value - from) / (to - from);
  return share > 0 ? Math.min(1, share) : 0;
}

/** What so few observations are worth. */
export const worth = (count: number): number => Math.max(0, count) / (Math.max(0, count) + HALF_COUNT);

/** The strongest of several candidates, the first of equals; a reading that tells nothing if none has any strength. */
export function strongest(
  candidates: readonly (readonly [finding: string, strength: number])[],
  words: Told,
  observed: number | null,
  usual: number | null,
): Reading {
  let finding: string | null = null;
  let strength = 0;
  for (const [name, itsStrength] of candidates) {
    if (itsStrength <= strength) continue;
    finding = name;
    strength = itsStrength;
  }
  return { finding, strength, words, observed, usual };
}
