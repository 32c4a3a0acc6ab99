/**
 * Reads a status page's body: Statuspage v2 and those who speak like it (Rootly, incident.io), incident.io's own summary, Instatus, Better
 * Stack, Slack, RSS and Atom. Law: what is not understood is unknown; nothing but a clear word makes it operational.
 */
import type { OfficialState } from '../../model/official.ts';
import { readFeed } from './read-feed.ts';

export interface StatusReading {
  readonly state: OfficialState;
  readonly said?: string | undefined;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
}

const SAID_CHARS_MAX = 200;

/** @param component only this component of the page, by its name */
export function readStatus(body: string, now: number, component?: string): StatusReading {
  const text = body.trimStart();
  const reading = text.startsWith('<') ? readFeed(text, now) : readJson(text, component);
  const said = reading.said?.replaceAll(/\s+/g, ' ').trim().slice(0, SAID_CHARS_MAX);
  return { ...reading, said: said === '' ? undefined : said };
}

const UNREAD = (why: string): StatusReading => ({ state: 'unknown', said: why });

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function readJson(text: string, component: string | undefined): StatusReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return UNREAD('neither JSON nor a feed');
  }
  if (!isObject(value)) return UNREAD('no object');
  if (component !== undefined) return readComponent(value, component);
  if (isObject(value.status) && 'indicator' in value.status) return readIndicator(value, value.status);
  if (isObject(value.page) && typeof value.page.status === 'string') return readInstatus(value, value.page.status);
  if (isObject(value.data) && isObject(value.data.attributes)) return readBetterStack(value, value.data.attributes);
  if (Array.isArray(value.ongoing_incidents) && Array.isArray(value.in_progress_maintenances))
    return readIncidentIo(value);
  if (typeof value.status === 'string' && Array.isArray(value.active_incidents)) return readSlack(value);
  return UNREAD('no status in a form that is known');
}

const INDICATORS: Readonly<Record<string, OfficialState>> = {
  none: 'operational',
  minor: 'degraded',
  major: 'outage',
  critical: 'outage',
  maintenance: 'maintenance',
};

function readIndicator(page: Json, status: Json): StatusReading {
  const state = own(INDICATORS, status.indicator) ?? 'unknown';
  if (state === 'operational') return { state };
  const open = listOf(page.incidents).find(({ status: said }) => said !== 'resolved' && said !== 'postmortem');
  const maintained = listOf(page.scheduled_maintenances).find(({ status: said }) => said === 'in_progress');
  const about = open ?? maintained;
  return {
    state,
    said: textOf(about?.name) ?? textOf(status.description),
    since: timeOf(about?.started_at ?? about?.created_at),
  };
}

const COMPONENTS: Readonly<Record<string, OfficialState>> = {
  operational: 'operational',
  degraded_performance: 'degraded',
  partial_outage: 'outage',
  major_outage: 'outage',
  full_outage: 'outage',
  under_maintenance: 'maintenance',
};

function readComponent(page: Json, name: string): StatusReading {
  const found = listOf(page.components).find(
    (component) => textOf(component.name)?.toLowerCase() === name.toLowerCase(),
  );
  if (found === undefined) return UNREAD(`no component ${name}`);
  const state = own(COMPONENTS, found.status) ?? 'unknown';
  if (state === 'operational') return { state };
  const open = listOf(page.incidents).find(({ components }) =>
    listOf(components).some(({ id }) => id !== undefined && id === found.id),
  );
  return {
    state,
    said: textOf(open?.name) ?? `${name}: ${String(found.status)}`,
    since: timeOf(open?.started_at ?? open?.created_at),
  };
}

const INSTATUS: Readonly<Record<string, OfficialState>> = {
  UP: 'operational',
  HASISSUES: 'degraded',
  UNDERMAINTENANCE: 'maintenance',
};
const IMPACTS: Readonly<Record<string, OfficialState>> = { MAJOROUTAGE: 'outage', PARTIALOUTAGE: 'outage' };

function readInstatus({ activeIncidents }: Json, status: string): StatusReading {
  const open = listOf(activeIncidents)[0];
  const state = own(INSTATUS, status) ?? 'unknown';
  if (state === 'operational') return { state };
  return { state: own(IMPACTS, open?.impact) ?? state, said: textOf(open?.name), since: timeOf(open?.started) };
}

const AGGREGATES: Readonly<Record<string, OfficialState>> = {
  operational: 'operational',
  degraded: 'degraded',
  downtime: 'outage',
  maintenance: 'maintenance',
};

function readBetterStack({ included }: Json, { aggregate_state: said }: Json): StatusReading {
  const state = own(AGGREGATES, said) ?? 'unknown';
  if (state === 'operational') return { state };
  const reports = listOf(included).flatMap(({ type, attributes }) =>
    type === 'status_report' && isObject(attributes) ? [attributes] : [],
  );
  const open = reports.find(({ ends_at: end }) => end === null);
  return { state, said: textOf(open?.title), since: timeOf(open?.starts_at) };
}

/** Both lists are always there; that they are empty is its word for "all is well". */
function readIncidentIo(page: Json): StatusReading {
  const [open] = listOf(page.ongoing_incidents);
  const [maintained] = listOf(page.in_progress_maintenances);
  if (open !== undefined) {
    return { state: own(COMPONENTS, open.current_worst_impact) ?? 'degraded', said: textOf(open.name) };
  }
  if (maintained === undefined) return { state: 'operational' };
  return { state: 'maintenance', said: textOf(maintained.name), since: timeOf(maintained.started_at) };
}

const SLACK: Readonly<Record<string, OfficialState>> = {
  outage: 'outage',
  incident: 'degraded',
  notice: 'degraded',
  maintenance: 'maintenance',
};

function readSlack(page: Json): StatusReading {
  const [open] = listOf(page.active_incidents);
  if (open === undefined) return { state: page.status === 'ok' ? 'operational' : 'unknown' };
  return { state: own(SLACK, open.type) ?? 'degraded', said: textOf(open.title), since: timeOf(open.date_created) };
}

function own<T>(table: Readonly<Record<string, T>>, key: unknown): T | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}

function timeOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : undefined;
}
