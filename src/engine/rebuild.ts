/** Views from the journal alone: made again in place, or beside the stored ones to see whether they say the same. */

import type { Block } from '../model/block.ts';
import type { Pruning } from '../model/pruning.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import { MemoryViews, openMemoryHome } from '../store/memory/home.ts';
import type { BasesHome, JournalHome, Store, StoredFact, ViewsHome } from '../store/ports.ts';
import { commitmentTo } from './base.ts';
import { Engine, type EngineOptions } from './engine.ts';

/** Throws away every view and folds the whole journal. The store stays open. */
export async function rebuildViews(store: Store, options: EngineOptions): Promise<Engine> {
  await store.views.clear();
  return Engine.open(store, options);
}

export interface Difference {
  /** `fact SEQ ORDINAL`, `incident ID`, `block SERVICE HOUR` or `base UNTIL`. */
  readonly name: string;
  readonly what: 'missing from the stored views' | 'not what the journal says' | 'does not follow from the journal';
}

type ViewsWithBases = ViewsHome & { readonly bases: BasesHome };

/**
 * Folds the journal beside the stored views, and yields where the two differ, in the order of `lines()`.
 * @param views empty ones, which the journal is folded into
 */
export async function* compareViews(
  store: Store,
  options: EngineOptions,
  views: ViewsWithBases = new MemoryViews(),
): AsyncGenerator<Difference> {
  await startFromBase(views, store.views);
  const beside = { ...openMemoryHome(), journal: readOnly(store.journal), views };
  const engine = await Engine.open(beside, options);
  await engine.close();
  yield* baseDifferences(store.views, engine.state.prunings.at(-1));
  yield* differences(views.lines(), store.views.lines());
}

/** Both have one order, so one line of each is all that is held at a time. */
async function* differences(made: AsyncIterable<string>, stored: AsyncIterable<string>): AsyncGenerator<Difference> {
  const [making, storing] = [made[Symbol.asyncIterator](), stored[Symbol.asyncIterator]()];
  let [ours, theirs] = [await making.next(), await storing.next()];
  while (!ours.done || !theirs.done) {
    const [our, their] = [ours, theirs].map(({ done, value }) => (done === true ? undefined : split(value)));
    const order = our === undefined ? 1 : their === undefined ? -1 : compareNames(our.name, their.name);
    if (order < 0) yield { name: our!.name, what: 'missing from the stored views' };
    if (order > 0) yield { name: their!.name, what: 'does not follow from the journal' };
    if (order === 0 && our!.body !== their!.body) yield { name: our!.name, what: 'not what the journal says' };
    if (order <= 0) ours = await making.next();
    if (order >= 0) theirs = await storing.next();
  }
}

const KINDS = ['fact', 'incident', 'block'];

/** As `lines()` orders them: facts by their causes, incidents by id, blocks by service and hour. Only what was altered is named otherwise. */
function compareNames(a: string, b: string): number {
  const [[kindA, firstA, secondA], [kindB, firstB, secondB]] = [a.split(' '), b.split(' ')];
  const byFirst = kindA === 'fact' ? Number(firstA) - Number(firstB) : compareTexts(firstA!, firstB!);
  const byKind = KINDS.indexOf(kindA!) - KINDS.indexOf(kindB!);
  return byKind || byFirst || Number(secondA) - Number(secondB) || compareTexts(a, b);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const PIECE = 1_000;

/** What follows from signals that are gone is taken from where it is kept. */
async function startFromBase(views: ViewsWithBases, stored: ViewsHome): Promise<void> {
  const base = await stored.bases?.settled();
  if (base === undefined) return;
  const { until, body } = base;
  let facts: StoredFact[] = [];
  let blocks: Block[] = [];
  for await (const line of stored.bases!.lines(until)) {
    const { name, body: told } = split(line);
    const [kind, seq, ordinal] = name.split(' ');
    if (kind === 'fact') facts.push({ seq: Number(seq) as Seq, ordinal: Number(ordinal), fact: JSON.parse(told) });
    if (kind === 'block') blocks.push(JSON.parse(told));
    if (facts.length + blocks.length < PIECE) continue;
    await views.save({ until, facts, blocks });
    [facts, blocks] = [[], []];
  }
  await views.save({ until, facts, blocks, base: { body, madeAt: 0 as EpochMs } });
  await views.bases.settle(until);
}

/** The base against what the pruning committed to. */
async function* baseDifferences(views: ViewsHome, pruning: Pruning | undefined): AsyncGenerator<Difference> {
  if (pruning === undefined) return;
  const base = await views.bases?.settled();
  const name = `base ${pruning.before}`;
  if (base?.until !== pruning.before) {
    yield { name, what: 'missing from the stored views' };
    return;
  }
  const { state, views: lines } = await commitmentTo(views.bases!, base);
  if (state !== pruning.base.state || lines !== pruning.base.views) yield { name, what: 'not what the journal says' };
}

function split(line: string): { readonly name: string; readonly body: string } {
  const tab = line.indexOf('\t');
  return { name: line.slice(0, tab), body: line.slice(tab + 1) };
}

function readOnly(journal: JournalHome): JournalHome {
  return {
    head: () => journal.head(),
    read: (from, limit) => journal.read(from, limit),
    subtrees: () => journal.subtrees(),
    hashes: (level, from, count) => journal.hashes(level, from, count),
    append: () => Promise.reject(new Error('a journal that is compared takes no entries')),
  };
}
