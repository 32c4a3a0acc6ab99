/**
 * Whether a figure is what a number in words says. "Over N" holds for N up to a quarter more; beyond that the words hold as
 * a bound only, for nobody says "over 60,000" of half a million to give its size. A range that straddles decides nothing.
 */
import type { Quantity } from '../model/statement.ts';
import type { Figure } from './ground.ts';

/** bound: the words hold literally, and say nothing of the size. */
export type Outcome = 'holds' | 'bound' | 'fails' | 'unknown' | 'untestable';

/** How far beyond its number "over" or "under" still gives a size. */
export const SIZE = 0.25;
export const ABOUT = 0.15;
export const NEARLY = 0.15;
/** A number without a word before it is as exact as its last digit that is not zero; this much more is left to the counting. */
export const COUNTING = 0.02;

export function outcomeOf(said: Quantity, figure: Figure): Outcome {
  const low = pointOutcome(said, figure.low);
  const value = pointOutcome(said, figure.value);
  const high = pointOutcome(said, figure.high);
  const straddles = figure.low < said.value && figure.high > (said.high ?? said.value);
  if (low === high && low === value && !(straddles && value === 'fails')) return value;
  // A lower bound that is far beyond the number cannot come back to it.
  return low === value && value === 'bound' ? 'bound' : 'unknown';
}

function pointOutcome({ value: said, high, approximation }: Quantity, value: number): Outcome {
  const low = said;
  switch (approximation) {
    case 'between':
      return value >= low && value <= (high ?? low) ? 'holds' : 'fails';
    case 'over':
      return value < low ? 'fails' : value <= low * (1 + SIZE) ? 'holds' : 'bound';
    case 'under':
    case 'up to':
      return value > low ? 'fails' : value >= low * (1 - SIZE) ? 'holds' : 'bound';
    case 'nearly':
      return value <= low && value >= low * (1 - NEARLY) ? 'holds' : 'fails';
    case 'about':
      return Math.abs(value - low) <= ABOUT * low ? 'holds' : 'fails';
    case 'exact':
      return Math.abs(value - low) <= halfOfLastDigit(low) + COUNTING * low ? 'holds' : 'fails';
  }
}

/** 21,000 may be anything from 20,500 to 21,500. Counts below ten are exact. */
function halfOfLastDigit(value: number): number {
  if (value < 10 || !Number.isInteger(value)) return 0;
  let unit = 1;
  while (value % (unit * 10) === 0) unit *= 10;
  return unit / 2;
}
