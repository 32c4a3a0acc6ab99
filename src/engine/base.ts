/**
 * Where the fold goes on: from the state that was saved last, or where signals before a position are gone, from the base and the decisions
 * from before it, which stand in the journal. A base of another version's form is not read; the fold then learns anew, with the services as they were, and the views stay.
 */
import { createHash } from 'node:crypto';
import { emptyState, type FoldState, foldEntry } from '../core/fold.ts';
import { decodeBase, decodeState } from '../core/snapshot.ts';
import { decodeEntry, isIntact, isPruned } from '../journal/codec.ts';
import { CorruptJournalError } from '../journal/corrupt.ts';
import { type KeptJournal, rowsBefore } from '../journal/kept.ts';
import { baseDigest } from '../journal/prunings.ts';
import { DECISIONS, type Entry, type Tick } from '../model/entry.ts';
import type { Pruning } from '../model/pruning.ts';
import type { Seq } from '../model/units.ts';
import type { BasesHome, Snapshot, Store } from '../store/ports.ts';

interface KnownState {
  readonly state: FoldState;
  /** Everything before this position is in it. */
  readonly until: Seq;
}

const SILENT = { fact() {}, step() {}, late() {}, traffic() {} };
const DEFINITIONS: ReadonlySet<Entry['kind']> = new Set(['service', 'retired', 'budget']);

/**
 * What was saved last, if it is of this format and of this journal; else every view is let go of, and it is the base. Undefined where the
 * fold begins at the beginning.
 */
export async function knownState(store: Store): Promise<KnownState | undefined> {
  const { journal, views } = store;
  const snapshot = await views.snapshot();
  const state = snapshot === undefined ? undefined : decodeState(snapshot.body);
  if (snapshot !== undefined && state !== undefined && snapshot.until <= journal.head().size) {
    return { state, until: snapshot.until };
  }
  await views.clear();
  return stateAtBase(store);
}

/** Undefined where the whole journal is there. */
async function stateAtBase({ journal, views }: Store): Promise<KnownState | undefined> {
  const base = await views.bases?.settled();
  if (base === undefined) return undefined;
  const { until } = base;
  const read = decodeBase(base.body);
  const state = read ?? (await clocksAt(journal, until));
  for await (const entry of entriesBefore(journal, until)) {
    if (DECISIONS.has(entry.kind) || (read === undefined && DEFINITIONS.has(entry.kind)))
      foldEntry(state, entry, SILENT);
  }
  return { state, until };
}

/** Every clock as far as it has come, with nothing said of who listened: what is gone must not be taken for silence. */
async function clocksAt(journal: KeptJournal, until: Seq): Promise<FoldState> {
  const last = new Map<string, Tick>();
  for await (const entry of entriesBefore(journal, until)) if (entry.kind === 'tick') last.set(entry.timeline, entry);
  const state = emptyState();
  for (const { since, ...tick } of last.values()) foldEntry(state, tick, SILENT);
  return state;
}

async function* entriesBefore(journal: KeptJournal, until: Seq): AsyncGenerator<Entry> {
  for await (const rows of rowsBefore(journal, until)) {
    for (const row of rows) {
      if (!isIntact(row)) throw new CorruptJournalError(`entry ${row.seq}: this entry's bytes do not match its hash`);
      if (!isPruned(row.body)) yield decodeEntry(row.body);
    }
  }
}

/** What a pruning commits to of the base that stands for what it removes. */
export async function commitmentTo(bases: BasesHome, { until, body }: Snapshot): Promise<Pruning['base']> {
  return { state: baseDigest(body.split('\n')), views: await linesDigest(bases.lines(until)) };
}

/** SHA-256 over lines of views, hex. */
export async function linesDigest(lines: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256');
  for await (const line of lines) hash.update(`${line}\n`);
  return hash.digest('hex');
}
