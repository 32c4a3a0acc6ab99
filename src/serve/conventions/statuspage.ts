/**
 * What we know in the shape of Atlassian's Statuspage API, version 2, which hundreds of programs read. Law: every key is always there;
 * what it has no word for is said in words: a service that nobody counts is called operational only with a description that says so.
 */
import type { IncidentCardView, ServiceCardView } from '../schema.ts';
import type { MaintenanceRow } from '../schema-maintenance.ts';

export type Indicator = 'none' | 'minor' | 'major' | 'critical' | 'maintenance';
export type ComponentStatus =
  | 'operational'
  | 'degraded_performance'
  | 'partial_outage'
  | 'major_outage'
  | 'under_maintenance';

/** A thing that can fail: a service of the observatory, or a part of one service. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly status: ComponentStatus;
  readonly description: string | null;
  readonly since: string;
}

export interface StatuspageInput {
  /** Of this page: `groundswell`, or the service's id. */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly origin: string;
  readonly updatedAt: string;
  readonly parts: readonly Part[];
  /** Of an incident: which of the parts it is about. */
  readonly partsOf: (service: string) => readonly string[];
  readonly incidents: readonly IncidentCardView[];
  readonly maintenance: readonly MaintenanceRow[];
}

/** The bodies by path behind `/api/v2/`. */
export function statuspage(input: StatuspageInput): Readonly<Record<(typeof STATUSPAGE_PATHS)[number], object>> {
  const page = {
    id: input.id,
    name: input.name,
    url: input.url,
    time_zone: 'Etc/UTC',
    updated_at: input.updatedAt,
  };
  const components = input.parts.map((part, index) => componentOf(part, index + 1, input));
  const incidents = input.incidents.map((incident) => incidentOf(incident, components, input));
  const windows = input.maintenance
    .filter(({ state }) => state !== 'cancelled')
    .map((window) => maintenanceOf(window, components, input));
  const unresolved = incidents.filter(({ status }) => status !== 'resolved');
  const active = windows.filter(({ status }) => status === 'in_progress');
  const upcoming = windows.filter(({ status }) => status === 'scheduled');
  const status = statusOf(input.parts);
  return {
    'summary.json': {
      page,
      components,
      incidents: unresolved,
      scheduled_maintenances: [...active, ...upcoming],
      status,
    },
    'status.json': { page, status },
    'components.json': { page, components },
    'incidents.json': { page, incidents },
    'incidents/unresolved.json': { page, incidents: unresolved },
    'scheduled-maintenances.json': { page, scheduled_maintenances: windows },
    'scheduled-maintenances/upcoming.json': { page, scheduled_maintenances: upcoming },
    'scheduled-maintenances/active.json': { page, scheduled_maintenances: active },
  };
}

export const STATUSPAGE_PATHS = [
  'summary.json',
  'status.json',
  'components.json',
  'incidents.json',
  'incidents/unresolved.json',
  'scheduled-maintenances.json',
  'scheduled-maintenances/upcoming.json',
  'scheduled-maintenances/active.json',
] as const;

/** A service as a part: a confirmed failure is an outage, a possible one makes it slow at most, and work comes after both. */
export function partOf(service: ServiceCardView, maintenance: readonly MaintenanceRow[], asOf: string): Part {
  const { id, name, state, since, category } = service;
  const inWork = maintenance.some((window) => window.service === id && window.state === 'running');
  const said = {
    confirmed: 'major_outage',
    possible: 'degraded_performance',
    over: 'operational',
    none: 'operational',
    unknown: 'operational',
  } as const;
  const status = said[state] === 'operational' && inWork ? 'under_maintenance' : said[state];
  const description =
    state === 'unknown' ? `${category}. Too little is counted to tell: its state is unknown.` : category;
  return { id, name, status, description, since: since ?? asOf };
}

export function statusOf(parts: readonly Pick<Part, 'status'>[]): { indicator: Indicator; description: string } {
  const many = (...wanted: ComponentStatus[]): number => parts.filter(({ status }) => wanted.includes(status)).length;
  const out = many('major_outage');
  const partly = many('partial_outage');
  if (out > 1 && 2 * out >= parts.length) return { indicator: 'critical', description: 'Most services fail' };
  if (out > 0) return { indicator: 'major', description: out === 1 ? 'A service fails' : `${out} services fail` };
  if (partly > 0) return { indicator: 'major', description: 'A part of the service fails' };
  if (many('degraded_performance') > 0) return { indicator: 'minor', description: 'Possibly failing' };
  if (many('under_maintenance') > 0) return { indicator: 'maintenance', description: 'Work that was announced' };
  return { indicator: 'none', description: 'No failure is seen' };
}

const componentOf = (
  { id, name, status, description, since }: Part,
  position: number,
  { id: page, updatedAt }: StatuspageInput,
) => ({
  id,
  name,
  status,
  created_at: since,
  updated_at: updatedAt,
  position,
  description,
  showcase: true,
  start_date: null,
  group_id: null,
  page_id: page,
  group: false,
  only_show_if_degraded: false,
});

type Component = ReturnType<typeof componentOf>;

