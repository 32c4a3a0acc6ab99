/** Views from the journal alone: made again in place, or beside the stored ones to see whether they say the same. */

import type { Block } from '../model/block.ts';
import type { Pruning } from '../model/pruning.ts';
import type { EpochMs, Seq } from '../model/units.ts';
import { MemoryViews, openMemoryHome } from '../store/memory/home.ts';
import type { JournalHome, Store, StoredFact, ViewsHome } from '../store/ports.ts';
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

/** Folds the journal beside the stored views, and yields where the two differ. */
export async function* compareViews(store: Store, options: EngineOptions): AsyncGenerator<Difference> {
  const views = new MemoryViews();
  await startFromBase(views, store.views);
  const beside = { ...openMemoryHome(), journal: readOnly(store.journal), views };
  const engine = await Engine.open(beside, options);
  await engine.close();
  yield* baseDifferences(store.views, engine.state.prunings.at(-1));
  const made = new Map<string, string>();
  for await (const line of views.lines()) made.set(...split(line));
  for await (const line of store.views.lines()) {
    const [name, body] = split(line);
    const again = made.get(name);
    made.delete(name);
    if (again === undefined) yield { name, what: 'does not follow from the journal' };
    else if (again !== body) yield { name, what: 'not what the journal says' };
  }
  for (const name of made.keys()) yield { name, what: 'missing from the stored views' };
}

/** What follows from signals that are gone is taken from where it is kept. */
async function startFromBase(views: MemoryViews, stored: ViewsHome): Promise<void> {
  const base = await stored.bases?.settled();
  if (base === undefined) return;
  const facts: StoredFact[] = [];
  const blocks: Block[] = [];
  for await (const line of stored.bases!.lines(base.until)) {
    const [name, body] = split(line);
    const [kind, seq, ordinal] = name.split(' ');
    if (kind === 'fact') facts.push({ seq: Number(seq) as Seq, ordinal: Number(ordinal), fact: JSON.parse(body) });
    if (kind === 'block') blocks.push(JSON.parse(body));
  }
  await views.save({ until: base.until, facts, blocks, base: { body: base.body, madeAt: 0 as EpochMs } });
  await views.bases.settle(base.until);
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

function split(line: string): [name: string, body: string] {
  const tab = line.indexOf('\t');
  return [line.slice(0, tab), line.slice(tab + 1)];
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
