/** Tables in a file of their own beside the journal's. What is deleted is nowhere in it any more: it may be where somebody is reached. */
import { mkdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Cell, Tables, Writing } from '../ports.ts';

const DURABLE =
  'pragma busy_timeout = 5000; pragma journal_mode = truncate; pragma synchronous = full; pragma secure_delete = on;';

/** The file of a part's tables, named after the journal: others may lie in the same folder. @param path of the journal */
export const tablesPath = (path: string, name: string): string => join(dirname(path), `${parse(path).name}-${name}.db`);

/** @param path of their own file; `:memory:` for none */
export async function openSqliteTables(path: string, sql: string): Promise<Tables> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  const within: Writing = {
    rows: async <Row>(query: string, ...values: Cell[]) => prepared(query).all(...values) as Row[],
    run: async (query, ...values) => Number(prepared(query).run(...values).changes),
  };
  const prepared = (query: string) => database.prepare(named(query));
  // One connection: who reads while another one writes would see what is half done.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  try {
    database.exec(DURABLE + named(sql));
  } catch (cause) {
    database.close();
    throw cause;
  }
  return {
    rows: (query, ...values) => inTurn(() => within.rows(query, ...values)),
    write: (work) =>
      inTurn(async () => {
        database.exec('begin immediate');
        try {
          const result = await work(within);
          database.exec('commit');
          return result;
        } catch (cause) {
          if (database.isTransaction) database.exec('rollback');
          throw cause;
        }
      }),
    close: () => inTurn(async () => database.close()),
  };
}

const named = (sql: string): string => sql.replaceAll('HERE.', 'main.');
