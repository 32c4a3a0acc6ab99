/**
 * The PostgreSQL side of a cluster: views, and where in the stream each batch stands. All of it follows from the journal and can
 * be made again. Law: only the process that began to write last may write here.
 */
import { Pool, type PoolClient, types } from 'pg';
import { FencedError, StoreAwayError } from '../ports.ts';

const CONNECTIONS_MAX = 8;
const CONNECT_TIMEOUT_MS = 5_000;
/** A process that was paused in the middle of a transaction holds nobody up for longer. */
const IDLE_IN_TRANSACTION_MS = 2_000;
const LOCK_TIMEOUT_MS = 5_000;
/** A connection that leads nowhere any more is given up after so long, where nobody says that it is broken. */
const QUERY_TIMEOUT_MS = 30_000;

/** Ids are ordered by their bytes, as in every other home. */
const TABLES = (schema: string): string => `
create schema if not exists ${schema};
create table if not exists ${schema}.head (
  one int primary key check (one = 1),
  size bigint not null,
  frontier bytea not null,
  message bigint not null,
  epoch bigint not null
);
alter table ${schema}.head add column if not exists views bigint not null default 0;
create table if not exists ${schema}.batch (first bigint primary key, message bigint not null);
create table if not exists ${schema}.subtree (
  level int not null,
  number bigint not null,
  hash bytea not null,
  primary key (level, number)
);
create table if not exists ${schema}.fact (
  seq bigint not null,
  ordinal int not null,
  body text not null,
  primary key (seq, ordinal)
);
create table if not exists ${schema}.incident (
  id text collate "C" primary key,
  service text collate "C" not null,
  possible_at bigint not null,
  body text not null
);
create index if not exists incident_by_time on ${schema}.incident (possible_at desc, id desc);
create index if not exists incident_by_service on ${schema}.incident (service, possible_at desc, id desc);
create table if not exists ${schema}.block (
  service text collate "C" not null,
  hour bigint not null,
  body text not null,
  primary key (service, hour)
);
create table if not exists ${schema}.snapshot (
  one int primary key check (one = 1),
  until bigint not null,
  body text not null,
  hash text not null
);
insert into ${schema}.head values (1, 0, '', 0, 0, 0) on conflict do nothing;
`;

export class Postgres {
  readonly schema: string;
  readonly #pool: Pool;
  #epoch = 0;

  private constructor(pool: Pool, schema: string) {
    this.#pool = pool;
    this.schema = schema;
  }

  /** @param url such as postgres://user@host/database; the observatory's tables lie in a schema of their own */
  static async open(url: string, name: string): Promise<Postgres> {
    const pool = new Pool({
      connectionString: url,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
      types: {
        getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)),
      },
    });
    // A connection that breaks is replaced when somebody needs one; whoever uses it just now is told by his query.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    const postgres = new Postgres(pool, `groundswell_${name.replaceAll('-', '_')}`);
    try {
      await postgres.make(TABLES(postgres.schema));
      return postgres;
    } catch (cause) {
      await pool.end();
      throw cause;
    }
  }

  /** Makes what is not there yet. */
  make(sql: string): Promise<void> {
    return this.#inTransaction(async (client) => {
      // Two that start at once would make the same tables.
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [this.schema]);
      await client.query(sql);
    });
  }

  async rows<Row>(query: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.#pool.query(query, [...values])).rows as Row[];
    } catch (cause) {
      throw asAway(cause);
    }
  }

  /** From here on this process alone may write, until somebody begins a later epoch. */
  async begin(epoch: number): Promise<void> {
    this.#epoch = epoch;
    await this.#inTransaction(async (client) => {
      const { rowCount } = await client.query(`update ${this.schema}.head set epoch = $1 where epoch < $1`, [epoch]);
      if (rowCount !== 1) throw new FencedError();
    });
  }

  /** For a command beside whoever writes: what it writes counts until somebody takes over. */
  async join(): Promise<void> {
    const [head] = await this.rows<{ epoch: number }>(`select epoch from ${this.schema}.head`);
    this.#epoch = head!.epoch;
  }

  /** All of the work or nothing. @throws FencedError when somebody else writes by now */
  write<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.#inTransaction(async (client) => {
      // The row is locked until the end: whoever begins another epoch waits for it.
      const query = `select 1 from ${this.schema}.head where epoch = $1 for update`;
      if ((await client.query(query, [this.#epoch])).rowCount !== 1) throw new FencedError();
      return work(client);
    });
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    let client: PoolClient | undefined;
    let broken: Error | undefined;
    try {
      client = await this.#pool.connect();
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (cause) {
      broken = await client?.query('rollback').then(
        () => undefined,
        (error: Error) => error,
      );
      throw asAway(cause);
    } finally {
      client?.release(broken);
    }
  }
}

/** SQLSTATEs after which nothing was done and it may work later: connection, resources, an operator's intervention, waiting for too long. */
const AWAY = /^(?:08|53|57P|25P03|55P03)/;
const SOCKET = /^(?:ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT)/;

function asAway(cause: unknown): unknown {
  const { code = '', message = '' } = cause as { code?: string; message?: string };
  const isAway =
    AWAY.test(code) ||
    SOCKET.test(code) ||
    /Connection terminated|timeout exceeded|read timeout|not queryable/.test(message);
  return isAway ? new StoreAwayError(`PostgreSQL does not answer: ${message || code}`, { cause }) : cause;
}
