/**
 * Events: the stretches of a log that are worth a diagnosis, and what made each stand out. From runs against the hours around,
 * and for logs that are long enough also from the observatory's own detector, which knows hours and weekdays.
 */
import { detectAll, type Row } from '../core/detect.ts';
import type { Minute } from '../model/units.ts';
import type { Counts } from './counts.ts';
import { type Level, levelOf, runsIn } from './runs.ts';
import type { Span } from './silence.ts';
import { minuteAt, sketchSeries, type Timeline } from './timeline.ts';

/** What stood out: more or fewer requests, failures, refusals (4xx), clients, requests of one client, or no line at all. */
export type Signal =
  | 'more-requests'
  | 'fewer-requests'
  | 'failures'
  | 'refusals'
  | 'more-clients'
  | 'one-client'
  | 'silence';

export interface Sign extends Span {
  readonly signal: Signal;
  readonly counted: number;
  readonly expected: number;
}

/** Steps of the timeline from `from` to `to`, exclusive, and the signs in it. */
export interface Found extends Span {
  readonly signs: readonly Sign[];
}

export interface Findings {
  readonly events: readonly Found[];
  /** Of requests, for the report. */
  readonly level: Level;
}

/** The core's detector needs some history before it says anything. */
const DETECTOR_STEPS_MIN = 2_880;
const DETECTOR_STEP_MAX = 60;
/** Signs so close to each other are one event. */
const JOIN_STEPS = 5;

export function eventsIn(counts: Counts, line: Timeline): Findings {
  const { silent } = line;
  const sketched = sketchSeries(counts, line);
  const level = levelOf(line.requests, silent);
  const above = (signal: Signal, series: Float64Array, ratio: number, differenceMin: number): Sign[] =>
    runsIn(series, silent, levelOf(series, silent), { side: 'above', ratio, differenceMin }).map((run) => ({
      ...run,
      signal,
    }));
  const signs: Sign[] = [
    ...above('more-requests', line.requests, 1.5, 20),
    ...runsIn(line.requests, silent, level, { side: 'below', ratio: 0.6, differenceMin: 20 }).map((run) => ({
      ...run,
      signal: 'fewer-requests' as const,
    })),
    ...above('failures', line.failed, 2, 4),
    ...above('refusals', line.refused, 2.5, 20),
    ...above('more-clients', sketched.clients, 1.5, 20),
    ...above('one-client', sketched.loudest, 3, 30),
    ...silences(line),
    ...detected(line),
  ];
  return { events: joined(signs), level };
}

function silences({ silent, requests }: Timeline): Sign[] {
  const signs: Sign[] = [];
  for (let at = 0; at < requests.length; at += 1) {
    if (silent[at] === 0) continue;
    let to = at;
    while (to < requests.length && silent[to] !== 0) to += 1;
    signs.push({ signal: 'silence', from: at, to, counted: 0, expected: 0 });
    at = to;
  }
  return signs;
}

function detected(line: Timeline): Sign[] {
  if (line.steps < DETECTOR_STEPS_MIN || line.step > DETECTOR_STEP_MAX) return [];
  const from = (signal: Signal, series: Float64Array): Sign[] => {
    const rows: Row[] = [];
    for (let at = 0; at < line.steps; at += 1) {
      if (line.silent[at] === 0) rows.push({ at: minuteAt(line, at), count: series[at]! });
    }
    const index = (minute: Minute): number => Math.floor((minute - line.from) / line.step);
    return detectAll(rows, { stepMinutes: line.step }).incidents.map(({ start, end, observed, expected }) => ({
      signal,
      from: Math.max(0, index(start)),
      to: end === null ? line.steps : Math.min(line.steps, Math.max(index(start) + 1, index(end))),
      counted: observed,
      expected,
    }));
  };
  return [...from('more-requests', line.requests), ...from('failures', line.failed)];
}

/** Signs that overlap or nearly touch become one event. A silence stays an event of its own. */
function joined(signs: readonly Sign[]): Found[] {
  const found: { from: number; to: number; signs: Sign[] }[] = [];
  for (const sign of signs.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = found.at(-1);
    const apart = sign.signal === 'silence' || last?.signs[0]?.signal === 'silence';
    if (last === undefined || apart || sign.from > last.to + JOIN_STEPS) {
      found.push({ from: sign.from, to: sign.to, signs: [sign] });
      continue;
    }
    last.to = Math.max(last.to, sign.to);
    last.signs.push(sign);
  }
  return found;
}
