/** The ground that an incident's statements are tested on, drawn from the hours that were counted; and when all of it is there. */
import { aroundIncident, type Span, stretchOf } from '../chart/stretch.ts';
import { type Block, HOUR_MINUTES } from '../model/block.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import type { Minute } from '../model/units.ts';
import { dayOf, type Ground } from '../statements/ground.ts';

const DAY_MINUTES = 24 * HOUR_MINUTES;
/** Days of an incident that statements are tested on. */
const DAYS_MAX = 14;

/** The days of an incident, as far as steps are closed. */
export function groundSpan(incident: Incident, { stepMinutes }: Service, until: Minute): Span {
  const from = dayOf(incident.start) as Minute;
  const last = dayOf(incident.end ?? until) + DAY_MINUTES;
  const closed = Math.floor(until / stepMinutes) * stepMinutes;
  return { from, to: Math.min(last, from + DAYS_MAX * DAY_MINUTES, closed) as Minute, stepMinutes };
}

/** @param before every entry before this position of the journal is counted in */
export function groundOn(
  blocks: readonly Block[],
  incident: Incident,
  service: Service,
  span: Span,
  before: number,
): Ground {
  const { counts, expected } = stretchOf(blocks, span);
  return {
    incident,
    service,
    from: span.from,
    stepMinutes: span.stepMinutes,
    counts,
    expected: expected.map((usual) => usual ?? 0),
    hours: blocks.map(({ hour, countries }) => ({ hour, countries })),
    trafficHours: blocks.flatMap(({ hour, traffic }) => (traffic === undefined ? [] : [{ hour, ...traffic }])),
    until: span.to,
    before,
  };
}

/** Whether its days and the quiet around it are counted, so that later steps change nothing that is told of it. */
export function isSettled(incident: Incident, service: Service, until: Minute): boolean {
  if (incident.end === null) return false;
  const ever = Number.MAX_SAFE_INTEGER as Minute;
  const picture = aroundIncident(incident, ever, service.stepMinutes).to;
  return until >= Math.max(picture, groundSpan(incident, service, ever).to);
}
