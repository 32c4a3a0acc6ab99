/**
 * Readings: what one feature of the evidence shows. A feature needs certain sources; where they are missing it could not
 * be seen, which is kept apart from having been seen and telling nothing.
 */
import type { Evidence, Source } from './evidence.ts';

export interface Feature {
  readonly id: string;
  readonly source: Source;
  /** What is looked at, so that a reader knows what was not seen: "requests a minute". */
  readonly name: string;
  /** null: could not be seen. */
  read(evidence: Evidence): Reading | null;
}

export interface Reading {
  /** The finding, one of the feature's; null where the feature was seen and tells nothing. */
  readonly finding: string | null;
  /** How far the feature lies from the border of the finding: 0 at the border, 1 where nothing is doubtful. */
  readonly strength: number;
  readonly words: string;
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
  words: string,
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

/** `0.4 %`, `37 %`: no more digits than a reader needs. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return 'under 0.1 %';
  return `${value < 10 && value > 0 ? value.toFixed(1) : value.toFixed(0)} %`;
}

/** `0.23`, `4.1`, `812`, `12,400`. */
export function figure(value: number): string {
  if (Number.isInteger(value) && value < 1000) return String(value);
  if (value < 1) return value.toFixed(2);
  if (value < 10) return value.toFixed(1);
  return value.toFixed(0).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
