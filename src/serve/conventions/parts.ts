/** What conventions are filled from: the whole observatory, or one service with its parts, as one input. */
import type { Engine } from '../../engine/engine.ts';
import type { EpochMs } from '../../model/units.ts';
import { maintenanceRows } from '../maintenance-view.ts';
import type { IncidentBody, ServiceBody } from '../schema.ts';
import type { MaintenanceRow } from '../schema-maintenance.ts';
import type { OverviewBody } from '../schema-overview.ts';
import type { Views } from '../views.ts';
import { type ComponentStatus, type Part, partOf, type StatuspageInput } from './statuspage.ts';

/** From this share of the reports that name a part on, the part is said to fail. */
const NAMED_SHARE = 0.2;

export interface ConventionSource {
  readonly engine: Engine;
  readonly views: Views;
  readonly now: () => EpochMs;
  readonly name: () => string;
}

export async function wholeInput(
  { engine, views, now, name }: ConventionSource,
  origin: string,
): Promise<StatuspageInput> {
  const overview = await views.overview(name());
  const updatedAt = asOfAll(overview, now());
  const maintenance = maintenanceRows(engine.state, now());
  const services = overview.services.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    id: 'groundswell',
    name: name(),
    url: origin,
    origin,
    updatedAt,
    parts: services.map((service) => partOf(service, maintenance, updatedAt)),
    partsOf: (service) => [service],
    incidents: overview.incidents,
    maintenance,
  };
}

/** undefined where there is no such service. */
export async function serviceInput(
  { engine, views, now }: ConventionSource,
  id: string,
  origin: string,
): Promise<StatuspageInput | undefined> {
  const body = await views.service(id);
  if (body === undefined) return undefined;
  const maintenance = maintenanceRows(engine.state, now()).filter((window) => window.service === id);
  const running = body.incident === null ? undefined : await views.incident(body.incident);
  const parts = partsOfService(body, running, maintenance, now());
  return {
    id,
    name: body.name,
    url: `${origin}${body.url}`,
    origin,
    updatedAt: body.freshness.asOf ?? new Date(now()).toISOString(),
    parts,
    partsOf: () => failingParts(parts),
    incidents: body.incidents,
    maintenance,
  };
}

const asOfAll = ({ freshness }: OverviewBody, now: EpochMs): string =>
  freshness
    .flatMap(({ asOf }) => asOf ?? [])
    .toSorted()
    .at(-1) ?? new Date(now).toISOString();

/** The parts that people name while it fails; where they name none, or there are none, the service is one. */
function partsOfService(
  body: ServiceBody,
  running: IncidentBody | undefined,
  maintenance: readonly MaintenanceRow[],
  now: EpochMs,
): Part[] {
  const whole = partOf(body, maintenance, body.freshness.asOf ?? new Date(now).toISOString());
  if (body.components.length === 0) return [whole];
  const shares = new Map(running?.affected.map(({ key, share }) => [key, share]));
  const statusOf = (id: string): ComponentStatus => {
    if (running !== undefined && shares.size > 0) {
      if ((shares.get(id) ?? 0) < NAMED_SHARE) return 'operational';
      return whole.status === 'major_outage' ? 'partial_outage' : whole.status;
    }
    const works = maintenance.find(({ state }) => state === 'running');
    const inWork = works !== undefined && (works.components.length === 0 || works.components.includes(id));
    return whole.status === 'under_maintenance' && !inWork ? 'operational' : whole.status;
  };
  return body.components.map(({ id, name }) => ({
    id,
    name,
    status: statusOf(id),
    description: body.state === 'unknown' ? whole.description : null,
    since: whole.since,
  }));
}

function failingParts(parts: readonly Part[]): string[] {
  const failing = parts.filter(({ status }) => status !== 'operational' && status !== 'under_maintenance');
  return (failing.length === 0 ? parts : failing).map(({ id }) => id);
}
