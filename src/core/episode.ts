/**
 * One incident from its first sign to its end: possible, confirmed, over, closed. What has been decided is never taken
 * back: a possible incident is withdrawn in the open, a confirmed one stays. Start, end and waves are refined.
 */
import type { Minute } from '../model/units.ts';
import type { Decision, Wave } from '../model/wave.ts';
import { log } from './arithmetic.ts';
import type { Fall } from './hindsight.ts';
import { type DecidedBy, endedAt, type Segmentation, segment } from './segment.ts';
import { recentRatio, type Stretch } from './stretch.ts';
import type { BestWindow } from './windows.ts';

export type Tier = 'none' | 'possible' | 'confirmed';
export type Change = 'possible' | 'confirmed' | 'withdrawn' | 'waves' | 'closed';

export interface SeriesIncident {
  readonly start: Minute;
  readonly possibleAt: Minute | null;
  readonly detected: Minute | null;
  readonly end: Minute | null;
  readonly waves: Wave[];
  readonly observed: number;
  readonly expected: number;
  readonly peakCount: number;
  readonly decisions: Decision[];
}

/** A running incident; plain data. */
export interface Running {
  tier: 'possible' | 'confirmed';
  readonly possibleAt: number;
  detected: number | null;
  readonly decisions: Decision[];
  readonly stretch: Stretch;
  /** The window that gave the evidence. */
  window: DecidedBy;
  /** Highest evidence so far. */
  top: number;
  /** Evidence, in nats, that the excess is over. */
  calm: number;
  /** When that evidence began. */
  calmFrom: number;
  over: boolean;
  overSince: number | null;
  nextLook: number;
  start: number;
  end: number | null;
  waves: Wave[];
  observed: number;
  expected: number;
  peakCount: number;
  /** Mean excess a step of the highest wave. */
  height: number;
  /** Minutes after which a lasting excess is the usual. */
  readonly patience: number;
  /** A few networks bring it, as far as is known: it says nothing of how rough the service's own noise is. */
  few: boolean;
  /** Ratio by which the usual level has to rise, set when the excess has lasted so long that it is the usual now. */
  adopt: number | null;
}

/** A rise within this time after the excess is over belongs to the same incident. */
export const MERGE_MINUTES = 180;
/**
 * Evidence, in nats, that the excess is over: against one of a share of the usual rate, of a rate a minute or, in a confirmed
 * incident, of a share of its height, whichever is highest. After a storm the last drops are no storm.
 */
export const CALM = 3;
const CALM_EXCESS = { share: 0.75, perMinute: 0.075, height: 0.1 };
/**
 * An excess that lasts a day, or as long as all history before it, is the new usual level. What a few networks bring has to last
 * a week: a level that they made would hide what all others report.
 */
const ADOPT_MINUTES = { most: 1440, least: 480, few: 7 * 1440 };
/** A running incident is read anew this often, less often the longer it lasts, and while it is only possible or seems over. */
const LOOK = { minutes: 5, share: 0.1, calmMinutes: 30 };

export function openIncident(
  recent: { counts: (number | null)[]; expected: number[] },
  at: Minute,
  stepMinutes: number,
  age: number,
): Running {
  return {
    tier: 'possible',
    possibleAt: at,
    detected: null,
    decisions: [],
    stretch: {
      from: at - (recent.counts.length - 1) * stepMinutes,
      stepMinutes,
      ...recent,
      fill: 1,
    },
    window: { from: at, until: at + stepMinutes },
    top: 0,
    calm: 0,
    calmFrom: at,
    over: false,
    overSince: null,
    nextLook: at,
    start: at,
    end: null,
    waves: [],
    observed: 0,
    expected: 0,
    peakCount: 0,
    height: 0,
    few: false,
    patience: Math.max(ADOPT_MINUTES.least, Math.min(ADOPT_MINUTES.most, age)),
    adopt: null,
  };
}

/** An incident that is seen when it is over, because it was there before anything usual was known. */
export function openInHindsight(
  recent: { counts: (number | null)[]; expected: number[] },
  at: Minute,
  stepMinutes: number,
  fall: Fall,
  thresholds: Seen['thresholds'],
): Running {
  const opened = openIncident(recent, (at - stepMinutes) as Minute, stepMinutes, 0);
  // It may have begun with the counting, or after it: all of it is looked at.
  const seen = { evidence: fall.evidence, best: fall, thresholds, onset: opened.stretch.from, fast: 0 };
  const decided = (threshold: number): Decision => ({
    ...decisionOf(at, seen, threshold, stepMinutes),
    hindsight: true,
  });
  const running: Running = {
    ...opened,
    tier: 'confirmed',
    possibleAt: at,
    detected: at,
    decisions: [decided(thresholds.possible), decided(thresholds.confirmed)],
    window: { from: seen.onset, until: fall.at },
    top: fall.evidence,
    over: true,
    overSince: fall.at,
  };
  look(running, at, seen.fast);
  return running;
}

export interface Seen {
  readonly evidence: number;
  readonly best: BestWindow;
  readonly thresholds: { readonly possible: number; readonly confirmed: number };
  readonly onset: number;
  /** Relative variance of single steps. */
  readonly fast: number;
}

