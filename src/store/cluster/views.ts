/** The views in PostgreSQL: facts, incidents, blocks and the snapshot, saved together or not at all. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonical } from '../../journal/canonical.ts';
import { CorruptJournalError } from '../../journal/corrupt.ts';
import type { Block } from '../../model/block.ts';
import type { Fact } from '../../model/fact.ts';
import type { Incident } from '../../model/incident.ts';
import type { Seq } from '../../model/units.ts';
import type { IncidentQuery, Snapshot, StoredFact, ViewsBatch, ViewsHome } from '../ports.ts';
import { snapshotDigest } from '../snapshot-digest.ts';
import type { Postgres } from './postgres.ts';

/** Rows that are read at a time where all are. */
const PAGE = 1_000;
/** Rows, and bytes of the state, after which others have their turn: a few milliseconds each. */
const ROWS_AT_ONCE = 500;
const HASHED_AT_ONCE = 2_000_000;

interface BodyRow {
  readonly body: string;
}

export class PostgresViews implements ViewsHome {
  readonly #postgres: Postgres;

  constructor(postgres: Postgres) {
    this.#postgres = postgres;
  }

  async save({ until, facts, blocks, snapshot }: ViewsBatch): Promise<void> {
    const { schema } = this.#postgres;
    // The last word on each: one statement may not write a row twice.
    const incidents = new Map<string, Incident>();
    for (const { fact } of facts) if (fact.kind === 'incident') incidents.set(fact.incident.id, fact.incident);
    const hours = new Map(blocks.map((block) => [`${block.service} ${block.hour}`, block]));
    // Written down before anything is sent, and in pieces: a minute of a continent is 33,000 blocks, and others wait for their turn.
    const statements = [
      ...(await inPieces(facts, (some) => [
        `insert into ${schema}.fact select * from unnest($1::bigint[], $2::int[], $3::text[])
         on conflict (seq, ordinal) do update set body = excluded.body`,
        some.map(({ seq }) => seq),
        some.map(({ ordinal }) => ordinal),
        some.map(({ fact }) => canonical(fact)),
      ])),
      ...(await inPieces([...incidents.values()], (some) => [
        `insert into ${schema}.incident select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
         on conflict (id) do update set service = excluded.service, possible_at = excluded.possible_at, body = excluded.body`,
        some.map(({ id }) => id),
        some.map(({ service }) => service),
        some.map(({ possibleAt }) => possibleAt),
        some.map(canonical),
      ])),
      ...(await inPieces([...hours.values()], (some) => [
        `insert into ${schema}.block select * from unnest($1::text[], $2::bigint[], $3::text[])
         on conflict (service, hour) do update set body = excluded.body`,
        some.map(({ service }) => service),
        some.map(({ hour }) => hour),
        some.map(canonical),
      ])),
    ];
    const digest = snapshot === undefined ? undefined : await slowHash(until, snapshot);
    await this.#postgres.write(async (client) => {
      for (const [statement, ...columns] of statements) await client.query(statement, columns);
      await client.query(`update ${schema}.head set views = greatest(views, $1)`, [until]);
      if (snapshot === undefined) return;
      await client.query(
        `insert into ${schema}.snapshot values (1, $1, $2, $3)
         on conflict (one) do update set until = excluded.until, body = excluded.body, hash = excluded.hash`,
        [until, snapshot, digest],
      );
    });
  }

  async snapshot(): Promise<Snapshot | undefined> {
    const [row] = await this.#rows<{ until: Seq; body: string; hash: string }>(
      'select until, body, hash from SCHEMA.snapshot',
    );
    if (row === undefined) return undefined;
    if (row.hash !== (await slowHash(row.until, row.body))) {
      throw new CorruptJournalError(
        'the snapshot of the views does not match its hash (groundswell rebuild makes a new one)',
      );
    }
    return { until: row.until, body: row.body };
  }

  async facts(from: Seq, limit: number): Promise<StoredFact[]> {
    const query = 'select seq, ordinal, body from SCHEMA.fact where seq >= $1 order by seq, ordinal limit $2';
    const rows = await this.#rows<{ seq: Seq; ordinal: number; body: string }>(query, from, limit);
    return rows.map(({ seq, ordinal, body }) => ({ seq, ordinal, fact: JSON.parse(body) as Fact }));
  }

  async incident(id: string): Promise<Incident | undefined> {
    const [row] = await this.#rows<BodyRow>('select body from SCHEMA.incident where id = $1', id);
    return row && (JSON.parse(row.body) as Incident);
  }

  async incidents({ services, before, limit }: IncidentQuery): Promise<Incident[]> {
    const rows = await this.#rows<BodyRow>(
      `select body from SCHEMA.incident where ($1::text[] is null or service = any ($1))
       and ($2::bigint is null or possible_at < $2) order by possible_at desc, id desc limit $3`,
      services ?? null,
      before ?? null,
      limit,
    );
    return rows.map(({ body }) => JSON.parse(body) as Incident);
  }

  async blocks(service: string, from: number, to: number): Promise<Block[]> {
    const query = 'select body from SCHEMA.block where service = $1 and hour >= $2 and hour < $3 order by hour';
    const rows = await this.#rows<BodyRow>(query, service, from, to);
    return rows.map(({ body }) => JSON.parse(body) as Block);
  }

  async *lines(): AsyncIterable<string> {
    for (const query of [
      "select 'fact ' || seq || ' ' || ordinal as name, body from SCHEMA.fact order by seq, ordinal",
      "select 'incident ' || id as name, body from SCHEMA.incident order by id",
      "select 'block ' || service || ' ' || hour as name, body from SCHEMA.block order by service, hour",
    ]) {
      for (let at = 0, full = true; full; at += PAGE) {
        const rows = await this.#rows<BodyRow & { name: string }>(`${query} limit ${PAGE} offset ${at}`);
        for (const row of rows) yield `${row.name}\t${row.body}`;
        full = rows.length === PAGE;
      }
    }
  }

  clear(): Promise<void> {
    const { schema } = this.#postgres;
    return this.#postgres.write(async (client) => {
      const tables = ['fact', 'incident', 'block', 'snapshot'].map((table) => `${schema}.${table}`);
      await client.query(`truncate ${tables.join(', ')}`);
      await client.query(`update ${schema}.head set views = 0`);
    });
  }

  #rows<Row>(query: string, ...values: readonly unknown[]): Promise<Row[]> {
    return this.#postgres.rows(query.replaceAll('SCHEMA', this.#postgres.schema), values);
  }
}

/** A statement, and its columns of values. */
type Statement = readonly [string, ...(readonly unknown[])[]];

async function inPieces<T>(all: readonly T[], statementOf: (some: readonly T[]) => Statement): Promise<Statement[]> {
  const statements: Statement[] = [];
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
    if (from > 0) await nextTurn();
    statements.push(statementOf(all.slice(from, from + ROWS_AT_ONCE)));
  }
  return statements;
}

/** The snapshot's hash, with turns for others. */
async function slowHash(until: Seq, body: string): Promise<string> {
  const hash = snapshotDigest(until);
  const bytes = Buffer.from(body);
  for (let from = 0; from < bytes.length; from += HASHED_AT_ONCE) {
    if (from > 0) await nextTurn();
    hash.update(bytes.subarray(from, from + HASHED_AT_ONCE));
  }
  return hash.digest('hex');
}
