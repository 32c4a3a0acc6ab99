/** Traffic of a service, and the kind of an incident, as the API and the pages show them. */
import { diagnosisFacts } from '../case/diagnosis-facts.ts';
import { type Span, trafficStretch } from '../chart/stretch.ts';
import type { TrafficWatch } from '../core/traffic-watch.ts';
import { type Block, HOUR_MINUTES } from '../model/block.ts';
import type { Evidence } from '../model/evidence.ts';
import { isoMinute as iso, type Minute } from '../model/units.ts';
import type { Words } from '../words/words.ts';
import { shares } from './chart-view.ts';
import type { DiagnosisBody, TrafficBody, TrafficEvidenceBody } from './schema-traffic.ts';

/** Rows that are told one by one. */
const ROWS_MAX = 40;

/** Null where no source of traffic has said anything of this service. */
export function trafficView(
  t: Words,
  traffic: TrafficWatch | null,
  blocks: readonly Block[],
  span: Span,
  until: Minute,
  networkName: (code: string) => string | undefined,
): TrafficBody | null {
  if (traffic === null) return null;
  const hour = { from: (until - HOUR_MINUTES) as Minute, to: until, stepMinutes: HOUR_MINUTES };
  const last = trafficStretch(blocks, hour);
  const ends = Object.values(traffic.sources).map((source) => source.until + 1);
  const minutes = blocks
    .flatMap(({ hour: at, traffic: of }) =>
      (of?.requests ?? []).map((count, index) => ({ at: at * HOUR_MINUTES + index, count })),
    )
    .filter(({ at, count }) => count !== null && at >= hour.from && at < hour.to);
  return {
    chart: {
      start: iso(span.from),
      stepMinutes: span.stepMinutes,
      ...trafficStretch(blocks, span),
      now: until >= span.from && until <= span.to ? iso(until) : null,
    },
    lastHour: { requests: last.requests[0] ?? null, failed: last.failed[0] ?? null, minutes: minutes.length },
    countries: shares(mix(blocks, 'countries'), placeLabel(t, t.country)).slice(0, ROWS_MAX),
    networks: shares(
      mix(blocks, 'networks'),
      placeLabel(t, (code) => nameWith(code, networkName(code))),
    ).slice(0, ROWS_MAX),
    sources: ends.length,
    countedUntil: ends.length === 0 ? null : iso(Math.max(...ends) as Minute),
    late: traffic.late,
  };
}

const nameWith = (code: string, name: string | undefined): string => (name === undefined ? code : `${name} (${code})`);

const placeLabel =
  ({ traffic }: Words, label: (code: string) => string) =>
  (code: string): string =>
    code === 'unknown' ? traffic.notListed : code === 'not public' ? traffic.notPublic : label(code);

function mix(blocks: readonly Block[], part: 'countries' | 'networks'): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { traffic } of blocks) {
    for (const [key, count] of Object.entries(traffic?.[part] ?? {})) counts[key] = (counts[key] ?? 0) + count;
  }
  return counts;
}

export function trafficEvidenceView(evidence: Evidence | undefined): TrafficEvidenceBody | null {
  const traffic = evidence?.traffic ?? null;
  if (traffic === null) return null;
  const { during, usual, spread, onset } = traffic;
  return { during, usual, spread, onset: onset === null ? null : [...onset] };
}

/** @param t the language in which it is told; English where none is given */
export const diagnosisView = (evidence: Evidence | undefined, t?: Words): DiagnosisBody | null =>
  evidence === undefined ? null : diagnosisFacts(evidence, t);
