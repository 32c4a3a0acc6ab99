/** What does not follow from the journal and moves with it: whom to tell, and what was told. */
import { insert } from '../alerts/outbox.ts';
import type { Cell, Tables } from '../store/ports.ts';
import { TELLERS } from './tellers.ts';

export type OpenTables = (part: string, sql: string) => Promise<Tables>;

/** Afterwards the target's tables hold what the source's do, and nothing else. */
export async function moveTables(source: OpenTables, target: OpenTables): Promise<void> {
  for (const [part, sql] of Object.entries(TELLERS)) {
    const [from, to] = [await source(part, sql), await target(part, sql)];
    await to.write(async (within) => {
      for (const [, table] of sql.matchAll(/HERE\.(\w+)/g)) {
        const rows = await from.rows<Record<string, Cell>>(`select * from HERE.${table}`);
        await within.run(`delete from HERE.${table}`);
        const columns = Object.keys(rows[0] ?? {});
        const cells = rows.map((row) => columns.map((column) => row[column] ?? null));
        await insert(within, `${table} (${columns.join(', ')})`, cells);
      }
    });
    await from.close();
    await to.close();
  }
}
