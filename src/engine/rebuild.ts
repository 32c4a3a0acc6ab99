/** Views from the journal alone: made again in place, or beside the stored ones to see whether they say the same. */

import { MemoryViews } from '../store/memory/home.ts';
import type { JournalHome, Store } from '../store/ports.ts';
import { Engine, type EngineOptions } from './engine.ts';

/** Throws away every view and folds the whole journal. The store stays open. */
export async function rebuildViews(store: Store, options: EngineOptions): Promise<Engine> {
  await store.views.clear();
  return Engine.open(store, options);
}

export interface Difference {
  /** `fact SEQ ORDINAL`, `incident ID` or `block SERVICE HOUR`. */
  readonly name: string;
  readonly what: 'missing from the stored views' | 'not what the journal says' | 'does not follow from the journal';
}

/** Folds the journal beside the stored views, and yields where the two differ. */
export async function* compareViews(store: Store, options: EngineOptions): AsyncGenerator<Difference> {
  const views = new MemoryViews();
  const engine = await Engine.open(
    { journal: readOnly(store.journal), views, async [Symbol.asyncDispose]() {} },
    options,
  );
  await engine.close();
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
