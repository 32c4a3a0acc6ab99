/**
 * Incidents of one service. At most one runs at a time; it opens when any scope's evidence passes its threshold,
 * gathers the scopes that follow, and ends when none is left. It is confirmed when a scope's evidence is enough and
 * that scope's reports are independent. Its waves are those of the whole service where the whole shows it, else of the
 * part that showed it first.
 */
import type { Incident, IncidentPart, IncidentState, Scope, ScopedDecision } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type Minute, startOf } from '../model/units.ts';
import { FEW_SHARE, type Gathered, HELD_BACK_MINUTES, independenceOf, since, type Verdict } from './independence.ts';
import { countOf, emptyRollup, mergeRollup, type Rollup } from './rollup.ts';
import type { ScopedStep } from './scopes.ts';
import type { SeriesIncident } from './series.ts';

export interface RunningPart {
  readonly scope: Scope;
  /** What the evidence is enough for. */
  tier: 'possible' | 'confirmed';
  running: boolean;
  withdrawn: boolean;
  /** The excess is over; a new one would still be the same incident's. */
  over: boolean;
  seen: SeriesIncident;
  /** What the baseline expected of this scope since the incident's first step. */
  expected: number;
  /** What had been gathered at most two times before, HELD_BACK_MINUTES apart, the first one first. */
  readonly marks: (Gathered & { readonly at: Minute })[];
  /** Settled by the confirmation. */
  verdict: Verdict;
  confirmed: boolean;
  /** Of each of the detector's decisions: the budget in force and this scope's share of it. */
  readonly grounds: Pick<ScopedDecision, 'budget' | 'share'>[];
}

