/** Decisions that people record, from a page, a program or the terminal: taken when they are durable, and told when somebody was faster. */
import type { Account } from '../doors/access/roles.ts';
import { foundEntry, type RedactionRequest, readRedactionBody, refuseRemoval } from '../doors/redaction.ts';
import { isRefusal, type Refusal, refuse } from '../doors/refusal.ts';
import { olderThan, type PruningRequest } from '../doors/retention.ts';
import type { Engine } from '../engine/engine.ts';
import { due, prune } from '../engine/prune.ts';
import { entriesAt, entriesOf, redactedEntry, removeTexts } from '../engine/redact.ts';
import type { Hold } from '../model/hold.ts';
import type { Maintenance } from '../model/maintenance.ts';
import type { PrunableKind } from '../model/pruning.ts';
import type { ClockStep } from '../model/reporting.ts';
import type { Statement } from '../model/statement.ts';
import type { EpochMs } from '../model/units.ts';
import { clocksHref } from './clock-view.ts';
import { holdHref } from './hold-view.ts';
import { maintenanceHref } from './maintenance-view.ts';
import { statementHref } from './pages/statements.ts';

export interface Recorded {
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly url: string;
}

const OVERTAKEN = refuse(
  409,
  'overtaken',
  'Somebody was faster',
  'Something else was recorded about it at the same moment. Look at it, and try again.',
);

/** @param account who sent it; undefined for whoever works on the journal itself, from a terminal */
export async function recordClockStep(
  engine: Engine,
  read: ClockStep | Refusal,
  account?: Account,
): Promise<Recorded | Refusal> {
  if (isRefusal(read)) return read;
  const step = { ...read, account: account?.name };
  const { id, version, incident } = step;
  const seq = await engine.submit(step);
  const isTaken = engine.state.clocks.get(id)?.[version - 1] === step;
  return isTaken ? { id, version, seq, url: clocksHref(incident) } : OVERTAKEN;
}

export async function recordHold(engine: Engine, read: Hold | Refusal, account?: Account): Promise<Recorded | Refusal> {
  if (isRefusal(read)) return read;
  const hold = { ...read, account: account?.name };
  const { id, version } = hold;
  const seq = await engine.submit(hold);
  // Two at once make the same version, of which the fold takes the first.
  const isTaken = engine.state.holds.get(id)?.[version - 1] === hold;
  return isTaken ? { id, version, seq, url: holdHref(id) } : OVERTAKEN;
}

export async function recordStatement(
  engine: Engine,
  read: Statement | Refusal,
  account?: Account,
): Promise<Recorded | Refusal> {
  if (isRefusal(read)) return read;
  const statement = { ...read, account: account?.name };
  const { id, version } = statement;
  const seq = await engine.submit(statement);
  return { id, version, seq, url: statementHref(id) };
}

export async function recordMaintenance(
  engine: Engine,
  read: Maintenance | Refusal,
  account?: Account,
): Promise<Recorded | Refusal> {
  if (isRefusal(read)) return read;
  const window = { ...read, account: account?.name };
  const { id, version } = window;
  const seq = await engine.submit(window);
  const isTaken = engine.state.maintenance.get(id)?.[version - 1] === window;
  return isTaken ? { id, version, seq, url: maintenanceHref(id) } : OVERTAKEN;
}

const KEEPS_ALL = refuse(
  409,
  'keeps-all',
  'Not in a cluster',
  'A journal of several machines lets go of no byte. Move it to a file (groundswell move to-file), and do it there.',
);

export interface Removed {
  readonly seq: number;
  readonly entries: number;
  readonly url: string;
}

/** What a pruning removed, or would remove. */
export interface PrunedNow {
  /** Position of the pruning; null where nothing was removed. */
  readonly seq: number | null;
  readonly number: number | null;
  readonly removed: Readonly<Partial<Record<PrunableKind, number>>>;
  /** Old enough, and kept by a hold. */
  readonly held: number;
  readonly url: string;
}

/** Removes signals whose time is over, or only counts them. */
export async function recordPruning(
  engine: Engine,
  read: PruningRequest | Refusal,
  now: () => EpochMs,
  account?: Account,
): Promise<PrunedNow | Refusal> {
  if (isRefusal(read)) return read;
  if (engine.store.journal.replace === undefined) return KEEPS_ALL;
  const { keep, reason, decidedBy } = read;
  const older = olderThan(keep, now());
  const url = '/retention';
  const done = read.try ? undefined : await prune(engine, { older, reason, decidedBy, account: account?.name }, now);
  if (done === undefined) {
    const { byKind, held } = await due(engine, older, now());
    return { seq: null, number: null, removed: byKind, held, url };
  }
  const { number, removed, held } = done.pruning;
  return { seq: done.seq, number, removed: removed.byKind, held, url };
}

/** Removes texts from the journal, when nothing speaks against it. */
export async function recordRedaction(
  engine: Engine,
  body: unknown,
  now: EpochMs,
  account?: Account,
): Promise<Removed | Refusal> {
  const request = readRedactionBody(body, engine.state);
  if (isRefusal(request)) return request;
  const { journal } = engine.store;
  if (journal.replace === undefined) return KEEPS_ALL;
  const found = await foundFor(engine, request);
  const refusal = refuseRemoval(request, found, { state: engine.state, now });
  if (refusal !== undefined) return refusal;
  const entries = found.flatMap((one) => (one === undefined ? [] : [redactedEntry(one)]));
  const { reason, decidedBy } = request;
  const redaction = { kind: 'redaction', at: now, entries, reason, decidedBy, account: account?.name } as const;
  const seq = await removeTexts(engine, redaction);
  return { seq, entries: entries.length, url: '/redactions' };
}

async function foundFor({ store: { journal } }: Engine, { kind, id, entries }: RedactionRequest) {
  const found = entries === undefined ? await entriesOf(journal, kind!, id!) : await entriesAt(journal, entries);
  return found.map((one) => one && foundEntry(one.seq, one.entry));
}
