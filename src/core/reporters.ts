/**
 * Who has reported already. A person counts once per service and window; the set holds 64-bit fingerprints of
 * pseudonyms, so two people are taken for one with a chance of about (set size)/2^64. Bounded: when it is full the
 * window ends early.
 */
import type { EpochMs } from '../model/units.ts';
import { hashText } from './hash.ts';

/** A person counts once in so long. */
export const REPORTER_WINDOW_MINUTES = 30;
const WINDOW_MS = REPORTER_WINDOW_MINUTES * 60_000;

/** Slots of the largest table: 8 MiB, for about 780,000 people. */
const SLOTS_MAX = 1 << 20;
const SLOTS_MIN = 16;
const FULL = 0.75;
const SECOND_SEED = 0x9e3779b9;

export interface ReporterSet {
  window: number;
  size: number;
  /** Two 32-bit words a slot; (0, 0) is empty. */
  slots: Uint32Array;
}

export function emptyReporters(): ReporterSet {
  return { window: 0, size: 0, slots: new Uint32Array(2 * SLOTS_MIN) };
}

/** Whether this pseudonym is new in the window of `at`; remembers it. */
export function isNewReporter(set: ReporterSet, reporter: string, at: EpochMs): boolean {
  const window = Math.floor(at / WINDOW_MS);
  if (window > set.window) startWindow(set, window);
  const high = hashText(reporter);
  const low = hashText(reporter, SECOND_SEED) || 1;
  const slot = find(set.slots, high, low);
  if (set.slots[2 * slot + 1] !== 0) return false;
  set.slots[2 * slot] = high;
  set.slots[2 * slot + 1] = low;
  set.size += 1;
  if (set.size > (FULL * set.slots.length) / 2) grow(set, window);
  return true;
}

function startWindow(set: ReporterSet, window: number): void {
  set.window = window;
  set.size = 0;
  if (set.slots.length > 2 * SLOTS_MIN) set.slots = new Uint32Array(2 * SLOTS_MIN);
  else set.slots.fill(0);
}

function grow(set: ReporterSet, window: number): void {
  if (set.slots.length >= 2 * SLOTS_MAX) {
    startWindow(set, window);
    return;
  }
  const old = set.slots;
  set.slots = new Uint32Array(2 * old.length);
  for (let i = 0; i < old.length; i += 2) {
    if (old[i + 1] === 0) continue;
    const slot = find(set.slots, old[i]!, old[i + 1]!);
    set.slots[2 * slot] = old[i]!;
    set.slots[2 * slot + 1] = old[i + 1]!;
  }
}

/** The slot that holds this fingerprint, or the empty one where it belongs. */
function find(slots: Uint32Array, high: number, low: number): number {
  const mask = slots.length / 2 - 1;
  let slot = high & mask;
  while (slots[2 * slot + 1] !== 0 && (slots[2 * slot] !== high || slots[2 * slot + 1] !== low)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}
