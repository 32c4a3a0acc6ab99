/** Tables in a schema of their own beside the views'. Every process reads them; the one that writes the journal writes them. */
import type { PoolClient } from 'pg';
import type { Cell, Tables, Writing } from '../ports.ts';
import type { Postgres } from './postgres.ts';

/** @throws StoreAwayError when the database does not answer */
export async function openPostgresTables(postgres: Postgres, name: string, sql: string): Promise<Tables> {
  const schema = `${postgres.schema}_${name}`;
  const written = (query: string): string => {
    let count = 0;
    return query.replaceAll('HERE.', `${schema}.`).replaceAll('?', () => {
      count += 1;
      return `$${count}`;
    });
  };
  await postgres.make(`create schema if not exists ${schema};${written(sql)}`);
  const within = (client: PoolClient): Writing => ({
    rows: async <Row>(query: string, ...values: Cell[]) => (await client.query(written(query), values)).rows as Row[],
    run: async (query, ...values) => (await client.query(written(query), values)).rowCount ?? 0,
  });
  return {
    rows: (query, ...values) => postgres.rows(written(query), values),
    write: (work) => postgres.write((client) => work(within(client))),
    // The connections are the home's.
    close: async () => {},
  };
}
