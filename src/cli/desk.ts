/**
 * What people record and look up from the terminal: at an observatory that serves (by HTTP, with its token), or in a journal
 * that nobody serves. Both give the same answers.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readHold, readHoldChange } from '../doors/holds.ts';
import { isRefusal, type Refusal } from '../doors/refusal.ts';
import { readClock, readClockStep } from '../doors/reporting.ts';
import { readPruningBody } from '../doors/retention.ts';
import { Engine } from '../engine/engine.ts';
import { HeldCounts } from '../engine/held-counts.ts';
import type { EpochMs } from '../model/units.ts';
import { calendarRows } from '../serve/calendar-view.ts';
import { holdRows } from '../serve/hold-view.ts';
import {
  type PrunedNow,
  type Recorded,
  type Removed,
  recordClockStep,
  recordHold,
  recordPruning,
  recordRedaction,
} from '../serve/record.ts';
import type { CalendarRow } from '../serve/schema-calendar.ts';
import type { HoldRow } from '../serve/schema-holds.ts';
import { JournalInUseError } from '../store/sqlite/home.ts';
import { textOption, UsageError, type Values } from './command.ts';
import { DATA_HELP, DATA_OPTION, journalPath, openExistingJournal, withEngine } from './journal-file.ts';

export const DESK_OPTIONS = { ...DATA_OPTION, url: { type: 'string' }, token: { type: 'string' } } as const;
export const DESK_HELP = `      --url URL               of an observatory that serves, such as http://localhost:8080; without it, the journal
                              itself, which nobody may be serving
      --token TOKEN           of that observatory  (default: what ingest-token beside the journal says)
${DATA_HELP}`;

export interface Desk {
  holds(): Promise<HoldRow[]>;
  addHold(body: object): Promise<Recorded>;
  changeHold(id: string, body: object): Promise<Recorded>;
  calendar(): Promise<CalendarRow[]>;
  startClock(incident: string, body: object): Promise<Recorded>;
  stepClock(id: string, body: object): Promise<Recorded>;
  redact(body: object): Promise<Removed>;
  prune(body: object): Promise<PrunedNow>;
}

export function withDesk<T>(values: Values, work: (desk: Desk) => Promise<T>): Promise<T> {
  const url = textOption(values, 'url');
  if (url !== undefined) return work(remoteDesk(url, values));
  if (textOption(values, 'token') !== undefined) throw new UsageError('--token goes with --url');
  const { store } = openUnserved(values);
  return withEngine(
    (options) => Engine.open(store, options),
    (engine, { now }) => work(localDesk(engine, now)),
  );
}

function openUnserved(values: Values): ReturnType<typeof openExistingJournal> {
  try {
    return openExistingJournal(values);
  } catch (cause) {
    if (!(cause instanceof JournalInUseError)) throw cause;
    throw new Error(`${cause.message}; or name the observatory that serves it with --url`, { cause });
  }
}

function localDesk(engine: Engine, now: () => EpochMs): Desk {
  const counts = new HeldCounts(engine.store.journal);
  const context = () => ({ state: engine.state, now: now() });
  return {
    async holds() {
      for (;;) {
        const rows = await holdRows(engine, counts, now());
        if (rows.every(({ covers }) => covers.countedBefore >= covers.of)) return rows;
      }
    },
    addHold: async (body) => taken(await recordHold(engine, readHold(body, context()))),
    changeHold: async (id, body) => taken(await recordHold(engine, readHoldChange(id, body, context()))),
    calendar: async () => calendarRows(engine, now()),
    async startClock(id, body) {
      const incident = await engine.incident(id);
      if (incident === undefined) throw new Error(`There is no incident "${id}" here.`);
      return taken(await recordClockStep(engine, readClock(body, { ...context(), incident })));
    },
    stepClock: async (id, body) => taken(await recordClockStep(engine, readClockStep(id, body, context()))),
    redact: async (body) => taken(await recordRedaction(engine, body, now())),
    prune: async (body) => taken(await recordPruning(engine, readPruningBody(body), now)),
  };
}

function taken<T extends object>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(outcome.detail);
  return outcome;
}

function remoteDesk(url: string, values: Values): Desk {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`--url takes the address of an observatory, not "${url}"`);
  }
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    // Reading needs a token in a private observatory alone.
    const token = body === undefined ? textOption(values, 'token') : tokenOf(values);
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await fetch(new URL(path, url), {
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    }).catch((cause) => {
      throw new Error(`there is no observatory at ${url}`, { cause });
    });
    const told = (await answer.json().catch(() => undefined)) as (T & { detail?: string }) | undefined;
    if (!answer.ok || told === undefined) throw new Error(told?.detail ?? `${url} answered ${answer.status}`);
    return told;
  };
  const holdPath = (id: string): string => `/api/v1/holds/${encodeURIComponent(id)}`;
  return {
    holds: async () => (await ask<{ holds: HoldRow[] }>('/api/v1/holds')).holds,
    addHold: (body) => ask('/api/v1/holds', body),
    changeHold: (id, body) => ask(holdPath(id), body),
    calendar: async () => (await ask<{ items: CalendarRow[] }>('/api/v1/calendar')).items,
    startClock: (incident, body) => ask(`/api/v1/incidents/${encodeURIComponent(incident)}/clocks`, body),
    stepClock: (id, body) => ask(`/api/v1/clocks/${encodeURIComponent(id)}`, body),
    redact: (body) => ask('/api/v1/redactions', body),
    prune: (body) => ask('/api/v1/prunings', body),
  };
}

function tokenOf(values: Values): string {
  const token = textOption(values, 'token');
  if (token !== undefined) return token;
  const path = join(dirname(journalPath(values)), 'ingest-token');
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new UsageError(`there is no token in ${path}; give --token, or --data to say where the journal lies`);
  }
}
