/** The calendar: ends of holds, reports that a clock asks for, and work that is announced. What is overdue comes first, what has no date last. */

import { holdsInForce, takenOver } from '../core/holds.ts';
import { dueState } from '../core/reporting.ts';
import type { Engine } from '../engine/engine.ts';
import type { Hold } from '../model/hold.ts';
import { DAY_MS, type EpochMs } from '../model/units.ts';
import { clockRows, dueWords } from './clock-view.ts';
import { holdHref } from './hold-view.ts';
import { maintenanceRows } from './maintenance-view.ts';
import type { CalendarRow, ClockRow } from './schema-calendar.ts';
import type { MaintenanceRow } from './schema-maintenance.ts';

/** What is done stays in sight for so long. */
const DONE_SHOWN_MS = 90 * DAY_MS;
const iso = (at: number): string => new Date(at).toISOString();

export function calendarRows(engine: Engine, now: EpochMs): CalendarRow[] {
  const { holds } = engine.state;
  const taken = takenOver(holds, now);
  const inForce = new Set(holdsInForce(holds, now));
  const ends = [...holds.values()]
    .map((versions) => versions.at(-1)!)
    .filter(({ id, closed }) => closed !== true && !taken.has(id))
    .map((hold) => holdItem(hold, inForce.has(hold), now));
  const reports = clockRows(engine, now).flatMap((clock) => reportItems(clock));
  const far = (item: CalendarRow): boolean =>
    item.state === 'done' && item.at !== null && Date.parse(item.at) < now - DONE_SHOWN_MS;
  const works = maintenanceRows(engine.state, now).flatMap((window) => workItem(window, now) ?? []);
  return [...ends, ...reports, ...works].filter((item) => !far(item)).toSorted(byDate);
}

function holdItem(hold: Hold, inForce: boolean, now: EpochMs): CalendarRow {
  const { id, version, authority, duty, unlessClosedBefore, at } = hold;
  const until = duty.until;
  const ended = until !== undefined && until.at <= now;
  const state = ended ? 'done' : (dueState(until?.at ?? null, null, now) as CalendarRow['state']);
  return {
    id: `hold-${id}`,
    kind: 'hold',
    at: until === undefined ? null : iso(until.at),
    said: until?.zone === undefined ? null : `end of ${until.said} in ${until.zone}`,
    title: `Hold ${id} ends: ${authority}`,
    url: holdHref(id),
    state,
    words: holdWords(until?.at ?? null, ended, inForce, now),
    note: unlessClosedBefore === undefined ? null : `Unless closed before: ${unlessClosedBefore}`,
    changedAt: iso(at),
    version,
  };
}

function holdWords(until: number | null, ended: boolean, inForce: boolean, now: number): string {
  if (ended) return 'Ended';
  const begun = inForce ? '' : 'Not begun yet. ';
  if (until === null) return `${begun}Until it is closed`;
  const words = dueWords('due', until, null, now).replace('Due', begun === '' ? 'Ends' : 'ends');
  return begun === '' ? words : `${begun}It ${words}`;
}

function reportItems(clock: ClockRow): CalendarRow[] {
  const last = clock.steps.at(-1)!;
  return clock.stages
    .filter(({ state }) => state !== 'stopped')
    .map(({ stage, name, due, submittedAt, state, words }) => ({
      id: `clock-${clock.id}-${stage}`,
      kind: 'report' as const,
      at: due ?? submittedAt,
      said: null,
      title: `${name}: incident ${clock.incident}`,
      url: clock.url,
      state: state === 'submitted' || state === 'submitted late' ? ('done' as const) : (state as CalendarRow['state']),
      words,
      note: clock.ruleWords,
      changedAt: last.recordedAt,
      version: last.step,
    }));
}

/** Undefined for what was called off. */
function workItem(window: MaintenanceRow, now: EpochMs): CalendarRow | undefined {
  const { id, url, serviceName, from, until, state, words, changedAt, version } = window;
  if (state === 'cancelled') return undefined;
  const starts = Date.parse(from);
  const told = {
    planned: dueWords('due', starts, null, now).replace('Due', 'Begins'),
    running: `Runs until ${until.slice(0, 16).replace('T', ' ')} UTC`,
    over: 'Over',
  };
  const due = {
    planned: dueState(starts as EpochMs, null, now) as CalendarRow['state'],
    running: 'due soon',
    over: 'done',
  } as const;
  return {
    id: `maintenance-${id}`,
    kind: 'maintenance',
    at: from,
    said: null,
    title: `Maintenance of ${serviceName}`,
    url,
    state: due[state],
    words: told[state],
    note: words,
    changedAt,
    version,
  };
}

const ORDER: readonly CalendarRow['state'][] = ['overdue', 'due soon', 'due', 'waiting', 'done'];

function byDate(a: CalendarRow, b: CalendarRow): number {
  const rank = ORDER.indexOf(a.state) - ORDER.indexOf(b.state);
  return rank || (a.at ?? '').localeCompare(b.at ?? '') || a.id.localeCompare(b.id);
}
