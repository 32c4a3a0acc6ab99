/**
 * A whole series at once: what a live run would have said, row by row. Pure; the command line and the benches stand on it.
 */
import type { Budget } from '../model/budget.ts';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import type { Minute } from '../model/units.ts';
import type { CategoryPrior } from './category.ts';
import {
  anomalyOf,
  createSeries,
  type SeriesIncident,
  type SeriesOptions,
  type SeriesState,
  type SeriesStep,
  stepSeries,
} from './series.ts';

export interface Row {
  readonly at: Minute;
  readonly count: number | undefined;
}

export interface DetectOptions {
  readonly budget?: Budget;
  readonly prior?: CategoryPrior;
  /** Length of a step in minutes; without it, the most common distance of neighbouring rows. */
  readonly stepMinutes?: number;
}

export interface Detection {
  readonly stepMinutes: number;
  /** Confirmed incidents, in order of time; one that still runs has `end: null`. */
  readonly incidents: SeriesIncident[];
  /** Possible incidents that were never confirmed. */
  readonly possible: SeriesIncident[];
  /** Anomaly in [0, 1] of each row. */
  readonly scores: number[];
  readonly steps: SeriesStep[];
}

/** A series that is told row by row; no more of it is kept than a live run would keep. */
export interface Detecting {
  readonly series: SeriesState;
  /** By the minute in which each was first possible. */
  readonly found: Map<number, SeriesIncident>;
}

export function startDetecting(options: SeriesOptions): Detecting {
  return { series: createSeries(options), found: new Map() };
}

export function detectRow({ series, found }: Detecting, { at, count }: Row): SeriesStep {
  const step = stepSeries(series, at, count);
  const { incident } = step;
  if (incident !== null) found.set(incident.possibleAt ?? incident.detected ?? 0, incident);
  return step;
}

/** Anomaly of the last row, from 0 to 1. */
export const anomalyNow = ({ series }: Detecting): number => anomalyOf(series);

/** What was found so far: the confirmed ones, and those that only looked possible. */
export function incidentsOf({ found }: Detecting): Pick<Detection, 'incidents' | 'possible'> {
  const all = [...found.values()];
  return {
    incidents: all.filter(({ detected }) => detected !== null),
    possible: all.filter(({ detected }) => detected === null),
  };
}

/** Runs the rows, in order of time, through one series. */
export function detectAll(rows: readonly Row[], options: DetectOptions = {}): Detection {
  const stepMinutes = options.stepMinutes ?? inferStep(rows.map((row) => row.at));
  const budget = options.budget ?? DEFAULT_BUDGET;
  const series: SeriesOptions = options.prior ? { stepMinutes, budget, prior: options.prior } : { stepMinutes, budget };
  const detecting = startDetecting(series);
  const scores: number[] = [];
  const steps = rows.map((row) => {
    const step = detectRow(detecting, row);
    scores.push(anomalyNow(detecting));
    return step;
  });
  return { stepMinutes, ...incidentsOf(detecting), scores, steps };
}

/** The most common distance between neighbouring times, in minutes from 1 to 60; 1 where there is none. */
export function inferStep(times: readonly Minute[]): number {
  const seen = new Map<number, number>();
  for (let i = 1; i < times.length; i++) {
    const distance = Math.round(times[i]! - times[i - 1]!);
    if (distance >= 1 && distance <= 60) seen.set(distance, (seen.get(distance) ?? 0) + 1);
  }
  let best = 1;
  let most = 0;
  for (const [distance, often] of seen) {
    if (often > most || (often === most && distance < best)) {
      best = distance;
      most = often;
    }
  }
  return best;
}
