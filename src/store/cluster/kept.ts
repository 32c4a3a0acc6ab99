/**
 * What follows from the stream, in PostgreSQL: which message holds which entries, complete subtrees, and the right edge of the tree.
 * What is not kept there yet is held here, and is told all the same.
 */
import { Frontier, type SubtreeRoot } from '../../journal/tree.ts';
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
    const rows = await this.#postgres.rows<IndexRow>(`select first, message from ${schema}.batch order by first`);
    const { size, frontier, message, epoch } = head!;
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
    const head = [frontier.size, Buffer.from(frontier.save()), message];
    await this.#postgres.write(async (client) => {
      await client.query(`insert into ${schema}.batch select * from unnest($1::bigint[], $2::bigint[])`, [
        rows.map(({ first }) => first),
        rows.map((row) => row.message),
      ]);
      await client.query(`insert into ${schema}.subtree select * from unnest($1::int[], $2::bigint[], $3::bytea[])`, [
        subtrees.map(({ level }) => level),
        subtrees.map(({ number }) => number),
        subtrees.map(({ hash }) => Buffer.from(hash)),
      ]);
      await client.query(`update ${schema}.head set size = $1, frontier = $2, message = $3`, head);
    });
    this.#rows.splice(0, rows.length);
    this.#subtrees.splice(0, subtrees.length);
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

  /** In order; what was kept in the meantime is told once. */
  #withUnkept(kept: readonly SubtreeRoot[], isAsked: (root: SubtreeRoot) => boolean): SubtreeRoot[] {
    const all = [...this.#subtrees.filter(isAsked), ...kept].map(
      (root) => [`${root.level} ${root.number}`, root] as const,
    );
    return [...new Map(all).values()].toSorted((a, b) => a.level - b.level || a.number - b.number);
  }
}
