/**
 * Events: the stretches of a log that are worth a diagnosis, and what made each stand out. From runs against the hours around,
 * and for logs that are long enough also from the observatory's own detector, which knows hours and weekdays.
 */
import { detectAll, type Row } from '../core/detect.ts';
import type { Minute } from '../model/units.ts';
import type { Counts } from './counts.ts';
import { type Level, levelOf } from './level.ts';
import { runsIn } from './runs.ts';
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
const DAY_MINUTES = 1_440;
const DETECTOR_STEP_MAX = 60;
/** Signs so close to each other are one event. */
const JOIN_STEPS = 5;

/** From which ratio to the usual, and which difference in all, a run is worth a look. */
const WORTH = {
  'more-requests': { ratio: 1.5, differenceMin: 60 },
  'fewer-requests': { ratio: 0.6, differenceMin: 30 },
  failures: { ratio: 2, differenceMin: 5 },
  refusals: { ratio: 2.5, differenceMin: 40 },
  'more-clients': { ratio: 1.5, differenceMin: 30 },
  'one-client': { ratio: 3, differenceMin: 100 },
} as const;

export function eventsIn(counts: Counts, line: Timeline): Findings {
  const { silent } = line;
  const sketched = sketchSeries(counts, line);
  const day = DAY_MINUTES % line.step === 0 ? DAY_MINUTES / line.step : 0;
  const level = levelOf(line.requests, silent, day);
  const failedLevel = levelOf(line.failed, silent, day);
  const clump = clumpOf(line, sketched.clients);
  const runs = (signal: keyof typeof WORTH, series: Float64Array, together: number, usual?: Level): Sign[] => {
    const side = signal === 'fewer-requests' ? 'below' : 'above';
    const options = { side, clump: together, ...WORTH[signal] } as const;
    return runsIn(series, silent, usual ?? levelOf(series, silent, day), options).map((run) => ({ ...run, signal }));
  };
  const signs: Sign[] = [
    ...runs('more-requests', line.requests, clump, level),
    ...runs('fewer-requests', line.requests, clump, level),
    ...runs('failures', line.failed, 1, failedLevel),
    ...runs('refusals', line.refused, clump),
    ...runs('more-clients', sketched.clients, 1),
    ...runs('one-client', sketched.loudest, clump),
    ...silences(line),
    ...detected(line, level, failedLevel),
  ];
  return { events: joined(signs), level };
}

/** Requests that a client makes in a minute, in the middle of all minutes. */
function clumpOf({ requests }: Timeline, clients: Float64Array): number {
  const each: number[] = [];
  for (let at = 0; at < requests.length; at += 1) if (clients[at]! > 0.5) each.push(requests[at]! / clients[at]!);
  return Math.max(1, each.sort((a, b) => a - b)[each.length >> 1] ?? 1);
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

function detected(line: Timeline, requests: Level, failed: Level): Sign[] {
  if (line.steps < DETECTOR_STEPS_MIN || line.step > DETECTOR_STEP_MAX) return [];
  const from = (signal: 'more-requests' | 'failures', series: Float64Array, { daily }: Level): Sign[] => {
    const rows: Row[] = [];
    for (let at = 0; at < line.steps; at += 1) {
      if (line.silent[at] === 0) rows.push({ at: minuteAt(line, at), count: series[at]! });
    }
    const index = (minute: Minute): number => Math.floor((minute - line.from) / line.step);
    const { ratio, differenceMin } = WORTH[signal];
    const { incidents } = detectAll(rows, { stepMinutes: line.step });
    const signs = incidents.map(({ start, end, observed, expected }) => {
      const first = Math.max(0, index(start));
      const to = end === null ? line.steps : Math.min(line.steps, Math.max(index(start) + 1, index(end)));
      // The detector learns as it goes; what other days had at that time, those to come among them, it could not know.
      const known = daily === null ? 0 : daily.high.subarray(first, to).reduce((sum, value) => sum + value, 0);
      return { signal, from: first, to, counted: observed, expected: Math.max(expected, known) };
    });
    return signs.filter(({ counted, expected }) => counted - expected >= differenceMin && counted >= ratio * expected);
  };
  return [...from('more-requests', line.requests, requests), ...from('failures', line.failed, failed)];
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
  return found.map((event) => ({ ...event, signs: onePerSignal(event.signs) }));
}

/** Runs of one signal as one sign, from the first to the last. What two detectors saw alike counts once. */
function onePerSignal(signs: readonly Sign[]): Sign[] {
  const bySignal = new Map<Signal, Sign>();
  for (const sign of signs) {
    const known = bySignal.get(sign.signal);
    const overlaps = known !== undefined && sign.from < known.to;
    bySignal.set(
      sign.signal,
      known === undefined
        ? sign
        : {
            signal: sign.signal,
            from: known.from,
            to: Math.max(known.to, sign.to),
            counted: overlaps ? Math.max(known.counted, sign.counted) : known.counted + sign.counted,
            expected: overlaps ? Math.max(known.expected, sign.expected) : known.expected + sign.expected,
          },
    );
  }
  return [...bySignal.values()];
}
