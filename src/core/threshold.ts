/**
 * From the budget to thresholds in nats. A base threshold from the number of chances in the budget's period, raised where
 * the service's own record shows that its noise reaches higher than the model says.
 */
import type { Budget } from '../model/budget.ts';
import type { Wave } from '../model/wave.ts';
import { log } from './arithmetic.ts';
import type { BestWindow } from './windows.ts';

const MONTH = 30 * 1440;
const YEAR = 365 * 1440;

/**
 * Chances a step for evidence to start from nothing, found by simulation of constant and of drifting rates; neighbouring
 * coarse steps have less of the rate's drift in common to start from.
 */
const CHANCES = { fine: 0.16, coarse: 0.11, coarseMinutes: 10 };
/** Real series are rougher than the model: the lower tier is held to this share of its budget, and so keeps it. */
const POSSIBLE_SHARE = 0.22;
/** The record keeps the highest evidence of this many excursions. */
const RECORDS = 8;
/** The excursion counted from the top that sets the threshold: the highest may have been a real incident that was missed. */
const RANK = 5;
/**
 * A confirmed incident of less than so many times the evidence that the model alone asks for is a doubtful one, unless it was
 * plain to see. So many of them within a year say that a service is rougher than the model; fewer may well have been real.
 * Counted from the model's and not from what was asked for, or each would make larger ones doubtful, and a rough year raise
 * the threshold without end: nor is more ever asked for, whatever is on record.
 */
const DOUBT = { times: 6, rank: 3, memoryMinutes: YEAR };
/** Plain to see is a wave of so many times the usual, and so many reports: a service that often fails so fails, and is not rough. */
const PLAIN = { times: 5, count: 10 };
/** For what stands out so far the model's threshold does, whatever is on record: no record makes a service deaf to it. */
const STARK = { times: 10, count: 10 };
/** By how many nats the highest evidence grows when the time grows e-fold: 1 for the model's noise, worth this many records. */
const SLOPE_STRENGTH = 8;
const EXCURSION_MEMORY_MINUTES = 60 * 1440;
/** Evidence under this is no excursion. */
export const EXCURSION = 3;

/** Highest evidence of the excursions that came to nothing, and of incidents that came to little. */
export interface TailRecord {
  /** Pairs of evidence and minute, highest first. */
  readonly peaks: number[];
  /** The same of doubtful incidents. */
  readonly doubts: number[];
  /** Minutes on record, a year at most. */
  minutes: number;
  /** The running excursion. */
  top: number;
}

export const createTail = (): TailRecord => ({ peaks: [], doubts: [], minutes: 0, top: 0 });

const NO_RECORD: TailRecord = createTail();

export interface Thresholds {
  readonly possible: number;
  readonly confirmed: number;
}

/** What the model asks for by itself, and more where the record says so. */
export function thresholds(budget: Budget, stepMinutes: number, tail = NO_RECORD): Thresholds {
  return {
    possible: threshold((POSSIBLE_SHARE * budget.possiblePerMonth) / MONTH, stepMinutes, tail),
    confirmed: threshold(budget.confirmedPerYear / YEAR, stepMinutes, tail),
  };
}

/** What is asked of a window of so many counts where so many are usual, by what a series asks for with its record. */
export function thresholdsFor(
  { observed, expected }: Pick<BestWindow, 'observed' | 'expected'>,
  series: Thresholds & { readonly budget: Budget; readonly stepMinutes: number },
): Thresholds {
  return reaches(STARK, observed, expected) ? thresholds(series.budget, series.stepMinutes) : series;
}

/** Whether so many counts, where so many are usual, are as many as `least` says, by themselves and beside the usual. */
const reaches = (least: typeof PLAIN, count: number, expected: number): boolean =>
  count >= least.count && count >= least.times * expected;

function threshold(alarmsPerMinute: number, stepMinutes: number, tail: TailRecord): number {
  const base = byModel(alarmsPerMinute, stepMinutes);
  if (tail.minutes < 1440) return base;
  const rough = Math.max(byExcursions(alarmsPerMinute, tail), byDoubts(alarmsPerMinute, tail));
  return Math.max(base, Math.min(rough, DOUBT.times * base));
}

function byModel(alarmsPerMinute: number, stepMinutes: number): number {
  const chances = stepMinutes < CHANCES.coarseMinutes ? CHANCES.fine : CHANCES.coarse;
  return log(chances / (alarmsPerMinute * stepMinutes));
}

function byExcursions(alarmsPerMinute: number, tail: TailRecord): number {
  const ranked = tail.peaks[2 * (RANK - 1)];
  if (ranked === undefined) return 0;
  let above = 0;
  for (let i = 0; i < RANK - 1; i++) above += tail.peaks[2 * i]! - ranked;
  const slope = Math.max(1, (above + SLOPE_STRENGTH) / (RANK - 1 + SLOPE_STRENGTH));
  return ranked + slope * Math.max(0, rarer(RANK, alarmsPerMinute, Math.min(tail.minutes, EXCURSION_MEMORY_MINUTES)));
}

function byDoubts(alarmsPerMinute: number, tail: TailRecord): number {
  const ranked = tail.doubts[2 * (DOUBT.rank - 1)];
  return ranked === undefined ? 0 : ranked + rarer(DOUBT.rank, alarmsPerMinute, tail.minutes);
}

/** How much rarer alarms have to be than as many as this rank in the time on record, as a logarithm; negative where more are accepted. */
const rarer = (rank: number, alarmsPerMinute: number, minutes: number): number =>
  log((rank - 0.5) / (alarmsPerMinute * minutes));

/** Files an excursion that ended without an incident. */
export function fileExcursion(tail: TailRecord, at: number): void {
  const { top } = tail;
  tail.top = 0;
  forget(tail.peaks, at - EXCURSION_MEMORY_MINUTES);
  forget(tail.doubts, at - DOUBT.memoryMinutes);
  if (top >= EXCURSION) file(tail.peaks, top, at);
}

/** What the record asks of a confirmed incident. */
export interface Closed {
  /** Its highest evidence, in nats. */
  readonly top: number;
  readonly waves: readonly Pick<Wave, 'total' | 'expected'>[];
}

/** Files a confirmed incident that is closed, where it was a doubtful one under this budget. */
export function fileIncident(tail: TailRecord, at: number, closed: Closed, budget: Budget, stepMinutes: number): void {
  forget(tail.doubts, at - DOUBT.memoryMinutes);
  const { top, waves } = closed;
  const isPlain = waves.some(({ total, expected }) => reaches(PLAIN, total, expected));
  const isClear = top >= DOUBT.times * byModel(budget.confirmedPerYear / YEAR, stepMinutes);
  if (!isPlain && !isClear) file(tail.doubts, top, at);
}

function forget(peaks: number[], before: number): void {
  for (let i = peaks.length - 2; i >= 0; i -= 2) if (peaks[i + 1]! < before) peaks.splice(i, 2);
}

function file(peaks: number[], top: number, at: number): void {
  let i = 0;
  while (i < peaks.length && peaks[i]! >= top) i += 2;
  if (i >= 2 * RECORDS) return;
  peaks.splice(i, 0, Math.round(top * 100) / 100, at);
  if (peaks.length > 2 * RECORDS) peaks.length = 2 * RECORDS;
}

export function addRecordTime(tail: TailRecord, minutes: number): void {
  tail.minutes = Math.min(DOUBT.memoryMinutes, tail.minutes + minutes);
}
