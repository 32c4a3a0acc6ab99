/** Opening the journal for a command: where it is by default, and the check that comes before anything else. */
import { existsSync } from 'node:fs';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { type CheckResult, checkJournal, describeProblem } from '../journal/check.ts';
import { CorruptJournalError } from '../journal/corrupt.ts';
import type { EpochMs } from '../model/units.ts';
import type { Store } from '../store/ports.ts';
import { openSqliteHome, type SqliteHomeOptions } from '../store/sqlite/home.ts';
import { type Io, textOption, type Values } from './command.ts';
import { Progress } from './progress.ts';

const DATA_DEFAULT = 'data/groundswell.db';
/** Beside the journal. */
export const TOKENS_FOLDER = 'tokens';

const SQLITE_CANTOPEN = 14;

export const DATA_OPTION = { data: { type: 'string', short: 'd' } } as const;
export const DATA_HELP = `  -d, --data FILE             the journal  (default ${DATA_DEFAULT})`;

export const journalPath = (values: Values, fallback = DATA_DEFAULT): string => textOption(values, 'data') ?? fallback;

export function openJournal(
  values: Values,
  fallback = DATA_DEFAULT,
  options?: SqliteHomeOptions,
): { path: string; store: Store } {
  const path = journalPath(values, fallback);
  try {
    return { path, store: openSqliteHome(path, options) };
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode !== SQLITE_CANTOPEN) throw cause;
    throw new NoJournalError(`cannot open or make ${path}: it is a folder, or its folder cannot be written to`, {
      cause,
    });
  }
}

/** For commands that look at a journal: where there is none, none is made. */
export function openExistingJournal(values: Values): { path: string; store: Store } {
  const path = journalPath(values);
  if (!existsSync(path)) throw new NoJournalError(`there is no journal ${path}; name it with --data`);
  return openJournal(values);
}

class NoJournalError extends Error {
  override name = 'NoJournalError';
}

/** Throws CorruptJournalError, with every place that was found, when the journal does not match its hashes. */
export async function refuseDamaged({ journal }: Store, io: Io): Promise<void> {
  const progress = new Progress(io, 'Checking the journal');
  const result = await checkJournal(journal, (checked, of) => progress.at(checked, of, 'entries'));
  progress.end();
  refuseProblems(result);
}

/** The same while others write and serve. @returns how many entries match */
export async function refuseDamagedBeside({ journal }: Store): Promise<number> {
  const result = await (journal.check?.() ?? checkJournal(journal));
  refuseProblems(result);
  return result.entries;
}

function refuseProblems({ problems: [first, ...others] }: CheckResult): void {
  if (first === undefined) return;
  throw new CorruptJournalError([first, ...others].map(describeProblem).join('; '), { from: first.from, to: first.to });
}

/** Runs a command's work on an engine and closes it. What the engine cannot go on from ends the command. */
export async function withEngine<T>(
  open: (options: EngineOptions) => Promise<Engine>,
  work: (engine: Engine, options: EngineOptions) => Promise<T>,
): Promise<T> {
  const failures: unknown[] = [];
  const options: EngineOptions = { now: () => Date.now() as EpochMs, onFatal: (cause) => failures.push(cause) };
  const engine = await open(options);
  let result: T;
  try {
    result = await work(engine, options);
  } finally {
    await engine.close();
  }
  if (failures.length > 0) throw failures[0];
  return result;
}
