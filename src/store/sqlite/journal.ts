/**
 * The journal in SQLite. An append is one transaction of rows, completed subtrees and the new head; with WAL and
 * synchronous=FULL it returns after fsync. The head is written only over the head that this process knows.
 */
import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type EncodedEntry, isPruned } from '../../journal/codec.ts';
import { CorruptJournalError } from '../../journal/corrupt.ts';
import type { StoredEntry } from '../../journal/kept.ts';
import { Frontier, type SubtreeRoot, type TreeHead } from '../../journal/tree.ts';
import type { Seq } from '../../model/units.ts';
import type { JournalHome, Replacement } from '../ports.ts';
import { asCorruption, guarded } from './corruption.ts';

/** The durable steps of an append, named so that a test can crash at each. */
export type AppendStep = 'begun' | 'entries-written' | 'head-written' | 'committed' | 'texts-replaced';

interface HeadRow {
  size: unknown;
  root: unknown;
  frontier: unknown;
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
    this.#select = database.prepare(SELECT_ROWS);
    this.#frontier = openFrontier(database);
  }

  head(): TreeHead {
    return this.#frontier.head();
  }

  async append(batch: readonly EncodedEntry[]): Promise<Seq> {
    const first = this.#frontier.size as Seq;
    guarded(() => this.#database.exec('begin immediate'));
    try {
      this.#onStep('begun');
      for (const entry of batch) {
        this.#insertEntry.run(this.#frontier.size, entry.body, entry.hash);
        this.#frontier.append(entry.hash, (subtree) => {
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
      throw asCorruption(cause);
    }
    this.#onStep('committed');
    return first;
  }

  async read(from: Seq, limit: number): Promise<StoredEntry[]> {
    return guarded(() => this.#select.all(from, limit)).map(asStored);
  }

  async readAbout(from: Seq, to: Seq, services: readonly string[]): Promise<StoredEntry[]> {
    return readAbout(this.#database, from, to, services);
  }

  async replace(rows: readonly Replacement[]): Promise<void> {
    const update = this.#database.prepare('update entry set body = ? where seq = ?');
    const note = this.#database.prepare('insert or replace into residue (seq, hash) values (?, ?)');
    guarded(() => this.#database.exec('begin immediate'));
    try {
      for (const { seq, body } of rows) {
        update.run(body, seq);
        // What is left of a signal says by itself what it is.
        if (!isPruned(body)) note.run(seq, hash('sha256', body, 'buffer'));
      }
      this.#onStep('texts-replaced');
      this.#database.exec('commit');
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw asCorruption(cause);
    }
    // The old pages stand in the write-ahead log until it is emptied.
    emptyLog(this.#database);
  }

  async subtrees(): Promise<SubtreeRoot[]> {
    const query = 'select level, number, hash from subtree order by level, number';
    const rows = guarded(() => this.#database.prepare(query).all());
    return rows as unknown as SubtreeRoot[];
  }

  async hashes(level: number, from: number, count: number): Promise<Uint8Array[]> {
    return readHashes(this.#database, level, from, count);
  }
}

/** Rows with what stands in the place of removed texts. */
const ROWS = 'select seq, body, entry.hash as hash, residue.hash as residue from entry left join residue using (seq)';
export const SELECT_ROWS = `${ROWS} where seq >= ? order by seq limit ?`;

/** What a journal mostly consists of. */
const MANY = ['report', 'tally'].map((kind) => Buffer.from(`"kind":"${kind}"`));
const OPENING = Buffer.from('{');
/** Looking for more names than these costs more than it spares. */
const NAMED_MAX = 8;

/**
 * A row that is never handed over costs a fifth of one that is. What has no object in it says of itself what its bytes say, since
 * quotation marks in a text are escaped.
 */
export function readAbout(database: DatabaseSync, from: Seq, to: Seq, services: readonly string[]): StoredEntry[] {
  const named = services.map((service) => Buffer.from(`"service":"${service}"`));
  const others = `and not (
    (${MANY.map(() => 'instr(body, ?) > 0').join(' or ')})
    ${named.map(() => 'and instr(body, ?) = 0').join(' ')}
    and instr(substr(body, 2), ?) = 0
  )`;
  const [where, needles] = named.length > NAMED_MAX ? ['', []] : [others, [...MANY, ...named, OPENING]];
  const query = `${ROWS} where seq >= ? and seq < ? ${where} order by seq`;
  return guarded(() => database.prepare(query).all(from, to, ...needles)).map(asStored);
}

export function asStored(row: unknown): StoredEntry {
  const { seq, body, hash, residue } = row as StoredEntry & { residue: Uint8Array | null };
  return residue === null ? { seq, body, hash } : { seq, body, hash, residue };
}

/** Waits for readers that are in the middle of something. */
function emptyLog(database: DatabaseSync): void {
  const { busy } = database.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number };
  if (busy !== 0)
    throw new Error('somebody is reading the journal; what was removed stands in its log until he has done');
}

export function readHashes(database: DatabaseSync, level: number, from: number, count: number): Uint8Array[] {
  const query =
    level === 0
      ? 'select hash from entry where seq >= ? and seq < ? order by seq'
      : `select hash from subtree where level = ${Math.floor(level)} and number >= ? and number < ? order by number`;
  const rows = guarded(() => database.prepare(query).all(from, from + count)) as { hash: Uint8Array }[];
  return rows.map(({ hash }) => hash);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function openFrontier(database: DatabaseSync): Frontier {
  const row = database.prepare('select size, root, frontier from head where one = 1').get() as HeadRow | undefined;
  const { first, last } = database
    .prepare('select (select min(seq) from entry) as first, (select max(seq) from entry) as last')
    .get() as { first: number | null; last: number | null };
  if (row === undefined) {
    if (last !== null) throw new CorruptJournalError('it has entries but no tree head');
    const empty = new Frontier();
    database
      .prepare('insert into head (one, size, root, frontier) values (1, 0, ?, ?)')
      .run(empty.root(), empty.save());
    return empty;
  }
  const { size, root, frontier: saved } = row;
  if (!isCount(size) || !(root instanceof Uint8Array) || !(saved instanceof Uint8Array)) {
    throw new CorruptJournalError('the tree head is not stored as it was written');
  }
  const frontier = Frontier.load(size, saved);
  if (saved.length !== frontier.save().length || Buffer.compare(frontier.root(), root) !== 0) {
    throw new CorruptJournalError(`the tree head of size ${size} does not match its own parts`);
  }
  const stored = (last ?? -1) + 1;
  if (stored !== size || (first ?? 0) !== 0) {
    const which = last === null ? 'there are none' : `those stored are numbers ${first} to ${last}`;
    const from = first === null || first === 0 ? Math.min(size, stored) : 0;
    const to = Math.max(size, stored) - 1;
    throw new CorruptJournalError(`the head counts ${size} entries, but ${which}`, { from, to });
  }
  return frontier;
}
