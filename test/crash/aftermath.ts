/** What must hold after any crash: nothing acknowledged is lost, the tree is whole, the views are those of the journal. */
import { Engine } from '../../src/engine/engine.ts';
import { compareViews } from '../../src/engine/rebuild.ts';
import { checkJournal, describeProblem } from '../../src/journal/check.ts';
import { decodeEntry } from '../../src/journal/codec.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { databaseProblems, openSqliteHome } from '../../src/store/sqlite/home.ts';

/** A report that the observatory said it has. */
export interface Acknowledged {
  readonly id: string;
  readonly seq: number;
}

export interface Aftermath {
  /** Entries in the journal. */
  readonly size: number;
  /** Acknowledged reports that are not where they were said to be; none, or the observatory has lied. */
  readonly lost: readonly Acknowledged[];
  /** What the check, SQLite and the comparison of the views with the journal complain of. */
  readonly problems: readonly string[];
}

export async function aftermathOf(path: string, acknowledged: readonly Acknowledged[]): Promise<Aftermath> {
  const store = openSqliteHome(path);
  const failures: unknown[] = [];
  const options = { now: () => Date.now() as EpochMs, onFatal: (cause: unknown) => failures.push(cause) };
  const problems = [
    ...databaseProblems(path),
    ...(await checkJournal(store.journal)).problems.map((problem) => describeProblem(problem)),
  ];
  const lost: Acknowledged[] = [];
  for (const told of acknowledged) {
    const [row] = await store.journal.read(told.seq as Seq, 1);
    const entry = row?.seq === told.seq ? decodeEntry(row.body) : undefined;
    if (entry?.kind !== 'report' || entry.id !== told.id) lost.push(told);
  }
  // Recovery brings the views up to date; then they must be what one fold of the whole journal gives.
  const engine = await Engine.open(store, options);
  const size = engine.size;
  await engine.save(true);
  for await (const { name, what } of compareViews(store, options)) problems.push(`${name}: ${what}`);
  await engine.close();
  return { size, lost, problems: [...problems, ...failures.map(String)] };
}
