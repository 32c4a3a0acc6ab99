/**
 * The journal in SQLite. An append is one transaction of rows, completed subtrees and the new head; with WAL and
 * synchronous=FULL it returns after fsync. The head is written only over the head that this process knows.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EncodedEntry } from '../../journal/codec.ts';
import { CorruptJournalError } from '../../journal/corrupt.ts';
import { Frontier, type SubtreeRoot, type TreeHead } from '../../journal/tree.ts';
import type { Seq } from '../../model/units.ts';
import type { JournalHome, StoredEntry } from '../ports.ts';

/** The durable steps of an append, named so that a test can crash at each. */
export type AppendStep = 'begun' | 'entries-written' | 'head-written' | 'committed';

interface HeadRow {
  size: number;
  root: Uint8Array;
  frontier: Uint8Array;
}

export class SqliteJournal implements JournalHome {
  readonly #database: DatabaseSync;
  readonly #insertEntry: StatementSync;
  readonly #insertSubtree: StatementSync;
  readonly #updateHead: StatementSync;
  readonly #select: StatementSync;
  readonly #onStep: (step: AppendStep) => void;
  #frontier: Frontier;

  constructor(database: DatabaseSync, onStep: (step: AppendStep) => void = () => {}) {
    this.#database = database;
    this.#onStep = onStep;
    this.#insertEntry = database.prepare('insert into entry (seq, body, hash) values (?, ?, ?)');
    this.#insertSubtree = database.prepare('insert into subtree (level, number, hash) values (?, ?, ?)');
    this.#updateHead = database.prepare('update head set size = ?, root = ?, frontier = ? where one = 1 and size = ?');
    this.#select = database.prepare('select seq, body, hash from entry where seq >= ? order by seq limit ?');
    this.#frontier = openFrontier(database);
  }

  head(): TreeHead {
    return this.#frontier.head();
  }

  async append(batch: readonly EncodedEntry[]): Promise<Seq> {
    const first = this.#frontier.size as Seq;
    this.#database.exec('begin immediate');
    try {
      this.#onStep('begun');
      for (const { body, hash } of batch) {
        this.#insertEntry.run(this.#frontier.size, body, hash);
        this.#frontier.append(hash, (subtree) => {
          this.#insertSubtree.run(subtree.level, subtree.number, subtree.hash);
        });
      }
      this.#onStep('entries-written');
      const { size, root } = this.#frontier.head();
      const { changes } = this.#updateHead.run(size, root, this.#frontier.save(), first);
      if (changes !== 1) throw new CorruptJournalError('another process wrote to it while this one was running');
      this.#onStep('head-written');
      this.#database.exec('commit');
    } catch (cause) {
      // A full disk or a failed fsync: SQLite has rolled back or will; the tree must go back with it.
      if (this.#database.isTransaction) this.#database.exec('rollback');
      this.#frontier = openFrontier(this.#database);
      throw cause;
    }
    this.#onStep('committed');
    return first;
  }

  async read(from: Seq, limit: number): Promise<StoredEntry[]> {
    return this.#select.all(from, limit) as unknown as StoredEntry[];
  }

  async subtrees(): Promise<SubtreeRoot[]> {
    const rows = this.#database.prepare('select level, number, hash from subtree order by level, number').all();
    return rows as unknown as SubtreeRoot[];
  }
}

function openFrontier(database: DatabaseSync): Frontier {
  const row = database.prepare('select size, root, frontier from head where one = 1').get() as HeadRow | undefined;
  const { last } = database.prepare('select max(seq) as last from entry').get() as { last: number | null };
  if (row === undefined) {
    if (last !== null) throw new CorruptJournalError('it has entries but no tree head');
    const empty = new Frontier();
    database
      .prepare('insert into head (one, size, root, frontier) values (1, 0, ?, ?)')
      .run(empty.root(), empty.save());
    return empty;
  }
  const frontier = Frontier.load(row.size, row.frontier);
  if (Buffer.compare(frontier.root(), row.root) !== 0) {
    throw new CorruptJournalError(`the tree head of size ${row.size} does not match its own parts`);
  }
  if ((last ?? -1) + 1 !== row.size) {
    throw new CorruptJournalError(`the head counts ${row.size} entries, but the last one stored is number ${last}`);
  }
  return frontier;
}
