/**
 * All that a bundle tells of an incident, as plain data: the figures of the fold, and what is only a view of them - charts, the
 * kind of failure, verdicts. Law: it follows from the case alone, so whoever has the entries gets the same.
 */
import { aroundIncident, type Span, stretchOf, trafficStretch } from '../chart/stretch.ts';
import type { Chart } from '../chart/svg.ts';
import { isoMinute, minuteOf } from '../model/units.ts';
import type { CaseState } from './case.ts';
import { type DiagnosisFacts, diagnosisFacts } from './diagnosis-facts.ts';
import { groundOn, groundSpan } from './ground.ts';
import { type VerdictFacts, verdictFacts } from './verdict-facts.ts';

export interface StatementFacts {
  readonly id: string;
  readonly version: number;
  readonly quote: string;
  readonly speaker: string;
  readonly saidAt: number | null;
  readonly mode: string;
  readonly withdrawn: boolean;
  readonly verdict: VerdictFacts;
}

export interface TrafficChart extends Pick<Chart, 'start' | 'stepMinutes' | 'now'> {
  readonly requests: readonly (number | null)[];
  readonly failed: readonly (number | null)[];
}

type Told = Pick<CaseState, 'incident' | 'history' | 'service' | 'budget' | 'entries' | 'event'>;

export interface CaseFacts extends Told {
  readonly charts: { readonly reports: Chart; readonly traffic: TrafficChart | null } | null;
  readonly diagnosis: DiagnosisFacts | null;
  readonly statements: readonly StatementFacts[];
  /** Where the evidence went before: minutes, not milliseconds. */
  readonly handedOver: readonly {
    readonly at: number;
    readonly size: number;
    readonly manifest: string;
    readonly by: string;
    readonly to: string | null;
  }[];
}

export function factsOf(state: CaseState): CaseFacts {
  const { incident, history, service, budget, entries, event, handedOver } = state;
  const facts: CaseFacts = {
    incident,
    history,
    service,
    budget,
    entries,
    event,
    charts: chartsOf(state),
    diagnosis: incident?.evidence === undefined ? null : diagnosisFacts(incident.evidence),
    statements: statementsOf(state),
    handedOver: handedOver.map(({ at, size, manifest, by, to }) => ({
      at: minuteOf(at),
      size,
      manifest,
      by,
      to: to ?? null,
    })),
  };
  // What JSON does not keep, such as what is absent, is not there for those who compute it again either.
  return JSON.parse(JSON.stringify(facts)) as CaseFacts;
}

function chartsOf({ incident, service, blocks, countedUntil }: CaseState): CaseFacts['charts'] {
  if (incident === null || service === null) return null;
  const span = aroundIncident(incident, countedUntil, service.stepMinutes);
  const frame = {
    start: isoMinute(span.from),
    stepMinutes: span.stepMinutes,
    now: countedUntil <= span.to ? isoMinute(countedUntil) : null,
  };
  const waves = incident.waves.map(({ start, end }, index) => ({
    number: index + 1,
    start: isoMinute(start),
    end: end === null ? null : isoMinute(end),
  }));
  return { reports: { ...frame, ...stretchOf(blocks, span), waves }, traffic: trafficOf(blocks, span, frame) };
}

function trafficOf(
  blocks: CaseState['blocks'],
  span: Span,
  frame: Pick<Chart, 'start' | 'stepMinutes' | 'now'>,
): TrafficChart | null {
  const stretch = trafficStretch(blocks, span);
  return stretch.requests.every((count) => count === null) ? null : { ...frame, ...stretch };
}

function statementsOf({
  incident,
  service,
  blocks,
  countedUntil,
  before,
  statements,
}: CaseState): readonly StatementFacts[] {
  if (incident === null || service === null) return [];
  const ground = groundOn(blocks, incident, service, groundSpan(incident, service, countedUntil), before);
  return statements.map((statement) => ({
    id: statement.id,
    version: statement.version,
    quote: statement.quote,
    speaker: statement.speaker,
    saidAt: statement.saidAt === undefined ? null : minuteOf(statement.saidAt),
    mode: statement.mode,
    withdrawn: statement.withdrawn === true,
    verdict: verdictFacts(statement, ground),
  }));
}
