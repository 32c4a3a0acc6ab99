/**
 * Pruning: first there is a base, views and the fold's state as they were behind all that is to go; then an entry that commits to
 * the base and to what is removed; then the signals go. Law: until the entry is durable nothing is gone, and what was decided is done,
 * whenever the program was stopped in between; it is finished at the next start. What a hold keeps stays.
 */
import { holdsInForce } from '../core/holds.ts';
import { dueOf, versionsOf } from '../core/prunings.ts';
import { decodeEntry, isPruned, prunedBody } from '../journal/codec.ts';
import { rowsBefore } from '../journal/kept.ts';
import { RemovedDigest } from '../journal/prunings.ts';
import type { PrunableKind, Pruning } from '../model/pruning.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import type { BasesHome, Snapshot } from '../store/ports.ts';
import { commitmentTo } from './base.ts';
import type { Engine } from './engine.ts';

/** What is wanted: signals of which kinds go that were made before when, why, and who decided it. */
export type PruneOrder = Pick<Pruning, 'older' | 'reason' | 'decidedBy' | 'account'>;

export interface Due {
  readonly byKind: Partial<Record<PrunableKind, number>>;
  /** Signals that are old enough, and that a hold keeps. */
  readonly held: number;
  readonly digest: string;
  readonly last: Seq;
  readonly entries: number;
}

/** What a pruning would remove. */
export const due = (engine: Engine, older: Pruning['older'], now: EpochMs): Promise<Due> =>
  gather(engine, { older, at: now, before: engine.size as Seq });

export interface CarriedOut {
  readonly seq: Seq;
  readonly pruning: Pruning;
}

/** The last one of each engine: the next waits for it. */
const running = new WeakMap<Engine, Promise<unknown>>();

/** @returns the pruning and its position, once nothing of the signals is left; undefined where nothing was due */
export function prune(engine: Engine, order: PruneOrder, now: () => EpochMs): Promise<CarriedOut | undefined> {
  const before = running.get(engine) ?? Promise.resolve();
  const done = before.then(() => pruneNow(engine, order, now));
  running.set(
    engine,
    done.catch(() => {}),
  );
  return done;
}

async function pruneNow(engine: Engine, order: PruneOrder, now: () => EpochMs): Promise<CarriedOut | undefined> {
  const { bases } = engine.store.views;
  if (bases === undefined) return undefined;
  for (;;) {
    const { state, size } = engine;
    const at = now();
    const holds = versionsOf(state.holds);
    const { byKind, held, digest, last, entries } = await gather(engine, {
      older: order.older,
      at,
      before: size as Seq,
    });
    if (entries === 0) return undefined;
    const base = await baseBehind(engine, bases, last, at);
    const pruning: Pruning = {
      kind: 'pruning',
      at,
      number: state.prunings.length + 1,
      before: base.until,
      ...order,
      removed: { byKind, digest, last },
      held,
      holds,
      base: await commitmentTo(bases, base),
    };
    const seq = await engine.submit(pruning);
    // A hold that nobody had seen yet came before it.
    if (state.prunings.at(-1) !== pruning) continue;
    await carryOut(engine, pruning);
    return { seq, pruning };
  }
}

/** The oldest base that follows from all that is to go: from there on, incidents can still be computed from their signals. */
async function baseBehind(engine: Engine, bases: BasesHome, last: Seq, now: EpochMs): Promise<Snapshot> {
  for (const { until } of await bases.list()) {
    const base = until > last ? await bases.read(until) : undefined;
    if (base !== undefined) return base;
  }
  return engine.keepBase(now);
}

/** Does what was decided and not done, because the program was stopped in between. */
export async function finishPruning(engine: Engine): Promise<void> {
  const last = engine.state.prunings.at(-1);
  if (last === undefined) return;
  const [row] = await engine.store.journal.read(last.removed.last, 1);
  if (row !== undefined && !isPruned(row.body)) await carryOut(engine, last);
}

async function carryOut(engine: Engine, pruning: Pruning): Promise<void> {
  const { journal, views } = engine.store;
  // The state first: what is saved from now on knows of the pruning.
  await engine.save(true);
  await views.bases?.settle(pruning.before);
  const body = prunedBody(pruning.number);
  await eachDue(engine, pruning, async (rows) => {
    await journal.replace?.(rows.map(({ seq }) => ({ seq, body })));
  });
}

type Range = Pick<Pruning, 'older' | 'at' | 'before'>;

async function gather(engine: Engine, range: Range): Promise<Due> {
  const byKind: Partial<Record<PrunableKind, number>> = {};
  const digest = new RemovedDigest();
  let last = 0 as Seq;
  const held = await eachDue(engine, range, async (rows) => {
    for (const { seq, hash, kind } of rows) {
      digest.add({ seq, hash });
      last = seq;
      byKind[kind] = (byKind[kind] ?? 0) + 1;
    }
  });
  return { byKind, held, digest: digest.hex(), last, entries: digest.entries };
}

interface DueRow {
  readonly seq: Seq;
  readonly hash: Uint8Array;
  readonly kind: PrunableKind;
}

/** Signals that are due, in order and in pieces. @returns how many more are due that a hold keeps */
async function eachDue(
  engine: Engine,
  range: Range,
  take: (rows: readonly DueRow[]) => Promise<void>,
): Promise<number> {
  let held = 0;
  for await (const stored of rowsBefore(engine.store.journal, range.before)) {
    const rows: DueRow[] = [];
    // Asked for each piece anew: a hold that comes meanwhile keeps what is still there.
    const context = { inForce: holdsInForce(engine.state.holds, range.at), watches: engine.state.watches };
    for (const { seq, body, hash } of stored) {
      if (isPruned(body)) continue;
      const found = dueOf(seq, decodeEntry(body), range.older, context);
      if (found?.held === true) held += 1;
      else if (found !== undefined) rows.push({ seq, hash, kind: found.kind });
    }
    if (rows.length > 0) await take(rows);
  }
  return held;
}
