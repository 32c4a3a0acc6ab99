/** Opening the journal for a command: where it is by default, and the check that comes before anything else. */
import { checkJournal, describeProblem } from '../journal/check.ts';
import { CorruptJournalError } from '../journal/corrupt.ts';
import type { Store } from '../store/ports.ts';
import { openSqliteHome, type SqliteHomeOptions } from '../store/sqlite/home.ts';
import { type Io, textOption, type Values } from './command.ts';
import { Progress } from './progress.ts';

export const DATA_DEFAULT = 'data/groundswell.db';

export const DATA_OPTION = { data: { type: 'string', short: 'd' } } as const;
export const DATA_HELP = `  -d, --data FILE             the journal  (default ${DATA_DEFAULT})`;

export function openJournal(
  values: Values,
  fallback = DATA_DEFAULT,
  options?: SqliteHomeOptions,
): { path: string; store: Store } {
  const path = textOption(values, 'data') ?? fallback;
  return { path, store: openSqliteHome(path, options) };
}

/** Throws CorruptJournalError, with every place that was found, when the journal does not match its hashes. */
export async function refuseDamaged(store: Store, io: Io): Promise<void> {
  const progress = new Progress(io, 'Checking the journal');
  const { problems } = await checkJournal(store.journal, (checked, of) => progress.at(checked, of, 'entries'));
  progress.end();
  if (problems.length === 0) return;
  const [first] = problems;
  throw new CorruptJournalError(problems.map(describeProblem).join('; '), { from: first!.from, to: first!.to });
}

/** Engine options for commands that fold without serving: any failure ends the command. */
export function failing(): { onFatal: (cause: unknown) => void } {
  return {
    onFatal(cause) {
      throw cause;
    },
  };
}