export interface RunningIncident {
  readonly id: string;
  readonly possibleAt: Minute;
  confirmedAt: Minute | null;
  confirmedBy?: Incident['confirmedBy'];
  /** Since when the excess is over in all parts; a new rise takes it back. */
  overSince: Minute | null;
  readonly parts: RunningPart[];
  /** Everything counted since this step. */
  readonly mix: Rollup;
  readonly from: Minute;
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
 * @param seenOutside whether what is seen from outside confirms reports that began then
 */
export function stepIncident(
  service: Service,
  running: RunningIncident | null,
  at: Minute,
  steps: readonly ScopedStep[],
  rollup: Rollup | undefined,
  recent: readonly PastRollup[],
  seenOutside: (start: Minute) => boolean,
): { running: RunningIncident | null; change: IncidentChange | null } {
  const now = running ?? open(service, at, steps, recent);
  if (now === undefined) return { running: null, change: null };
  if (rollup !== undefined) mergeRollup(now.mix, rollup);
  let why: IncidentChange['why'] | null = running === null ? 'opened' : null;
  for (const step of steps) if (takePart(now, step, at, service.stepMinutes)) why ??= 'changed';
  const confirmedBy = now.confirmedAt !== null ? undefined : confirming(now, seenOutside);
  if (confirmedBy !== undefined) {
    now.confirmedAt = at;
    now.confirmedBy = confirmedBy;
    if (why !== 'opened') why = 'confirmed';
  }
  const left = now.parts.filter((part) => part.running);
  if (left.length > 0) {
    if (noteOver(now, left, (at + service.stepMinutes) as Minute)) why ??= 'changed';
    return { running: now, change: why === null ? null : { why, incident: incidentOf(service.id, now) } };
  }
  const withdrawn = now.confirmedAt === null && now.parts.every((part) => part.withdrawn);
  const incident = incidentOf(service.id, now, withdrawn ? 'withdrawn' : 'over');
  return { running: null, change: { why: withdrawn ? 'withdrawn' : 'closed', incident } };
}

/** Reports that have ebbed are not confirmed any more by what fails later. */
function confirming(now: RunningIncident, seenOutside: (start: Minute) => boolean): RunningIncident['confirmedBy'] {
  if (now.parts.some(({ confirmed }) => confirmed)) return 'reports';
  const running = now.parts.filter((part) => part.running && !part.over);
  if (running.length === 0) return undefined;
  return seenOutside(Math.min(...running.map(({ seen }) => seen.start)) as Minute) ? 'checks' : undefined;
}

function open(
  { id }: Service,
  at: Minute,
  steps: readonly ScopedStep[],
  recent: readonly PastRollup[],
): RunningIncident | undefined {
  const active = steps.filter(({ said }) => said.tier !== 'none');
  if (active.length === 0) return undefined;
  const start = Math.min(...active.map(({ said }) => said.incident?.start ?? at));
  const since = recent.filter((past) => past.at >= start);
  const mix = emptyRollup();
  for (const past of since) mergeRollup(mix, past.rollup);
  const from = since[0]?.at ?? at;
  return { id: `${id}-${stamp(at)}`, possibleAt: at, confirmedAt: null, overSince: null, parts: [], mix, from };
}

/** Lets one scope join, go on or leave. True when a reader would want to know. */
function takePart(now: RunningIncident, step: ScopedStep, at: Minute, stepMinutes: number): boolean {
  const { from, said, count } = step;
  if (said.incident === null) return false;
  const known = now.parts.find((part) => part.scope === from.scope && part.running);
  if (known === undefined && said.tier === 'none') return false;
  const part = known ?? join(now, step, at, stepMinutes);
  if (known !== undefined && count !== undefined) part.expected += said.expected;
  part.seen = said.incident;
  part.over = from.series.running?.over ?? false;
  if (said.tier === 'confirmed') part.tier = 'confirmed';
  while (part.grounds.length < part.seen.decisions.length) {
    part.grounds.push({ budget: from.budget, share: from.share });
  }
  if (!part.confirmed) judge(now, part, step, at);
  if (said.tier === 'none') {
    part.running = false;
    part.withdrawn = said.change === 'withdrawn';
  }
  return known === undefined || said.change !== null;
}

function join(now: RunningIncident, { from, said }: ScopedStep, at: Minute, stepMinutes: number): RunningPart {
  const steps = (at - now.from) / stepMinutes + 1;
  const part: RunningPart = {
    scope: from.scope,
    tier: 'possible',
    running: true,
    withdrawn: false,
    over: false,
    seen: said.incident!,
    expected: steps * said.expected,
    marks: [],
    verdict: { independence: 'unknown', concentration: null },
    confirmed: false,
    grounds: [],
  };
  now.parts.push(part);
  return part;
}

/**
 * Those who bring it may have done so for days, in which all others' usual reports add up to more than an outage brings. So what
 * came since the mark before the last one may confirm as well: the last three to six hours.
 */
const MARKS = 2;

function judge(now: RunningIncident, part: RunningPart, { from }: ScopedStep, at: Minute): void {
  const { scope, expected } = part;
  if (scope.startsWith('network:')) {
    part.verdict = { independence: 'few', concentration: null };
    return;
  }
  const gathered = {
    count: countOf(now.mix, scope),
    expected,
    groups: now.mix.groups[scope] ?? {},
    minutes: at - now.from,
    threshold: from.series.confirmed,
  };
  part.verdict = independenceOf(gathered, from.usual);
  if (part.verdict.independence === 'few' && part.marks.length === MARKS) {
    const lately = independenceOf(since(part.marks[0]!, gathered), from.usual);
    if (lately.concentration !== null && lately.independence !== 'few') part.verdict = lately;
  }
  if (at - (part.marks.at(-1)?.at ?? now.from) >= HELD_BACK_MINUTES) {
    part.marks.push({ ...gathered, groups: { ...gathered.groups }, at });
    if (part.marks.length > MARKS) part.marks.shift();
  }
  const { independence, concentration } = part.verdict;
  // Where the few usually bring most of it, they are the service's own people.
  const foreign = (concentration?.othersExpected ?? 0) >= FEW_SHARE * expected;
  if (from.series.running !== null) from.series.running.few = independence === 'few' && foreign;
  part.confirmed = part.tier === 'confirmed' && part.running && independence !== 'few';
}

/** True when the excess has ended in all parts, or has come back. */
function noteOver(now: RunningIncident, left: readonly RunningPart[], since: Minute): boolean {
  const over = left.every((part) => part.over);
  if (over === (now.overSince !== null)) return false;
  now.overSince = over ? since : null;
  return true;
}

function leading({ parts }: RunningIncident): RunningPart {
  return parts.find((part) => part.scope === 'all') ?? parts[0]!;
}

/** The incident as a reader sees it now. */
export function incidentOf(service: string, now: RunningIncident, ended?: 'over' | 'withdrawn'): Incident {
  const lead = leading(now);
  const { seen } = lead;
  const { independence, concentration } = (now.parts.find(({ confirmed }) => confirmed) ?? lead).verdict;
  const over = ended ?? (now.overSince === null ? undefined : 'over');
  const state: IncidentState = over ?? (now.confirmedAt === null ? 'possible' : 'confirmed');
  const ends = now.parts.map((part) => part.seen.end ?? now.possibleAt);
  return {
    id: now.id,
    service,
    state,
    // Refined edges may lie after the first sign; the incident as a whole does not start after it was seen.
    start: Math.min(now.possibleAt, ...now.parts.map((part) => part.seen.start)) as Minute,
    possibleAt: now.possibleAt,
    confirmedAt: now.confirmedAt,
    ...(now.confirmedBy === undefined ? {} : { confirmedBy: now.confirmedBy }),
    end: over === undefined ? null : (Math.max(...ends) as Minute),
    scope: lead.scope,
    waves: seen.waves.map((wave) => ({ ...wave, expected: rounded(wave.expected) })),
    observed: seen.observed,
    expected: rounded(seen.expected),
    peakCount: seen.peakCount,
    decisions: decisionsOf(now),
    parts: now.parts.map(partOf),
    independence,
    concentration: concentration && {
      ...concentration,
      share: rounded(concentration.share),
      othersExpected: rounded(concentration.othersExpected),
    },
    networks: Object.keys(now.mix.networks).length,
    symptoms: { ...now.mix.symptoms },
    countries: { ...now.mix.countries },
    components: { ...now.mix.components },
  };
}

function partOf({ scope, confirmed, verdict, seen }: RunningPart): IncidentPart {
  const { start, end, observed, expected } = seen;
  const tier = confirmed ? 'confirmed' : 'possible';
  return { scope, tier, independence: verdict.independence, start, end, observed, expected: rounded(expected) };
}

/** What opened it; and what confirmed it, or else had evidence enough first. Lists of its own: what was said stays said. */
function decisionsOf({ parts }: RunningIncident): ScopedDecision[] {
  const strong = parts.filter((part) => part.seen.decisions.length > 1);
  const confirming = strong.find(({ confirmed }) => confirmed) ?? strong[0];
  return [decisionOf(parts[0]!, 0), ...(confirming === undefined ? [] : [decisionOf(confirming, 1)])];
}

function decisionOf({ scope, seen, grounds }: RunningPart, index: 0 | 1): ScopedDecision {
  const decision = seen.decisions[index]!;
  const { expected, evidence, threshold } = decision;
  return {
    ...decision,
    expected: rounded(expected),
    evidence: rounded(evidence),
    threshold: rounded(threshold),
    scope,
    tier: index === 0 ? 'possible' : 'confirmed',
    budget: grounds[index]!.budget,
    share: rounded(grounds[index]!.share),
  };
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
