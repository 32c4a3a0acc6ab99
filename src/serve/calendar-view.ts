/** The calendar: ends of holds, reports that a clock asks for, and work that is announced. What is overdue comes first, what has no date last. */

import { holdsInForce, takenOver } from '../core/holds.ts';
import { dueState } from '../core/reporting.ts';
import type { Engine } from '../engine/engine.ts';
import type { Hold } from '../model/hold.ts';
import { DAY_MS, type EpochMs } from '../model/units.ts';
import { ENGLISH, type Words } from '../words/words.ts';
import { clockRows } from './clock-view.ts';
import { timeText } from './due-words.ts';
import { holdHref } from './hold-view.ts';
import { maintenanceRows } from './maintenance-view.ts';
import type { CalendarRow, ClockRow } from './schema-calendar.ts';
import type { MaintenanceRow } from './schema-maintenance.ts';

/** What is done stays in sight for so long. */
export const DONE_SHOWN_DAYS = 90;
const DONE_SHOWN_MS = DONE_SHOWN_DAYS * DAY_MS;
const iso = (at: number): string => new Date(at).toISOString();

/** @param t names things in this language; programs and calendars are answered in English */
export function calendarRows(engine: Engine, now: EpochMs, t: Words = ENGLISH): CalendarRow[] {
  const { holds } = engine.state;
  const taken = takenOver(holds, now);
  const inForce = new Set(holdsInForce(holds, now));
  const ends = [...holds.values()]
    .map((versions) => versions.at(-1)!)
    .filter(({ id, closed }) => closed !== true && !taken.has(id))
    .map((hold) => holdItem(t, hold, inForce.has(hold), now));
  const reports = clockRows(engine, now, undefined, t).flatMap((clock) => reportItems(t, clock));
  const far = (item: CalendarRow): boolean =>
    item.state === 'done' && item.at !== null && Date.parse(item.at) < now - DONE_SHOWN_MS;
  const works = maintenanceRows(engine.state, now).flatMap((window) => workItem(t, window, now) ?? []);
  return [...ends, ...reports, ...works].filter((item) => !far(item)).toSorted(byDate);
}

function holdItem(t: Words, hold: Hold, inForce: boolean, now: EpochMs): CalendarRow {
  const { id, version, authority, duty, unlessClosedBefore, at } = hold;
  const until = duty.until;
  const ended = until !== undefined && until.at <= now;
  const state = ended ? 'done' : (dueState(until?.at ?? null, null, now) as CalendarRow['state']);
  return {
    id: `hold-${id}`,
    kind: 'hold',
    at: until === undefined ? null : iso(until.at),
    said: until?.zone === undefined ? null : t.calendar.endOf(until.said, until.zone),
    title: t.calendar.holdEnds(id, authority),
    url: holdHref(id),
    state,
    words: holdWords(t, until?.at ?? null, ended, inForce, now),
    note: unlessClosedBefore === undefined ? null : t.calendar.unlessClosed(unlessClosedBefore),
    changedAt: iso(at),
    version,
  };
}

function holdWords(t: Words, until: number | null, ended: boolean, inForce: boolean, now: number): string {
  const { calendar } = t;
  if (ended) return calendar.ended;
  if (until === null) return inForce ? calendar.untilClosed : calendar.notBegunUntilClosed;
  return (inForce ? calendar.endsIn : calendar.notBegunEndsIn)(timeText(t, Math.abs(until - now)));
}

function reportItems(t: Words, clock: ClockRow): CalendarRow[] {
  const last = clock.steps.at(-1)!;
  return clock.stages
    .filter(({ state }) => state !== 'stopped')
    .map(({ stage, name, due, submittedAt, state, words }) => ({
      id: `clock-${clock.id}-${stage}`,
      kind: 'report' as const,
      at: due ?? submittedAt,
      said: null,
      title: t.calendar.reportOf(name, clock.incident),
      url: clock.url,
      state: state === 'submitted' || state === 'submitted late' ? ('done' as const) : (state as CalendarRow['state']),
      words,
      note: clock.ruleWords,
      changedAt: last.recordedAt,
      version: last.step,
    }));
}

/** Undefined for what was called off. */
function workItem(t: Words, window: MaintenanceRow, now: EpochMs): CalendarRow | undefined {
  const { id, url, serviceName, from, until, state, words, changedAt, version } = window;
  if (state === 'cancelled') return undefined;
  const starts = Date.parse(from);
  const told = {
    planned: t.calendar.beginsIn(timeText(t, Math.abs(starts - now))),
    running: t.calendar.runsUntil(`${t.dayText(until)}, ${t.clockText(until)}`),
    over: t.calendar.over,
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
    title: t.calendar.maintenanceOf(serviceName),
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
