/**
 * What follows from the stream, in PostgreSQL: which message holds which entries, complete subtrees, and the right edge of the tree.
 * What is not kept there yet is held here, and is told all the same.
 */
import { Frontier, SUBTREE, type SubtreeRoot } from '../../journal/tree.ts';
import type { Seq } from '../../model/units.ts';
import { type IndexRow, MessageIndex } from './message-index.ts';
import type { Postgres } from './postgres.ts';

export interface KeptState {
  readonly frontier: Frontier;
  readonly index: MessageIndex;
  /** Number of the last message that all of it follows from. */
  readonly message: number;
  readonly epoch: number;
}

export class KeptTree {
  readonly #postgres: Postgres;
  readonly #rows: IndexRow[] = [];
  readonly #subtrees: SubtreeRoot[] = [];

  constructor(postgres: Postgres) {
    this.#postgres = postgres;
  }

  async load(): Promise<KeptState> {
    const { schema } = this.#postgres;
    const [head] = await this.#postgres.rows<{ size: number; frontier: Buffer; message: number; epoch: number }>(
      `select size, frontier, message, epoch from ${schema}.head`,
    );
    const { size, frontier, message, epoch } = head!;
    // Whoever writes may have kept more in between.
    const rows = await this.#postgres.rows<IndexRow>(
      `select first, message from ${schema}.batch where message <= $1 order by first`,
      [message],
    );
    return { frontier: Frontier.load(size, frontier), index: new MessageIndex(rows), message, epoch };
  }

  addRow(row: IndexRow): void {
    this.#rows.push(row);
  }

  addSubtree(subtree: SubtreeRoot): void {
    this.#subtrees.push(subtree);
  }

  /** Keeps what was added. @param message the last one that it follows from */
  async keep(frontier: Frontier, message: number): Promise<void> {
    const { schema } = this.#postgres;
    const [rows, subtrees] = [[...this.#rows], [...this.#subtrees]];
    const { size } = frontier;
    const head = [size, Buffer.from(frontier.save()), message];
    await this.#postgres.write(async (client) => {
      // Whoever has followed before he wrote may hold some that the one before him kept.
      await client.query(
        `insert into ${schema}.batch select * from unnest($1::bigint[], $2::bigint[]) on conflict do nothing`,
        [rows.map(({ first }) => first), rows.map((row) => row.message)],
      );
      await client.query(
        `insert into ${schema}.subtree select * from unnest($1::int[], $2::bigint[], $3::bytea[]) on conflict do nothing`,
        [
          subtrees.map(({ level }) => level),
          subtrees.map(({ number }) => number),
          subtrees.map(({ hash }) => Buffer.from(hash)),
        ],
      );
      await client.query(`update ${schema}.head set size = $1, frontier = $2, message = $3`, head);
    });
    this.#letGoOf(size, message);
  }

  /** Of a process that follows: what the one that writes keeps by now need not be held here too. @returns until where views are saved */
  async letGo(): Promise<Seq> {
    const [head] = await this.#postgres.rows<{ size: number; message: number; views: Seq }>(
      `select size, message, views from ${this.#postgres.schema}.head`,
    );
    const { size, message, views } = head!;
    this.#letGoOf(size, message);
    return views;
  }

  async subtrees(): Promise<SubtreeRoot[]> {
    const query = `select level, number, hash from ${this.#postgres.schema}.subtree`;
    return this.#withUnkept(await this.#postgres.rows<SubtreeRoot>(query), () => true);
  }

  /** Roots of one level, from number `from` on, `count` at most. */
  async hashes(level: number, from: number, count: number): Promise<Uint8Array[]> {
    const query = `select level, number, hash from ${this.#postgres.schema}.subtree where level = $1 and number >= $2 and number < $3`;
    const kept = await this.#postgres.rows<SubtreeRoot>(query, [level, from, from + count]);
    const isAsked = (root: SubtreeRoot): boolean =>
      root.level === level && root.number >= from && root.number < from + count;
    return this.#withUnkept(kept, isAsked).map(({ hash }) => hash);
  }

  /** What is kept of the entries before `size` and the messages up to `message` is not held here any more. */
  #letGoOf(size: number, message: number): void {
    retain(this.#rows, (row) => row.message > message);
    retain(this.#subtrees, ({ level, number }) => (number + 1) * SUBTREE ** level > size);
  }

  /** In order; what was kept in the meantime is told once. */
  #withUnkept(kept: readonly SubtreeRoot[], isAsked: (root: SubtreeRoot) => boolean): SubtreeRoot[] {
    const all = [...this.#subtrees.filter(isAsked), ...kept].map(
      (root) => [`${root.level} ${root.number}`, root] as const,
    );
    return [...new Map(all).values()].toSorted((a, b) => a.level - b.level || a.number - b.number);
  }
}

function retain<T>(list: T[], isKept: (one: T) => boolean): void {
  list.splice(0, list.length, ...list.filter(isKept));
}
