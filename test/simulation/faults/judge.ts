/** What must hold of a journal and of the fold, whatever happened: reads on from where it stood, and folds the same once more beside the engine. */
import { emptyState, type FoldState, foldEntry } from '../../../src/core/fold.ts';
import { encodeState } from '../../../src/core/snapshot.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { canonical } from '../../../src/journal/canonical.ts';
import { decodeEntry, encodeEntry } from '../../../src/journal/codec.ts';
import type { StoredEntry } from '../../../src/journal/kept.ts';
import { Frontier } from '../../../src/journal/tree.ts';
import type { Entry } from '../../../src/model/entry.ts';
import { LIVE } from '../../../src/model/service.ts';
import type { Seq } from '../../../src/model/units.ts';

export class BrokenLaw extends Error {
  override name = 'BrokenLaw';
}

/** What somebody was told is stored. */
export interface Acknowledged {
  readonly entry: Entry;
  readonly seq: Seq;
}

export interface ShownHead {
  readonly size: number;
  readonly root: string;
}

export class Judge {
  readonly #state = emptyState();
  readonly #tree = new Frontier();
  readonly #opened = new Set<string>();
  /** A service that only few networks report, which can never be confirmed. */
  readonly #brigaded: string;
  /** Bodies by position, as they were when they were read. */
  readonly #bodies: Buffer[] = [];
  /** Acknowledged entries that were looked for. */
  #found = 0;
  #time = 0;

  constructor(brigaded: string) {
    this.#brigaded = brigaded;
  }

  get size(): number {
    return this.#tree.size;
  }

  /** Reads on, and looks whether everything that was acknowledged stands in its place. @throws BrokenLaw */
  read(rows: readonly StoredEntry[], acknowledged: readonly Acknowledged[], heads: readonly ShownHead[] = []): void {
    const shown = new Map(heads.map(({ size, root }) => [size, root]));
    for (const { body, hash } of rows) {
      this.#bodies.push(Buffer.from(body));
      this.#tree.append(hash);
      const root = shown.get(this.size);
      if (root !== undefined && rootOf(this.#tree) !== root)
        throw new BrokenLaw(`the tree of ${this.size} entries is another than it was`);
      this.#fold(decodeEntry(body));
    }
    for (const { entry, seq } of acknowledged.slice(this.#found)) {
      if (this.#bodies[seq]?.equals(encodeEntry(entry).body) !== true)
        throw new BrokenLaw(`entry ${seq} was acknowledged and is not there`);
    }
    this.#found = acknowledged.length;
    if (this.#time > 0 && this.#state.timelines.get(LIVE)?.at !== this.#time)
      throw new BrokenLaw('time is not where the last tick has brought it');
  }

  /** After all was read that the engine has folded. @throws BrokenLaw */
  compare(engine: Engine): void {
    if (engine.size !== this.size)
      throw new BrokenLaw(`${engine.size} entries were folded, and there are ${this.size}`);
    const { size, root } = engine.store.journal.head();
    if (size === this.size && hex(root) !== rootOf(this.#tree))
      throw new BrokenLaw(`the head of ${size} entries is not that of their tree`);
    if (textOf(engine.state) !== textOf(this.#state))
      throw new BrokenLaw('the state is not that of a fold from the beginning');
  }

  #fold(entry: Entry): void {
    if (entry.kind === 'tick') this.#time = Math.max(this.#time, entry.at);
    foldEntry(this.#state, entry, {
      fact: (fact) => {
        if (fact.kind !== 'incident') return;
        const { id, service, confirmedAt } = fact.incident;
        if (fact.why === 'opened') {
          if (this.#opened.has(id)) throw new BrokenLaw('an incident was opened twice');
          this.#opened.add(id);
        }
        if (service === this.#brigaded && confirmedAt !== null)
          throw new BrokenLaw('two networks confirmed an incident');
      },
      step() {},
      late() {},
      traffic() {},
    });
  }
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
/** In whatever order its parts were made. */
const textOf = (state: FoldState): string => canonical(JSON.parse(encodeState(state)));
const rootOf = (tree: Frontier): string => hex(tree.head().root);