function incidentOf(incident: IncidentCardView, components: readonly Component[], input: StatuspageInput) {
  const { id, service, serviceName, state, start, possibleAt, detected, url } = incident;
  const toldOver = toldOverAt(incident);
  const ids = input.partsOf(service);
  const own = components.filter((component) => ids.includes(component.id));
  const isOver = state === 'over' || state === 'withdrawn';
  const steps = [
    { status: 'investigating', at: possibleAt, body: openedWords(incident), to: 'degraded_performance' },
    ...(detected === null
      ? []
      : [{ status: 'investigating', at: detected, body: confirmedWords(incident), to: 'major_outage' }]),
    ...(isOver
      ? [{ status: 'resolved', at: toldOver ?? input.updatedAt, body: overWords(incident), to: 'operational' }]
      : []),
  ];
  const updates = steps.map(({ status, at, body, to }, index) => ({
    ...updateOf(id, index + 1, status, body, at),
    affected_components: own.map(({ id: code, name }) => ({
      code,
      name,
      old_status: index === 0 ? 'operational' : steps[index - 1]!.to,
      new_status: to,
    })),
  }));
  return {
    id,
    name: `${serviceName}: ${state === 'possible' ? 'possibly failing' : 'reports of failures'}`,
    status: isOver ? 'resolved' : 'investigating',
    created_at: possibleAt,
    updated_at: updates.at(-1)!.updated_at,
    monitoring_at: null,
    resolved_at: isOver ? (toldOver ?? input.updatedAt) : null,
    impact: detected === null ? 'minor' : 'major',
    shortlink: `${input.origin}${url}`,
    started_at: start,
    page_id: input.id,
    incident_updates: updates.toReversed(),
    components: isOver ? own.map((component) => ({ ...component, status: 'operational' as const })) : own,
    reminder_intervals: null,
  };
}

function maintenanceOf(window: MaintenanceRow, components: readonly Component[], input: StatuspageInput) {
  const { id, serviceName, service, components: named, from, until, state, words, announcedAt, changedAt } = window;
  const ids =
    named.length > 0 && named.some((one) => components.some((part) => part.id === one))
      ? named
      : input.partsOf(service);
  const own = components.filter((component) => ids.includes(component.id));
  const status = { planned: 'scheduled', running: 'in_progress', over: 'completed', cancelled: 'completed' }[state];
  const steps = [
    { status: 'scheduled', at: changedAt, body: words, from: 'operational', to: 'operational' },
    ...(state === 'running' || state === 'over'
      ? [{ status: 'in_progress', at: from, body: 'The work has begun.', from: 'operational', to: 'under_maintenance' }]
      : []),
    ...(state === 'over'
      ? [
          {
            status: 'completed',
            at: until,
            body: 'The time that was announced is over.',
            from: 'under_maintenance',
            to: 'operational',
          },
        ]
      : []),
  ];
  const updates = steps.map(({ status: step, at, body, from: old, to }, index) => ({
    ...updateOf(id, index + 1, step, body, at),
    affected_components: own.map(({ id: code, name }) => ({ code, name, old_status: old, new_status: to })),
  }));
  return {
    id,
    name: `${serviceName}: ${firstSentence(words)}`,
    status,
    created_at: announcedAt,
    updated_at: updates.at(-1)!.updated_at,
    monitoring_at: null,
    resolved_at: state === 'over' ? until : null,
    impact: 'maintenance' as const,
    shortlink: `${input.origin}${window.url}`,
    started_at: from,
    page_id: input.id,
    incident_updates: updates.toReversed(),
    components: own,
    scheduled_for: from,
    scheduled_until: until,
  };
}

const updateOf = (incident: string, number: number, status: string, body: string, at: string) => ({
  id: `${incident}-${number}`,
  status,
  body,
  incident_id: incident,
  created_at: at,
  updated_at: at,
  display_at: at,
  deliver_notifications: true,
  custom_tweet: null,
  tweet_id: null,
});

/** When readers can have been told that it is over: not before they were told of it, though what is seen in hindsight had ended by then. */
export const toldOverAt = ({ possibleAt, detected, end }: IncidentCardView): string | null => {
  const told = detected ?? possibleAt;
  return end !== null && end < told ? told : end;
};

const clock = (iso: string): string => `${iso.slice(11, 16)} UTC`;
export const openedWords = ({ start }: IncidentCardView): string =>
  `More people report failures than usual, since ${clock(start)}. It is not confirmed yet.`;
export const confirmedWords = ({ start, observed, expected }: IncidentCardView): string =>
  `Confirmed: ${observed} reports since ${clock(start)}, where ${Math.round(expected)} are usual.`;
export const overWords = ({ state, durationMinutes, observed, waves }: IncidentCardView): string =>
  state === 'withdrawn'
    ? 'It came to nothing: what followed was as usual.'
    : `Over after ${durationMinutes} minutes: ${observed} reports in ${waves === 1 ? 'one wave' : `${waves} waves`}.`;

const firstSentence = (words: string): string => /^[^.;!?\n]{1,100}/.exec(words)?.[0] ?? words.slice(0, 100);
