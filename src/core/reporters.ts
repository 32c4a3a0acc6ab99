/**
 * Who has reported already. A person counts once per service and window; the set holds 64-bit fingerprints of
 * pseudonyms, so two people are taken for one with a chance of about (set size)/2^64. The window before is kept too,
 * for what arrives late or twice. Bounded: a table that is full starts anew.
 */
import type { EpochMs } from '../model/units.ts';
import { hashText } from './hash.ts';

/** A person counts once in so long. */
export const REPORTER_WINDOW_MINUTES = 30;
const WINDOW_MS = REPORTER_WINDOW_MINUTES * 60_000;

/** Slots of the largest table: 8 MiB, for about 780,000 people. A service has two tables. */
const SLOTS_MAX = 1 << 20;
const SLOTS_MIN = 16;
const FULL = 0.75;
const SECOND_SEED = 0x9e3779b9;

export interface ReporterSet {
  /** The newest window, in whole windows since 1970. */
  window: number;
  now: Table;
  /** The window before it, and whatever comes from further back. */
  before: Table;
}

export interface Table {
  size: number;
  /** Two 32-bit words a slot; a second word of 0 is an empty slot. */
  slots: Uint32Array;
}

export function emptyReporters(): ReporterSet {
  return { window: 0, now: emptyTable(), before: emptyTable() };
}

/** Whether this pseudonym is new in the window of `at`; remembers it. */
export function isNewReporter(set: ReporterSet, reporter: string, at: EpochMs): boolean {
  const window = Math.floor(at / WINDOW_MS);
  if (window > set.window) {
    set.before = window === set.window + 1 ? set.now : emptyTable();
    set.now = emptyTable();
    set.window = window;
  }
  return enter(window === set.window ? set.now : set.before, reporter);
}

function emptyTable(): Table {
  return { size: 0, slots: new Uint32Array(2 * SLOTS_MIN) };
}

function enter(table: Table, reporter: string): boolean {
  const high = hashText(reporter);
  const low = hashText(reporter, SECOND_SEED) || 1;
  if (table.slots[2 * find(table.slots, high, low) + 1] !== 0) return false;
  if (table.size >= (FULL * table.slots.length) / 2) grow(table);
  const slot = find(table.slots, high, low);
  table.slots[2 * slot] = high;
  table.slots[2 * slot + 1] = low;
  table.size += 1;
  return true;
}

function grow(table: Table): void {
  const old = table.slots;
  if (old.length >= 2 * SLOTS_MAX) {
    table.size = 0;
    table.slots = new Uint32Array(2 * SLOTS_MIN);
    return;
  }
  table.slots = new Uint32Array(2 * old.length);
  for (let i = 0; i < old.length; i += 2) {
    if (old[i + 1] === 0) continue;
    const slot = find(table.slots, old[i]!, old[i + 1]!);
    table.slots[2 * slot] = old[i]!;
    table.slots[2 * slot + 1] = old[i + 1]!;
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
