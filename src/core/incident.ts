/**
 * Incidents of one service. At most one runs at a time; it opens when any scope's evidence passes its threshold,
 * gathers the scopes that follow, and ends when none is left. Its waves are those of the whole service where the
 * whole shows it, else of the part that showed it first.
 */
import type { Incident, IncidentPart, IncidentState, Scope } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type Minute, startOf } from '../model/units.ts';
import type { Decision } from '../model/wave.ts';
import { independenceOf } from './independence.ts';
import { addAll, type Counts, emptyRollup, mergeRollup, type Rollup } from './rollup.ts';
import type { ScopedStep } from './scopes.ts';
import type { SeriesIncident } from './series.ts';

export interface RunningPart {
  readonly scope: Scope;
  tier: 'possible' | 'confirmed';
  running: boolean;
  withdrawn: boolean;
  seen: SeriesIncident;
}

export interface RunningIncident {
  readonly id: string;
  readonly possibleAt: Minute;
  confirmedAt: Minute | null;
  readonly parts: RunningPart[];
  /** Everything counted since the start, and what the baseline expected of the whole service in that time. */
  readonly mix: Rollup;
  expected: number;
  /** Where reports came from in the hour before: counts by group of networks. */
  readonly usual: Counts;
}

export interface IncidentChange {
  readonly why: 'opened' | 'confirmed' | 'changed' | 'withdrawn' | 'closed';
  readonly incident: Incident;
}

/** A rollup of the near past, with its step. */
export interface PastRollup {
  readonly at: Minute;
  readonly rollup: Rollup;
}

/**
 * One closed step of every scope. Returns the running incident, if there is one after the step, and what changed.
 * @param recent rollups of the last hour before this step, oldest first
 */
export function stepIncident(
  service: Service,
  running: RunningIncident | null,
  at: Minute,
  steps: readonly ScopedStep[],
  rollup: Rollup | undefined,
  recent: readonly PastRollup[],
): { running: RunningIncident | null; change: IncidentChange | null } {
  const active = steps.filter(({ said }) => said.tier !== 'none');
  if (running === null && active.length === 0) return { running: null, change: null };

  const now = running ?? open(service, at, active, recent, steps[0]!.said.expected);
  if (steps[0]!.count !== undefined) now.expected += steps[0]!.said.expected;
  if (rollup !== undefined) mergeRollup(now.mix, rollup);
  let why: IncidentChange['why'] | null = running === null ? 'opened' : null;
  for (const step of steps) if (takePart(now, step)) why ??= 'changed';
  if (now.confirmedAt === null && now.parts.some((part) => part.tier === 'confirmed') && isIndependent(now)) {
    now.confirmedAt = at;
    if (why !== 'opened') why = 'confirmed';
  }
  if (now.parts.some((part) => part.running)) {
    return { running: now, change: why === null ? null : { why, incident: incidentOf(service.id, now) } };
  }
  const withdrawn = now.confirmedAt === null && now.parts.every((part) => part.withdrawn);
  const incident = incidentOf(service.id, now, withdrawn ? 'withdrawn' : 'over');
  return { running: null, change: { why: withdrawn ? 'withdrawn' : 'closed', incident } };
}

function open(
  { id, stepMinutes }: Service,
  at: Minute,
  active: readonly ScopedStep[],
  recent: readonly PastRollup[],
  expectedPerStep: number,
): RunningIncident {
  const start = Math.min(...active.map(({ said }) => said.incident?.start ?? at));
  const mix = emptyRollup();
  const usual: Counts = {};
  for (const past of recent) {
    if (past.at >= start) mergeRollup(mix, past.rollup);
    else addAll(usual, past.rollup.groups);
  }
  const expected = ((at - start) / stepMinutes) * expectedPerStep;
  return { id: `${id}-${stamp(at)}`, possibleAt: at, confirmedAt: null, parts: [], mix, expected, usual };
}

/** Lets one scope join, change or leave. True when a reader would want to know. */
function takePart(now: RunningIncident, { scope, said }: ScopedStep): boolean {
  if (said.incident === null) return false;
  const part = now.parts.find((known) => known.scope === scope && known.running);
  if (part === undefined) {
    if (said.tier === 'none') return false;
    now.parts.push({ scope, tier: said.tier, running: true, withdrawn: false, seen: said.incident });
    return true;
  }
  part.seen = said.incident;
  if (said.tier === 'confirmed') part.tier = 'confirmed';
  if (said.tier === 'none') {
    part.running = false;
    part.withdrawn = said.change === 'withdrawn';
  }
  return said.change !== null;
}

function isIndependent(now: RunningIncident): boolean {
  return independenceOf(now.mix, now.expected, now.usual) !== 'few';
}

function leading({ parts }: RunningIncident): RunningPart {
  return parts.find((part) => part.scope === 'all') ?? parts[0]!;
}

/** The incident as a reader sees it now. */
export function incidentOf(service: string, now: RunningIncident, ended?: 'over' | 'withdrawn'): Incident {
  const lead = leading(now);
  const { seen } = lead;
  const state: IncidentState = ended ?? (now.confirmedAt === null ? 'possible' : 'confirmed');
  const ends = now.parts.map((part) => part.seen.end ?? now.possibleAt);
  return {
    id: now.id,
    service,
    state,
    // Refined edges may lie after the first sign; the incident as a whole does not start after it was seen.
    start: Math.min(now.possibleAt, ...now.parts.map((part) => part.seen.start)) as Minute,
    possibleAt: now.possibleAt,
    confirmedAt: now.confirmedAt,
    end: ended === undefined ? null : (Math.max(...ends) as Minute),
    scope: lead.scope,
    waves: seen.waves.map((wave) => ({ ...wave, expected: rounded(wave.expected) })),
    observed: seen.observed,
    expected: rounded(seen.expected),
    peakCount: seen.peakCount,
    // A list of its own: the detector goes on adding to its own, and what was said stays said.
    decisions: seen.decisions.map(roundedDecision),
    parts: now.parts.map(partOf),
    independence: independenceOf(now.mix, now.expected, now.usual),
    networks: Object.keys(now.mix.networks).length,
    symptoms: { ...now.mix.symptoms },
    countries: { ...now.mix.countries },
    components: { ...now.mix.components },
  };
}

function partOf({ scope, tier, seen }: RunningPart): IncidentPart {
  const { start, end, observed, expected } = seen;
  return { scope, tier, start, end, observed, expected: rounded(expected) };
}

function roundedDecision(decision: Decision): Decision {
  const { expected, evidence, threshold } = decision;
  return { ...decision, expected: rounded(expected), evidence: rounded(evidence), threshold: rounded(threshold) };
}

/** Figures that facts carry are rounded to six digits: more than anyone reads, and stable against the last bit. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** `20250310T0946Z`: a minute as it stands in an id. */
function stamp(at: Minute): string {
  const iso = new Date(startOf(at)).toISOString();
  return `${iso.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
}
