/** The door for maintenance windows: announcing one, moving it, calling it off. Each is a version with whoever decided it. */
import { z } from 'zod';
import type { FoldState } from '../core/fold.ts';
import { type Maintenance, WINDOW_DAYS_MAX, WINDOW_VERSIONS_MAX, WINDOWS_MAX } from '../model/maintenance.ts';
import { ID_PATTERN, LIVE, type Service } from '../model/service.ts';
import { DAY_MS, type EpochMs } from '../model/units.ts';
import { readBound } from './bounds.ts';
import { findService } from './directory.ts';
import { invalid, isRefusal, type Reason, type Refusal, refuse } from './refusal.ts';
import { text } from './text.ts';

const BoundText = text(40).describe('A time with its offset, such as 2026-03-10T22:00+01:00, or a day with `zone`');
const Components = z.array(text(64)).max(64).describe('Of the service; none is the whole of it');
const words = text(600).describe('What is done');
const Decision = {
  decidedBy: text(120).describe('Who decided it'),
  zone: text(60).optional().describe('The zone in which days are meant, such as Europe/Brussels'),
};

export const MaintenanceBody = z.strictObject({
  id: z.string().regex(ID_PATTERN, 'lower-case letters, digits and hyphens, at most 64').optional(),
  service: text(64),
  components: Components.default([]),
  from: BoundText,
  until: BoundText.describe('The first instant behind it; a day belongs to it until its end'),
  words,
  ...Decision,
});

export const MaintenanceChangeBody = z.strictObject({
  components: Components.optional(),
  from: BoundText.optional(),
  until: BoundText.optional(),
  words: words.optional(),
  calledOff: z
    .literal(true)
    .optional()
    .describe('It does not take place, or ends now. Nothing else may be changed with it'),
  ...Decision,
});

export interface MaintenanceContext {
  readonly state: Pick<FoldState, 'maintenance' | 'watches'>;
  readonly now: EpochMs;
}

export function readMaintenance(body: unknown, { state, now }: MaintenanceContext): Maintenance | Refusal {
  const parsed = MaintenanceBody.safeParse(body);
  if (!parsed.success) return invalid('bad-maintenance', 'Not a maintenance window', parsed.error);
  const { id = freeId(state.maintenance), service: named, from, until, zone, ...said } = parsed.data;
  if (state.maintenance.has(id)) return conflict((r) => r.windows.exists(id));
  if (state.maintenance.size >= WINDOWS_MAX) return conflict((r) => r.windows.most(WINDOWS_MAX));
  const service = findService(state.watches, named);
  if (isRefusal(service)) return service;
  if (service.timeline !== LIVE) return unclear((r) => r.field('service', r.windows.replay(named)));
  const period = readPeriod({ from, until }, zone);
  if (isRefusal(period)) return period;
  const window: Maintenance = { kind: 'maintenance', at: now, id, version: 1, service: service.id, ...said, ...period };
  return refuseWindow(window, service, now) ?? window;
}

/** The next version of a window. */
export function readMaintenanceChange(
  id: string,
  body: unknown,
  { state, now }: MaintenanceContext,
): Maintenance | Refusal {
  const last = state.maintenance.get(id)?.at(-1);
  if (last === undefined)
    return refuse(404, 'no-such-maintenance', 'No such window', `There is no window "${id}" here.`);
  const parsed = MaintenanceChangeBody.safeParse(body);
  if (!parsed.success) return invalid('bad-maintenance', 'Not a change of a window', parsed.error);
  const { calledOff, zone, from, until, decidedBy, ...said } = parsed.data;
  if (last.calledOff === true) return conflict((r) => r.windows.calledOff(id));
  if (last.until <= now) return conflict((r) => r.windows.over(id));
  if (last.version >= WINDOW_VERSIONS_MAX) return conflict((r) => r.windows.versions(WINDOW_VERSIONS_MAX));
  const next = { ...last, at: now, version: last.version + 1, decidedBy, account: undefined };
  if (calledOff === true) {
    const alone = Object.keys(body as object).every((key) => key === 'calledOff' || key === 'decidedBy');
    return alone ? { ...next, calledOff } : unclear((r) => r.field('calledOff', r.windows.offAlone));
  }
  const period = readPeriod({ from, until }, zone);
  if (isRefusal(period)) return period;
  const { components = last.components, words: told = last.words } = said;
  const window: Maintenance = { ...next, components, words: told, ...period };
  const service = findService(state.watches, last.service);
  return isRefusal(service) ? service : (refuseWindow(window, service, now) ?? window);
}

/** The bounds that were said. */
function readPeriod(
  said: Readonly<Partial<Record<'from' | 'until', string | undefined>>>,
  zone: string | undefined,
): { from: EpochMs; until: EpochMs } | Refusal {
  const bounds: Partial<Record<'from' | 'until', EpochMs>> = {};
  for (const side of ['from', 'until'] as const) {
    const words = said[side];
    if (words === undefined) continue;
    const bound = readBound(words, zone, side);
    if (typeof bound === 'function')
      return refuse(422, 'bad-maintenance', 'Not a maintenance window', (r) => r.field(side, bound(r)));
    bounds[side] = bound.at;
  }
  // The next version takes what is not said from the one before.
  return bounds as { from: EpochMs; until: EpochMs };
}

function refuseWindow({ from, until, components }: Maintenance, service: Service, now: EpochMs): Refusal | undefined {
  const stranger = components.find((component) => !service.components.some(({ id }) => id === component));
  if (stranger !== undefined) return unclear((r) => r.field('components', r.windows.noComponent(service.id, stranger)));
  if (until <= from) return unclear((r) => r.field('until', r.times.backwards));
  if (until <= now) return unclear((r) => r.field('until', r.windows.overAlready));
  if (until - from > WINDOW_DAYS_MAX * DAY_MS) return unclear((r) => r.field('until', r.windows.days(WINDOW_DAYS_MAX)));
  return undefined;
}

const conflict = (say: Reason): Refusal => refuse(409, 'maintenance-conflict', 'Not possible for this window', say);
const unclear = (say: Reason): Refusal => refuse(422, 'bad-maintenance', 'Not a maintenance window', say);

function freeId(windows: FoldState['maintenance']): string {
  let number = windows.size + 1;
  while (windows.has(`maintenance-${number}`)) number += 1;
  return `maintenance-${number}`;
}