/** One known step of a running incident, already added to its stretch. */
export function stepIncident(
  running: Running,
  at: Minute,
  count: number,
  expected: number,
  seen: Seen,
  stepMinutes: number,
): Change | null {
  const opened = running.decisions.length === 0;
  if (opened) running.decisions.push(decisionOf(at, seen, seen.thresholds.possible, stepMinutes));
  // The window that decides says when the first rise began, at its latest the one that confirms.
  if (seen.evidence > running.top) {
    running.top = seen.evidence;
    if (running.tier === 'possible') running.window = { from: seen.onset, until: at + stepMinutes };
  }
  if (running.tier === 'possible') {
    if (seen.evidence >= seen.thresholds.confirmed) {
      running.tier = 'confirmed';
      running.detected = at;
      running.decisions.push(decisionOf(at, seen, seen.thresholds.confirmed, stepMinutes));
      look(running, at, seen.fast);
      return 'confirmed';
    }
    if (opened) {
      look(running, at, seen.fast);
      return 'possible';
    }
  }
  noteCalm(running, at, count, expected, seen, stepMinutes);
  if (running.tier === 'possible') {
    if (running.over) {
      look(running, at, seen.fast);
      return 'withdrawn';
    }
    return at >= running.nextLook && look(running, at, seen.fast) ? 'waves' : null;
  }
  if (at < running.nextLook) return null;
  const changed = look(running, at, seen.fast);
  if (running.over && at - (running.end ?? running.overSince ?? at) >= MERGE_MINUTES) {
    return 'closed';
  }
  if (!running.over && at - running.detected! >= (running.few ? ADOPT_MINUTES.few : running.patience)) {
    running.adopt = recentRatio(running.stretch);
    endAt(running, at + stepMinutes);
    return 'closed';
  }
  return changed ? 'waves' : null;
}

function noteCalm(
  running: Running,
  at: number,
  count: number,
  expected: number,
  seen: Seen,
  stepMinutes: number,
): void {
  if (running.over) {
    if (seen.evidence < seen.thresholds.possible) return;
    running.over = false;
    running.overSince = null;
    running.calm = 0;
    return;
  }
  const least = Math.max(
    CALM_EXCESS.perMinute * stepMinutes,
    running.tier === 'confirmed' ? CALM_EXCESS.height * running.height : 0,
  );
  const excess = Math.max(CALM_EXCESS.share, least / expected);
  running.calm = Math.max(0, running.calm + excess * expected - count * log(1 + excess));
  if (running.calm === 0) running.calmFrom = at + stepMinutes;
  if (running.calm < CALM) return;
  running.over = true;
  running.overSince = running.calmFrom;
}

/** Looks at the whole incident again; true where the waves have changed in number or one has ended. */
function look(running: Running, at: number, fast: number): boolean {
  const before = running.waves;
  const found: Segmentation = segment(running.stretch, running.window, fast);
  running.start = found.start;
  // It lasted at least for as long as it took to decide.
  running.end = found.end === null ? null : Math.max(found.end, running.window.until);
  running.waves = found.waves;
  running.height = Math.max(0, ...found.waves.map((wave) => excessAStep(wave, at, running.stretch.stepMinutes)));
  if (running.overSince !== null && found.end === null)
    endAt(running, Math.max(running.overSince, running.window.until));
  const { counts, expected, from, stepMinutes } = running.stretch;
  running.observed = 0;
  running.expected = 0;
  running.peakCount = 0;
  const until = running.end ?? Number.POSITIVE_INFINITY;
  for (let i = Math.max(0, Math.round((found.start - from) / stepMinutes)); i < counts.length; i++) {
    if (from + i * stepMinutes >= until) break;
    const count = counts[i] ?? null;
    if (count === null) continue;
    running.observed += count;
    running.expected += expected[i]!;
    running.peakCount = Math.max(running.peakCount, count);
  }
  const sofar = at - running.possibleAt;
  const calm = running.over || running.tier === 'possible';
  running.nextLook = at + Math.max(LOOK.minutes, Math.floor(sofar * LOOK.share), calm ? LOOK.calmMinutes : 0);
  const ended = (waves: readonly Wave[]) => waves.filter((wave) => wave.end !== null).length;
  return before.length !== found.waves.length || ended(before) !== ended(found.waves);
}

const excessAStep = ({ start, end, total, expected }: Wave, at: number, stepMinutes: number): number =>
  ((total - expected) * stepMinutes) / Math.max(stepMinutes, (end ?? at + stepMinutes) - start);

/** Ends what still runs: the counts say that it is over, or that it is the usual now. */
function endAt(running: Running, end: number): void {
  running.end = end;
  running.waves = running.waves
    .filter((wave) => wave.start < end)
    .map((wave) => (wave.end === null || wave.end > end ? endedAt(running.stretch, wave, end) : wave));
}

function decisionOf(at: Minute, seen: Seen, threshold: number, stepMinutes: number): Decision {
  const { best } = seen;
  return {
    at,
    windowMinutes: best.steps * stepMinutes,
    observed: best.observed,
    expected: best.expected,
    evidence: seen.evidence,
    threshold,
  };
}

export function incidentOf(running: Running): SeriesIncident {
  return {
    start: running.start as Minute,
    possibleAt: running.possibleAt as Minute,
    detected: running.detected as Minute | null,
    end: running.end as Minute | null,
    waves: running.waves,
    observed: running.observed,
    expected: running.expected,
    peakCount: running.peakCount,
    decisions: running.decisions,
  };
}
